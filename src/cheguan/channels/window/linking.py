"""What happens at the counter belongs to the visit that is served there: who came, which case came of it."""

from datetime import datetime
from uuid import UUID, uuid4, uuid5

from django.utils.timezone import localdate

from cheguan.base.attempts.refusals import Refusal
from cheguan.base.people.actors import Actor
from cheguan.work.visits import bench, joining
from cheguan.work.visits import commands as visits
from cheguan.work.visits.bench import InHand
from cheguan.work.visits.telling import PLATE

CARD, TYPED = "card", "typed"


def arrive(party_id: int, *, read_by: str, by: Actor, at: datetime) -> None:
    """Somebody was looked up: if that is who was called, the service begins; a visit without a name gets theirs.

    Whoever was called by name and somebody else's papers are read first: the clerk decides, nothing happens here.
    """
    if not by.may("accept"):
        return
    seen = bench.of_officer(by.officer_id, outlet_id=by.outlet_id, on=localdate(at))
    visit = next((each for each in seen.hand if each.state != "paused"), None)
    if seen.seat is None or visit is None or visit.party_id not in (None, party_id):
        return
    try:
        receive(visit, party_id, read_by=read_by, by=by, at=at)
    except Refusal:
        return  # It moved meanwhile, or the person has a second ticket: recorded, and no reason not to look.


def receive(visit: InHand, party_id: int, *, read_by: str, by: Actor, at: datetime) -> None:
    """开始办理, and whose visit it is: who typed a plate need not be its owner, until their card is read."""
    if visit.state == "called":
        visits.begin(visit_id=visit.id, by=by, at=at, key=uuid4())
    if visit.party_id is None or visit.identity == PLATE:
        identity = CARD if read_by == CARD else TYPED
        visits.meet(visit_id=visit.id, party_id=party_id, identity=identity, by=by, at=at, key=uuid4())


def join(
    case_no: str, *, service: str, party_id: int, application_sha256: str = "", by: Actor, at: datetime, key: UUID
) -> None:
    """The case that the form with this ``key`` opened becomes a matter of the visit being served, if there is one."""
    visits.join_case(
        case_no=case_no, service=service, party_id=party_id, application_sha256=application_sha256,
        by=by, at=at, key=uuid5(joining.ONCE, str(key)),
    )  # fmt: skip
