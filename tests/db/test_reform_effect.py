"""What a reform brought: the days before and after it, beside services that it left alone."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import numpy as np
import pytest
from tests.law.measures import measure

from cheguan.law.layering import Change
from cheguan.oversight.planning import effect

REISSUE = "vehicle_licence_reissue"


class TestEffect:
    """Rows as the database gives them: day, service, cases, sums of minutes, papers, done at once, visits."""

    since = date(2026, 3, 2)

    def rows(self, *, brought: float, days: int = 40, a_day: int = 6) -> list[tuple[object, ...]]:
        chance = np.random.default_rng(7)
        found: list[tuple[object, ...]] = []
        for offset in range(-days, days):
            slow = chance.normal(0, 2)
            for service, usual in ((REISSUE, 12.0), ("licence_renewal", 8.0)):
                mean = usual + slow + (brought if offset >= 0 and service == REISSUE else 0)
                spent = chance.normal(mean, 3, size=a_day).sum()
                found.append((self.since + timedelta(days=offset), service, a_day, spent, a_day * 2, a_day, a_day))
        return found

    def of(self, rows: Sequence[tuple[object, ...]], monkeypatch: pytest.MonkeyPatch) -> effect.Effect:
        def blocks(*_given: object, **_more: object) -> Iterator[Sequence[tuple[object, ...]]]:
            yield rows

        monkeypatch.setattr(effect, "blocks", blocks)
        since = measure("m", Change("allow_agent"), services=[REISSUE], since=self.since)
        return effect.of(since, office="450500", days=40, until=date(2026, 12, 31), advance=lambda _passed: None)

    def test_what_was_brought_is_found_beyond_the_slow_days(self, monkeypatch: pytest.MonkeyPatch) -> None:
        found = self.of(self.rows(brought=-3.0), monkeypatch)
        saved = found.estimates[effect.METRICS.index("minutes")]
        value, low, high = saved.beyond

        assert (found.services, found.compared, found.days) == ((REISSUE,), ("licence_renewal",), (40, 40))
        assert found.cases == (240, 240, 240, 240)
        assert low < -3.0 < high < 0
        assert value == pytest.approx((saved.touched[1] - saved.touched[0]) - (saved.untouched[1] - saved.untouched[0]))
        assert high - low < saved.change[2] - saved.change[1], "days that are slow for all do not blur the comparison"

    def test_what_brought_nothing_is_not_told_from_nought(self, monkeypatch: pytest.MonkeyPatch) -> None:
        _, low, high = self.of(self.rows(brought=0.0), monkeypatch).estimates[0].beyond
        assert low < 0 < high

    @pytest.mark.parametrize(("days", "a_day"), [(9, 10), (20, 1)], ids=["days", "cases"])
    def test_of_too_few_nothing_is_said(self, monkeypatch: pytest.MonkeyPatch, days: int, a_day: int) -> None:
        found = self.of(self.rows(brought=-3.0, days=days, a_day=a_day), monkeypatch)
        assert (found.enough, found.estimates) == (False, ())

    def test_without_a_service_to_compare_with_nothing_is_said(self, monkeypatch: pytest.MonkeyPatch) -> None:
        alone = [row for row in self.rows(brought=-3.0) if row[1] == REISSUE]
        assert self.of(alone, monkeypatch).estimates == ()
