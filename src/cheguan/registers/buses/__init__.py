"""校车：opinions on the permit, and the tags of school buses."""
