"""公开页面：what anybody may read or ask without signing in."""
