"""Tags of the window's own templates."""
