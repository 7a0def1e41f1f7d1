"""What stands between the bridge and a maker's device. Whoever writes one needs nothing but this file and a kind."""

from collections.abc import Mapping
from typing import Any, Protocol

from msgspec import Struct


class Tell(Protocol):
    """How an adapter tells the bridge what happened: an event of its kind, or that it came or went."""

    def event(self, name: str, data: Mapping[str, Any]) -> None: ...

    def state(self) -> None: ...


class Adapter(Protocol):
    """One device. What it gives is checked by the bridge: an adapter only has to translate.

    ``present`` says whether it can be asked now; after a change it calls ``tell.state()``.
    """

    @property
    def name(self) -> str:
        """Make and model, for the clerk."""

    @property
    def present(self) -> bool: ...

    async def run(self, tell: Tell) -> None:
        """Lives as long as the bridge does, and is cancelled at its end."""

    async def perform(self, action: str, asked: Struct) -> Mapping[str, Any]:
        """Do what was asked; ``asked`` is what the action takes, checked already. Give the fields of what it gives.

        Raises ``DeviceFault``. The bridge ends it when the action's time is over or the page goes away.
        """
