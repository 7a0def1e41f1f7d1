"""注销与恢复。"""

from datetime import date

from cheguan.registers.drivers.commands.statuses import remove_statuses, set_status
from cheguan.registers.drivers.commands.terms import renew
from cheguan.registers.drivers.models import Cancellation, ElectronicLicence, LicenceCopy, SchoolBusQualification

CANCELLED, RESTORABLE = "G", "R"
# 吊销、撤销 have letters of their own, which the deciding authority set.
OF_OTHERS = {"revoked": "F", "rescinded": "E"}


def cancel(licence_id: int, *, ground: str, on: date, restorable: bool, act: int) -> None:
    """注销：cards, electronic licence and endorsement are void. ``restorable``: the law leaves a way back."""
    Cancellation.objects.create(licence_id=licence_id, ground=ground, on=on, issued_by_id=act)
    for rows in (LicenceCopy, ElectronicLicence, SchoolBusQualification):
        rows.objects.filter(licence_id=licence_id, voided_by=None).update(voided_by=act)
    letter = OF_OTHERS.get(ground, RESTORABLE if restorable else CANCELLED)
    set_status(licence_id, letter, act=act)


def restore(licence_id: int, *, term: str, valid_from: date, valid_until: date | None, act: int) -> None:
    """恢复驾驶资格：the cancellation is undone, a card is issued for the term given."""
    Cancellation.objects.filter(licence_id=licence_id, voided_by=None).update(voided_by=act)
    remove_statuses(licence_id, {CANCELLED, RESTORABLE, "M"}, act=act)
    renew(licence_id, term=term, valid_from=valid_from, valid_until=valid_until, act=act)
