"""The tables of points: for all whole numbers the code gives what the law's bands say, once (shown by z3)."""

import pytest
import z3

from cheguan.law.rules import points, points_education
from cheguan.law.rules.points_matrix import COACH, FEWER_SEATS, GOODS, SEVEN_SEATS, SPEED, Step, too_many

# Each band: from this percentage over, below that one, so many points. Anything over nought counts from 0.
COACHES = [(0, 20, 6), (20, None, 12)]
LAW = {
    "coach": (COACH, COACHES),
    "seven seats": (SEVEN_SEATS, [(0, 20, 0), (20, 50, 6), (50, 100, 9), (100, None, 12)]),
    "fewer seats": (FEWER_SEATS, [(0, 20, 0), (20, 50, 3), (50, 100, 6), (100, None, 12)]),
    "H expressway": (SPEED["H", "expressway"], [(0, 10, 6), (10, 20, 6), (20, 50, 12), (50, None, 12)]),
    "H other": (SPEED["H", "other"], [(0, 10, 0), (10, 20, 1), (20, 50, 6), (50, None, 9)]),
    "L expressway": (SPEED["L", "expressway"], [(0, 10, 0), (10, 20, 0), (20, 50, 6), (50, None, 12)]),
    "L other": (SPEED["L", "other"], [(0, 10, 0), (10, 20, 0), (20, 50, 3), (50, None, 6)]),
    "goods": (GOODS, [(0, 30, 1), (30, 50, 3), (50, None, 6)]),
}
over, allowed = z3.Ints("over allowed")
possible = z3.And(over > 0, allowed > 0)


def in_band(low: int, high: int | None) -> z3.BoolRef:
    above = over * 100 >= low * allowed
    return above if high is None else z3.And(above, over * 100 < high * allowed)


def as_coded(steps: tuple[Step, ...]) -> z3.ArithRef:
    found = z3.IntVal(0)
    for step in reversed(steps):
        found = z3.If(over * 100 >= step.percent * allowed, z3.IntVal(step.points.points), found)
    return found


def impossible(*claims: z3.BoolRef) -> bool:
    solver = z3.Solver()
    solver.add(possible, *claims)
    return bool(solver.check() == z3.unsat)


@pytest.mark.parametrize("name", LAW)
def test_the_bands_of_the_law_leave_no_hole_and_do_not_overlap(name: str) -> None:
    bands = [in_band(low, high) for low, high, _ in LAW[name][1]]
    assert impossible(z3.Not(z3.Or(*bands)))
    assert all(impossible(one, other) for at, one in enumerate(bands) for other in bands[at + 1 :])


@pytest.mark.parametrize("name", LAW)
def test_the_code_gives_the_points_of_the_band(name: str) -> None:
    steps, bands = LAW[name]
    assert all(impossible(in_band(low, high), as_coded(steps) != value) for low, high, value in bands)


@pytest.mark.parametrize("name", LAW)
def test_points_are_those_that_exist(name: str) -> None:
    assert {step.points.points for step in LAW[name][0]} <= {1, 3, 6, 9, 12}


@pytest.mark.parametrize("approved", range(1, 61))
def test_seven_seats_part_the_other_vehicles(approved: int) -> None:
    for aboard in range(3 * approved):
        percent = 100 * (aboard - approved)
        few, many = [(100, 12), (50, 6), (20, 3)], [(100, 12), (50, 9), (20, 6)]
        bands = few if approved < 7 else many
        expected = next((value for low, value in bands if percent > 0 and percent >= low * approved), 0)
        assert too_many("private", approved=approved, aboard=aboard).points == expected
        assert too_many("other_bus", approved=approved, aboard=aboard).points == expected


@pytest.mark.parametrize("holder", ["A_or_B", "other"])
def test_education_never_becomes_lighter(holder: points_education.Holder) -> None:
    least, most = {"A_or_B": (30, 120), "other": (7, 60)}[holder]
    for number in range(1, 12):
        for standing in range(12, 120):
            days = points_education.study_days(holder, points=standing, number=number)
            exams = points_education.exams(points=standing, number=number)
            assert least <= days <= most
            assert days <= points_education.study_days(holder, points=standing + 1, number=number)
            assert days <= points_education.study_days(holder, points=standing, number=number + 1)
            assert set(exams) <= set(points_education.exams(points=standing + 1, number=number))
            assert set(exams) <= set(points_education.exams(points=standing, number=number + 1))


def test_no_more_than_six_points_come_off_in_a_cycle() -> None:
    for kind, off in points.OFF.items():
        for already in range(9):
            for standing in range(14):
                taken = points.taken_off(standing, kind, already=already)
                assert 0 <= taken <= min(off, standing)
                assert taken == 0 or already + taken <= 6
                assert (taken == 0) is (standing in (0, 12, 13) or already >= 6)
