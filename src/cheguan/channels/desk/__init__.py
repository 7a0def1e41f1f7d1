"""待办队列：the desk of those who verify, review, decide, make and archive."""
