"""The session of a request, and its end when nobody touches it."""

import re

from django.conf import settings
from django.contrib.sessions.middleware import SessionMiddleware as DjangoSessionMiddleware
from django.http import HttpRequest
from django.utils import timezone

from cheguan.channels.session_store import SessionStore

ENTRANCE = "/accounts/"
SEEN = "seen_at"
# Writing "seen" on every request would cost a statement each; a minute's grain is exact enough for minutes of rest.
GRAIN_SECONDS = 60
# What a page asks by itself every few seconds is no sign that anybody is there.
BY_ITSELF = frozenset({"/window/bar"})
# Pages that draw themselves anew when the hall changes: what they fetch then, nobody asked for.
DRAW_THEMSELVES = re.compile(r"/desk/hall/|/hall/\d\d/guide/", re.ASCII)
# A second screen that shares a browser with its clerk is not the clerk; nor are boards, ticket machines and phones.
OTHERS = re.compile(r"/(hall/(screen|\d\d/(board|signage|machine))|t|rate)/", re.ASCII)
# Nobody has published a figure for vehicle offices: fifteen minutes at the desk, ten at a counter that people stand
# in front of (grade DESIGN). ``CHANNEL_IDLE_SECONDS`` in the settings changes them.
IDLE_SECONDS = {"window": 600, "": 900}


class SessionMiddleware(DjangoSessionMiddleware):
    def process_request(self, request: HttpRequest) -> None:
        key = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
        session = SessionStore(key, fresh=request.path.startswith(ENTRANCE))
        request.session = session
        if key:
            _end_or_touch(request, session)


def _end_or_touch(request: HttpRequest, session: SessionStore) -> None:
    now = int(timezone.now().timestamp())
    seen = session.get(SEEN)
    if seen is not None and now - seen > _idle_seconds(request.path):
        session.flush()
    elif "_auth_user_id" in session and _attended(request) and (seen is None or now - seen >= GRAIN_SECONDS):
        session.reload()
        if "_auth_user_id" in session:
            session[SEEN] = now


def _attended(request: HttpRequest) -> bool:
    """Whether somebody did something, for all that the address tells."""
    return not (OTHERS.match(request.path) or asked_by_itself(request))


def asked_by_itself(request: HttpRequest) -> bool:
    """Whether a page asked this, and nobody in front of it."""
    if request.path in BY_ITSELF:
        return True
    drawn_anew = request.method == "GET" and "HX-Request" in request.headers
    return drawn_anew and DRAW_THEMSELVES.fullmatch(request.path) is not None


def _idle_seconds(path: str) -> int:
    figures: dict[str, int] = {**IDLE_SECONDS, **getattr(settings, "CHANNEL_IDLE_SECONDS", {})}
    return figures.get(path.split("/", 2)[1], figures[""])
