"""窗口：the counter, from the first word to the printed paper."""
