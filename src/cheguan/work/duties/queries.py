"""What is due in an office on a day: how many of each, and who."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from django.db import connection

from cheguan.law.duties import licence_columns, vehicle_columns
from cheguan.law.duties.columns import NONE, Days, Flags, Ids, as_day
from cheguan.law.duties.names import OF_LICENCES, OF_VEHICLES, Duty
from cheguan.work.duties import licences, vehicles

NUMBERS = {
    "vehicle": "SELECT vehicle_id, number FROM plates_assignment WHERE vehicle_id = ANY(%s) AND voided_by_id IS NULL",
    "licence": "SELECT id, file_no FROM drivers_drivinglicence WHERE id = ANY(%s)",
}


@dataclass(frozen=True, slots=True)
class Pass:
    """One pass over the registers: how many subjects, and for every duty the day it counts by, ``NONE`` where not owed."""

    subject: str
    ids: Ids
    names: Mapping[str, Duty]
    days: Mapping[str, Days]
    key: Flags

    @property
    def key_subjects(self) -> int:
        """重点车辆：how many there are."""
        return int(np.count_nonzero(self.key))

    def count(self, code: str) -> int:
        return int(np.count_nonzero(self.days[code] != NONE))

    def key_count(self, code: str) -> int:
        """How many key vehicles owe it."""
        return int(np.count_nonzero((self.days[code] != NONE) & self.key))

    def numbers(self, code: str) -> Iterator[tuple[str, date]]:
        """Whoever owes a duty, by plate or file number, with its day; the most pressing first."""
        owing = list(self.owing(code))
        with connection.cursor() as cursor:
            cursor.execute(NUMBERS[self.subject], [[each for each, _ in owing]])
            known = dict(cursor.fetchall())
        for each, day in owing:
            yield known.get(each, ""), day

    def owing(self, code: str) -> Iterator[tuple[int, date]]:
        """Whoever owes a duty, by id, with its day; the most pressing first."""
        days = self.days[code]
        for place in np.argsort(days, kind="stable")[: self.count(code)]:
            day = as_day(days[place])
            assert day is not None
            yield int(self.ids[place]), day


def offices() -> tuple[str, ...]:
    """Every office that keeps a register here."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT code FROM people_office ORDER BY code")
        return tuple(code for (code,) in cursor.fetchall())


def of_vehicles(*, office: str, on: date) -> Pass:
    ids, columns = vehicles.columns(office=office)
    return Pass("vehicle", ids, OF_VEHICLES, vehicle_columns.duties(columns, on=on), vehicles.key(columns))


def of_licences(*, office: str, on: date) -> Pass:
    ids, columns = licences.columns(office=office, on=on)
    return Pass("licence", ids, OF_LICENCES, licence_columns.duties(columns, on=on), np.zeros(len(ids), dtype=np.bool_))
