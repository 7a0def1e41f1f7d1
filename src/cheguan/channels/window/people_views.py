"""录入当事人：somebody whom the register does not know yet."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cheguan.base.attempts.refusals import Refusal
from cheguan.channels.sessions import actor_of, requires
from cheguan.channels.window import handles, linking
from cheguan.channels.window.forms import PersonForm
from cheguan.channels.window.handles import Subject
from cheguan.work.cases import newcomers


@requires("accept")
@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    form = PersonForm(request.POST or None)
    if request.method == "GET" or not form.is_valid():
        return render(request, "window/person.html", {"form": form}, status=422 if form.is_bound else 200)
    by = actor_of(request)
    try:
        party = newcomers.enter_party(details=form.details(), by=by, at=timezone.now(), key=form.cleaned_data["key"])
    except Refusal as refused:
        form.add_error("number", [_(reason) for reason in refused.reasons])
        return render(request, "window/person.html", {"form": form}, status=422)
    linking.arrive(party, read_by=request.POST.get("read_by", ""), by=by, at=timezone.now())
    return redirect("window:visit", handle=handles.seal(Subject(party), by=by))
