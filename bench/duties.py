"""What is due for 1.2 million subjects, beside a plain NumPy floor and beside openfisca-core on one rule, in one run."""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from cheguan.law.duties import licence_columns, vehicle_columns
from cheguan.law.duties.columns import NONE, Days, day_number, month_end, months_of
from cheguan.law.duties.licence_columns import Licences
from cheguan.law.duties.vehicle_columns import Vehicles
from cheguan.law.facts import VehicleFacts

ON = date(2026, 11, 23)
SEED = 45
# As Beihai's vehicles are spread, roughly: two thirds private cars, a fifth motorcycles.
TYPES = ["K33"] * 66 + ["M21"] * 20 + ["H31"] * 6 + ["H11"] * 3 + ["K31", "K11", "K21", "Q11", "B11"]
USES = {"K": "AAAAAAAD", "H": "AF", "Q": "F", "B": "F", "M": "A"}
SETS = (["C1"], ["C2"], ["C1", "D"], ["B2"], ["A2"], ["A1"], ["E"], ["C5"], ["C1", "E"])
OPENFISCA = "openfisca-core==46.0.1"


def run(folder: Path, *, subjects: int, runs: int) -> dict[str, Any]:
    vehicles, licences = _vehicles(subjects // 2), _licences(subjects - subjects // 2)
    ours = [_seconds(lambda: _ours(vehicles, licences)) for _ in range(runs)]
    floors = [_seconds(lambda: _floor(vehicles, licences)) for _ in range(runs)]
    found: dict[str, Any] = {
        "subjects": subjects,
        "seconds": ours,
        "numpy_floor_seconds": floors,
        "ratio_to_floor": statistics.median(ours) / statistics.median(floors),
        "one_by_one_seconds_estimated": _one_by_one(vehicles, licences, subjects),
    }
    return {**found, "licence_renewal": _renewal_beside_openfisca(folder, licences, runs)}


def _ours(vehicles: Vehicles, licences: Licences) -> None:
    vehicle_columns.duties(vehicles, on=ON)
    licence_columns.duties(licences, on=ON)


def _floor(vehicles: Vehicles, licences: Licences) -> None:
    """As many passes over as many columns as there are duties, each one comparison and one choice, and no law."""
    today = np.int32(day_number(ON))
    for _ in range(7):
        np.where((vehicles.mark_until <= today) & (vehicles.registered <= today), vehicles.mark_until, NONE)
    for _ in range(10):
        np.where((licences.valid_until <= today) & (licences.birth <= today), licences.valid_until, NONE)


def _one_by_one(vehicles: Vehicles, licences: Licences, subjects: int) -> float:
    """What the same duties cost one subject at a time, from a sample."""
    from cheguan.law.duties import of_licence, of_vehicle

    sample = 2000
    cars = [vehicles.facts(place) for place in range(sample)]
    people = [licences.state(place) for place in range(sample)]
    seconds = _seconds(lambda: [of_vehicle.duties(each, on=ON) for each in cars])
    seconds += _seconds(lambda: [of_licence.duties(each, on=ON) for each in people])
    return seconds / (2 * sample) * subjects


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _renewal_beside_openfisca(folder: Path, licences: Licences, runs: int) -> dict[str, Any]:
    """One rule both ways: whether a licence may be renewed on the day. openfisca-core is AGPL, so it stands apart."""
    ours = [_seconds(lambda: licence_columns.renewal(licences, on=ON)) for _ in range(runs)]
    answer: dict[str, Any] = {"subjects": len(licences), "seconds": ours}
    ends = folder / "valid_until.npy"
    np.save(ends, licences.valid_until)
    python = _apart(folder)
    if python is None:
        return {**answer, "openfisca": "could not be installed"}
    script = Path(__file__).with_name("openfisca_renewal.py")
    printed = subprocess.run(
        [python, script, str(ends), str(day_number(ON)), str(runs)], check=True, capture_output=True, text=True
    ).stdout.split()
    found = licence_columns.renewal(licences, on=ON)
    open_now = int(np.count_nonzero((found["renewal_due"] != NONE) | (found["renewal_overdue"] != NONE)))
    if int(printed[0]) != open_now:
        raise AssertionError(f"openfisca finds {printed[0]} renewable, we find {open_now}")
    seconds = [float(each) for each in printed[1:]]
    return {**answer, "openfisca_seconds": seconds, "ratio": statistics.median(ours) / statistics.median(seconds)}


def _apart(folder: Path) -> Path | None:
    """An environment of its own, made once."""
    python = folder / "openfisca" / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder / "openfisca")], check=True)
        made = subprocess.run([python, "-m", "pip", "install", "-q", OPENFISCA], check=False, capture_output=True)
        if made.returncode:
            return None
    return python


def _vehicles(count: int) -> Vehicles:
    chance, today = np.random.default_rng(SEED), day_number(ON)
    kinds = tuple(
        VehicleFacts(vehicle_type=each, use=use, seats=seats)
        for each in sorted(set(TYPES))
        for use in sorted(set(USES[each[0]]))
        for seats in ((5, 7) if each[0] == "K" else (2,))
    )
    weights = np.array([TYPES.count(each.vehicle_type) for each in kinds], dtype=float)
    made = chance.integers(today - 20 * 365, today - 30, count).astype(np.int32)
    registered = np.minimum(made + chance.integers(0, 400, count), today - 1).astype(np.int32)
    ahead = chance.integers(-6, 24, count).astype(np.int32)
    return Vehicles(
        kinds=kinds,
        kind=chance.choice(len(kinds), count, p=weights / weights.sum()).astype(np.int32),
        registered=registered,
        made=made,
        mark_until=month_end(months_of(np.full(count, today, dtype=np.int32)) + ahead),
        scrap_on=_none(count),
    )


def _licences(count: int) -> Licences:
    chance, today = np.random.default_rng(SEED), day_number(ON)

    def days(first: int, last: int) -> Days:
        return chance.integers(today - first, today - last, count).astype(np.int32)

    return Licences(
        sets=tuple(frozenset(each) for each in SETS),
        held=chance.integers(0, len(SETS), count).astype(np.int32),
        birth=days(85 * 365, 18 * 365),
        first_issued=days(30 * 365, 10),
        valid_until=days(500, -3000),
        last_points=chance.integers(0, 4, count).astype(np.int32),
        medical_on=days(800, 10),
        reviewed_on=_none(count),
        deferred_until=_none(count),
        extended_until=_none(count),
    )


def _none(count: int) -> Days:
    return np.full(count, NONE, dtype=np.int32)
