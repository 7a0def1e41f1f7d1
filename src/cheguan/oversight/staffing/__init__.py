"""排班试算：a day in the hall, simulated, and what more counters or fewer errands would change."""
