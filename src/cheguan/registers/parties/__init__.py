"""当事人：people and organisations, their identity documents and details."""
