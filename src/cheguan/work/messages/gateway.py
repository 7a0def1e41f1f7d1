"""What every way of sending looks like from here, and what it may answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Protocol


class Standing(StrEnum):
    """What a provider says of a key: has it, has it not, or no answer."""

    TAKEN = "taken"
    NOT_TAKEN = "not taken"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Letter:
    """One message as a provider gets it. ``key`` stays the same however often it is tried; ``day`` is its act's."""

    key: str
    channel: str
    address: str
    language: str
    template: str
    params: Mapping[str, str]
    text: str
    day: date
    provider: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Receipt:
    """Taken for delivery: by whom, and under which number of theirs."""

    provider: str
    number: str = ""


class NotTaken(Exception):
    """Certainly not sent. ``again``: it may be worth another try later."""

    def __init__(self, why: str, *, provider: str = "", again: bool = False) -> None:
        super().__init__(why)
        self.why, self.provider, self.again = why, provider, again


class Unanswered(Exception):
    """It may or may not have been sent: the provider got it and did not say."""

    def __init__(self, why: str, *, provider: str) -> None:
        super().__init__(why)
        self.why, self.provider = why, provider


class Gateway(Protocol):
    """A way of sending."""

    def deliver(self, letter: Letter) -> Receipt:
        """Hand it over, or raise ``NotTaken`` or ``Unanswered``."""
        ...

    def status(self, letter: Letter) -> Standing:
        """Whether the provider has the letter's key; it raises nothing."""
        ...
