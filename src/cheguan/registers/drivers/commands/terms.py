"""Terms, cards and medical certificates."""

from datetime import date

from cheguan.registers.drivers.models import ElectronicLicence, LicenceCopy, MedicalReport, Term


def renew(licence_id: int, *, term: str, valid_from: date, valid_until: date | None, act: int) -> None:
    """期满换证：the next term begins, a new card is issued."""
    Term.objects.filter(licence_id=licence_id, voided_by=None).update(voided_by=act)
    Term.objects.create(
        licence_id=licence_id, term=term, valid_from=valid_from, valid_until=valid_until, issued_by_id=act
    )
    reissue(licence_id, act=act)


def reissue(licence_id: int, *, act: int) -> None:
    """换发、补发：the old card is void. A licence whose card was taken back gets the next one."""
    last = LicenceCopy.objects.filter(licence_id=licence_id).order_by("-serial").first()
    LicenceCopy.objects.filter(licence_id=licence_id, voided_by=None).update(voided_by=act)
    LicenceCopy.objects.create(licence_id=licence_id, serial=(last.serial if last else 0) + 1, issued_by_id=act)


def issue_electronic(licence_id: int, *, act: int) -> None:
    """核发电子驾驶证；an earlier one is void."""
    ElectronicLicence.objects.filter(licence_id=licence_id, voided_by=None).update(voided_by=act)
    ElectronicLicence.objects.create(licence_id=licence_id, issued_by_id=act)


def enter_medical_report(licence_id: int, *, institution: str, issued_on: date, fit: bool, act: int) -> None:
    """记录身体条件证明。"""
    MedicalReport.objects.create(
        licence_id=licence_id, institution=institution, issued_on=issued_on, fit=fit, issued_by_id=act
    )
