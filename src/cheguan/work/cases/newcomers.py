"""录入当事人：a person or organisation whom no register knows yet, entered so that a case can be opened."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from cheguan.base.acts import commands as acts
from cheguan.base.attempts.commands import kept
from cheguan.base.attempts.refusals import KeyUsed
from cheguan.base.people.actors import Actor
from cheguan.registers.parties import commands as parties
from cheguan.registers.parties.commands import Details
from cheguan.registers.parties.models import Party


@kept("enter_party")
def enter_party(*, details: Details, by: Actor, at: datetime, key: UUID) -> int:
    """录入 a party from its identity document; the same key again gives the same party."""
    by = by.at("accept")
    try:
        with transaction.atomic(durable=True):
            act = acts.record(kind="enter_party", by=by, at=at, basis=[], key=key)
            return int(parties.enter(details, act=act).pk)
    except acts.AlreadyRecorded as error:
        entered = Party.objects.filter(
            issued_by__key=key, issued_by__officer_id=by.officer_id, identities__number=details.number
        ).first()
        if entered is None:
            raise KeyUsed from error
        return int(entered.pk)
