"""A whole city as rows, table after table, in an order that needs nothing twice."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager

from cheguan.demo import party_rows
from cheguan.demo.casework import Casework
from cheguan.demo.city import City
from cheguan.demo.copying import Rows
from cheguan.demo.desks import Team
from cheguan.demo.licence_rows import LicenceRows
from cheguan.demo.matters import Matter, Season
from cheguan.demo.recorder import Recorder
from cheguan.demo.vehicle_rows import VehicleRows

BLOCK = 2_000
Stage = Callable[[str, int], AbstractContextManager[Callable[[int], None]]]


def write(
    city: City, coming: Sequence[Matter], *, rows: Rows, recorder: Recorder, teams: Sequence[Team], stage: Stage
) -> dict[str, list[str]]:
    """Returns the patterns of each kind of plate that numbers came from."""
    recorder.found(range(Season(city).first, city.today.toordinal()))
    with stage("parties", len(city.parties)):
        party_rows.write(city, rows, recorder)
    casework = Casework(city, rows, recorder, teams)
    with stage("cases", len(coming)) as advance:
        for number, matter in enumerate(coming):
            casework.write(matter)
            if not number % BLOCK:
                rows.flush()
                advance(BLOCK)
    rows.of["numbering_counter"] += [f"{series}\t{last}\n" for series, last in casework.counters.items()]
    vehicles = VehicleRows(city, rows, recorder)
    with stage("vehicles", len(city.vehicles)):
        vehicles.write(casework.vehicles)
    with stage("licences", len(city.licences)):
        LicenceRows(city, rows, recorder).write(casework.licences)
    return vehicles.numbers.opened
