"""The truth: rows issued and voided by acts, never edited in place."""
