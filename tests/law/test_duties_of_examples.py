"""The worked examples of the rules, asked in columns: they owe there what each owes by itself."""

from datetime import date
from typing import Any

import numpy as np

from cheguan.law.duties import licence_columns, of_licence, of_vehicle, vehicle_columns
from cheguan.law.duties.columns import NONE, as_day, day_number
from cheguan.law.duties.licence_columns import Licences
from cheguan.law.duties.of_licence import LicenceState
from cheguan.law.duties.vehicle_columns import Vehicles
from cheguan.law.examples import worked
from cheguan.law.facts import VehicleFacts

# A kind of vehicle for each line of the statutory table.
KINDS = {
    "commercial_pass": ("K33", "D"),
    "lm_noncomm": ("K11", "A"),
    "moto": ("M21", "A"),
    "other": ("B11", "F"),
    "private": ("K33", "A"),
    "schoolbus": ("K38", "P"),
    "truck": ("H11", "F"),
}
LONG_AGO = date(1990, 1, 1)


def inputs(*rules: str) -> list[dict[str, Any]]:
    return [dict(each.inputs) for each in worked() if each.rule in rules]


def test_vehicles_of_the_inspection_examples() -> None:
    asked = inputs("inspection.renewal")
    assert len(asked) > 50
    for given in asked:
        kind, use = KINDS[given["class"]]
        vehicle = VehicleFacts(
            vehicle_type="K39" if given.get("minibus") else kind,
            use=use,
            seats=given.get("seats") or 5,
            exemption_lost=bool(given.get("injury_accident")),
            registered_on=given["registered"],
            factory_on=given.get("factory_date") or given["registered"],
            mark_valid_until=given["validity_end"],
        )
        assert in_columns(vehicle, given["apply_date"]) == of_vehicle.duties(vehicle, on=given["apply_date"])


def test_vehicles_of_the_scrapping_examples() -> None:
    asked = [each for each in inputs("scrap.limit", "scrap.last_year_block") if "registered" in each]
    assert len(asked) > 10
    for given in asked:
        vehicle = VehicleFacts(
            scrap_type=given["type"],
            registered_on=given["registered"],
            factory_on=given.get("factory") or given["registered"],
        )
        for on in (given.get("date", date(2025, 6, 15)), date(2024, 6, 15), date(2030, 1, 1)):
            assert in_columns(vehicle, on) == of_vehicle.duties(vehicle, on=on)


def in_columns(vehicle: VehicleFacts, on: date) -> dict[str, date | None]:
    days = (vehicle.registered_on, vehicle.factory_on, vehicle.mark_valid_until, vehicle.scrap_on)
    registered, made, mark, scrap = (np.array([day_number(each)], dtype=np.int32) for each in days)
    columns = Vehicles((vehicle,), np.zeros(1, dtype=np.int32), registered, made, mark, scrap)
    return owed(vehicle_columns.duties(columns, on=on))


def test_licences_of_the_renewal_and_the_age_examples() -> None:
    terms = [
        (licence("C1", birth=date(1980, 1, 1), valid_until=given["expiry"]), given[when])
        for rule, when in (("licence.renewal_window", "apply"), ("licence.status", "as_of"))
        for given in inputs(rule)
        if "expiry" in given
    ]
    ages = [
        (licence(*given["held"], birth=given["birth"], extended_until=given.get("extension")), given["as_of"])
        for given in inputs("licence.age_downgrade")
    ]
    assert min(len(terms), len(ages)) > 10
    for state, on in terms + ages:
        assert columns_of(state, on) == of_licence.duties(state, on=on)


def licence(*classes: str, birth: date, **more: Any) -> LicenceState:
    return LicenceState(frozenset(classes), birth=birth, first_issued_on=LONG_AGO, **{"valid_until": None, **more})


def columns_of(state: LicenceState, on: date) -> dict[str, date | None]:
    days = (state.birth, state.first_issued_on, state.valid_until, None, None, None, state.extended_until)
    birth, first, valid, medical, reviewed, deferred, extended = (
        np.array([day_number(each)], dtype=np.int32) for each in days
    )
    none = np.zeros(1, dtype=np.int32)
    columns = Licences((state.classes,), none, birth, first, valid, none, medical, reviewed, deferred, extended)
    return owed(licence_columns.duties(columns, on=on))


def owed(found: dict[str, Any]) -> dict[str, date | None]:
    return {code: as_day(days[0]) for code, days in found.items() if days[0] != NONE}
