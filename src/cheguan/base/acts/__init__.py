"""行政行为: who did what, when, where and by which article. Append-only."""
