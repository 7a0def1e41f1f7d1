"""All tests. A package of its own, so that a `tests` which some dependency brings along is never taken for it."""
