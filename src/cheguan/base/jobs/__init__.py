"""Background work on the same database: a job exists if and only if its case does (procrastinate)."""
