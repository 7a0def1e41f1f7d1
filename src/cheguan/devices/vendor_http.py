"""A card reader behind its maker's own local HTTP service: it is asked, and never speaks first."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.error import URLError
from urllib.request import ProxyHandler, Request, build_opener

from msgspec import Struct

from cheguan.devices import addresses, vendor_cards
from cheguan.devices.adapters import Tell
from cheguan.devices.faults import Code, DeviceFault

LARGEST_FROM_SERVICE = 2 * 1024 * 1024
_opener = build_opener(ProxyHandler({}))


@dataclass(kw_only=True)
class VendorHttp:
    """``body`` is sent by POST; empty, the address is fetched. ``marks`` and ``fields`` as with a WebSocket service."""

    address: str
    name: str = "身份证阅读器"
    body: str = ""
    marks: dict[str, str] = field(default_factory=dict)
    fields: dict[str, str] = field(default_factory=lambda: dict(vendor_cards.AS_THEY_ARE))
    seconds: float = 10.0

    def __post_init__(self) -> None:
        addresses.here(self.address, "http")

    @property
    def present(self) -> bool:
        """A service that is asked only now and then is known to be there when it answers."""
        return True

    async def run(self, tell: Tell) -> None:
        await asyncio.Event().wait()

    async def perform(self, action: str, asked: Struct) -> Mapping[str, Any]:
        """``failed`` when the service says that it read no card."""
        message = await asyncio.to_thread(self._fetch)
        if not vendor_cards.matches(message, self.marks):
            raise DeviceFault(Code.FAILED, "没有读到卡，请重新放卡")
        return vendor_cards.card(message, self.fields)

    def _fetch(self) -> Any:
        request = Request(self.address, data=self.body.encode() or None, headers={"Content-Type": "application/json"})  # noqa: S310
        try:
            with _opener.open(request, timeout=self.seconds) as response:
                answer = response.read(LARGEST_FROM_SERVICE)
        except TimeoutError:
            raise DeviceFault(Code.TIMEOUT) from None
        except (URLError, OSError):
            raise DeviceFault(Code.ABSENT) from None
        try:
            return json.loads(answer)
        except ValueError:
            raise DeviceFault(Code.NONSENSE) from None
