"""From a request to an actor: who asks, and whether they may."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from allauth.mfa.adapter import get_adapter
from django.contrib.auth import SESSION_KEY, get_user
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from cheguan.base.acts import commands as acts
from cheguan.base.attempts import commands as attempts
from cheguan.base.attempts.refusals import Refusal
from cheguan.base.people import queries as people
from cheguan.base.people.actors import Actor, NotAllowed
from cheguan.channels import errors
from cheguan.channels.short_memory import ShortMemory
from cheguan.work.cases.refusals import UnknownCase

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]

PUBLIC = "public"
SIGNED_IN = "signed in"
TOTP = ["totp"]


class NotSignedIn(Exception):
    """尚未登录：no officer stands behind this request."""


@dataclass(frozen=True, slots=True)
class Standing:
    """An officer at a door; ``second_factor_due`` until those who decide have set up their second factor."""

    actor: Actor
    second_factor_due: bool


_standings: ShortMemory[tuple[str, str], Standing] = ShortMemory()


def actor_of(request: HttpRequest) -> Actor:
    """The officer behind the request; ``NotSignedIn`` when there is none."""
    standing = find_standing(request)
    if standing is None:
        raise NotSignedIn
    return standing.actor


def find_actor(request: HttpRequest) -> Actor | None:
    standing = find_standing(request)
    return standing.actor if standing else None


def find_standing(request: HttpRequest) -> Standing | None:
    session = getattr(request, "session", None)
    if session is None or SESSION_KEY not in session:
        return None
    key = (session.session_key, channel_of(request))
    standing = _standings.get(key)
    if standing is None or standing.second_factor_due:
        standing = _look_up(request)
        if standing is not None:
            _standings.put(key, standing)
    return standing


def channel_of(request: HttpRequest) -> str:
    return "desk" if request.path.startswith("/desk/") else "window"


def forget() -> None:
    """Empty the memory of this process: rights are read anew."""
    _standings.clear()


def _look_up(request: HttpRequest) -> Standing | None:
    account = get_user(request)
    if not isinstance(account, AbstractBaseUser):
        return None
    actor = people.find_actor(
        account_id=account.pk,
        at=timezone.now(),
        channel=channel_of(request),
        device=request.META.get("REMOTE_ADDR", ""),
    )
    if actor is None:
        return None
    due = people.must_use_second_factor(actor) and not get_adapter().is_mfa_enabled(account, TOTP)
    return Standing(actor=actor, second_factor_due=due)


def public(view: View[P]) -> View[P]:
    """Marks a view that anybody may open."""
    view.requires = (PUBLIC,)  # type: ignore[attr-defined]
    return view


def requires(*rights: str) -> Callable[[View[P]], View[P]]:
    """Opens a view to officers on duty with any of these rights; without a right, to every officer signed in."""

    def wrap(view: View[P]) -> View[P]:
        @wraps(view)
        def door(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            response = _turn_away(request, rights) or _answer(view, request, *args, **kwargs)
            # What one saw is not there for whoever presses Back at the same screen afterwards.
            response.headers.setdefault("Cache-Control", "no-store")
            return response

        door.requires = rights or (SIGNED_IN,)  # type: ignore[attr-defined]
        return door

    return wrap


def _turn_away(request: HttpRequest, rights: tuple[str, ...]) -> HttpResponse | None:
    standing = find_standing(request)
    if standing is None:
        return errors.sign_in_first(request)
    if standing.second_factor_due:
        return redirect("mfa_activate_totp")
    actor = standing.actor
    if not rights or any(actor.may(right) for right in rights):
        return None
    _record(request, actor, [f"无权限：{right}" for right in rights] if actor.on_duty else ["不在班"])
    return errors.not_allowed(request, rights) if actor.on_duty else errors.off_duty(request)


def _answer(view: Callable[..., HttpResponse], request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    try:
        return view(request, *args, **kwargs)
    except NotAllowed as refused:
        return errors.not_allowed(request, (refused.right,))
    except acts.AlreadyRecorded:
        return errors.used_before(request)
    except IntegrityError as error:
        if acts.used_before(error):
            return errors.used_before(request)
        raise
    except UnknownCase as unknown:
        return errors.not_found(request, unknown)
    except Refusal as refused:
        return errors.refused(request, refused)


def _record(request: HttpRequest, actor: Actor, reasons: list[str]) -> None:
    match = request.resolver_match
    case_no = match.kwargs.get("no") if match else None
    action = match.view_name if match else request.path
    attempts.record(kind="request", action=action[:60], at=timezone.now(), by=actor, case_no=case_no, reasons=reasons)
