"""What the call bar asks: a counter, a reason, where to, which service, how a matter ended."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from cheguan.channels.forms import CleanText, OfficeForm
from cheguan.channels.identifier_fields import PartyField
from cheguan.law import identifiers
from cheguan.work.visits.bench import Matter
from cheguan.work.visits.line import QUEUES

# Recorded in these words; the screen shows them in the reader's language.
AWAY = ("用餐、休息", "会议、学习", "设备故障", "协助其他窗口", "交接班")
PAUSED = ("申请人去复印、拍照", "申请人去补材料", "等待查验、检验", "等待缴费", "系统、设备故障")
TAKEN_OVER = ("申请人回来，同事在办其他号", "同事离开窗口、下班", "同事的电脑或者设备故障", "申请人要求", "交接班")
HANDED_ON = ("需要其他窗口办理", "需要民警处理", "排错了队列", "申请人要求", "交接班")
OTHER = "其他"
ANSWERED, NOT_DONE = "answered", "not_done"


def _choices(words: Sequence[str]) -> list[tuple[str, Any]]:
    return [(word, gettext_lazy(word)) for word in (*words, OTHER)]


class VisitForm(OfficeForm):
    """A step of a visit that needs nothing but the press of its button."""

    visit = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class BeginForm(VisitForm):
    """``handle``: the person whose page is open is the one who was called."""

    handle = forms.CharField(required=False, max_length=200)


class SeatForm(OfficeForm):
    counter = CleanText(label=gettext_lazy("窗口号"), max_length=4)


class _ReasonForm(forms.Form):
    """A reason from the list, or in one's own words."""

    words: Sequence[str] = ()
    reason = forms.ChoiceField(label=gettext_lazy("原因"), widget=forms.RadioSelect)
    note = CleanText(label=gettext_lazy("补充说明"), max_length=30, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = _choices(self.words)  # type: ignore[attr-defined]

    def said(self) -> str:
        given = self.cleaned_data
        own = given["reason"] == OTHER and given["note"]
        return str(given["note"] if own else "：".join(filter(None, (given["reason"], given["note"]))))


class AwayForm(_ReasonForm, OfficeForm):
    words = AWAY


class PauseForm(_ReasonForm, VisitForm):
    words = PAUSED


class TakeOverForm(_ReasonForm, VisitForm):
    """Of one's own visit at a counter that one has left nobody asks why."""

    words = TAKEN_OVER

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = False


class TransferForm(_ReasonForm, VisitForm):
    words = HANDED_ON
    queue = forms.ChoiceField(label=gettext_lazy("转到队列"))
    counter = CleanText(label=gettext_lazy("指定窗口"), max_length=4, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["queue"].choices = [(code, code) for code in QUEUES]  # type: ignore[attr-defined]


class AddForm(VisitForm):
    """一件事: one more service, for the same person or for the one of this number."""

    service = forms.SlugField(label=gettext_lazy("业务"), max_length=40)
    party = PartyField(label=gettext_lazy("家人的证件号码"), required=False)

    def number_looked_up(self) -> str:
        """The number that the register was asked for, whether or not it knows it; empty when it was not asked."""
        faults = self.errors.as_data().get("party", [])
        asked = all(fault.code == "unknown" for fault in faults)
        return identifiers.normalise(self.data.get("party", "")) if asked else ""


def outcomes(data: Mapping[str, str], matters: Sequence[Matter]) -> dict[int, str]:
    """How each matter without a case ended, as far as the clerk said so."""
    asked = {each.id: data.get(f"outcome_{each.id}", "") for each in matters if each.case_no is None}
    return {matter: outcome for matter, outcome in asked.items() if outcome in (ANSWERED, NOT_DONE)}
