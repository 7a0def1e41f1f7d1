"""The vehicles as rows: what each is, and what registrations, transfers and reissues have made of it since."""

from collections.abc import Sequence
from itertools import pairwise
from random import Random

from cheguan.demo import marks
from cheguan.demo.casework import Event
from cheguan.demo.city import City
from cheguan.demo.copying import Rows
from cheguan.demo.draw import stream
from cheguan.demo.holds import AUTHORITIES
from cheguan.demo.licences import years_on
from cheguan.demo.matters import REGISTER, TRANSFER
from cheguan.demo.places import OFFICE
from cheguan.demo.plate_numbers import Numbers
from cheguan.demo.recorder import UNSET, Recorder, day
from cheguan.demo.vehicles import Vehicle

BLOCK = 2_000
KEPT_YEARS = 2
INSPECTED_EARLY = 75
LETTERS = {"seizure": "K", "stolen": "C", "open_violation": "G", "open_accident": "I", "lock": "O"}
OVERDUE_LETTER = "Q"


class VehicleRows:
    """Writes vehicle after vehicle."""

    def __init__(self, city: City, rows: Rows, recorder: Recorder) -> None:
        self.numbers = Numbers()
        self._city, self._rows, self._recorder = city, rows, recorder
        self._founding = recorder.founding
        self._rng: Random = stream(city.seed, "vehicle rows")

    def write(self, events: dict[int, list[Event]]) -> None:
        for number, machine in enumerate(self._city.vehicles):
            happened = events.get(number, [])
            registered = happened[:1] != [] and happened[0].service == REGISTER
            act = happened[0].act if registered else self._founding
            later = happened[1:] if registered else happened
            self._machine(number, machine, act)
            self._owners(number, machine, act, [event for event in later if event.service == TRANSFER])
            self._licences(number, act, later)
            self._marks(number, machine, act, [event for event in later if event.service == TRANSFER])
            self._hold(number)
            if not number % BLOCK:
                self._rows.flush()

    def _machine(self, number: int, machine: Vehicle, act: int) -> None:
        kind, rows, key = machine.kind, self._rows.of, number + 1
        rows["vehicles_vehicle"].append(
            f"{key}\t{machine.vin}\t{machine.engine_no}\t{machine.brand}\t{machine.model}\t{kind.vehicle_type}"
            f"\t{kind.energy}\tA\t{kind.displacement_ml or UNSET}\t{kind.power_kw or UNSET}\t{kind.seats}"
            f"\t{kind.mass_kg}\t{kind.total_mass_kg}\t{machine.emission}\t{day(machine.factory)}"
            f"\t{day(machine.registered)}\t{OFFICE}\t{act}\n"
        )
        rows["vehicles_marking"].append(f"{key}\t{machine.vin}\t{machine.engine_no}\t{act}\n")
        rows["vehicles_colour"].append(f"{key}\t{machine.colour}\t{act}\n")
        rows["vehicles_use"].append(f"{key}\t{kind.use}\t{act}\n")
        rows["vehicles_title"].append(f"{key}\t1\t{act}\n")

    def _owners(self, number: int, machine: Vehicle, act: int, transfers: Sequence[Event]) -> None:
        """Owner and number go together: a transfer ends both, and the number is kept for the former owner."""
        rows, key, kind = self._rows.of, number + 1, machine.kind.plate_kind
        owner, since, entry = self._city.owners[number], machine.registered, "registration\t{}\t注册登记，号牌号码{}"
        for event in [*transfers, None]:
            plate, ended = self.numbers.next(machine.kind), event.act if event else UNSET
            rows["vehicles_ownership"].append(f"{key}\t{owner + 1}\tA\t{day(since)}\t{act}\t{ended}\n")
            rows["plates_assignment"].append(f"{kind}\t{plate}\t{key}\t{act}\t{ended}\n")
            rows["vehicles_titleentry"].append(f"{key}\t{entry.format(day(since), plate)}\t{act}\n")
            if event:
                kept = day(years_on(event.day, KEPT_YEARS))
                rows["plates_retention"].append(f"{kind}\t{plate}\t{owner + 1}\t{kept}\t{event.act}\n")
                owner, since, act, entry = event.party, event.day, event.act, "transfer\t{}\t转让登记，号牌号码{}"

    def _licences(self, number: int, act: int, later: Sequence[Event]) -> None:
        """行驶证: every transfer and every reissue voids the copy before."""
        rows = self._rows.of["vehicles_vehiclelicence"]
        for serial, event in enumerate(later, start=1):
            rows.append(f"{number + 1}\t{serial}\t{act}\t{event.act}\n")
            act = event.act
        rows.append(f"{number + 1}\t{len(later) + 1}\t{act}\t{UNSET}\n")

    def _marks(self, number: int, machine: Vehicle, act: int, transfers: Sequence[Event]) -> None:
        """The marks of the years that this system has seen: issued, renewed in time, reissued by transfers."""
        ends = marks.chain(machine, today=self._city.today)
        if len(ends) > 1 and number in self._city.overdue:
            ends = ends[:-1]
            self._rows.of["vehicles_status"].append(f"{number + 1}\t{OVERDUE_LETTER}\t{self._founding}\n")
        history = [(machine.registered, act, ends[0])]
        for before, end in pairwise(ends):
            issued = before - int(self._rng.random() * INSPECTED_EARLY)
            renewed = self._recorder.shared(issued)
            if renewed == self._founding:
                history = [(issued, renewed, end)]
            else:
                history.append((issued, renewed, end))
        for event in transfers:
            running = max(mark for mark in history if mark[0] <= event.day)
            history.append((event.day, event.act, running[2]))
            history.sort()
        self._write_marks(number, history)

    def _write_marks(self, number: int, history: Sequence[tuple[int, int, int]]) -> None:
        rows = self._rows.of["vehicles_inspectionmark"]
        for (_, act, end), (_, voided, _) in pairwise(history):
            rows.append(f"{number + 1}\t{day(end)}\t{act}\t{voided}\n")
        rows.append(f"{number + 1}\t{day(history[-1][2])}\t{history[-1][1]}\t{UNSET}\n")

    def _hold(self, number: int) -> None:
        held = self._city.held.get(number)
        if held is None:
            return
        rows, key = self._rows.of, number + 1
        act = self._recorder.shared(held.since)
        lender = self._city.first_lender + held.lender if held.lender >= 0 else -1
        authority = self._city.parties[lender].name if held.lender >= 0 else AUTHORITIES[held.kind]
        rows["holds_hold"].append(
            f"{key}\t{UNSET}\t{held.kind}\t{authority}\tD{key:07}\t{day(held.since)}\t{lender + 1 or UNSET}\t{act}\n"
        )
        if held.kind in LETTERS:
            rows["vehicles_status"].append(f"{key}\t{LETTERS[held.kind]}\t{act}\n")
