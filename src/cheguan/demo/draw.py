"""Repeatable chance: a stream of random numbers for each seed and purpose, and weighted choices from it."""

from collections.abc import Mapping, Sequence
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar

T = TypeVar("T")


def stream(seed: int, *purpose: object) -> Random:
    """A stream of its own for each purpose, so that drawing more of one thing changes no other."""
    return Random("/".join(str(part) for part in (seed, *purpose)))


class Weighted(Generic[T]):
    """Values with weights; drawing many at once is cheap."""

    def __init__(self, weights: Mapping[T, float]) -> None:
        self.values: Sequence[T] = tuple(weights)
        self._sums = tuple(accumulate(weights.values()))

    def many(self, rng: Random, count: int) -> list[T]:
        return rng.choices(self.values, cum_weights=self._sums, k=count)

    def one(self, rng: Random) -> T:
        return self.many(rng, 1)[0]


def spread(total: int, weights: Sequence[float]) -> list[int]:
    """``total`` split by weight into whole numbers that add up to it exactly."""
    whole = sum(weights)
    bounds = [round(total * part / whole) for part in accumulate(weights)]
    return [after - before for before, after in zip([0, *bounds[:-1]], bounds, strict=True)]
