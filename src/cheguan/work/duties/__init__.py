"""今日应办：what the registers say is due, for the whole office at once. Reads only."""
