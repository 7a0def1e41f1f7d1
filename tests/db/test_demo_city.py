"""The demo city before it is written: whole, lawful, nobody's, and the same for the same seed."""

import hashlib
from collections import Counter
from contextlib import contextmanager
from datetime import date
from itertools import islice

import pytest

from cheguan.demo import city as cities
from cheguan.demo import holds, matters, places, staff, writing
from cheguan.demo.city import City
from cheguan.demo.copying import Rows
from cheguan.demo.days import back
from cheguan.demo.desks import Placed, teams
from cheguan.demo.firms import unified_code
from cheguan.demo.matters import DAY, LOST_VEHICLE, REGISTER, RENEW, TRANSFER, Matter
from cheguan.demo.recorder import Recorder
from cheguan.demo.scale import BEIHAI, SMALL
from cheguan.demo.unfinished import unfinished
from cheguan.law import identifiers
from cheguan.law.workdays import is_workday

TODAY = date(2026, 3, 2)
SAMPLE = 3_000


def build(seed: int = 7) -> City:
    return cities.build(seed=seed, scale=SMALL, today=TODAY)


@pytest.fixture(scope="module")
def city() -> City:
    return build()


@pytest.fixture(scope="module")
def coming(city: City) -> list[Matter]:
    return matters.finished(city)


def test_there_are_as_many_as_promised(city, coming):
    assert (len(city.vehicles), len(city.licences), len(coming)) == (SMALL.vehicles, SMALL.drivers, SMALL.cases)
    assert (BEIHAI.vehicles, BEIHAI.drivers, BEIHAI.cases, BEIHAI.years) == (593_000, 613_000, 1_244_000, 3)


def test_identity_numbers_are_valid_and_belong_to_nobody(city):
    people = [party for party in city.parties if party.kind == "person"]

    assert not [each for each in people[:SAMPLE] if identifiers.resident_id_problem(each.identity)]
    assert all(each.identity[4:6] == "00" for each in people), "a city's own code is on no card"
    assert all(each.identity[6:14] == date.fromordinal(each.birth).strftime("%Y%m%d") for each in people)
    assert all(int(each.identity[16]) % 2 == (each.sex == "1") for each in people)
    assert all(len(each.phone) == 11 and each.phone.startswith("164") for each in people)
    assert len({each.identity for each in city.parties}) == len(city.parties)


def test_vins_are_valid_and_no_two_alike(city):
    vins = [machine.vin for machine in [*city.vehicles, *city.arrivals]]

    assert not [vin for vin in vins[:SAMPLE] if identifiers.vin_problem(vin)]
    assert len(set(vins)) == len(vins)


def test_credit_codes_are_valid_and_no_two_alike():
    codes = [unified_code(number) for number in range(SAMPLE)]

    assert not [code for code in codes if identifiers.uscc_problem(code)]
    assert len(set(codes)) == SAMPLE


def test_people_live_where_the_people_of_beihai_live():
    shares = Counter[str]()
    for town in places.TOWNS:
        shares[town.district] += round(town.drivers * 1e6)
    whole = sum(shares.values())

    assert abs(shares["450521"] / whole - 0.466) < 0.01
    assert abs(shares["450512"] / whole - 0.079) < 0.01


def test_the_stock_is_mixed_as_on_the_road(city):
    share = Counter(machine.kind.make for machine in city.vehicles)
    green = sum(machine.kind.plate_kind == "52" for machine in city.vehicles if machine.registered > days_ago(2))
    lately = sum(machine.kind.make == "car" for machine in city.vehicles if machine.registered > days_ago(2))

    assert 0.62 < share["car"] / SMALL.vehicles < 0.82
    assert 0.12 < share["motorcycle"] / SMALL.vehicles < 0.24
    assert 0.2 < green / lately < 0.7


def days_ago(years: int) -> int:
    return back(TODAY, years).toordinal()


