"""What every module stands on: who acted, where, by which article, and what came of it."""
