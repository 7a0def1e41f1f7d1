"""Which hall a page is of: the two digits in its address; and the machine that an officer has paired with it."""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from cheguan.base.people import queries as people
from cheguan.base.people.actors import Actor
from cheguan.channels.sessions import actor_of
from cheguan.channels.short_memory import ShortMemory
from cheguan.work.visits import machines
from cheguan.work.visits.machines import Pairing

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]

COOKIE = "cg_machine"
SALT = "cheguan.hall.machine"
PATH = "/hall/"
# A machine stays paired over the longest holiday and longer; ending a pairing does not wait for this (DESIGN).
KEPT_SECONDS = 400 * 24 * 60 * 60

_paired: ShortMemory[Pairing, bool] = ShortMemory()


def system_at(outlet: str, *, channel: str, device: str = "") -> Actor:
    """Who acts where nobody is signed in; 404 where there is no such hall."""
    found = people.find_system_at(office=settings.ENV.office, outlet=outlet, channel=channel, device=device)
    if found is None:
        raise Http404(outlet)
    return found


def at_own_outlet(view: View[P]) -> View[P]:
    """An officer works in the hall of the shift: another hall's address leads there."""

    @wraps(view)
    def door(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        own, match = actor_of(request).outlet, request.resolver_match
        if match is None or kwargs["outlet"] == own:
            return view(request, *args, **kwargs)
        answer: HttpResponse = redirect(match.view_name, **{**match.kwargs, "outlet": own})
        return answer

    return door


def machine_at(request: HttpRequest, hall: Actor) -> Actor | None:
    """The paired machine behind a request, as an actor; ``None`` for any other browser."""
    pairing = _pairing(request)
    if pairing is None or pairing.outlet_id != hall.outlet_id:
        return None
    holds = _paired.get(pairing)
    if holds is None:
        holds = machines.holds(pairing)
        _paired.put(pairing, holds)
    return replace(hall, device=pairing.name) if holds else None


def machine_name(request: HttpRequest) -> str:
    """What this browser was paired as, whether or not that still holds."""
    pairing = _pairing(request)
    return pairing.name if pairing else ""


def keep(response: HttpResponse, pairing: Pairing) -> None:
    sealed = signing.dumps([pairing.outlet_id, pairing.name, pairing.number], salt=SALT)
    response.set_cookie(
        COOKIE, sealed, max_age=KEPT_SECONDS, path=PATH, httponly=True, secure=settings.ENV.tls, samesite="Strict"
    )


def drop(response: HttpResponse) -> None:
    """At once in this process, and in the others within the seconds of their memory."""
    _paired.clear()
    response.delete_cookie(COOKIE, path=PATH, samesite="Strict")


def _pairing(request: HttpRequest) -> Pairing | None:
    try:
        return Pairing(*signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=KEPT_SECONDS))
    except (signing.BadSignature, TypeError):
        return None
