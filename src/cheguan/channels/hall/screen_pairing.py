"""Which browser is the second screen of which counter: a sealed cookie of its own, without anybody's rights."""

import re
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from cheguan.base.people import queries as people
from cheguan.base.people.actors import Actor
from cheguan.work.confirmations import queries as confirmations
from cheguan.work.confirmations.queries import Shown

COOKIE, SALT, PATH = "cg_screen", "cheguan.hall.screen", "/hall/"
DECLINED, TOKEN = "cg_screen_declined", re.compile(r"[\w-]{22}", re.ASCII)
RATED_HERE = "cheguan.hall.screen.rating"
# As long as the longest holiday and longer; the clerk's end of the pairing does not wait for this (DESIGN).
KEPT_SECONDS = 400 * 24 * 60 * 60
# How long a finished visit may be rated on the screen, if nobody else is called (DESIGN).
STAYS = timedelta(minutes=3)
FIRST_OUTLET = "01"


def find_shown(request: HttpRequest) -> Shown | None:
    """What this screen has to show; ``None`` for a browser that is no counter's screen, or is one no more."""
    token = token_of(request)
    if not token:
        return None
    return confirmations.find_shown(token, since=timezone.now() - STAYS, declined=_declined(request))


def token_of(request: HttpRequest) -> str:
    try:
        return str(signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=KEPT_SECONDS))
    except signing.BadSignature:
        return ""


def keep(response: HttpResponse, token: str) -> None:
    sealed = signing.dumps(token, salt=SALT)
    response.set_cookie(
        COOKIE, sealed, max_age=KEPT_SECONDS, path=PATH, httponly=True, secure=settings.ENV.tls, samesite="Strict"
    )


def keep_declined(request: HttpRequest, response: HttpResponse) -> None:
    """不评价：the matter that was declined, and those before it, are not asked about on this screen again."""
    if token := _declined(request):
        response.set_cookie(
            DECLINED, token, max_age=STAYS, path=PATH, httponly=True, secure=settings.ENV.tls, samesite="Strict"
        )


def _declined(request: HttpRequest) -> str:
    token = request.GET.get("declined") or request.COOKIES.get(DECLINED, "")
    return token if TOKEN.fullmatch(token) else ""


def sign_rating(token: str, *, stamp: str) -> str:
    """Says that the page of this matter's rating was opened by a counter's own screen, and not by whoever claims so."""
    return signing.Signer(salt=RATED_HERE).signature(f"{token} {stamp}")


def rated_here(token: str, *, stamp: str, sign: str) -> bool:
    return constant_time_compare(sign, sign_rating(token, stamp=stamp))


def machine(request: HttpRequest, *, outlet: str = FIRST_OUTLET) -> Actor:
    """Who acts on a screen: the system at that outlet, on this device."""
    device = request.META.get("REMOTE_ADDR", "")
    found = people.find_system_at(office=settings.ENV.office, outlet=outlet, channel="hall", device=device)
    if found is None:
        raise Http404(outlet)
    return found
