"""What a case owes and has paid."""

from dataclasses import dataclass

from django.db import connection

from cheguan.work.payments.models import Receipt

METHODS = dict(Receipt.METHODS)
# A receipt may outlive its charges: they are void when they were waived afterwards.
ACCOUNT = """
SELECT c.item, c.fen, r.no, r.method
  FROM (SELECT * FROM payments_charge WHERE case_no = %(case_no)s AND voided_by_id IS NULL) c
  FULL JOIN (SELECT * FROM payments_receipt WHERE case_no = %(case_no)s AND voided_by_id IS NULL) r USING (case_no)
 ORDER BY c.id
"""


@dataclass(frozen=True, slots=True)
class Account:
    """费用：items as ``(code, fen)``; ``receipt_no`` empty until paid."""

    items: tuple[tuple[str, int], ...]
    receipt_no: str
    method: str

    @property
    def fen(self) -> int:
        return sum(fen for _, fen in self.items)

    @property
    def settled(self) -> bool:
        return not self.items or bool(self.receipt_no)


def account(case_no: str) -> Account:
    """Charges in force and the receipt, if any."""
    with connection.cursor() as cursor:
        cursor.execute(ACCOUNT, {"case_no": case_no})
        rows = cursor.fetchall()
    number, method = rows[0][2:] if rows else (None, None)
    items = tuple((item, fen) for item, fen, *_ in rows if item is not None)
    return Account(items=items, receipt_no=number or "", method=METHODS.get(method or "", ""))
