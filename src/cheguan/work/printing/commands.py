"""Blanks come in by lots, are drawn one after the other, and are accounted for to the last; prints are counted."""

import hashlib
import re
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from cheguan.base.acts import commands as acts
from cheguan.base.attempts.commands import kept
from cheguan.base.attempts.refusals import KeyUsed, Refusal
from cheguan.base.people.actors import Actor
from cheguan.work.printing.models import BLANKS, BlankLot, BlankUse, Printed

NAMES: Mapping[str, str] = dict(BLANKS)
# Results of a service that are printed on a numbered blank, by the code of the paper.
BLANKS_OF_RESULT = frozenset(NAMES)
LARGEST_LOT = 1_000_000
SERIAL = re.compile(r"(?P<prefix>[0-9A-Z-]{0,20}?)(?P<digits>[0-9]{1,18})", re.ASCII)
DRAW = """
WITH lot AS (
    UPDATE printing_blanklot SET next_no = next_no + 1
     WHERE id = (SELECT id FROM printing_blanklot
                  WHERE kind = %(kind)s AND outlet_id = %(outlet)s AND next_no <= last_no
                  ORDER BY id LIMIT 1 FOR UPDATE)
    RETURNING prefix || lpad((next_no - 1)::text, width, '0') AS number
)
INSERT INTO printing_blankuse (kind, number, outlet_id, case_no, replaces_id, issued_by_id)
SELECT %(kind)s, number, %(outlet)s, %(case_no)s, %(replaces)s, %(act)s FROM lot
RETURNING number
"""
COUNT_COPY = """
INSERT INTO printing_printed (case_no, paper, copy_no, sha256, issued_by_id)
SELECT %(case_no)s::text, %(paper)s::text, coalesce(max(copy_no), 0) + 1, %(sha256)s, %(act)s
  FROM printing_printed WHERE case_no = %(case_no)s::text AND paper = %(paper)s::text
HAVING EXISTS (SELECT 1 FROM cases_case WHERE no = %(case_no)s::text AND office = %(office)s)
RETURNING copy_no
"""
ONE_COUNTER = "SELECT pg_advisory_xact_lock(hashtextextended('printing ' || %s || ' ' || %s, 0))"


class UnknownBlank(Refusal):
    """没有这种空白证件。"""


class BadNumbers(Refusal):
    """起止号码不成一批：前缀和位数应当相同，止号不小于起号，一批不超过一百万份。"""


class ReceivedBefore(Refusal):
    """这批号码中有已经入库的，不得重复入库。"""


class NoBlanksLeft(Refusal):
    """本网点的空白证件已经用完，请先领取入库。"""


class NotInUse(Refusal):
    """没有这份在用的证件，或者它已经作废。"""


class NotOurs(Refusal):
    """这件业务不属于本所，不得打印它的文书。"""


class NeedsReason(Refusal):
    """作废证件须写明原因。"""


@kept("receive_blanks")
def receive_lot(*, kind: str, first: str, last: str, by: Actor, at: datetime, key: UUID) -> BlankLot:
    """空白证件入库 at the actor's outlet: every number from ``first`` to ``last``."""
    by = by.at("stock")
    if kind not in NAMES:
        raise UnknownBlank
    prefix, width, start, end = _lot(first, last)
    detail: dict[str, acts.JSON] = {"kind": kind, "first": first, "last": last}
    try:
        with transaction.atomic(durable=True):
            act = acts.record(kind="receive_blanks", by=by, at=at, basis=[], key=key, detail=detail)
            return BlankLot.objects.create(
                kind=kind,
                outlet_id=by.outlet_id,
                prefix=prefix,
                width=width,
                first_no=start,
                next_no=start,
                last_no=end,
                received_by_id=act,
            )
    except acts.AlreadyRecorded as error:
        lot = BlankLot.objects.filter(received_by__key=key, received_by__officer_id=by.officer_id, kind=kind).first()
        if lot is None:
            raise KeyUsed from error
        return lot
    except IntegrityError as error:
        raise ReceivedBefore from error


