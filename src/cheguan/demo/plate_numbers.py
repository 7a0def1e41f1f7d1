"""Plate numbers one after another, out of the patterns of the law, scattered over each pattern."""

from collections.abc import Iterator

from cheguan.demo.kinds import Kind
from cheguan.law.rules import plates

PREFIX = "桂E"
FILLED = 0.9
STEP, OFFSET = 7919, 4813


class Numbers:
    """Hands out numbers, each once; ``opened`` lists the patterns of each kind of plate that it has begun."""

    def __init__(self) -> None:
        self.opened: dict[str, list[str]] = {}
        self._running: dict[tuple[str, str], Iterator[str]] = {}

    def next(self, kind: Kind) -> str:
        key = (kind.plate_kind, kind.energy if kind.plate_kind in {"51", "52"} else "")
        if key not in self._running:
            self._running[key] = self._serials(*key)
        return next(self._running[key])

    def _serials(self, plate_kind: str, energy: str) -> Iterator[str]:
        for pattern in plates.patterns(plate_kind, energy=energy or "A"):
            self.opened.setdefault(plate_kind, []).append(pattern)
            size = plates.size_of(pattern)
            for number in range(int(size * FILLED)):
                yield PREFIX + plates.serial_at(pattern, (number * STEP + OFFSET) % size)
