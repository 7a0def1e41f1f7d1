"""The bridge: pages on one side, devices on the other."""

import asyncio
from collections.abc import Mapping
from typing import Any

import msgspec
import structlog
from websockets.asyncio.server import ServerConnection, broadcast
from websockets.exceptions import ConnectionClosed

from cheguan.devices.adapters import Adapter
from cheguan.devices.asking import Device
from cheguan.devices.attention import Attention
from cheguan.devices.faults import SENTENCES, Code, DeviceFault
from cheguan.devices.kinds import KINDS
from cheguan.devices.messages import Attend, Event, Hello, Reply, Request, Spoken, plain, read, write

RUN_AGAIN_AFTER = 2.0

log = structlog.get_logger("cheguan.devices")


class Bridge:
    """``adapters`` by kind. ``converse`` is the whole life of one page's connection, ``run`` that of the devices."""

    def __init__(self, adapters: Mapping[str, Adapter]) -> None:
        self.devices = {kind: Device(kind, adapter) for kind, adapter in adapters.items()}
        self._pages: set[ServerConnection] = set()
        self._attention = Attention(lambda page, event: broadcast({page}, write(event)))

    async def run(self) -> None:
        async with asyncio.TaskGroup() as group:
            for device in self.devices.values():
                group.create_task(self._keep(device))

    async def converse(self, page: ServerConnection) -> None:
        self._pages.add(page)
        async with asyncio.TaskGroup() as answers:
            try:
                await page.send(write(Hello(devices=tuple(device.about() for device in self.devices.values()))))
                async for frame in page:
                    self._heard(frame, page, answers)
            except ConnectionClosed:
                pass
            finally:
                self._let_go(page)

    def shout(self, text: str) -> None:
        """Any text to every page, sense or nonsense: how the simulator shows what a broken bridge would say."""
        broadcast(self._pages, text)

    def _heard(self, frame: str | bytes, page: ServerConnection, answers: asyncio.TaskGroup) -> None:
        try:
            message = read(frame)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            message = None
        match message:
            case Attend():
                self._attention.turn_to(page)
            case Request():
                answers.create_task(self._answer(message, page))
            case None:
                fault = DeviceFault(Code.BAD_MESSAGE)
                self._say(page, Reply(id=None, ok=False, code=fault.code, message=fault.message))

    async def _answer(self, request: Request, page: ServerConnection) -> None:
        try:
            data = await self._device(request.device).ask(request, page=page)
            reply = Reply(id=request.id, ok=True, code=Code.OK, data=data)
        except DeviceFault as fault:
            reply = Reply(id=request.id, ok=False, code=fault.code, message=fault.message)
        self._say(page, reply)

    def _device(self, kind: str) -> Device:
        if kind not in self.devices:
            raise DeviceFault(Code.UNKNOWN_DEVICE)
        return self.devices[kind]

    def _let_go(self, page: ServerConnection) -> None:
        """What a page asked ends with the page."""
        self._pages.discard(page)
        self._attention.gone(page)
        for device in self.devices.values():
            device.cancel(page)

    def _say(self, page: ServerConnection, message: Spoken) -> None:
        """A page that has just gone hears nothing, and that is no fault."""
        broadcast({page}, write(message))

    async def _keep(self, device: Device) -> None:
        """An adapter that falls over is started again: a clerk's other devices know nothing of it."""
        while True:
            try:
                await device.adapter.run(Telling(self, device))
            except Exception as error:
                log.warning("adapter fell over", device=device.kind, error=type(error).__name__)
            await asyncio.sleep(RUN_AGAIN_AFTER)

    def happened(self, device: Device, name: str, data: Mapping[str, Any]) -> None:
        """Told to the page in front, if it can be true; otherwise the page is told that the device talks nonsense."""
        try:
            shape = KINDS[device.kind].events[name]
            event = Event(event=name, device=device.kind, data=plain(msgspec.convert(data, shape)))
        except (KeyError, msgspec.ValidationError):
            told = {"code": Code.NONSENSE, "message": SENTENCES[Code.NONSENSE]}
            event = Event(event="Fault", device=device.kind, data=told)
        self._attention.tell(event)

    def changed(self, device: Device) -> None:
        """Every page hears which devices are there: that says nothing of people."""
        told = Event(event="State", device=device.kind, data={"state": device.about().state})
        broadcast(self._pages, write(told))


class Telling:
    """What an adapter has in its hand."""

    def __init__(self, bridge: Bridge, device: Device) -> None:
        self._bridge = bridge
        self._device = device

    def event(self, name: str, data: Mapping[str, Any]) -> None:
        self._bridge.happened(self._device, name, data)

    def state(self) -> None:
        self._bridge.changed(self._device)
