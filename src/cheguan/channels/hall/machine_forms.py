"""What the ticket machine asks for."""

from django import forms
from django.utils.translation import gettext_lazy

from cheguan.channels.forms import OfficeForm
from cheguan.channels.identifier_fields import PlateField, ResidentIdField
from cheguan.work.visits.arriving import BOOKED
from cheguan.work.visits.line import PRIORITIES

# A family that needs more than one counter's patience takes two numbers.
MOST_PEOPLE = 6


class NumberForm(forms.Form):
    """An identity number: read from the card, or typed."""

    number = ResidentIdField(label=gettext_lazy("身份证号"))
    read_by = forms.ChoiceField(
        choices=[("typed", "typed"), ("card", "card")], initial="typed", widget=forms.HiddenInput
    )


class PlateForm(forms.Form):
    number = PlateField(label=gettext_lazy("号牌号码"))


class WishForm(OfficeForm):
    """``told``: why somebody should not have to stand so long; the officer at the window sees whether it is so."""

    told = forms.ChoiceField(
        choices=[("", ""), *((code, code) for code in PRIORITIES if code != BOOKED)], required=False
    )
    people = forms.IntegerField(min_value=1, max_value=MOST_PEOPLE, initial=1)
