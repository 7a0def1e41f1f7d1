"""A case with its row locked: what a decision and its effects need to know of it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from cheguan.base.rows import decoded, made
from cheguan.law import reform
from cheguan.law.lifecycle import State, Step, allowed_steps
from cheguan.law.service import Service
from cheguan.registers.vehicles.commands import NewVehicle
from cheguan.work.cases.applications import from_json
from cheguan.work.cases.facts import Asked, Matter, of_subject
from cheguan.work.cases.refusals import UnknownCase
from cheguan.work.second_looks import drawing
from cheguan.work.second_looks.drawing import STAKES, Stakes
from cheguan.work.second_looks.rates import rates

LOCK = """
SELECT c.id, c.no, c.service, c.edition, c.route, c.state, c.office, c.channel, c.accepted_on, c.accepted_by_id,
       c.applicant_id, c.agent_id, c.vehicle_id, c.licence_id, c.new_vehicle, c.declared, c.joint,
       ARRAY(SELECT m.code FROM cases_material m
              WHERE m.case_id = c.id AND m.voided_by_id IS NULL AND m.how <> 'gap'), c.due_on, c.stopped_at,
       c.layers{subject}
  FROM cases_case c WHERE c.no = %s AND c.office = %s FOR UPDATE
"""
# What the law is asked about: the vehicle (both of a swap, in one order), the licence, the person. A VIN has one case.
SUBJECT = """,
       ARRAY(SELECT v.id FROM vehicles_vehicle v
              WHERE v.id = ANY(ARRAY(SELECT c.vehicle_id UNION ALL
                                     SELECT a.vehicle_id FROM plates_assignment a
                                      WHERE c.declared ? 'other_plate' AND a.number = c.declared ->> 'other_plate'
                                        AND a.voided_by_id IS NULL))
              ORDER BY v.id FOR NO KEY UPDATE),
       (SELECT l.id FROM drivers_drivinglicence l WHERE l.id = c.licence_id FOR NO KEY UPDATE),
       (SELECT p.id FROM parties_party p
         WHERE p.id = CASE WHEN coalesce(c.vehicle_id, c.licence_id) IS NULL AND c.new_vehicle IS NULL
                           THEN c.applicant_id END
           FOR NO KEY UPDATE)
"""
WITHOUT, TO_DECIDE = LOCK.format(subject=""), LOCK.format(subject=SUBJECT + STAKES)


@dataclass(frozen=True, slots=True)
class Locked:
    """One case, locked until the transaction ends. ``stakes`` are read for a decision only."""

    id: int
    no: str
    service_code: str
    edition: date
    route: str
    state: State
    office: str
    channel: str
    accepted_on: date
    accepted_by: int
    applicant_id: int
    agent_id: int | None
    vehicle_id: int | None
    licence_id: int | None
    new_vehicle: NewVehicle | None
    declared: dict[str, str]
    joint: frozenset[str]
    materials: frozenset[str]
    due_on: date | None
    stopped_at: datetime | None
    layers: tuple[str, ...]
    stakes: Stakes | None

    @property
    def allowed(self) -> tuple[Step, ...]:
        """The steps that are possible from where it stands."""
        return allowed_steps(self.route, self.state)

    @property
    def service(self) -> Service:
        """The service as it was at acceptance: that edition, under the reforms of that day."""
        return reform.pinned(self.service_code, edition=self.edition, layers=self.layers)

    def asked(self, *, on: date) -> Asked:
        """The facts of the moment, asked as of ``on``."""
        matter = Matter(
            on=on,
            office=self.office,
            channel=self.channel,
            by_agent=self.agent_id is not None,
            materials=self.materials,
            joint=self.joint,
            declared=self.declared,
        )
        return of_subject(
            matter,
            applicant_id=self.applicant_id,
            vehicle_id=self.vehicle_id,
            licence_id=self.licence_id,
            new=self.new_vehicle,
        )


def lock(case_no: str, *, office: str, to_decide: bool = False) -> Locked:
    """The case of this office, locked; ``UnknownCase`` when there is none.

    ``to_decide``: what it is about is locked, too, so that no other decision changes what this one rests on.
    """
    with connection.cursor() as cursor:
        if to_decide:
            cursor.execute(TO_DECIDE, [rates().newcomer_days, case_no, office])
        else:
            cursor.execute(WITHOUT, [case_no, office])
        row = cursor.fetchone()
    if row is None:
        raise UnknownCase
    new = decoded(row[14])
    kept = (from_json(new) if new else None, decoded(row[15]), frozenset(row[16]), frozenset(row[17]))
    stakes = drawing.stakes(row[24:]) if to_decide else None
    return made(Locked, (*row[:5], State(row[5]), *row[6:14], *kept, *row[18:20], tuple(row[20]), stakes))
