"""随机复核：after a decision chance says whether another officer looks at the matter again, and who."""