def test_nobody_drives_or_owns_as_a_child(city):
    assert all(licence.first_issued - licence.birth > 18 * 365 for licence in city.licences)
    for machine, owner in zip(city.vehicles, city.owners, strict=True):
        assert city.parties[owner].kind == "organisation" or city.parties[owner].birth + 18 * 365 < machine.registered


def test_matters_come_on_working_days_within_the_year_in_order(coming):
    days = {matter.at // DAY for matter in coming}

    assert all(is_workday(date.fromordinal(day)) for day in days)
    assert days_ago(SMALL.years) <= min(days)
    assert max(days) < TODAY.toordinal()
    assert coming == sorted(coming)


def test_mondays_and_tuesdays_are_busier(coming):
    by_weekday = Counter(date.fromordinal(matter.at // DAY).weekday() for matter in coming)

    assert min(by_weekday[0], by_weekday[1]) > max(by_weekday[2], by_weekday[3], by_weekday[4])


def test_every_registration_and_renewal_of_the_year_has_its_case(city, coming):
    registered = {matter.subject: matter.at // DAY for matter in coming if matter.service == REGISTER}
    renewed = {(matter.subject, matter.at // DAY) for matter in coming if matter.service == RENEW}

    assert registered == {
        number: machine.registered
        for number, machine in enumerate(city.vehicles)
        if machine.registered >= days_ago(SMALL.years)
    }
    assert renewed == {
        (number, term.begun)
        for number, licence in enumerate(city.licences)
        for term in licence.terms[1:]
        if term.begun >= days_ago(SMALL.years)
    }


def test_a_few_vehicles_are_stolen(city):
    assert len(stolen(city)) >= holds.STOLEN_AT_LEAST


def test_nothing_was_done_for_a_vehicle_after_it_was_stolen(monkeypatch):
    monkeypatch.setattr(holds, "STOLEN_AT_LEAST", 500)
    city = build()
    since, never = stolen(city), TODAY.toordinal()
    done = [
        matter for matter in [*matters.finished(city), *unfinished(city)] if matter.service in {TRANSFER, LOST_VEHICLE}
    ]

    assert len(since) == 500
    assert not [matter for matter in done if matter.at // DAY >= since.get(matter.subject, never)]


def stolen(city: City) -> dict[int, int]:
    return {number: held.since for number, held in city.held.items() if held.kind == "stolen"}


def test_every_queue_has_something_in_it(city):
    waiting = unfinished(city)

    assert {matter.ending for matter in waiting} == {
        "accepted", "notified", "verified", "reviewed", "granted", "made", "handed_over", "suspended",
    }  # fmt: skip
    assert len({(matter.service, matter.subject) for matter in waiting}) == len(waiting)
    assert all(
        is_workday(date.fromordinal(matter.at // DAY)) and matter.at // DAY < TODAY.toordinal() for matter in waiting
    )


def test_the_same_seed_gives_the_same_rows_and_another_seed_others():
    assert digest(build(seed=7)) == digest(build(seed=7)) != digest(build(seed=8))


def digest(city: City) -> str:
    """Of every line that would be copied."""
    rows = Rows()
    members = staff.members(seed=city.seed, scale=SMALL)
    placed = [Placed(member, number, member.outlet + 1) for number, member in enumerate(members, start=1)]
    writing.write(
        city,
        [*matters.finished(city), *unfinished(city)],
        rows=rows,
        recorder=Recorder(rows, seed=city.seed, system="1\t1\tsystem\t450500\t1\tsystem", first=1),
        teams=teams(seed=city.seed, placed=placed),
        stage=unheard,
    )
    text = "".join(table + "".join(lines) for table, lines in sorted(rows.of.items()))
    assert len(list(islice(rows.of.values(), 20))) == 20
    return hashlib.sha256(text.encode()).hexdigest()


@contextmanager
def unheard(name, total):
    yield lambda _steps: None
