"""请申请人核对: what is written goes to the second screen, before acceptance or after."""

from collections.abc import Sequence
from uuid import UUID, uuid5

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from cheguan.channels.sending import sent_from
from cheguan.channels.sessions import actor_of, requires
from cheguan.channels.window import bar, case_page, shown
from cheguan.channels.window.bar_answers import answer, step
from cheguan.channels.window.case_views import CASE
from cheguan.channels.window.forms import KeyForm
from cheguan.channels.window.handles import Lapsed
from cheguan.channels.window.linking import CARD
from cheguan.channels.window.shown import Line
from cheguan.channels.window.views import VISIT, drawn_of, filled
from cheguan.registers.parties import queries as parties
from cheguan.work.confirmations import commands as confirmations

LANGUAGES = {"zh": "zh-hans", "en": "en"}


@requires("accept")
@sent_from(VISIT, "handle")
def draft(request: HttpRequest, handle: str, service: str) -> HttpResponse:
    """The application as it is typed; what is still wrong with it is told first."""
    by, now = actor_of(request), timezone.now()
    try:
        drawn = drawn_of(request, handle, by=by, at=now)
    except Lapsed:
        return redirect("window:home")
    chosen = drawn.service(service)
    if chosen is None:
        return redirect(VISIT, handle=handle)
    with translation.override(_language(request)):
        form, vehicle = filled(request, chosen, drawn, by=by, at=now)
        ready = form.is_valid() and (vehicle is None or vehicle.is_valid())
        if ready:
            application = form.application(at=now)
            applicant = parties.get(application.applicant_id)
            lines = shown.of_draft(
                form, applicant=applicant, known=_known(request, applicant.id), vehicle=drawn.vehicle,
                licence=drawn.licence, new_vehicle=vehicle,
            )  # fmt: skip
    if not ready:
        return answer(request, said=_("申请还没有填好，请先补上，再请申请人核对。"))
    key = _key(request, form.cleaned_data["key"], lines)
    told = {"service": service, "shown": lines, "application_sha256": shown.digest(application)}
    return step(request, confirmations.ask, form, key=key, **told)


@requires("accept")
@sent_from(CASE, "no")
def case(request: HttpRequest, no: str) -> HttpResponse:
    """The accepted case."""
    page = case_page.draw(no, by=actor_of(request))
    with translation.override(_language(request)):
        lines = shown.of_case(page, known=_known(request, page.applicant.id))
    told = {"service": page.case.service_code, "shown": lines, "case_no": no}
    return step(request, confirmations.ask, KeyForm(request.POST), **told)


def _key(request: HttpRequest, key: UUID, lines: Sequence[Line]) -> UUID:
    """The form's own key is for its acceptance. The same lines pressed twice are one question, until it is answered."""
    screen = bar.of(request).screen
    answered = screen.question_id if screen and screen.answer else ""
    return uuid5(key, f"{confirmations.digest(lines)} {answered}")


def _language(request: HttpRequest) -> str:
    """The applicant's."""
    visit = bar.of(request).current
    return LANGUAGES.get(visit.language if visit else "", "zh-hans")


def _known(request: HttpRequest, party_id: int) -> bool:
    """Whether the applicant is the one who stands there with their card."""
    visit = bar.of(request).current
    return visit is not None and visit.party_id == party_id and visit.identity == CARD
