"""What a case owes and has paid."""

from dataclasses import dataclass

from cheguan.work.payments.models import Charge, Receipt


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
    items = Charge.objects.filter(case_no=case_no, voided_by=None).order_by("id").values_list("item", "fen")
    receipt = Receipt.objects.filter(case_no=case_no, voided_by=None).first()
    return Account(
        items=tuple(items),
        receipt_no=receipt.no if receipt else "",
        method=receipt.get_method_display() if receipt else "",
    )
