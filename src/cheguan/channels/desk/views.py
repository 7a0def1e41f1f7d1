"""待办队列：open cases by their last day, soonest first; one page leads to the next by key."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from cheguan.base.people.actors import Actor
from cheguan.channels.sessions import actor_of, requires
from cheguan.channels.words import either
from cheguan.law import catalogue
from cheguan.law.lifecycle import Step
from cheguan.work.cases import queries as cases
from cheguan.work.cases.queries import BadKey, QueuePage
from cheguan.work.cases.steps import RIGHTS

PAGE = 50
# What waits for whom: the steps that are next, and the words for it.
WAITING: Mapping[str, tuple[tuple[Step, ...], tuple[str, str]]] = {
    "review": ((Step.REVIEW,), ("待审核", "To review")),
    "decide": ((Step.GRANT,), ("待决定", "To decide")),
    "verify": ((Step.VERIFY,), ("待查验", "To verify")),
    "make": ((Step.MAKE,), ("待制证", "To make")),
    "hand_over": ((Step.HAND_OVER,), ("待发证", "To hand over")),
    "archive": ((Step.ARCHIVE,), ("待归档", "To archive")),
    "resume": ((Step.RESUME,), ("暂停中", "Suspended")),
    "accept": ((Step.ACCEPT,), ("待补正", "To complete")),
}


class FilterForm(forms.Form):
    waiting = forms.ChoiceField(label=gettext_lazy("待办"), required=False)
    service = forms.ChoiceField(label=gettext_lazy("业务"), required=False)
    outlet = forms.ChoiceField(label=gettext_lazy("网点"), required=False)

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        services = catalogue.services(on=timezone.localdate())
        kinds: dict[str, list[tuple[str, Any]]] = {
            "waiting": [(name, either(words)) for name, (_, words) in WAITING.items()],
            "service": [
                ("", gettext_lazy("全部")),
                *((each.code, either((each.name, each.name_en))) for each in services),
            ],
            "outlet": [("", gettext_lazy("全所")), ("mine", by.outlet_name)],
        }
        for name, choices in kinds.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices
            field.widget.attrs["class"] = "form-select"


@requires("look_up")
@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    by = actor_of(request)
    first = next((name for name, (steps, _) in WAITING.items() if by.may(RIGHTS[steps[0]])), "review")
    wishes = {"waiting": first, **{name: value for name, value in request.GET.items() if value}}
    form = FilterForm(wishes, by=by)
    if not form.is_valid():
        return render(request, "desk/queue.html", {"form": form, "page": QueuePage((), ""), "by": by}, status=422)
    chosen = form.cleaned_data
    try:
        page = _page(chosen, after=request.GET.get("after", ""), by=by)
    except BadKey:
        page = _page(chosen, after="", by=by)
    more = urlencode({**chosen, "after": page.after}) if page.after else ""
    started = bool(request.GET.get("after"))
    context = {"form": form, "page": page, "by": by, "more": more, "started": started, "waiting": chosen["waiting"]}
    return render(request, "desk/queue.html", context)


def _page(chosen: Mapping[str, str], *, after: str, by: Actor) -> QueuePage:
    return cases.queue(
        office=by.office,
        steps=WAITING[chosen["waiting"]][0],
        service=chosen["service"],
        outlet_id=by.outlet_id if chosen["outlet"] else None,
        after=after,
        limit=PAGE,
    )
