"""An effect: what a grant does to the registers, under the name that services use for it."""

from collections.abc import Callable
from datetime import date

from cheguan.work.cases.locked import Locked
from cheguan.work.cases.models import Role

Effect = Callable[[Locked, int, date], None]
EFFECTS: dict[str, Effect] = {}


def effect(carry_out: Effect) -> Effect:
    """Register a function ``(case, act, on)`` under its own name, one of ``law/dictionaries/effects.toml``."""
    name = carry_out.__name__
    if name in EFFECTS:
        raise LookupError(f"two functions carry out {name}")
    EFFECTS[name] = carry_out
    return carry_out


def vehicle_of(case: Locked) -> int:
    """The registered vehicle that the case is about."""
    assert case.vehicle_id is not None
    return case.vehicle_id


def licence_of(case: Locked) -> int:
    """The driving licence that the case is about."""
    assert case.licence_id is not None
    return case.licence_id


def party_of(case: Locked, role: str) -> int | None:
    """Who joined the case in this role."""
    joined = Role.objects.filter(case_id=case.id, role=role, voided_by=None)
    return joined.values_list("party_id", flat=True).first()


def stated_day(case: Locked, key: str) -> date | None:
    """A day that the window stated."""
    value = case.declared.get(key)
    return date.fromisoformat(value) if value else None
