"""Working days against known examples, an independent package, and what must always hold."""

from datetime import date, datetime, time, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cheguan.law import workdays
from cheguan.law.citation import cite
from cheguan.law.lawfile import LawFileError
from cheguan.law.service import TimeLimit

known_days = st.dates(date(2004, 1, 1), date(2026, 6, 30))


@pytest.mark.parametrize(
    ("accepted", "n", "due"),
    [
        ("2026-03-06", 1, "2026-03-09"),
        ("2025-09-30", 3, "2025-10-11"),
        ("2026-02-13", 1, "2026-02-14"),
        ("2026-02-13", 2, "2026-02-24"),
        ("2025-01-27", 3, "2025-02-07"),
        ("2024-02-09", 2, "2024-02-19"),
        ("2026-04-30", 2, "2026-05-07"),
        ("2025-04-30", 15, "2025-05-26"),
        ("2026-03-06", 0, "2026-03-06"),
    ],
)
def test_add_workdays(accepted: str, n: int, due: str) -> None:
    assert workdays.add_workdays(date.fromisoformat(accepted), n) == date.fromisoformat(due)


def test_every_day_agrees_with_the_oracle() -> None:
    day, last = date(2004, 1, 1), date(2026, 12, 31)
    while day <= last:
        assert workdays.is_workday(day) == chinese_calendar.is_workday(day), day
        day += timedelta(days=1)


@given(known_days, st.integers(0, 40))
def test_adding_and_counting_are_inverse(day: date, n: int) -> None:
    due = workdays.add_workdays(day, n)
    assert workdays.workdays_between(day, due) == n
    assert n == 0 or workdays.is_workday(due)


@given(known_days, st.integers(1, 20), st.sets(st.integers(1, 20), max_size=5))
def test_a_locally_closed_day_never_makes_the_due_day_earlier(day: date, n: int, offsets: set[int]) -> None:
    closed = frozenset(day + timedelta(days=offset) for offset in offsets)
    due = workdays.add_workdays(day, n, closed=closed)
    assert due >= workdays.add_workdays(day, n)
    assert due not in closed


def test_counting_backwards_is_nought() -> None:
    assert workdays.workdays_between(date(2026, 3, 9), date(2026, 3, 6)) == 0


@pytest.mark.parametrize("ask", [workdays.is_workday, lambda day: workdays.add_workdays(day - timedelta(days=5), 10)])
def test_a_year_without_a_notice_names_the_file_to_write(ask) -> None:
    with pytest.raises(workdays.CalendarMissing, match=r"src/cheguan/law/calendars/2027\.toml"):
        ask(date(2027, 1, 4))
    with pytest.raises(workdays.CalendarMissing, match="2003"):
        workdays.is_workday(date(2003, 12, 31))
    assert workdays.last_year() == 2026


def limit(days: int, unit: str = "working") -> TimeLimit:
    return TimeLimit(days, unit, cite("机动车登记规定#26"))


@pytest.mark.parametrize(
    ("days", "unit", "pauses", "due"),
    [
        (2, "working", [], "2026-03-10"),
        (2, "working", [("2026-03-06", "2026-03-09")], "2026-03-11"),
        (2, "working", [("2026-03-06", "2026-03-06")], "2026-03-10"),
        (2, "working", [("2026-03-06", "2026-03-08")], "2026-03-10"),
        (2, "working", [("2026-03-06", "2026-03-10"), ("2026-03-09", "2026-03-11")], "2026-03-13"),
        (2, "working", [("2026-03-11", "2026-03-20")], "2026-03-10"),
        (30, "calendar", [], "2026-04-05"),
        (30, "calendar", [("2026-03-10", "2026-03-12")], "2026-04-07"),
    ],
)
def test_due_on(days: int, unit: str, pauses: list[tuple[str, str]], due: str) -> None:
    stopped = [(date.fromisoformat(begun), date.fromisoformat(ended)) for begun, ended in pauses]
    assert workdays.due_on(date(2026, 3, 6), limit(days, unit), stopped) == date.fromisoformat(due)


@given(known_days, st.integers(1, 15), st.integers(0, 20), st.integers(0, 20))
def test_a_pause_lengthens_by_its_own_working_days(day: date, n: int, start: int, length: int) -> None:
    plain = workdays.due_on(day, limit(n))
    begun = day + timedelta(days=start)
    ended = begun + timedelta(days=length)
    due = workdays.due_on(day, limit(n), [(begun, ended)])
    lost = workdays.workdays_between(begun, ended) if begun < plain else 0
    assert workdays.workdays_between(day, due) == n + lost


@pytest.mark.parametrize(
    ("now", "days", "hours", "overdue"),
    [
        ("2026-03-09 08:30", 1, 13.0, False),
        ("2026-03-09 13:00", 1, 9.5, False),
        ("2026-03-10 17:00", 0, 0.5, False),
        ("2026-03-10 20:00", 0, 0.0, False),
        ("2026-03-08 10:00", 2, 13.0, False),
        ("2026-03-11 09:30", 1, 1.0, True),
        ("2026-03-12 09:30", 2, 7.5, True),
        ("2026-03-14 09:30", 3, 19.5, True),
    ],
)
def test_remaining(now: str, days: int, hours: float, overdue: bool) -> None:
    left = workdays.remaining(date(2026, 3, 10), datetime.fromisoformat(now))
    assert (left.workdays, left.time / timedelta(hours=1), left.overdue) == (days, hours, overdue)


def test_hours_may_be_those_of_another_place() -> None:
    morning = workdays.Hours(((time(9), time(12)),))
    left = workdays.remaining(date(2026, 3, 10), datetime.fromisoformat("2026-03-09 11:00"), hours=morning)
    assert left.time == timedelta(hours=4)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('source = "x"\noff = [2030-01-05]\nworked = []\n', "off lists weekdays only"),
        ('source = "x"\noff = []\nworked = [2030-01-07]\n', "worked weekend days"),
        ('source = "x"\noff = [2031-01-06]\nworked = []\n', "not a day of 2030"),
        ('source = "x"\noff = ["new year"]\nworked = []\n', "list of dates"),
        ('source = "x"\noff = [2030-02-30]\n', "2030.toml:2"),
        ("off = []\nworked = []\n", "source is missing"),
        ('source = "x"\noff = []\nworked = []\nopen = []\n', "2030.toml:4: unknown key open"),
    ],
)
def test_a_wrong_calendar_is_refused(tmp_path, text: str, problem: str) -> None:
    path = tmp_path / "2030.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LawFileError, match=problem):
        workdays.load(path, 2030)
