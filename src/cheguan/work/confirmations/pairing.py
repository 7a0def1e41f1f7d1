"""连接副屏: a code on the clerk's screen makes another screen the one of this counter, and nothing more than that."""

import secrets
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from cheguan.base.acts import commands as acts
from cheguan.base.attempts import queries as attempted
from cheguan.base.attempts.commands import kept
from cheguan.base.attempts.refusals import KeyUsed
from cheguan.base.constraints import broken
from cheguan.base.people.actors import Actor
from cheguan.work.confirmations.models import Code, Screen
from cheguan.work.confirmations.refusals import NobodyServed, NoScreen, TooManyCodes, WrongCode
from cheguan.work.visits.refusals import NoCounter
from cheguan.work.visits.taking import token

OFFER, PAIR, PART, ENLARGE = "offer_screen_code", "pair_screen", "part_screen", "enlarge_screen"
DIGITS = 6
# No rule sets these figures (grade DESIGN): long enough to walk around the counter, too few tries to guess.
CODE_LASTS = timedelta(minutes=5)
TRIES = 10
TRIED_WITHIN = timedelta(minutes=10)
SEAT = """
SELECT s.counter_id FROM visits_sitting s JOIN visits_counter c ON c.id = s.counter_id
 WHERE s.officer_id = %s AND s.voided_by_id IS NULL AND c.outlet_id = %s
"""
SERVED = "SELECT id FROM visits_visit WHERE officer_id = %s AND counter_id = %s AND state IN ('called', 'serving')"


@kept(OFFER)
@transaction.atomic
def offer_code(*, by: Actor, at: datetime, key: UUID) -> str:
    """显示配对码 for the counter at which the clerk sits; the former code is good no more."""
    by = by.at("accept")
    counter_id = _seat(by)
    act = acts.record(kind=OFFER, by=by, at=at, basis=[], key=key)
    Code.objects.filter(counter_id=counter_id, voided_by=None).update(voided_by=act)
    _forget_old_codes(act, at=at)
    while True:
        digits = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
        try:
            with transaction.atomic():
                Code.objects.create(counter_id=counter_id, digits=digits, until=at + CODE_LASTS, issued_by_id=act)
        except IntegrityError as error:
            if not broken(error, "one_counter_of_a_code"):
                raise
            continue
        return digits


def _forget_old_codes(act: int, *, at: datetime) -> None:
    """Codes that nobody used must not stand in the way of new ones."""
    Code.objects.filter(voided_by=None, until__lte=at).update(voided_by=act)


@kept(PAIR)
@transaction.atomic
def pair(*, digits: str, by: Actor, at: datetime, key: UUID) -> str:
    """The screen that gives the code becomes the counter's; the former one is none any more. Gives the secret that only
    this screen holds; ``by`` is the machine."""
    failures = attempted.failed_steps(PAIR, by=by, since=at - TRIED_WITHIN)
    if failures >= TRIES:
        raise TooManyCodes
    code = (
        Code.objects.select_for_update(of=["self"])
        .select_related("counter")
        .filter(digits=digits, voided_by=None, until__gt=at)
        .first()
    )
    if code is None:
        raise WrongCode
    there = replace(by, outlet_id=code.counter.outlet_id)
    try:
        act = acts.record(kind=PAIR, by=there, at=at, basis=[], key=key, detail={"counter": code.counter_id})
    except acts.AlreadyRecorded as error:
        raise KeyUsed from error
    Code.objects.filter(pk=code.pk).update(voided_by=act)
    Screen.objects.filter(counter_id=code.counter_id, voided_by=None).update(voided_by=act)
    return Screen.objects.create(counter_id=code.counter_id, token=token(), issued_by_id=act).token


@kept(PART)
@transaction.atomic
def part(*, by: Actor, at: datetime, key: UUID) -> None:
    """断开副屏 at the counter at which the clerk sits."""
    by = by.at("accept")
    screen = _screen(by)
    act = acts.record(kind=PART, by=by, at=at, basis=[], key=key)
    Screen.objects.filter(pk=screen.pk).update(voided_by=act)


@kept(ENLARGE)
@transaction.atomic
def enlarge(*, by: Actor, at: datetime, key: UUID) -> None:
    """副屏大字, for the one who is served, or as before. The next one begins in the usual size."""
    by = by.at("accept")
    screen = _screen(by)
    visit_id = _served(by, screen.counter_id)
    act = acts.record(kind=ENLARGE, by=by, at=at, basis=[], key=key, detail={"visit": visit_id})
    wanted = None if screen.large_for_id == visit_id else visit_id
    Screen.objects.filter(pk=screen.pk).update(voided_by=act)
    Screen.objects.create(counter_id=screen.counter_id, token=screen.token, large_for_id=wanted, issued_by_id=act)


def _screen(by: Actor) -> Screen:
    screen = Screen.objects.select_for_update().filter(counter_id=_seat(by), voided_by=None).first()
    if screen is None:
        raise NoScreen
    return screen


def _seat(by: Actor) -> int:
    with connection.cursor() as cursor:
        cursor.execute(SEAT, [by.officer_id, by.outlet_id])
        row = cursor.fetchone()
    if row is None:
        raise NoCounter
    return int(row[0])


def _served(by: Actor, counter_id: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(SERVED, [by.officer_id, counter_id])
        row = cursor.fetchone()
    if row is None:
        raise NobodyServed
    return int(row[0])
