"""What may be said to the simulator, a line at a time, on its terminal or through its control."""

import shlex
from collections.abc import Callable, Mapping
from typing import Any

from cheguan.devices.bridge import Bridge
from cheguan.devices.kinds import KINDS
from cheguan.devices.simulator import samples
from cheguan.devices.simulator.simulated import Simulated

HELP = """\
card [NUMBER [NAME]]      放上身份证 · lay a card on the reader
remove                    拿走身份证 · take it away
scan TEXT                 扫码 · scan a code
sign                      在签字板上签字 · sign on the pad
rate 1-5                  按评价器 · press a level, 5 the best
tickets                   已打印的票 · what was printed
slow DEVICE SECONDS       变慢 · answer only after so long
nonsense DEVICE           说胡话 · answer nonsense
fine DEVICE               恢复正常 · be quick, sensible and present again
absent DEVICE             拔掉 · be unplugged
raw TEXT                  原样发给页面 · send the pages this text as it is
help                      这张表 · this list
"""


class Misunderstood(Exception):
    """No such command, or not with these words."""


class Simulator:
    """All devices of a desk, and the bridge in front of them."""

    def __init__(self) -> None:
        self.devices = {kind: Simulated(kind) for kind in KINDS}
        self.bridge = Bridge(self.devices)

    def obey(self, line: str) -> Any:
        """Do what the line says; what is to be shown, or nothing. Raises ``Misunderstood``."""
        verb, _, rest = line.strip().partition(" ")
        if verb == "raw":
            return self.bridge.shout(rest)
        commands: Mapping[str, Callable[..., Any]] = {
            "card": self._card,
            "remove": self._remove,
            "scan": lambda text: self.devices["scanner"].tell("Scan", {"text": text}),
            "sign": lambda: self.devices["signature_pad"].hand(None),
            "rate": lambda level: self.devices["evaluator"].hand(int(level)),
            "tickets": lambda: ["\n".join(line.text for line in each.lines) for each in self._printer.tickets],
            "slow": self._slow,
            "nonsense": lambda kind: setattr(self._named(kind), "talks_nonsense", True),
            "fine": self._fine,
            "absent": lambda kind: self._named(kind).come(present=False),
            "help": lambda: HELP,
        }
        try:
            return commands[verb](*shlex.split(rest))
        except (KeyError, TypeError, ValueError) as wrong:
            raise Misunderstood(f"{line.strip()!r}?") from wrong

    @property
    def _printer(self) -> Simulated:
        return self.devices["ticket_printer"]

    def _card(self, number: str = samples.NUMBER, name: str = samples.NAME) -> None:
        reader = self.devices["id_reader"]
        reader.card = samples.card(number, name)
        reader.hand(reader.card)
        reader.tell("CardIn", reader.card)

    def _remove(self) -> None:
        self.devices["id_reader"].card = None
        self.devices["id_reader"].tell("CardOut", {})

    def _slow(self, kind: str, seconds: str) -> None:
        self._named(kind).slow_seconds = float(seconds)

    def _fine(self, kind: str) -> None:
        device = self._named(kind)
        device.slow_seconds, device.talks_nonsense = 0.0, False
        device.come(present=True)

    def _named(self, kind: str) -> Simulated:
        return self.devices[kind]
