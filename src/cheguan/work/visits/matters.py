"""事项：what a visit is about, beyond what was said at the ticket machine; and the case that came of it."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.utils.timezone import localdate

from cheguan.base.acts import commands as acts
from cheguan.base.attempts.commands import kept
from cheguan.base.people.actors import Actor
from cheguan.law import catalogue
from cheguan.work.visits.models import Matter, Visit
from cheguan.work.visits.refusals import AlreadyInLine, NotYours, UnknownMatter
from cheguan.work.visits.taking import broken, token

ADD, JOIN, MEET = "add_matter", "join_case", "meet"
IN_HAND = ("called", "serving", "paused")
# A case joins the visit that its acceptor is serving: as the matter waited with, or as one more.
JOINING = f"""
WITH v AS (
    SELECT v.id FROM visits_visit v
     WHERE v.officer_id = %(officer)s AND v.state = 'serving' AND v.outlet_id = %(outlet)s AND v.day = %(day)s
       AND NOT EXISTS (SELECT FROM visits_matter m WHERE m.case_no = %(case_no)s) LIMIT 1
), act AS (
    INSERT INTO acts_act ({acts.COLUMNS})
    SELECT {acts.VALUES} FROM v ON CONFLICT (key) DO NOTHING RETURNING id
), waited AS (
    SELECT m.id FROM visits_matter m, v
     WHERE m.visit_id = v.id AND m.case_no IS NULL AND m.outcome = '' AND m.service = %(service)s
     ORDER BY m.id LIMIT 1
), joined AS (
    UPDATE visits_matter m SET case_no = %(case_no)s, party_id = coalesce(m.party_id, %(party)s), moved_by_id = act.id
      FROM waited, act WHERE m.id = waited.id RETURNING m.id
)
INSERT INTO visits_matter (visit_id, service, kind, party_id, case_no, token, moved_by_id)
SELECT v.id, %(service)s, %(kind_of)s, %(party)s, %(case_no)s, %(token)s, act.id
  FROM v, act WHERE NOT EXISTS (SELECT FROM waited)
"""


@kept(JOIN)
def join_case(
    *, case_no: str, service: str, party_id: int, application_sha256: str = "", by: Actor, at: datetime, key: UUID
) -> None:
    """A case that this clerk has just accepted belongs to the visit they serve; without one, nothing happens.

    ``application_sha256`` is kept, so that it is known what the applicant had confirmed of it.
    """
    detail: dict[str, acts.JSON] = {"application": application_sha256} if application_sha256 else {}
    given = acts.values(kind=JOIN, by=by, at=at, basis=[], key=key, case_no=case_no, detail=detail)
    kind = catalogue.get(service, on=localdate(at)).promise_class
    given |= {"day": localdate(at), "service": service, "party": party_id, "kind_of": kind, "token": token()}
    with connection.cursor() as cursor:
        cursor.execute(JOINING, given)


@kept(ADD)
@transaction.atomic
def add(*, visit_id: int, service: str, party_id: int | None = None, by: Actor, at: datetime, key: UUID) -> int:
    """一件事：one more service in the same sitting, for the same person or another of the family."""
    by = by.at("accept")
    try:
        kind = catalogue.get(service, on=localdate(at)).promise_class
    except (catalogue.UnknownService, catalogue.NotInForce) as error:
        raise UnknownMatter from error
    visit = Visit.objects.select_for_update().filter(pk=visit_id, officer_id=by.officer_id, state__in=IN_HAND).first()
    if visit is None or visit.outlet_id != by.outlet_id:
        raise NotYours
    act = acts.record(kind=ADD, by=by, at=at, basis=[], key=key, detail={"visit": visit_id, "service": service})
    matter = Matter.objects.create(
        visit=visit, service=service, kind=kind, party_id=party_id, token=token(), moved_by_id=act
    )
    return matter.pk


@kept(MEET)
@transaction.atomic
def meet(*, visit_id: int, party_id: int, identity: str, by: Actor, at: datetime, key: UUID) -> None:
    """Who stands there is known now: ``identity`` is ``card`` when the card was read, ``typed`` otherwise."""
    visit = Visit.objects.select_for_update().filter(pk=visit_id, officer_id=by.officer_id, state="serving").first()
    if visit is None:
        raise NotYours
    if visit.party_id is not None:
        return
    act = acts.record(kind=MEET, by=by, at=at, basis=[], key=key, detail={"visit": visit_id, "identity": identity})
    try:
        with transaction.atomic():
            Visit.objects.filter(pk=visit.pk).update(party_id=party_id, identity=identity, moved_by_id=act)
    except IntegrityError as error:
        if broken(error, "one_ticket_of_a_person"):
            raise AlreadyInLine from error
        raise
