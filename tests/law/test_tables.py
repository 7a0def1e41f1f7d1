"""Decision tables without holes and without double answers: every case has one answer, checked over the whole table."""

from collections.abc import Iterator
from datetime import date
from itertools import islice, pairwise, product
from typing import get_args

import pytest

from cheguan.law import catalogue, codes
from cheguan.law.facts import VehicleFacts
from cheguan.law.rules import emission, scrap_rows, scrapping, temporary_plates, time_limits, verification
from cheguan.law.rules import inspection_schedules as schedules
from cheguan.law.rules import scrap_conversion as conversion

STATUTORY_ONLY, SIX_SEATS, NINE_SEATS, TEN_YEARS = (
    date(2014, 8, 31),
    date(2014, 9, 1),
    date(2020, 11, 20),
    date(2022, 10, 1),
)
DAYS = (STATUTORY_ONLY, SIX_SEATS, date(2020, 11, 19), NINE_SEATS, date(2022, 9, 30), TEN_YEARS)
LINES: tuple[schedules.Line, ...] = get_args(schedules.Line)
MONTHS_AHEAD = 1200  # no vehicle is older
REGISTERED = date(2013, 3, 5)

# Due months, M by the mark alone, O at the test centre; then every so many months without end.
SCHEDULES = [
    ("commercial_pass", DAYS, "12O 24O 36O 48O 60O", 6),
    ("truck", DAYS, "12O 24O 36O 48O 60O 72O 84O 96O 108O 120O", 6),
    ("lm_noncomm", DAYS, "12O 24O 36O 48O 60O 72O 84O 96O 108O 120O", 6),
    ("other", DAYS, "12O", 12),
    ("schoolbus", DAYS, "6O", 6),
    ("moto", DAYS[:-1], "24O 48O", 12),
    ("moto", (TEN_YEARS,), "24M 48M 72O 96M 120O", 12),
    ("private", (STATUTORY_ONLY,), "24O 48O 72O 84O 96O 108O 120O 132O 144O 156O 168O 180O", 6),
    ("private", DAYS[1:3], "24M 48M 72O 84O 96O 108O 120O 132O 144O 156O 168O 180O", 6),
    ("private", DAYS[3:5], "24M 48M 72O 96O 120O 132O 144O 156O 168O 180O", 6),
    ("private", (TEN_YEARS,), "24M 48M 72O 96M 120O", 12),
]
NEVER_EXEMPT = ("24O 48O 72O 84O 96O 108O 120O 132O 144O 156O 168O 180O", 6)


def due_months(schedule: schedules.Schedule) -> Iterator[str]:
    for offset in schedule.offsets():
        yield f"{offset}{'M' if schedule.mode(offset) == schedules.MARK_ONLY else 'O'}"


def written(head: str, every: int) -> Iterator[str]:
    yield from head.split()
    last = int(head.rsplit(maxsplit=1)[-1][:-1])
    while True:
        last += every
        yield f"{last}O"


@pytest.mark.parametrize(("line", "days", "head", "every"), SCHEDULES)
def test_the_schedule_of_every_line_under_every_reform(
    line: schedules.Line, days: tuple[date, ...], head: str, every: int
) -> None:
    for on in days:
        found = schedules.schedule(schedules.Subject(line), registered_on=REGISTERED, on=on)
        assert list(islice(due_months(found), 80)) == list(islice(written(head, every), 80))


def test_each_line_has_one_schedule_on_each_day() -> None:
    rows = [(line, on) for line, days, _, _ in SCHEDULES for on in days]
    assert sorted(rows) == sorted(product(LINES, DAYS))


@pytest.mark.parametrize("on", DAYS)
@pytest.mark.parametrize(
    "subject",
    [
        schedules.Subject("private", minibus=True),
        schedules.Subject("private", exemption_lost=True),
        schedules.Subject("private", seats=10),
        schedules.Subject("private", made_on=date(2009, 3, 4)),
    ],
)
def test_a_car_without_relief_has_the_statutory_schedule_under_every_reform(
    subject: schedules.Subject, on: date
) -> None:
    found = schedules.schedule(subject, registered_on=REGISTERED, on=on)
    assert list(islice(due_months(found), 80)) == list(islice(written(*NEVER_EXEMPT), 80))


