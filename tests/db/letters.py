"""Messages as tests send them, and gateways that do as they are told."""

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from uuid import uuid4

from django.db import transaction
from tests.db.conftest import MORNING

from cheguan.base.acts import commands as acts
from cheguan.base.people.actors import Actor
from cheguan.work.messages import commands as messages
from cheguan.work.messages.gateway import Gateway, Letter, NotTaken, Receipt, Standing, Unanswered
from cheguan.work.messages.models import Message


class Died(BaseException):
    """The process is gone."""


def take(letter: Letter) -> None:
    """Nothing to object."""


def refuse(letter: Letter) -> None:
    raise NotTaken("服务商拒收", provider="first")


def be_closed(letter: Letter) -> None:
    raise NotTaken("服务商暂时不收", provider="first", again=True)


def say_nothing(letter: Letter) -> None:
    raise Unanswered("服务商没有答复", provider="first")


def die(letter: Letter) -> None:
    raise Died


@dataclass
class Fake:
    """Takes every letter, then does what ``answer`` does. ``standing`` is what it says when it is asked."""

    name: str = "first"
    answer: Callable[[Letter], None] = take
    standing: Standing = Standing.SILENT
    got: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)

    def deliver(self, letter: Letter) -> Receipt:
        with self.lock:
            self.got.append(letter.key)
        self.answer(letter)
        return Receipt(self.name, f"r-{letter.key}"[:80])

    def status(self, letter: Letter) -> Standing:
        self.asked.append(letter.key)
        return self.standing


def every(gateway: Gateway) -> dict[str, Gateway]:
    return dict.fromkeys(("sms", "wechat", "mail"), gateway)


def send(by: Actor, key: str = "", *, template: str = "called", **given: object) -> str:
    """One message with an act of its own; its key."""
    key = key or f"test:{uuid4()}"
    params = given.pop("params", {"ticket": "A012", "counter": "3"})
    with transaction.atomic():
        act = acts.record(kind="call", by=by, at=MORNING, basis=[], key=uuid4())
        messages.send(template=template, params=params, key=key, act=act, **{"address": "13800005678", **given})  # type: ignore[arg-type]
    return key


def empty_outbox(gateway: Gateway, at: object = MORNING) -> None:
    """Until nothing waits. Other tests' messages go, too."""
    while messages.deliver_next(every(gateway), at=at):  # type: ignore[arg-type]
        pass


def row(key: str) -> Message:
    return Message.objects.get(key=key)
