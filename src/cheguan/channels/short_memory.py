"""A few seconds of memory inside one process."""

from time import monotonic
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")

# A sign-out, the end of a shift or a revoked right is felt at once in the process that did it, and at most this
# much later in the others. That is the price of asking nothing of the database on most requests
# (grade DESIGN: no rule sets a figure).
SECONDS = 5.0
MOST = 20_000


class ShortMemory(Generic[K, V]):
    """Remembers what was just read, for ``SECONDS``; forgets everything rather than grow beyond ``MOST``."""

    def __init__(self) -> None:
        self._kept: dict[K, tuple[float, V]] = {}

    def get(self, key: K) -> V | None:
        until, value = self._kept.get(key, (0.0, None))
        return value if until > monotonic() else None

    def put(self, key: K, value: V) -> None:
        if len(self._kept) >= MOST:
            self._kept.clear()
        self._kept[key] = (monotonic() + SECONDS, value)

    def drop(self, key: K) -> None:
        self._kept.pop(key, None)

    def clear(self) -> None:
        self._kept.clear()
