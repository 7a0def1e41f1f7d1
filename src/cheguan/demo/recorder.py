"""Acts as rows: their numbers, keys and the part of the line that says who acted where."""

from datetime import date, datetime
from functools import cache

from cheguan.demo.copying import HALL, Rows

UNSET = r"\N"


@cache
def day(ordinal: int) -> str:
    """The day as PostgreSQL reads it."""
    return date.fromordinal(ordinal).isoformat()


def optional_day(ordinal: int) -> str:
    return day(ordinal) if ordinal else UNSET


def array(texts: tuple[str, ...] | list[str]) -> str:
    """An array of texts that hold neither quotes nor backslashes."""
    return "{" + ",".join(f'"{text}"' for text in texts) + "}"


class Recorder:
    """Writes acts in the order of their numbers. A number's key follows from seed and number alone."""

    def __init__(self, rows: Rows, *, seed: int, system: str, first: int) -> None:
        self.next = first
        self.prefix = f"{seed & 0xFFFFFFFF:08x}-{seed >> 32 & 0xFFFF:04x}-8000-8000-"
        self._rows = rows
        self._system = system
        self._imports: dict[int, int] = {}
        self.founding = 0

    def found(self, days: range) -> None:
        """The migration of what was there before these days; then for each day one act, by which the system took
        over what other authorities shared: inspections, points, medical reports, holds."""
        self.founding = self.system(kind="migrate", ordinal=days.start - 1)
        for ordinal in days:
            self._imports[ordinal] = self.system(kind="take_over_shared_facts", ordinal=ordinal)

    def shared(self, ordinal: int) -> int:
        """The act by which a fact of that day came in."""
        return self._imports.get(ordinal, self.founding)

    def system(self, *, kind: str, ordinal: int, clock: str = "06:00:00") -> int:
        """An act of the system itself."""
        number = self.next
        self.next += 1
        at = f"{day(ordinal)} {clock}+08"
        self._rows.of["acts_act"].append(
            f"{number}\t{self.prefix}{number:012x}\t{kind}\t{at}\t{self._system}\t{{}}\t{UNSET}\n"
        )
        return number

    def hall(self, kind: str, at: datetime, desk: str, *, detail: str, device: str = "", reason: str = "") -> int:
        """An act in the hall; ``desk`` is the columns from the officer to the channel."""
        number = self.next
        self.next = number + 1
        self._rows.of[HALL].append(
            f"{number}\t{self.prefix}{number:012x}\t{kind}\t{at}\t{desk}\t{device}\t{reason}\t{detail}\n"
        )
        return number
