"""One device behind the bridge: asked one thing at a time, given only so long, believed only what can be true."""

import asyncio
from typing import Any

import msgspec
import structlog

from cheguan.devices.adapters import Adapter
from cheguan.devices.faults import Code, DeviceFault
from cheguan.devices.kinds import CANCEL, KINDS
from cheguan.devices.messages import About, Request, plain

log = structlog.get_logger("cheguan.devices")


class Device:
    """``kind`` is its name on the wire, too: a desk has one of each."""

    def __init__(self, kind: str, adapter: Adapter) -> None:
        self.kind = kind
        self.adapter = adapter
        self._doing: asyncio.Task[Any] | None = None
        self._for: object = None

    def about(self) -> About:
        known = KINDS[self.kind]
        state = "ready" if self.adapter.present else "absent"
        return About(
            device=self.kind,
            name=self.adapter.name,
            state=state,
            actions=tuple(known.actions),
            events=tuple(known.events),
        )

    async def ask(self, request: Request, *, page: object) -> Any:
        """What the action gives, as JSON has it; raises ``DeviceFault``."""
        if request.action == CANCEL:
            return self.cancel(page)
        action = KINDS[self.kind].actions.get(request.action)
        if action is None:
            raise DeviceFault(Code.UNKNOWN_ACTION)
        asked = _asked(request.data, action.takes)
        if not self.adapter.present:
            raise DeviceFault(Code.ABSENT)
        if self._doing is not None:
            raise DeviceFault(Code.BUSY)
        given = await self._do(request.action, asked, seconds=action.seconds, page=page)
        try:
            return plain(msgspec.convert(given, action.gives))
        except msgspec.ValidationError as wrong:
            raise DeviceFault(Code.NONSENSE) from wrong

    def cancel(self, page: object) -> None:
        """The page that asked wants it no longer, or is gone. What another page asked goes on."""
        if self._doing is not None and self._for is page:
            self._doing.cancel()

    async def _do(self, action: str, asked: msgspec.Struct, *, seconds: float, page: object) -> Any:
        self._for = page
        self._doing = asyncio.ensure_future(self._perform(action, asked, seconds=seconds))
        try:
            return await self._doing
        except asyncio.CancelledError:
            if (answering := asyncio.current_task()) and answering.cancelling():
                raise
            raise DeviceFault(Code.CANCELLED) from None
        finally:
            self._doing = self._for = None

    async def _perform(self, action: str, asked: msgspec.Struct, *, seconds: float) -> Any:
        """Whatever an adapter does wrong stays between it and its device; the log has the kind of error, no data."""
        try:
            async with asyncio.timeout(seconds):
                return await self.adapter.perform(action, asked)
        except TimeoutError:
            raise DeviceFault(Code.TIMEOUT) from None
        except DeviceFault:
            raise
        except Exception as error:
            log.warning("adapter failed", device=self.kind, action=action, error=type(error).__name__)
            raise DeviceFault(Code.FAILED) from error


def _asked(data: dict[str, Any], takes: type[msgspec.Struct]) -> msgspec.Struct:
    try:
        return msgspec.convert(data, takes)
    except msgspec.ValidationError as wrong:
        raise DeviceFault(Code.BAD_DATA, f"请求的内容不合要求：{wrong}") from wrong
