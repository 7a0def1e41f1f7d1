"""How long something takes: a distribution by its mean and its variation."""

from dataclasses import dataclass
from math import log, sqrt

import numpy as np
from numpy.typing import NDArray

Minutes = NDArray[np.float64]
KINDS = ("fixed", "exponential", "gamma", "lognormal")


@dataclass(frozen=True, slots=True)
class Times:
    """``mean`` in minutes; ``variation`` is the standard deviation as a part of the mean, where the kind has one."""

    kind: str
    mean: float
    variation: float = 0.0

    def __post_init__(self) -> None:
        if self.kind not in KINDS or self.mean < 0 or (self.kind in KINDS[2:] and self.variation <= 0):
            raise ValueError(self)

    def draw(self, size: int, rng: np.random.Generator) -> Minutes:
        if self.kind == "fixed":
            return np.full(size, self.mean)
        if self.kind == "exponential":
            return rng.exponential(self.mean, size)
        if self.kind == "gamma":
            shape = 1 / self.variation**2
            return rng.gamma(shape, self.mean / shape, size)
        spread = log(1 + self.variation**2)
        return rng.lognormal(log(self.mean) - spread / 2, sqrt(spread), size)
