"""What is in stock, what a case has used and printed."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import F

from cheguan.work.printing.models import BLANKS, BlankLot, Printed


@dataclass(frozen=True, slots=True)
class Stock:
    """库存 of one kind at one outlet; ``next_number`` is empty when none is left."""

    kind: str
    name: str
    left: int
    lots: int
    next_number: str


@dataclass(frozen=True, slots=True)
class Use:
    """One blank of a case. A spoiled one says why and which took its place."""

    kind: str
    name: str
    number: str
    at: datetime
    spoiled: bool
    reason: str
    replaced_by: str


@dataclass(frozen=True, slots=True)
class Copy:
    """One print of a paper."""

    paper: str
    copy_no: int
    at: datetime
    officer: str
    sha256: str


def stock(outlet_id: int) -> tuple[Stock, ...]:
    """Every kind, also those of which nothing is left."""
    lots: dict[str, list[BlankLot]] = {kind: [] for kind, _ in BLANKS}
    for lot in BlankLot.objects.filter(outlet_id=outlet_id, next_no__lte=F("last_no")).order_by("id"):
        lots[lot.kind].append(lot)
    return tuple(_stock(kind, name, lots[kind]) for kind, name in BLANKS)


NAMES = dict(BLANKS)
USES = """
SELECT u.kind, u.number, i.at, v.id IS NOT NULL, coalesce(v.reason, ''), coalesce(n.number, '')
  FROM printing_blankuse u
  JOIN acts_act i ON i.id = u.issued_by_id
  LEFT JOIN acts_act v ON v.id = u.voided_by_id
  LEFT JOIN printing_blankuse n ON n.replaces_id = u.id
 WHERE u.case_no = %s ORDER BY u.id
"""


def blank_uses(case_no: str) -> tuple[Use, ...]:
    """The blanks of a case, oldest first."""
    with connection.cursor() as cursor:
        cursor.execute(USES, [case_no])
        return tuple(Use(kind, NAMES[kind], *rest) for kind, *rest in cursor.fetchall())


def copies(case_no: str) -> tuple[Copy, ...]:
    """What was printed for a case, oldest first."""
    rows = Printed.objects.filter(case_no=case_no).order_by("id")
    values = rows.values_list("paper", "copy_no", "issued_by__at", "issued_by__officer__name", "sha256")
    return tuple(Copy(*row) for row in values)


def _stock(kind: str, name: str, lots: list[BlankLot]) -> Stock:
    left = sum(lot.last_no - lot.next_no + 1 for lot in lots)
    return Stock(kind, name, left, len(lots), f"{lots[0].prefix}{lots[0].next_no:0{lots[0].width}d}" if lots else "")
