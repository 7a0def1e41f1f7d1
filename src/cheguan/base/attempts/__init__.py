"""Refused steps and look-ups of a person's data: kept even when the transaction is not."""
