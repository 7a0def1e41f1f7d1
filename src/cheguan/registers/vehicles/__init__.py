"""机动车：identity by VIN; owner, colour, use, status and papers as dated rows."""
