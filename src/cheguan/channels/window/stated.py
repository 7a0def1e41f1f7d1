"""A field for a stated fact: the widget that suits its kind, and an error at the field when it is no answer."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from cheguan.channels.forms import CleanText, DayField
from cheguan.channels.words import either
from cheguan.law.statement import LONGEST, Declaration


class StatedText(CleanText):
    """Words, or a number of a named form, kept as the law writes it."""

    def __init__(self, question: Declaration, **kwargs: Any) -> None:
        super().__init__(max_length=LONGEST, **kwargs)
        self.question = question
        if question.format is not None:
            self.widget.attrs["spellcheck"] = "false"
        if question.format is not None and question.format.proof:
            # A scanner may type into these fields, and into no others.
            self.widget.attrs["data-takes-scan"] = ""

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        text = self.question.format.normalised(text) if self.question.format else text
        if fault := self.question.fault(text, on=timezone.localdate()):
            raise forms.ValidationError(either(fault), code="format")
        return text


def field(question: Declaration, *, required: bool = False) -> forms.Field:
    """``required`` is the door's own decision: what is wanted to accept is not wanted to tell what is missing."""
    given: dict[str, Any] = {"label": either((question.question_zh, question.question_en)), "required": required}
    if question.default:
        given["initial"] = question.default
    if question.kind == "date":
        return DayField(past=question.day == "past", future=question.day == "future", **given)
    if question.kind == "number":
        return forms.IntegerField(min_value=question.least, max_value=question.most, **given)
    if question.kind == "text":
        return StatedText(question, **given)
    return forms.ChoiceField(choices=_choices(question), **given)


def kept(value: Any) -> str:
    """A cleaned answer as the case keeps it."""
    return value.isoformat() if isinstance(value, date) else "" if value is None else str(value)


def _choices(question: Declaration) -> list[tuple[str, str]]:
    """A national code is shown with its letter, as clerks know it."""
    shown = [(code, either((zh, en))) for code, zh, en in question.choices]
    if question.table:
        shown = [(code, f"{code} {name}") for code, name in shown]
    return shown if question.default else [("", "—"), *shown]
