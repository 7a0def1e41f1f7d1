"""Recording what was tried, in a transaction of its own."""

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import connection

from cheguan.base.attempts.refusals import Refusal
from cheguan.base.people.actors import Actor, NotAllowed

P = ParamSpec("P")
R = TypeVar("R")

INSERT = """
INSERT INTO attempts_attempt (kind, action, at, officer_id, staff_no, outlet_id, channel, device, case_no,
                              subject, purpose, reasons)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s::text[])
"""


def record(
    *,
    kind: str,
    action: str,
    at: datetime,
    by: Actor | None,
    staff_no: str = "",
    channel: str = "window",
    device: str = "",
    case_no: str | None = None,
    subject: str = "",
    purpose: str = "",
    reasons: Iterable[str] = (),
) -> None:
    """Keep one attempt: ``kind`` is ``step``, ``look_up``, ``sign_in`` or ``request``."""
    who = (by.officer_id, by.staff_no, by.outlet_id or None) if by else (None, staff_no[:40], None)
    door = (by.channel, by.device) if by else (channel, device[:60])
    with connection.cursor() as cursor:
        cursor.execute(INSERT, [kind, action, at, *who, *door, case_no, subject[:80], purpose[:200], list(reasons)])


def look_up(*, what: str, subject: str, purpose: str, by: Actor, at: datetime, case_no: str | None = None) -> None:
    """查询留痕：whose data was seen, by whom, for what."""
    record(kind="look_up", action=what, at=at, by=by, case_no=case_no, subject=subject, purpose=purpose)


def kept(action: str, *, about: str = "") -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Wrap a command so that its refusals are recorded after its transaction has been rolled back.

    The command takes ``by=`` and ``at=``, and ``case_no=`` if there is a case; ``about`` names the argument that says
    what else it is about.
    """

    def wrap(command: Callable[P, R]) -> Callable[P, R]:
        @wraps(command)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            try:
                return command(*args, **kwargs)
            except Refusal as refused:
                _keep(action, kwargs, refused.reasons, about)
                raise
            except NotAllowed as refused:
                _keep(action, kwargs, (f"无权限：{refused.right}",), about)
                raise

        return run

    return wrap


def _keep(action: str, given: dict[str, object], reasons: Iterable[str], about: str) -> None:
    by, at, case_no = given["by"], given["at"], given.get("case_no")
    assert isinstance(by, Actor)
    assert isinstance(at, datetime)
    no, subject = str(case_no)[:30] if case_no else None, str(given.get(about, ""))
    record(kind="step", action=action, at=at, by=by, case_no=no, subject=subject, reasons=reasons)
