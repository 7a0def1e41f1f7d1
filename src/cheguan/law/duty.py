"""Duties in time (申请期限): within how long something has to be applied for. Being late is punished, never refused."""

from dataclasses import dataclass
from datetime import date

from cheguan.law import workdays
from cheguan.law.citation import Citation
from cheguan.law.facts import CaseFacts


@dataclass(frozen=True, slots=True)
class Duty:
    """So many days after the day stated under ``since``; ``penalty`` is the article on those who come later."""

    days: int
    unit: str
    since: str
    basis: Citation
    penalty: Citation

    def last_day(self, facts: CaseFacts) -> date | None:
        """The last day in time; nothing when the first day is not stated, or its year's calendar is not entered."""
        began = facts.day(self.since)
        if began is None:
            return None
        try:
            return workdays.due_on(began, self)
        except workdays.CalendarMissing:
            return None

    def missed(self, facts: CaseFacts) -> date | None:
        """The last day in time, when it is over."""
        last = self.last_day(facts)
        return last if last is not None and last < facts.on else None
