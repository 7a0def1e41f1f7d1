"""One screen to be looked at closely: who sees it, and how they get there whatever language it is in."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page
from tests.journeys.registers import Owner

Way = Callable[[Page, Owner], object]


@dataclass(frozen=True, slots=True)
class Screen:
    """``who`` is nobody for the pages before signing in."""

    who: str
    go: Way


def address(path: str) -> Way:
    return lambda page, _owner: page.goto(path)
