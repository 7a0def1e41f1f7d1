"""Two providers instead of one: what the first certainly did not take goes to the second, and nothing else does.

Of what the first may have taken it is asked by key, later, when its answer is worth something.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from cheguan.work.messages.gateway import Gateway, Letter, NotTaken, Receipt, Standing, Unanswered

FAILURES = 5
PAUSE_SECONDS = 60.0


@dataclass(slots=True)
class Breaker:
    """A provider that fails again and again is left alone for a while; then one letter tries it."""

    name: str
    gateway: Gateway
    clock: Callable[[], float] = time.monotonic
    _failures: int = field(default=0, init=False)
    _closed_at: float = field(default=0.0, init=False)

    def deliver(self, letter: Letter) -> Receipt:
        if self.clock() < self._closed_at:
            raise NotTaken("服务商暂停使用", provider=self.name, again=True)
        try:
            receipt = self.gateway.deliver(letter)
        except NotTaken as refused:
            # A letter refused for what it is says that the provider is well.
            self._count(failed=refused.again)
            raise
        except Unanswered:
            self._count(failed=True)
            raise
        self._count(failed=False)
        return receipt

    def status(self, letter: Letter) -> Standing:
        """Asked whenever there is something to ask."""
        return self.gateway.status(letter)

    def _count(self, *, failed: bool) -> None:
        self._failures = self._failures + 1 if failed else 0
        if self._failures >= FAILURES:
            self._closed_at = self.clock() + PAUSE_SECONDS


@dataclass(frozen=True, slots=True)
class Failover:
    """The first, and for what it certainly did not take, the second."""

    first: Breaker
    second: Breaker

    def deliver(self, letter: Letter) -> Receipt:
        try:
            return self.first.deliver(letter)
        except NotTaken:
            return self.second.deliver(letter)

    def status(self, letter: Letter) -> Standing:
        """Of the one who had it; when nobody knows who had it, of both: one ``TAKEN`` is enough, no other needs all."""
        asked = [each for each in (self.first, self.second) if letter.provider in ("", each.name)]
        answers = {each.status(letter) for each in asked}
        if Standing.TAKEN in answers:
            return Standing.TAKEN
        return Standing.NOT_TAKEN if answers == {Standing.NOT_TAKEN} else Standing.SILENT
