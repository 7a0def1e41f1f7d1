"""改革试算与成效：what a reform would bring, tried on finished cases, and what it has brought."""
