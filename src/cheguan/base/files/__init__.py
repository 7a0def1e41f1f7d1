"""Papers and pictures: bytes on disk by their SHA-256."""
