"""Education after twelve points (满分教育): days of study and examinations."""

from typing import Literal, NamedTuple

from cheguan.law.rules.points import FULL_MARK

Holder = Literal["A_or_B", "other"]
SUBJECT_1, FIELD, ROAD = "subject_1", "field", "road"


class Load(NamedTuple):
    """Days of the first education, added by each further one or each further twelve points, and at most."""

    step: int
    most: int


LOADS: dict[Holder, Load] = {"A_or_B": Load(30, 120), "other": Load(7, 60)}


class Attended(NamedTuple):
    """The least days on site and online together, and on site alone."""

    together: int
    on_site: int


ATTENDED: dict[Holder, Attended] = {"A_or_B": Attended(10, 5), "other": Attended(5, 2)}


def study_days(holder: Holder, *, points: int, number: int) -> int:
    """Days of study of the ``number``-th education of a cycle, at which so many points stand."""
    if points < FULL_MARK:
        return 0
    step, most = LOADS[holder]
    return min(most, step * (points // FULL_MARK + number - 1))


def exams(*, points: int, number: int) -> tuple[str, ...]:
    """The heavier of what the points and the number of the education ask for."""
    if points < FULL_MARK:
        return ()
    if number >= 3 or points >= 3 * FULL_MARK:
        return (SUBJECT_1, FIELD, ROAD)
    return (SUBJECT_1, ROAD) if number == 2 or points >= 2 * FULL_MARK else (SUBJECT_1,)
