"""Taking a fee. Charges are written by the acceptance itself (`cases.commands.accept`), in its own statement."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.utils.timezone import localdate

from cheguan.base.acts import commands as acts
from cheguan.base.attempts.commands import kept
from cheguan.base.attempts.refusals import KeyUsed, Refusal
from cheguan.base.numbering.commands import next_number
from cheguan.base.people.actors import Actor
from cheguan.work.payments.models import Charge, Receipt
from cheguan.work.payments.queries import METHODS


class NothingToPay(Refusal):
    """没有应收的费用。"""


class AlreadyPaid(Refusal):
    """费用已经收讫，不得重复收取。"""


class UnknownMethod(Refusal):
    """没有这种缴费方式。"""


@kept("collect")
def collect(*, case_no: str, method: str, by: Actor, at: datetime, key: UUID) -> Receipt:
    """收费：everything the case owes, in one receipt. The same key again gives the same receipt."""
    by = by.at("collect")
    if method not in METHODS:
        raise UnknownMethod
    try:
        return _collect(case_no=case_no, method=method, by=by, at=at, key=key)
    except acts.AlreadyRecorded as error:
        receipt = Receipt.objects.filter(
            case_no=case_no, issued_by__key=key, issued_by__officer_id=by.officer_id
        ).first()
        if receipt is None:
            raise KeyUsed from error
        return receipt
    except IntegrityError as error:
        raise AlreadyPaid from error


@transaction.atomic(durable=True)
def _collect(*, case_no: str, method: str, by: Actor, at: datetime, key: UUID) -> Receipt:
    ours = Charge.objects.filter(case_no=case_no, voided_by=None, issued_by__office=by.office)
    owed = ours.aggregate(fen=Sum("fen"))["fen"]
    if not owed:
        raise NothingToPay
    act = acts.record(kind="collect", by=by, at=at, basis=[], key=key, case_no=case_no, detail={"fen": owed})
    series = f"receipt {by.office}{by.outlet} {localdate(at):%Y}"
    no = f"{by.office}{by.outlet}-{localdate(at):%y}-{next_number(series):06d}"
    return Receipt.objects.create(no=no, case_no=case_no, fen=owed, method=method, issued_by_id=act)


def cancel(*, case_no: str, act: int) -> None:
    """The charges of a withdrawn or refused case fall away."""
    Charge.objects.filter(case_no=case_no, voided_by=None).update(voided_by=act)
