"""The doors: they parse, ask once and answer."""
