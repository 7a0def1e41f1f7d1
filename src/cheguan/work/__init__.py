"""The office's daily business: cases and what they need."""
