"""How a press on the call bar is answered: with the bar as it is then, or with the page it leads to."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from cheguan.base.acts import commands as acts
from cheguan.base.attempts.refusals import Refusal
from cheguan.channels.forms import OfficeForm
from cheguan.channels.sessions import actor_of
from cheguan.channels.window import bar
from cheguan.channels.window.bar_forms import VisitForm

Command = Callable[..., Any]
HOME = "window:home"


def step(request: HttpRequest, command: Command, form: OfficeForm, **values: Any) -> HttpResponse:
    refused = attempt(command, form, request, given=values)
    return answer(request, form, refused)


def step_of_visit(
    request: HttpRequest, command: Command, form: VisitForm, *, leaving: bool = False, **values: Any
) -> HttpResponse:
    """``leaving``: whoever's page is open is no longer served, so it is left."""
    refused = attempt(command, form, request, given=values, visit_id="visit")
    done = refused is None and form.is_valid()
    return go(request, reverse(HOME)) if done and leaving else answer(request, form, refused)


def answer(
    request: HttpRequest, form: Form | None = None, refused: Refusal | None = None, *, said: str = ""
) -> HttpResponse:
    """The bar, with what was wrong; without scripts the way back, or the page of the refusal."""
    failed = form if form is not None and not form.is_valid() else None
    if not request.headers.get("HX-Request"):
        if refused is not None:
            raise refused
        return redirect(HOME)
    if hasattr(request, bar.DRAWN) and request.method == "POST":
        delattr(request, bar.DRAWN)
    context = {"bar": bar.of(request), "handle": _handle(request), "failed": failed, "refused": refused, "said": said}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if failed or refused else HTTPStatus.OK
    return render(request, "window/bar.html", context, status=status)


def attempt(
    command: Command, form: OfficeForm, request: HttpRequest, *, given: Mapping[str, Any] | None = None, **fields: str
) -> Refusal | None:
    """Run the command with ``given`` and the named fields of the form; what refused it, if anything did.

    The same form sent twice has done it once, and the bar shows it done.
    """
    if not form.is_valid():
        return None
    values = {"key": form.cleaned_data["key"]} | {name: form.cleaned_data[field] for name, field in fields.items()}
    try:
        command(by=actor_of(request), at=timezone.now(), **{**values, **(given or {})})
    except acts.AlreadyRecorded:
        return None
    except Refusal as refused:
        return refused
    return None


def _handle(request: HttpRequest) -> str:
    """The person whose page the bar stands on."""
    return request.POST.get("handle", "") or request.GET.get("handle", "")


def go(request: HttpRequest, address: str) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": address})
    return redirect(address)
