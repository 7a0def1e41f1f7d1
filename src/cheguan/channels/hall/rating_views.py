"""好差评：the page that a matter's token opens, on the second screen, by the code on the receipt or from a message."""

import hashlib
from contextlib import AbstractContextManager

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cheguan.base.attempts.refusals import Refusal
from cheguan.base.people import queries as people
from cheguan.channels.hall import screen_pairing, speaking
from cheguan.channels.hall.rating_forms import RatingForm
from cheguan.channels.sending import sent_from
from cheguan.channels.sessions import public
from cheguan.law import catalogue
from cheguan.work.ratings import commands as ratings
from cheguan.work.ratings import queries
from cheguan.work.ratings.queries import RatedMatter

RATE = "hall:rate"
SCREEN = "screen"


@public
@require_safe
def show(request: HttpRequest, token: str) -> HttpResponse:
    matter = _matter(token)
    with _spoken(request, token, matter):
        return _page(request, token, matter, RatingForm())


@public
@sent_from(RATE, "token")
def rate(request: HttpRequest, token: str) -> HttpResponse:
    """One press. The same press again is the same rating; a second one is told that there is one already."""
    matter = _matter(token)
    with _spoken(request, token, matter):
        return _rate(request, token, matter, RatingForm(request.POST))


def _rate(request: HttpRequest, token: str, matter: RatedMatter, form: RatingForm) -> HttpResponse:
    if not form.is_valid():
        return _page(request, token, matter, form, status=422)
    given = form.cleaned_data
    try:
        ratings.rate(
            token=token,
            level=given["level"],
            remark=given["remark"],
            named=given["named"],
            source=_source(request, token),
            device=_device(request),
            by=people.get_system_of(matter.outlet_id),
            at=timezone.now(),
            key=given["key"],
        )
    except Refusal as refused:
        form.add_error(None, [_(reason) for reason in refused.reasons])
        return _page(request, token, matter, form, status=422)
    return redirect(f"{reverse(RATE, args=[token])}?{request.GET.urlencode()}")


def _page(
    request: HttpRequest, token: str, matter: RatedMatter, form: RatingForm, *, status: int = 200
) -> HttpResponse:
    on_screen = _source(request, token) == SCREEN
    context = {
        "matter": matter,
        "service": catalogue.get(matter.service, on=localdate(matter.finished_at or timezone.now())),
        "given": queries.find_rating(matter.id),
        "matter_token": token,
        "form": form,
        "asked": request.GET.urlencode(),
        "on_screen": on_screen,
        "large": on_screen and "large" in request.GET,
        "stamp": request.GET.get(SCREEN, ""),
        "skipped": "skipped" in request.GET,
    }
    return render(request, "hall/rate.html", context, status=status)


def _matter(token: str) -> RatedMatter:
    found = queries.find_matter(token)
    if found is None:
        raise Http404
    return found


def _spoken(request: HttpRequest, token: str, matter: RatedMatter) -> AbstractContextManager[None]:
    """The screen has no switch: it goes on in the language of the ticket."""
    return speaking.in_language(matter.language if _source(request, token) == SCREEN else "")


def _source(request: HttpRequest, token: str) -> str:
    """From where the page was opened; the code on the receipt unless the address proves otherwise."""
    if screen_pairing.rated_here(token, stamp=request.GET.get(SCREEN, ""), sign=request.GET.get("sign", "")):
        return SCREEN
    return "message" if request.GET.get("from") == "message" else "qr"


def _device(request: HttpRequest) -> str:
    """A hash that tells devices apart and cannot be read back: farming shows, people do not."""
    seen = f"{request.META.get('REMOTE_ADDR', '')}|{request.META.get('HTTP_USER_AGENT', '')}"
    return hashlib.blake2s(seen.encode(), digest_size=16).hexdigest()
