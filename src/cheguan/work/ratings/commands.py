"""评价与差评整改. The only writer of ratings.

Whoever holds a matter's token rates it, once; nothing is rated by default, and nobody of the office can do it.
"""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from cheguan.base.acts import commands as acts
from cheguan.base.attempts.commands import kept
from cheguan.base.attempts.refusals import KeyUsed
from cheguan.base.constraints import broken
from cheguan.base.people.actors import Actor
from cheguan.law import catalogue, workdays
from cheguan.work.messages import commands as messages
from cheguan.work.ratings import queries
from cheguan.work.ratings.models import Rating, Repair, RepairStep
from cheguan.work.ratings.queries import RatedMatter, RepairLine
from cheguan.work.ratings.refusals import (
    AlreadyRated,
    NeedsText,
    NoSuchLevel,
    NotFinished,
    NotInThisOrder,
    OwnRating,
    TooLate,
    UnknownRepair,
    UnknownToken,
)
from cheguan.work.ratings.terms import LEVELS, MEND_WORKDAYS, OPEN_FOR, VERIFY_WORKDAYS

RATE = "rate"
# What may follow what; a finding that it was unfounded is told like any other.
AFTER = {
    "": ("verified", "unfounded"),
    "verified": ("mended",),
    "mended": ("called_back",),
    "called_back": ("told",),
    "unfounded": ("called_back",),
}


@kept(RATE)
@transaction.atomic
def rate(
    *,
    token: str,
    level: int,
    source: str,
    device: str = "",
    named: bool = False,
    remark: str = "",
    by: Actor,
    at: datetime,
    key: UUID,
) -> int:
    """One rating for the matter of ``token``; a bad one opens its repair. The same key again is the same rating."""
    if level not in LEVELS:
        raise NoSuchLevel
    matter = _matter(token, at=at)
    if (before := queries.find_rating(matter.id)) is not None:
        if before.key == key:
            return before.id
        raise AlreadyRated
    detail = {"matter": matter.id}
    try:
        act = acts.record(kind=RATE, by=by, at=at, basis=[], key=key, case_no=matter.case_no, detail=detail)
    except acts.AlreadyRecorded as error:
        raise KeyUsed from error
    try:
        with transaction.atomic():
            rating = Rating.objects.create(
                matter_id=matter.id, level=level, source=source, device=device, named=named, remark=remark[:300],
                rated_at=at, issued_by_id=act,
            )  # fmt: skip
    except IntegrityError as error:
        if broken(error, "one_rating_of_a_matter"):
            raise AlreadyRated from error
        raise
    if LEVELS[level].bad:
        last = workdays.add_workdays(localdate(at), VERIFY_WORKDAYS)
        Repair.objects.create(rating=rating, office=matter.office, verify_by=last, issued_by_id=act)
    return rating.pk


def _matter(token: str, *, at: datetime) -> RatedMatter:
    """The one that the token is of, if it may be rated now."""
    matter = queries.find_matter(token)
    if matter is None:
        raise UnknownToken
    if matter.finished_at is None:
        raise NotFinished
    if at - matter.finished_at > OPEN_FOR:
        raise TooLate
    return matter


@kept("repair")
@transaction.atomic
def step(
    *, repair_id: int, kind: str, text: str, difficulty: str = "normal", by: Actor, at: datetime, key: UUID
) -> None:
    """核实（属实或者不属实）→ 整改 → 回访 → 告知. Nobody looks into a rating of their own work."""
    by = by.at("supervise")
    if not text.strip():
        raise NeedsText
    repair = Repair.objects.select_for_update().filter(pk=repair_id, office=by.office, voided_by=None).first()
    if repair is None:
        raise UnknownRepair
    found = queries.get_repair(repair_id)
    if by.officer_id == found.officer_id or queries.served(repair_id, officer_id=by.officer_id):
        raise OwnRating
    if kind not in AFTER.get(found.stage, ()):
        raise NotInThisOrder
    act = acts.record(
        kind=f"repair_{kind}", by=by, at=at, basis=[], key=key, case_no=found.case_no, reason=text,
        detail={"repair": repair_id},
    )  # fmt: skip
    mend_by = workdays.add_workdays(localdate(at), MEND_WORKDAYS[difficulty]) if kind == "verified" else None
    RepairStep.objects.create(repair=repair, kind=kind, text=text[:500], mend_by=mend_by, issued_by_id=act)
    if kind == "told":
        Repair.objects.filter(pk=repair_id).update(voided_by=act)
        _tell(found, text, act=act, at=at)


def _tell(repair: RepairLine, outcome: str, *, act: int, at: datetime) -> None:
    """What came of it, to whom the matter was for; in the office's words."""
    service = catalogue.get(repair.service, on=repair.served_on)
    messages.send(
        template="repair_done",
        params={"service": (service.name, service.name_en), "outcome": (outcome, outcome)},
        key=f"repair_done:{repair.id}",
        act=act,
        party_id=repair.party_id,
        language=repair.language,
    )
