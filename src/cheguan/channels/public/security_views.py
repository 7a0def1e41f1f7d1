"""抵押查询 for everybody: by number plate and the end of the VIN, and nothing is told but the days."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from cheguan.base.attempts import commands as attempts
from cheguan.channels.forms import CleanText, dress
from cheguan.channels.identifier_fields import CodeField, PlateField
from cheguan.channels.sessions import public
from cheguan.registers.holds import queries as holds
from cheguan.registers.parties import masks
from cheguan.registers.vehicles import queries as vehicles

# Enough of the VIN to show that one has the vehicle or its papers at hand (DESIGN).
TAIL = 6
SMALL_CAR = "02"


class MortgageForm(forms.Form):
    plate_kind = CodeField("plate_kind", label=gettext_lazy("号牌种类"), initial=SMALL_CAR)
    plate = PlateField(label=gettext_lazy("号牌号码"))
    vin_tail = CleanText(label=gettext_lazy("车辆识别代号后 6 位"), max_length=TAIL)

    def clean_vin_tail(self) -> str:
        tail: str = self.cleaned_data["vin_tail"].upper()
        if len(tail) != TAIL or not tail.isascii() or not tail.isalnum():
            raise forms.ValidationError(_("请填写车辆识别代号的最后 6 位"), code="length")
        return tail


@public
@require_http_methods(["GET", "POST"])
def mortgage(request: HttpRequest) -> HttpResponse:
    form = MortgageForm(request.POST or None, label_suffix="")
    for field in form.fields.values():
        dress(field)
    if not form.is_valid():
        return render(request, "public/mortgage.html", {"form": form}, status=422 if form.is_bound else 200)
    kind, plate, tail = (form.cleaned_data[name] for name in ("plate_kind", "plate", "vin_tail"))
    attempts.record(
        kind="look_up", action="mortgage dates", at=timezone.now(), by=None, channel="public",
        device=request.META.get("REMOTE_ADDR", ""), subject=masks.number(plate), purpose="公众查询抵押日期",
    )  # fmt: skip
    known = any(card.plate_kind == kind and card.vin.endswith(tail) for card in vehicles.find_by_plate(plate))
    dates = holds.security_dates(plate_kind=kind, number=plate) if known else ()
    return render(request, "public/mortgage.html", {"form": form, "asked": True, "known": known, "dates": dates})
