"""配对取号机：the officer in charge makes the browser in front of them a ticket machine of this hall, or ends it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from cheguan.base.attempts.refusals import Refusal
from cheguan.channels.forms import CleanText, OfficeForm
from cheguan.channels.hall import outlets
from cheguan.channels.hall.outlets import at_own_outlet
from cheguan.channels.sessions import actor_of, requires
from cheguan.work.visits import machines

END = "end"


class PairForm(OfficeForm):
    name = CleanText(label=gettext_lazy("取号机名称"), max_length=20)


@requires("roster")
@at_own_outlet
@require_http_methods(["GET", "POST"])
def pair(request: HttpRequest, outlet: str) -> HttpResponse:
    by, now = actor_of(request), timezone.now()
    form = PairForm(request.POST or None, initial={"name": outlets.machine_name(request)})
    if request.method == "POST" and form.is_valid():
        name = form.cleaned_data["name"]
        try:
            if request.POST.get("action") == END:
                machines.unpair(name=name, by=by, at=now)
                response: HttpResponse = redirect("hall:pair", outlet=outlet)
                outlets.drop(response)
            else:
                pairing = machines.pair(name=name, by=by, at=now)
                response = redirect("hall:paired", outlet=outlet)
                outlets.keep(response, pairing)
        except Refusal as refused:
            form.add_error(None, [_(reason) for reason in refused.reasons])
        else:
            return response
    machine = outlets.machine_at(request, by)
    context = {"form": form, "hall": by, "machine": machine.device if machine else ""}
    return render(request, "hall/pair.html", context, status=422 if form.is_bound else 200)


@requires("roster")
@at_own_outlet
@require_http_methods(["GET"])
def paired(request: HttpRequest, outlet: str) -> HttpResponse:
    """What is left to do: the officer signs out, and the machine shows its first page."""
    hall = actor_of(request)
    machine = outlets.machine_at(request, hall)
    if machine is None:
        return redirect("hall:pair", outlet=outlet)
    return render(request, "hall/paired.html", {"hall": hall, "machine": machine.device})
