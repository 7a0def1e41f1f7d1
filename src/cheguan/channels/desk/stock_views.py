"""空白证件：what is in stock at this outlet, and taking in a new lot."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from cheguan.base.attempts.refusals import Refusal
from cheguan.channels.forms import CleanText, OfficeForm
from cheguan.channels.sessions import actor_of, requires
from cheguan.work.printing import commands as printing
from cheguan.work.printing import queries


class LotForm(OfficeForm):
    kind = forms.ChoiceField(
        label=gettext_lazy("证件"), choices=[(code, gettext_lazy(name)) for code, name in printing.NAMES.items()]
    )
    first = CleanText(label=gettext_lazy("起号"), max_length=38)
    last = CleanText(label=gettext_lazy("止号"), max_length=38)


@requires("stock")
@require_http_methods(["GET", "POST"])
def stock(request: HttpRequest) -> HttpResponse:
    by = actor_of(request)
    form = LotForm(request.POST or None)
    if form.is_valid():
        try:
            printing.receive_lot(by=by, at=timezone.now(), **form.cleaned_data)
            return redirect("desk:stock")
        except Refusal as refused:
            form.add_error(None, [_(reason) for reason in refused.reasons])
    context = {"form": form, "lines": queries.stock(by.outlet_id)}
    return render(request, "desk/stock.html", context, status=422 if form.is_bound else 200)
