"""Whether the server's clock may be believed: a day that a leap of the clock has ended cannot be begun again."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

# What a clock that is set right may be moved by, and how long one that has leapt is not believed (DESIGN).
SLACK_MINUTES = 5
DOUBT_MINUTES = 60


@dataclass(kw_only=True)
class SteadyClock:
    """``at`` is the clock's time, ``passed`` the seconds of a counter that nobody can set."""

    at: datetime
    passed: float
    doubted_until: float = field(default=float("-inf"), init=False)

    def is_steady(self, *, at: datetime, passed: float) -> bool:
        """Whether both say that as much time has gone by since the last time we asked, now and for an hour."""
        leapt = (at - self.at) - timedelta(seconds=passed - self.passed)
        self.at, self.passed = at, passed
        if abs(leapt) > timedelta(minutes=SLACK_MINUTES):
            self.doubted_until = passed + 60 * DOUBT_MINUTES
        return passed >= self.doubted_until
