"""The driving licences as rows: terms and cards as the renewals and losses of the last years have left them."""

from collections.abc import Sequence
from datetime import date
from random import Random

from cheguan.demo.casework import Event
from cheguan.demo.city import City
from cheguan.demo.copying import Rows
from cheguan.demo.draw import stream
from cheguan.demo.licences import Licence, Term, examined_on
from cheguan.demo.matters import RENEW
from cheguan.demo.places import OFFICE
from cheguan.demo.recorder import UNSET, Recorder, day, optional_day

BLOCK = 3_000
CLINICS = ("合浦县第一医院", "北海市第二医院", "铁山港区中心卫生院", "银海区人民医院")
DUE_SOON = 120
ALREADY_EXAMINED = 0.5
EXPIRED, OPEN_VIOLATION, FULL_MARK = "M", "H", "B"
UNSETTLED = 0.15


class LicenceRows:
    """Writes licence after licence."""

    def __init__(self, city: City, rows: Rows, recorder: Recorder) -> None:
        self._city, self._rows, self._recorder = city, rows, recorder
        self._founding = recorder.founding
        self._rng: Random = stream(city.seed, "licence rows")
        self._now = city.today.toordinal()

    def write(self, events: dict[int, list[Event]]) -> None:
        rows, founding = self._rows.of, self._founding
        for number, licence in enumerate(self._city.licences):
            key, happened = number + 1, events.get(number, ())
            first = day(licence.first_issued)
            rows["drivers_drivinglicence"].append(
                f"{key}\t{key}\t{OFFICE[:4]}{key:08}\t{first}\t{OFFICE}\t{founding}\n"
            )
            rows["drivers_drivingclass"] += [f"{key}\t{code}\t{first}\t{founding}\n" for code in licence.classes]
            self._terms(key, licence, [event for event in happened if event.service == RENEW])
            self._cards(key, happened)
            self._points(key, licence)
            if not number % BLOCK:
                self._rows.flush()

    def _terms(self, key: int, licence: Licence, renewals: Sequence[Event]) -> None:
        """The terms that this system renewed, the one before them from the migration."""
        kept = licence.terms[len(licence.terms) - len(renewals) - 1 :]
        acts = [self._founding, *(event.act for event in renewals)]
        ends = [*map(str, acts[1:]), UNSET]
        rows = self._rows.of
        for term, act, voided in zip(kept, acts, ends, strict=True):
            rows["drivers_term"].append(
                f"{key}\t{term.term}\t{day(term.starts)}\t{optional_day(term.until)}\t{act}\t{voided}\n"
            )
        for event in renewals:
            self._examined(key, examined_on(key - 1, event.day))
        self._ends(key, kept[-1])

    def _ends(self, key: int, term: Term) -> None:
        """Expired ones are marked; of those that end soon, half have been to the doctor already."""
        if term.until and term.until < self._now:
            self._rows.of["drivers_licencestatus"].append(f"{key}\t{EXPIRED}\t{self._founding}\n")
        elif term.until and term.until < self._now + DUE_SOON and self._rng.random() < ALREADY_EXAMINED:
            self._examined(key, examined_on(key - 1, self._now))

    def _examined(self, key: int, on: int) -> None:
        act = self._recorder.shared(on)
        self._rows.of["drivers_medicalreport"].append(f"{key}\t{CLINICS[key % 4]}\t{day(on)}\tt\t{act}\n")

    def _cards(self, key: int, happened: Sequence[Event]) -> None:
        rows, act = self._rows.of["drivers_licencecopy"], self._founding
        for serial, event in enumerate(happened, start=1):
            rows.append(f"{key}\t{serial}\t{act}\t{event.act}\n")
            act = event.act
        rows.append(f"{key}\t{len(happened) + 1}\t{act}\t{UNSET}\n")

    def _points(self, key: int, licence: Licence) -> None:
        """记分 of the running cycle, in one entry."""
        if not licence.points:
            return
        begun = _cycle_start(licence.first_issued, self._now)
        on = begun + int(self._rng.random() * max(self._now - begun - 1, 0))
        open_still = licence.points < 12 and self._rng.random() < UNSETTLED
        act = self._recorder.shared(on)
        rows = self._rows.of
        rows["drivers_points"].append(
            f"{key}\t{day(on)}\t{licence.points}\t{OFFICE}{key:010}\t{'f' if open_still else 't'}\t{act}\n"
        )
        letter = OPEN_VIOLATION if open_still else FULL_MARK if licence.points >= 12 else ""
        if letter:
            rows["drivers_licencestatus"].append(f"{key}\t{letter}\t{act}\n")


def _cycle_start(first_issued: int, now: int) -> int:
    """The last anniversary of the first issue."""
    first, today = date.fromordinal(first_issued), date.fromordinal(now)
    passed = (today.month, today.day) >= (first.month, first.day)
    year = today.year - (not passed)
    return (
        date(year, first.month, min(first.day, 28)).toordinal()
        if first.month == 2
        else first.replace(year=year).toordinal()
    )
