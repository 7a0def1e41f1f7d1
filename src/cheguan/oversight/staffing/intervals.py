"""A mean over replications with the interval in which it lies, 95 times in a hundred (Student's t)."""

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Estimate:
    mean: float
    low: float
    high: float

    @property
    def within(self) -> float:
        """Half the interval's width."""
        return (self.high - self.low) / 2


def estimate(values: NDArray[np.float64]) -> Estimate | None:
    """Of independent replications; nothing when none had a value, no width when only one had."""
    known = values[~np.isnan(values)]
    if not len(known):
        return None
    mean = float(known.mean())
    half = student(len(known) - 1) * float(known.std(ddof=1)) / sqrt(len(known)) if len(known) > 1 else 0.0
    return Estimate(mean, mean - half, mean + half)


def student(freedom: int) -> float:
    """The two-sided quantile of Student's t, by the normal quantile's expansion: to 0.2 % from four degrees up."""
    z = NormalDist().inv_cdf((1 + CONFIDENCE) / 2)
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return z + sum((term / float(freedom) ** power for power, term in enumerate(terms, start=1)), start=0.0)
