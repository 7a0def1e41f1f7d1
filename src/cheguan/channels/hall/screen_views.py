"""副屏: what faces the applicant at a counter. It is paired by a code, shows one thing at a time, and knows no clerk."""

import base64
import binascii
import hashlib
from http import HTTPStatus
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from cheguan.base.attempts.refusals import Refusal
from cheguan.channels.forms import OfficeForm
from cheguan.channels.hall import screen_pairing, speaking
from cheguan.channels.sending import sent_from
from cheguan.channels.sessions import public
from cheguan.work.confirmations import commands as confirmations
from cheguan.work.confirmations.queries import Shown

SCREEN = "screen:screen"
PICTURE = "data:image/png;base64,"
LONGEST = 2_000_000


class CodeForm(OfficeForm):
    code = forms.RegexField(
        r"^\s*\d{3}\s*\d{3}\s*$",
        label=gettext_lazy("配对码"),
        error_messages={"invalid": gettext_lazy("配对码是六位数字")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "data-begin": ""}),
    )


class AnswerForm(OfficeForm):
    question = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    answer = forms.CharField(max_length=10)
    signature = forms.CharField(required=False, max_length=LONGEST)
    signature_how = forms.CharField(required=False, max_length=8)

    def picture(self) -> bytes:
        """The signature's bytes; none when there is none, or it is no picture at all."""
        text = self.cleaned_data["signature"]
        try:
            return base64.b64decode(text.removeprefix(PICTURE), validate=True) if text.startswith(PICTURE) else b""
        except binascii.Error:
            return b""


@public
@require_GET
def screen(request: HttpRequest) -> HttpResponse:
    shown = screen_pairing.find_shown(request)
    return _unpaired(request) if shown is None else _drawn(request, shown)


@public
@require_GET
def now(request: HttpRequest) -> HttpResponse:
    """What is to be shown now, or nothing when that is on the screen already. The screen asks by itself."""
    shown = screen_pairing.find_shown(request)
    if shown is None:
        return HttpResponse(headers={"HX-Redirect": reverse(SCREEN)})
    if stamp(shown) == request.GET.get("seen"):
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    if request.GET.get("elsewhere") or _rating(shown):
        answer = HttpResponse(headers={"HX-Redirect": _rating(shown) or reverse(SCREEN)})
        screen_pairing.keep_declined(request, answer)
        return answer
    return _drawn(request, shown, template="hall/screen_now.html")


@public
@sent_from(SCREEN)
def pair(request: HttpRequest) -> HttpResponse:
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _unpaired(request, form)
    digits = "".join(form.cleaned_data["code"].split())
    by = screen_pairing.machine(request)
    try:
        token = confirmations.pair(digits=digits, by=by, at=timezone.now(), key=form.cleaned_data["key"])
    except Refusal as refused:
        form.add_error("code", [_(reason) for reason in refused.reasons])
        return _unpaired(request, form)
    response = redirect(SCREEN)
    screen_pairing.keep(response, token)
    return response


@public
@sent_from(SCREEN)
def answer(request: HttpRequest) -> HttpResponse:
    """确认 or 有误, with the signature."""
    shown = screen_pairing.find_shown(request)
    if shown is None:
        return redirect(SCREEN)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _drawn(request, shown, said=_("没有收到，请再按一次。"))
    given = form.cleaned_data
    try:
        confirmations.answer(
            question_id=given["question"],
            screen=screen_pairing.token_of(request),
            answer=given["answer"],
            signed=given["signature_how"],
            signature=form.picture(),
            by=screen_pairing.machine(request, outlet=shown.outlet),
            at=timezone.now(),
            key=given["key"],
        )
    except Refusal as refused:
        return _drawn(request, shown, refused=refused)
    return redirect(SCREEN)


def stamp(shown: Shown) -> str:
    """Changes with what is shown, so that nothing moves, and no stroke is lost, while it stays the same."""
    seen = repr((shown.visit_id, shown.state, shown.large, shown.question_id, shown.rate, shown.counter_no))
    return hashlib.blake2s(seen.encode(), digest_size=8).hexdigest()


def _rating(shown: Shown) -> str:
    """Where the next matter of a finished visit is rated; empty when there is none."""
    if not shown.rate:
        return ""
    try:
        address = reverse("hall:rate", args=[shown.rate])
    except NoReverseMatch:
        return ""
    seen = stamp(shown)
    asked = {"screen": seen, "sign": screen_pairing.sign_rating(shown.rate, stamp=seen)}
    if speaking.in_large_print(shown):
        asked["large"] = "1"
    return f"{address}?{urlencode(asked)}"


def _drawn(
    request: HttpRequest,
    shown: Shown,
    *,
    template: str = "hall/screen.html",
    said: str = "",
    refused: Refusal | None = None,
) -> HttpResponse:
    if template == "hall/screen.html" and not said and refused is None and (address := _rating(shown)):
        return redirect(address)
    context: dict[str, Any] = {
        "shown": shown,
        "stamp": stamp(shown),
        "large": speaking.in_large_print(shown),
        "said": said,
        "refused": refused,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if said or refused else HTTPStatus.OK
    with speaking.in_language(shown.language):
        response = render(request, template, context, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


def _unpaired(request: HttpRequest, form: CodeForm | None = None) -> HttpResponse:
    context = {"form": form or CodeForm()}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form else HTTPStatus.OK
    return render(request, "hall/screen_pair.html", context, status=status)
