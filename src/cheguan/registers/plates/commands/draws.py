"""Numbers by chance: pools, the day's key, draws that can be made again, the choice from a draw."""

import hashlib
import secrets
from datetime import date, datetime
from itertools import islice
from uuid import UUID, uuid4, uuid5

from django.db import IntegrityError, connection, transaction
from django.utils.timezone import localdate

from cheguan.base.acts import commands as acts
from cheguan.base.attempts.refusals import Refusal
from cheguan.base.people.actors import Actor
from cheguan.law.citation import cite
from cheguan.law.rules import plates as law
from cheguan.registers.plates.commands.bearing import NumberTaken, taken
from cheguan.registers.plates.models import Choice, DayKey, Draw, Pool

# Whoever comes second on a morning waits for the first one's key, and seals none beside it.
ONE_KEY = "SELECT pg_advisory_xact_lock(hashtextextended('draw key ' || %s || ' ' || %s, 0))"
BASIS = [str(cite("机动车登记规定#43"))]
# One act for each office and day, however often the job runs.
PUBLISHED = UUID("6f1d8a52-2f0e-4f0b-9a53-0f6a6b6f2d11")


class NoOpenPool(Refusal):
    """没有为这种号牌开放的号池，请联系业务领导岗开放号池。"""


class AlreadyDrawn(Refusal):
    """这件业务已经抽过号，不能重抽。"""


class NotOffered(Refusal):
    """这个号码不在本次抽出的号码之中。"""


@transaction.atomic
def open_pool(*, kind: str, prefix: str, pattern: str, by: Actor, at: datetime, key: UUID) -> Pool:
    """开放号池 of one serial pattern."""
    act = acts.record(kind="open_pool", by=by, at=at, basis=BASIS, key=key, detail={"kind": kind, "pattern": pattern})
    return Pool.objects.create(
        office=by.office, kind=kind, prefix=prefix, pattern=pattern, size=law.size_of(pattern), issued_by_id=act
    )


def draw(*, case_no: str, kind: str, energy: str, offers: int, by: Actor, at: datetime, key: UUID) -> Draw:
    """抽号：``offers`` free numbers, fixed by the day's key and the case number alone. Once for a case."""
    open_pools = Pool.objects.filter(office=by.office, kind=kind, voided_by=None)
    pool = open_pools.filter(pattern__in=law.patterns(kind, energy=energy)).order_by("-id").first()
    if pool is None:
        raise NoOpenPool
    if Draw.objects.filter(case_no=case_no).exists():
        raise AlreadyDrawn
    day_key = _day_key(by=by, at=at)
    seed = hashlib.sha256(f"{day_key.secret}|{case_no}".encode()).hexdigest()
    candidates, skipped = _candidates(pool, seed=seed, offers=offers, on=localdate(at))
    act = acts.record(
        kind="draw_numbers", by=by, at=at, basis=BASIS, key=key, case_no=case_no, detail={"candidates": candidates}
    )
    return Draw.objects.create(
        case_no=case_no,
        pool=pool,
        day_key=day_key,
        seed=seed,
        candidates=candidates,
        skipped=skipped,
        issued_by_id=act,
    )


def choose(*, case_no: str, number: str, by: Actor, at: datetime, key: UUID) -> Choice:
    """选号：take one of the drawn numbers; it is held for the case until the grant."""
    drawn = Draw.objects.select_related("pool").filter(case_no=case_no).first()
    if drawn is None or number not in drawn.candidates:
        raise NotOffered
    act = acts.record(
        kind="choose_number", by=by, at=at, basis=BASIS, key=key, case_no=case_no, detail={"number": number}
    )
    try:
        with transaction.atomic():
            Choice.objects.filter(case_no=case_no, voided_by=None).update(voided_by=act)
            if taken(kind=drawn.pool.kind, numbers=[number], on=localdate(at)):
                raise NumberTaken
            return Choice.objects.create(case_no=case_no, kind=drawn.pool.kind, number=number, issued_by_id=act)
    except IntegrityError as error:
        raise NumberTaken from error


def give_back(*, case_no: str, act: int) -> None:
    """A number chosen for a case that came to nothing is free again."""
    Choice.objects.filter(case_no=case_no, voided_by=None).update(voided_by=act)


def publish_day_keys(*, by: Actor, at: datetime) -> tuple[date, ...]:
    """公布摇号密钥 of the days that are over, each by one act; tells which days are new."""
    published = []
    for day_key in DayKey.objects.filter(office=by.office, day__lt=localdate(at), voided_by=None).order_by("day"):
        detail: dict[str, acts.JSON] = {"day": day_key.day.isoformat(), "secret": day_key.secret}
        key = uuid5(PUBLISHED, f"{by.office} {day_key.day}")
        if acts.record_once(kind="publish_day_key", by=by, at=at, basis=BASIS, key=key, detail=detail):
            published.append(day_key.day)
    return tuple(published)


def _day_key(*, by: Actor, at: datetime) -> DayKey:
    """The day's key; made once, its hash written into the act before the first draw."""
    day = localdate(at)
    sealed = DayKey.objects.filter(office=by.office, day=day, voided_by=None)
    if (found := sealed.first()) is not None:
        return found
    with connection.cursor() as cursor:
        cursor.execute(ONE_KEY, [by.office, day.isoformat()])
    if (found := sealed.all().first()) is not None:
        return found
    secret = secrets.token_hex(32)
    commitment = hashlib.sha256(secret.encode()).hexdigest()
    act = acts.record(
        kind="seal_day_key",
        by=by,
        at=at,
        basis=BASIS,
        key=uuid4(),
        detail={"day": day.isoformat(), "sha256": commitment},
    )
    return DayKey.objects.create(office=by.office, day=day, secret=secret, issued_by_id=act)


def _candidates(pool: Pool, *, seed: str, offers: int, on: date) -> tuple[list[str], list[str]]:
    """The first free numbers in the seed's order, and those passed over because they were not free."""
    wanted = offers
    while True:
        shuffled = islice(law.shuffled(seed.encode(), size=pool.size), wanted)
        order = [pool.prefix + law.serial_at(pool.pattern, index) for index in shuffled]
        held = taken(kind=pool.kind, numbers=order, on=on)
        free = [number for number in order if number not in held]
        if len(free) >= offers or len(order) >= pool.size:
            chosen = free[:offers]
            last = order.index(chosen[-1]) if chosen else len(order)
            return chosen, [number for number in order[:last] if number in held]
        wanted *= 2


def candidates(case_no: str) -> tuple[str, ...]:
    """What was drawn for a case; nothing when nothing was."""
    drawn = Draw.objects.filter(case_no=case_no).first()
    return tuple(drawn.candidates) if drawn else ()
