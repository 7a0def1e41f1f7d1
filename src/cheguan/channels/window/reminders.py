"""一并提醒: what else is due for the person at the counter, so that nobody has to come twice."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from cheguan.law.duties import names, of_licence, of_vehicle
from cheguan.law.duties.names import Duty
from cheguan.law.duties.of_licence import LicenceState
from cheguan.law.facts import CaseFacts
from cheguan.law.lifecycle import CLOSED, State
from cheguan.registers.drivers.queries import Card as Licence
from cheguan.registers.vehicles.queries import Card as Vehicle
from cheguan.work.cases.queries import CaseLine

SOON = timedelta(days=90)
TONES = ("stop", "soon", "ok")
OVERDUE = frozenset({"medical_overdue", "cancel_medical", "review_overdue", "downgrade_due", "scrap_reached"})
# The ends of the licence and of the inspection mark have lines of their own, whether they press or not.
OF_LICENCE = ("medical_due", "medical_overdue", "cancel_medical", "review_due", "review_overdue", "downgrade_soon",
              "downgrade_due")  # fmt: skip
OF_VEHICLE = ("mark_due", "inspection_due", "scrap_notice", "scrap_reached")


@dataclass(frozen=True, slots=True)
class Reminder:
    """``what``: licence, mark, duty, gap, fee or ready; ``tone`` says how pressing it is, ``until`` when it ends."""

    what: str
    tone: str
    until: date | None = None
    duty: Duty | None = None
    case: CaseLine | None = None


def gather(
    asked: Mapping[str, CaseFacts],
    *,
    vehicle: Vehicle | None,
    licence: Licence | None,
    cases: Sequence[CaseLine],
    on: date,
) -> tuple[Reminder, ...]:
    """The most pressing first."""
    found = [
        *_ends(vehicle, licence, on),
        *(_of_licence(asked["licence"], on) if "licence" in asked else ()),
        *(_of_vehicle(asked["vehicle"], on) if "vehicle" in asked else ()),
        *(reminder for case in cases for reminder in _of_case(case, on)),
    ]
    return tuple(sorted(found, key=lambda each: (TONES.index(each.tone), each.until or date.max)))


def _ends(vehicle: Vehicle | None, licence: Licence | None, on: date) -> Iterator[Reminder]:
    if licence is not None and licence.valid_until is not None:
        yield Reminder("licence", _tone(licence.valid_until, on), licence.valid_until)
    if vehicle is not None and vehicle.mark_valid_until is not None:
        yield Reminder("mark", _tone(vehicle.mark_valid_until, on), vehicle.mark_valid_until)


def _of_licence(case: CaseFacts, on: date) -> Iterator[Reminder]:
    held = case.the_licence
    if case.applicant.birth is None or held.first_issued_on is None or not held.in_force:
        return
    state = LicenceState(
        classes=held.classes,
        birth=case.applicant.birth,
        first_issued_on=held.first_issued_on,
        valid_until=held.valid_until,
        last_points=held.last_cycles[-2] if len(held.last_cycles) > 1 else 0,
        medical_on=held.medical_on,
        reviewed_on=held.reviewed_on,
        deferred_until=held.deferred_until,
        extended_until=held.age_extension_until,
    )
    due = of_licence.duties(state, on=on)
    yield from (_duty(names.OF_LICENCES[code], due[code]) for code in OF_LICENCE if code in due)


def _of_vehicle(case: CaseFacts, on: date) -> Iterator[Reminder]:
    due = of_vehicle.duties(case.the_vehicle, on=on)
    yield from (_duty(names.OF_VEHICLES[code], due[code]) for code in OF_VEHICLE if code in due)


def _duty(duty: Duty, until: date) -> Reminder:
    return Reminder("duty", "stop" if duty.code in OVERDUE else "soon", until, duty)


def _of_case(case: CaseLine, on: date) -> Iterator[Reminder]:
    if case.cure_by is not None:
        yield Reminder("gap", "stop" if case.cure_by < on else "soon", case.cure_by, case=case)
    if case.owed_fen and case.state not in CLOSED:
        yield Reminder("fee", "soon", case=case)
    if case.state is State.MADE:
        yield Reminder("ready", "ok", case=case)


def _tone(until: date, on: date) -> str:
    if until < on:
        return "stop"
    return "soon" if until - on <= SOON else "ok"
