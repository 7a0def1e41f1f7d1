"""What the guide desk asks for."""

from django import forms
from django.utils.translation import gettext_lazy

from cheguan.channels.forms import CleanText, OfficeForm
from cheguan.channels.hall.machine_forms import MOST_PEOPLE
from cheguan.channels.words import either
from cheguan.work.visits.arriving import BOOKED
from cheguan.work.visits.line import PRIORITIES


def _reasons() -> list[tuple[str, str]]:
    told = [each for each in PRIORITIES.values() if each.code != BOOKED]
    return [("", "—"), *((each.code, either((each.name, each.name_en))) for each in told)]


class AskForm(forms.Form):
    """A person's document, a plate, or the number of a ticket."""

    q = CleanText(label=gettext_lazy("身份证号、号牌或者票号"), max_length=40)
    read_by = forms.CharField(required=False, widget=forms.HiddenInput)


class TakeForm(OfficeForm):
    told = forms.ChoiceField(label=gettext_lazy("优先"), choices=_reasons, required=False)
    people = forms.IntegerField(label=gettext_lazy("几位一起"), min_value=1, max_value=MOST_PEOPLE, initial=1)


class BackForm(OfficeForm):
    told = forms.ChoiceField(label=gettext_lazy("优先"), choices=_reasons, required=False)


class LeaveForm(OfficeForm):
    reason = CleanText(label=gettext_lazy("原因"), max_length=40)
