"""分钟账：where the minutes of visits went, whether the promises were kept, and whether the figures can be believed."""