def draw_blank(*, kind: str, outlet_id: int, case_no: str, act: int, replaces: int | None = None) -> str:
    """领用一份 within the caller's transaction: the lot's next number, never given twice, none left out."""
    if kind not in NAMES:
        raise UnknownBlank
    given: dict[str, str | int | None] = {"kind": kind, "outlet": outlet_id, "case_no": case_no, "act": act}
    with connection.cursor() as cursor:
        cursor.execute(DRAW, {**given, "replaces": replaces})
        row = cursor.fetchone()
    if row is None:
        raise NoBlanksLeft(f"本网点的{NAMES[kind]}已经用完，请先领取入库")
    return str(row[0])


@kept("spoil_blank")
def spoil(*, kind: str, number: str, reason: str, by: Actor, at: datetime, key: UUID) -> str:
    """证件作废 with its reason; the number drawn in its place is returned."""
    by = by.at("make")
    if not reason.strip():
        raise NeedsReason
    try:
        with transaction.atomic(durable=True):
            return _spoil(kind=kind, number=number, reason=reason.strip(), by=by, at=at, key=key)
    except acts.AlreadyRecorded as error:
        spoiled = BlankUse.objects.filter(replaces__kind=kind, replaces__number=number)
        drawn = spoiled.filter(issued_by__key=key, issued_by__officer_id=by.officer_id).first()
        if drawn is None:
            raise KeyUsed from error
        return drawn.number


def _spoil(*, kind: str, number: str, reason: str, by: Actor, at: datetime, key: UUID) -> str:
    ours = BlankUse.objects.filter(kind=kind, number=number, outlet__office=by.office)
    use = ours.select_for_update(of=("self",)).first()
    if use is None:
        raise NotInUse
    detail: dict[str, acts.JSON] = {"kind": kind, "number": number}
    act = acts.record(
        kind="spoil_blank", by=by, at=at, basis=[], key=key, case_no=use.case_no, reason=reason, detail=detail
    )
    if not BlankUse.objects.filter(pk=use.pk, voided_by=None).update(voided_by=act):
        raise NotInUse
    return draw_blank(kind=kind, outlet_id=by.outlet_id, case_no=use.case_no, act=act, replaces=use.pk)


@kept("print_paper")
def record_print(*, case_no: str, paper: str, document: bytes, by: Actor, at: datetime, key: UUID) -> int:
    """打印留痕：which copy of the paper this is. ``paper`` is its code, ``document`` the PDF; the case is of our office."""
    by = by.at("look_up")
    digest = hashlib.sha256(document).hexdigest()
    try:
        with transaction.atomic(durable=True):
            return _count(case_no=case_no, paper=paper, digest=digest, by=by, at=at, key=key)
    except acts.AlreadyRecorded as error:
        printed = Printed.objects.filter(case_no=case_no, paper=paper, issued_by__key=key).first()
        if printed is None:
            raise KeyUsed from error
        return printed.copy_no


def _count(*, case_no: str, paper: str, digest: str, by: Actor, at: datetime, key: UUID) -> int:
    act = acts.record(kind="print_paper", by=by, at=at, basis=[], key=key, case_no=case_no, detail={"paper": paper})
    with connection.cursor() as cursor:
        cursor.execute(ONE_COUNTER, [case_no, paper])
        given: dict[str, str | int] = {"case_no": case_no, "paper": paper, "sha256": digest, "office": by.office}
        cursor.execute(COUNT_COPY, {**given, "act": act})
        row = cursor.fetchone()
    if row is None:
        raise NotOurs
    return int(row[0])


def _lot(first: str, last: str) -> tuple[str, int, int, int]:
    """Prefix, width, first and last serial of a lot."""
    start, end = SERIAL.fullmatch(first), SERIAL.fullmatch(last)
    if start is None or end is None or start["prefix"] != end["prefix"] or len(first) != len(last):
        raise BadNumbers
    low, high = int(start["digits"]), int(end["digits"])
    if not low <= high < low + LARGEST_LOT:
        raise BadNumbers
    return start["prefix"], len(start["digits"]), low, high
