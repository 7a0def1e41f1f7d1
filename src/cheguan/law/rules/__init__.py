"""The rules: pure functions, each with its article; one file per subject."""
