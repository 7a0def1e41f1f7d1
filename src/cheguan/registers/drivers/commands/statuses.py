"""驾驶证状态：the letters that stand beside a licence."""

from collections.abc import Iterable

from cheguan.registers.drivers.models import LicenceStatus


def set_status(licence_id: int, letter: str, *, act: int) -> None:
    """加注状态；one that stands already goes on standing."""
    if not LicenceStatus.objects.filter(licence_id=licence_id, letter=letter, voided_by=None).exists():
        LicenceStatus.objects.create(licence_id=licence_id, letter=letter, issued_by_id=act)


def remove_statuses(licence_id: int, letters: Iterable[str], *, act: int) -> None:
    """解除状态。"""
    LicenceStatus.objects.filter(licence_id=licence_id, letter__in=list(letters), voided_by=None).update(voided_by=act)
