"""监督与研判：reads everything below, writes only its own tables."""
