"""What is asked of whoever looks again, and of the officer in charge."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cheguan.channels.forms import CleanText, DayField, OfficeForm, dress

OUTCOMES = [
    ("in_order", gettext_lazy("无误")),
    ("minor", gettext_lazy("轻微差错")),
    ("serious", gettext_lazy("严重差错")),
]


class OutcomeForm(OfficeForm):
    """复核结论。"""

    outcome = forms.ChoiceField(label=gettext_lazy("结论"), choices=OUTCOMES, widget=forms.RadioSelect)
    words = CleanText(
        label=gettext_lazy("差错在哪里"),
        max_length=300,
        lines=True,
        required=False,
        help_text=gettext_lazy("有差错时必填；经手人结案后看得到。"),
    )
    article = CleanText(
        label=gettext_lazy("违反的条文"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("严重差错时必填，例如《机动车登记规定》第15条。"),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        outcome = given.get("outcome")
        if outcome in {"minor", "serious"} and not given.get("words"):
            self.add_error("words", _("有差错的，请写明差错在哪里。"))
        if outcome == "serious" and not given.get("article"):
            self.add_error("article", _("严重差错请写明违反的条文，例如《机动车登记规定》第15条。"))
        return given


class RemedyForm(OfficeForm):
    words = CleanText(label=gettext_lazy("采取了什么措施"), max_length=300, lines=True)


class KeyForm(OfficeForm):
    """A step that needs nothing but the press of its button."""


class DayForm(forms.Form):
    """Which day's draws are made again."""

    day = DayField(label=gettext_lazy("哪一天"), past=True, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        dress(self.fields["day"])