@pytest.mark.parametrize(("line", "on"), list(product(LINES, DAYS)))
def test_every_month_lies_in_one_cycle_with_one_mode(line: schedules.Line, on: date) -> None:
    found = schedules.schedule(schedules.Subject(line), registered_on=REGISTERED, on=on)
    offsets = [0, *islice(found.offsets(), MONTHS_AHEAD // 6 + 1)]
    assert all(6 <= later - earlier <= 24 for earlier, later in pairwise(offsets))
    assert offsets[-1] >= MONTHS_AHEAD
    assert found.marks <= set(offsets)
    for month in range(MONTHS_AHEAD):
        assert sum(earlier < month <= later for earlier, later in pairwise(offsets)) == (month > 0)


def test_reforms_follow_each_other() -> None:
    days = [reform.since for reform in schedules.REFORMS]
    assert days == sorted(set(days), reverse=True)


def test_each_scrap_type_has_one_row() -> None:
    kinds = get_args(scrap_rows.ScrapType)
    assert len(kinds) == len(set(kinds)) == 31
    assert tuple(scrap_rows.ROWS) == kinds
    for row in scrap_rows.ROWS.values():
        assert row.floor is None or (row.years is not None and row.floor < row.years)


def test_each_vehicle_type_and_use_has_at_most_one_scrap_type_and_only_work_vehicles_none() -> None:
    without = set()
    for kind, use in product(codes.table("vehicle_type").names, codes.table("use").names):
        found = scrapping.type_of(VehicleFacts(vehicle_type=kind, use=use))
        assert found is None or found in scrap_rows.ROWS
        if found is None:
            without.add(kind[0])
    assert without <= set("ZTDXQ")


def test_every_change_of_use_has_one_answer() -> None:
    kinds: tuple[scrap_rows.ScrapType, ...] = get_args(scrap_rows.ScrapType)
    known = 0
    for before, after in product(kinds, kinds):
        formula = conversion.by_formula(before, after)
        try:
            limit = conversion.limit_after(before, after)
        except conversion.NoSuchChange:
            assert not formula
            continue
        known += 1
        assert limit == conversion.limit_after(after, before)
        ends = [scrap_rows.ROWS[each].years for each in (before, after)]
        assert limit in ends
        if limit is None:
            assert scrap_rows.RIDE_HAILING in (before, after)
    private, commercial = len(conversion.PRIVATE), len(conversion.COMMERCIAL)
    goods = 2 * (len(conversion.TRUCKS) - 1) + 2 * (len(conversion.SEMI_TRAILERS) - 1)
    assert known == 2 * private * commercial + commercial * (commercial - 1) + goods


@pytest.mark.parametrize("after", sorted(conversion.COMMERCIAL - {scrap_rows.RIDE_HAILING}))
def test_more_years_used_never_shorten_the_total(after: scrap_rows.ScrapType) -> None:
    limit = scrap_rows.ROWS[after].years
    totals = [conversion.total_years(after, years_used=used) for used in range(40)]
    assert totals == sorted(totals)
    assert totals[0] == limit
    assert max(totals) == conversion.CAP_YEARS


def test_each_temporary_case_has_one_length() -> None:
    assert tuple(temporary_plates.ALLOWANCES) == get_args(temporary_plates.TemporaryCase)
    for allowed in temporary_plates.ALLOWANCES.values():
        assert (allowed.days is None) != (allowed.months is None)
        assert allowed.days in (None, 15, 30, 60, 90)
        assert allowed.months in (None, 6)


def test_each_business_has_one_limit_and_the_days_say_the_unit() -> None:
    assert tuple(time_limits.LIMITS) == get_args(time_limits.Business)
    for limit in time_limits.LIMITS.values():
        assert (limit.unit == "working") is (limit.days in (1, 2, 3, 5, 7, 10, 15))


@pytest.mark.parametrize(
    ("business", "service"),
    [
        ("new_registration", "vehicle_registration"),
        ("transfer", "vehicle_transfer"),
        ("vehicle_licence_replacement", "vehicle_licence_reissue"),
        ("licence_renewal", "licence_renewal"),
        ("licence_replacement", "licence_reissue"),
    ],
)
def test_a_limit_is_that_of_the_service(business: time_limits.Business, service: str) -> None:
    limit = catalogue.get(service, on=date(2026, 1, 5)).limit
    assert (limit.days, limit.unit) == (time_limits.LIMITS[business].days, time_limits.LIMITS[business].unit)


def test_one_case_only_is_free_of_presenting_the_vehicle() -> None:
    businesses: tuple[verification.Business, ...] = get_args(verification.Business)
    free = [
        (business, small, linked)
        for business, small, linked in product(businesses, (False, True), (False, True))
        if not verification.must_present(business=business, small_non_commercial=small, works_check_linked=linked)
    ]
    assert free == [("registration", True, True)]


def test_every_kind_of_vehicle_has_one_angle() -> None:
    assert tuple(verification.PHOTO_ANGLES) == get_args(verification.Photographed)
    assert set(verification.PHOTO_ANGLES.values()) == set(get_args(verification.Angle))


@pytest.mark.parametrize("stage", get_args(emission.Stage))
def test_of_new_vehicles_only_the_last_stage_stays(stage: emission.Stage) -> None:
    assert emission.new_vehicle_allowed(stage, invoiced_on=date(2023, 6, 30))
    assert emission.new_vehicle_allowed(stage, invoiced_on=date(2023, 7, 1)) is (stage == "China6b")
    free = not emission.may_refuse_migration(stage, small_non_commercial=True, on=date(2022, 8, 1))
    assert free is (stage in ("China5", "China6a", "China6b"))
