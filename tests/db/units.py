"""Authorities, schools and firms for the tests."""

from itertools import count

from cheguan.law import identifiers
from cheguan.registers.parties import commands as parties
from cheguan.registers.parties.commands import Details
from cheguan.registers.parties.models import Party

SERIALS = count(100_000)


def enter_unit(act: int, *, name: str) -> Party:
    """A unit of the city with a sound code; every call another one."""
    body = f"91450500MA5{next(SERIALS)}"
    details = Details(
        kind="organisation",
        document="N",
        number=body + identifiers.uscc_check(body),
        name=name,
        district="450502",
        address="海城区四川南路",
        phone="0779-2020000",
    )
    return parties.enter(details, act=act)
