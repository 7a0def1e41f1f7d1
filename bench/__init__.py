"""Measuring the hot paths beside the floor: bare PostgreSQL writing the same rows, in the same run."""
