"""交接班：what is open in one's hands, to whom it goes, and what waits to be taken over."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from cheguan.base.people.actors import Actor
from cheguan.channels.desk.second_look_figures import service_name
from cheguan.channels.desk.second_look_forms import KeyForm
from cheguan.channels.figures import day
from cheguan.channels.forms import CleanText, OfficeForm
from cheguan.channels.sending import sent_from
from cheguan.channels.sessions import actor_of, requires
from cheguan.channels.words import post_name, state_name
from cheguan.work.handovers import commands, left_open, queries, reading
from cheguan.work.handovers.left_open import Item
from cheguan.work.printing.commands import NAMES as BLANKS

# How far back the officer in charge is shown what nobody has taken over.
LATELY = timedelta(days=14)
RECORD = "desk:handover_record"
VISITS = {"called": "已叫号", "serving": "办理中", "paused": "暂停"}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing left open, in words. ``address`` leads to it, where there is somewhere to go."""

    item: Item
    what: str
    state: str
    address: str


class HandoverForm(OfficeForm):
    to = forms.TypedChoiceField(label=gettext_lazy("交给"), required=False, coerce=int, empty_value=None)
    note = CleanText(
        label=gettext_lazy("交代事项"),
        max_length=1000,
        lines=True,
        required=False,
        help_text=gettext_lazy("系统列不出来的：等谁回电、哪台设备坏了、答应过谁什么。"),
    )

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        assert isinstance(field, forms.TypedChoiceField)
        following = queries.next_at_post(by=by, at=timezone.now())
        named = [(each.id, f"{each.name} · {_from(each)}") for each in following]
        field.choices = [("", _("下一班的岗位：%s") % post_name(by.post)), *named]


class ObjectionForm(OfficeForm):
    reason = CleanText(label=gettext_lazy("哪里不符"), max_length=300, lines=True)


@requires("look_up")
@require_http_methods(["GET", "POST"])
def handover(request: HttpRequest) -> HttpResponse:
    by = actor_of(request)
    form = HandoverForm(request.POST or None, by=by)
    if form.is_valid():
        number = commands.write(by=by, at=timezone.now(), **form.cleaned_data)
        return redirect(RECORD, number=number)
    context: dict[str, Any] = {
        "form": form,
        "left": lines(left_open.of(by, timezone.now())),
        "for_me": queries.for_me(by),
        "written": queries.written_by(by.officer_id),
    }
    if by.may("supervise"):
        context["unsettled"] = queries.unsettled(office=by.office, since=timezone.now() - LATELY)
    return render(request, "desk/handover.html", context, status=422 if form.is_bound else 200)


@requires("look_up")
@require_GET
def record(request: HttpRequest, number: int) -> HttpResponse:
    """One hand-over, to read, to print, to answer."""
    return _show(request, number)


@requires("look_up")
@sent_from(RECORD, "number")
def take_over(request: HttpRequest, number: int) -> HttpResponse:
    form = KeyForm(request.POST)
    if form.is_valid():
        commands.take_over(number=number, by=actor_of(request), at=timezone.now(), key=form.cleaned_data["key"])
    return redirect(RECORD, number=number)


@requires("look_up")
@sent_from(RECORD, "number")
def object_to(request: HttpRequest, number: int) -> HttpResponse:
    form = ObjectionForm(request.POST)
    if form.is_valid():
        commands.object_to(number=number, by=actor_of(request), at=timezone.now(), **form.cleaned_data)
        return redirect(RECORD, number=number)
    return _show(request, number, form, status=422)


def _show(request: HttpRequest, number: int, form: ObjectionForm | None = None, *, status: int = 200) -> HttpResponse:
    by = actor_of(request)
    found = reading.open_one(number=number, by=by, at=timezone.now())
    to_answer = found.accepted is None and not found.written_anew and found.for_whom(by)
    context = {"handover": found, "left": lines(found.left), "form": form or ObjectionForm(), "to_answer": to_answer}
    return render(request, "desk/handover_record.html", context, status=status)


def lines(items: Iterable[Item]) -> list[Line]:
    """Each thing in the reader's language."""
    return [_line(each) for each in items]


def _line(item: Item) -> Line:
    if item.kind == "case":
        return Line(item, service_name(item.code), state_name(item.state), reverse("window:case", args=[item.no]))
    if item.kind == "blanks":
        return Line(item, _(BLANKS[item.code]), _("结存 %s 份") % f"{item.number or 0:,}", "")
    if item.kind == "visit":
        return Line(item, _("在办的号"), _(VISITS[item.state]), "")
    return Line(item, _("复核"), _("未复核"), "")


def _from(following: queries.Next) -> str:
    if following.from_at <= timezone.now():
        return _("在班")
    starts = timezone.localtime(following.from_at)
    return _("%s 上岗") % f"{day(starts)} {starts:%H:%M}"
