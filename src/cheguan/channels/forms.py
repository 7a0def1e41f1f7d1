"""Forms: what people type is cleaned here or refused at its field, in words that say what to do."""

import re
import unicodedata
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

REQUIRED = gettext_lazy("这是必填项，请填写或选择")
FIRST_DAY = date(1900, 1, 1)
DAY_FORMATS = ("%Y-%m-%d", "%Y%m%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日")
# Signs that neither a name nor a sentence of the office needs: mark-up and what scripts are made of.
UNWELCOME = re.compile(r"[<>;`\\{}|^$]|--")
# Control, format, surrogate, private and unassigned characters; "other symbols", which is where pictograms live.
INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn"}
PICTOGRAM = {"So"}
NAME = re.compile(r"[^\W\d_]+(?:[ ·.'-]+[^\W\d_]+)*\.?")


class OfficeForm(forms.Form):
    """Base of all forms. ``key`` is made anew for each drawing of the form, so that sending it twice does it once."""

    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = uuid4
        self._dress()

    def _dress(self) -> None:
        for field in self.fields.values():
            dress(field)


def dress(field: forms.Field) -> None:
    """Looks and words of the office's own for one field."""
    widget = field.widget
    if field.error_messages["required"] == forms.Field.default_error_messages["required"]:
        field.error_messages["required"] = REQUIRED
    if isinstance(widget, forms.RadioSelect | forms.CheckboxInput | forms.CheckboxSelectMultiple):
        return
    widget.attrs.setdefault("class", "form-select" if isinstance(widget, forms.Select) else "form-control")
    widget.attrs.setdefault("autocomplete", "off")


class CleanText(forms.CharField):
    """Text in NFC without invisible characters, pictograms or mark-up. ``lines`` allows several lines."""

    def __init__(self, *, label: Any, max_length: int = 60, lines: bool = False, **kwargs: Any) -> None:
        if lines:
            kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 3}))
        super().__init__(label=label, **kwargs)
        self.longest, self.lines = max_length, lines
        # Our own words instead of the framework's about NUL, which would come first.
        self.validators = []

    def to_python(self, value: Any) -> str:
        text = unicodedata.normalize("NFC", super().to_python(value) or "").strip()
        if self.lines:
            text = text.replace("\r\n", "\n")
        if len(text) > self.longest:
            given = {"label": self.label, "most": self.longest, "length": len(text)}
            raise forms.ValidationError(_("“%(label)s”最多 %(most)d 个字，现有 %(length)d 个") % given, code="too_long")
        self._refuse_strange(text)
        return text

    def _refuse_strange(self, text: str) -> None:
        kinds = {sign: unicodedata.category(sign) for sign in text if not (self.lines and sign == "\n")}
        if any(kind in INVISIBLE for kind in kinds.values()):
            raise forms.ValidationError(
                _("“%(label)s”含有看不见的控制字符，请删去后重新输入") % {"label": self.label}, code="control"
            )
        strange = next((sign for sign, kind in kinds.items() if kind in PICTOGRAM), None)
        unwelcome = UNWELCOME.search(text)
        found = strange or (unwelcome and unwelcome.group())
        if found:
            given = {"label": self.label, "found": found}
            raise forms.ValidationError(_("“%(label)s”不能含有“%(found)s”") % given, code="sign")


class PersonName(CleanText):
    """姓名：letters of any script, with the dot, hyphen, apostrophe or blank between its parts."""

    def __init__(self, *, label: Any = None, max_length: int = 40, **kwargs: Any) -> None:
        super().__init__(label=label or gettext_lazy("姓名"), max_length=max_length, **kwargs)

    def to_python(self, value: Any) -> str:
        text = re.sub(r"[•・．]", "·", super().to_python(value))
        if text and not NAME.fullmatch(text):
            raise forms.ValidationError(_("姓名只能由文字和间隔号组成，请按证件填写"), code="name")
        return text


class DayField(forms.DateField):
    """A day, typed with or without separators. ``past`` refuses days still to come, ``future`` those gone by."""

    def __init__(self, *, label: Any, past: bool = False, future: bool = False, **kwargs: Any) -> None:
        hint = {"placeholder": "20261122", "inputmode": "numeric"}
        kwargs.setdefault("widget", forms.DateInput(attrs=hint, format="%Y-%m-%d"))
        super().__init__(label=label, input_formats=DAY_FORMATS, **kwargs)
        self.past, self.future = past, future
        self.error_messages["invalid"] = gettext_lazy("日期不存在或写法不对，请按年月日填写，例如 20261122")

    def to_python(self, value: Any) -> date | None:
        if isinstance(value, str) and len(value) > 20:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        day = super().to_python(value.strip() if isinstance(value, str) else value)
        return day.date() if isinstance(day, datetime) else day

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value is None:
            return
        today = timezone.localdate()
        if value < FIRST_DAY or value.year > today.year + 100:
            raise forms.ValidationError(_("日期超出合理范围，请核对年份"), code="range")
        if self.past and value > today:
            raise forms.ValidationError(_("日期不能晚于今天"), code="future")
        if self.future and value < today:
            raise forms.ValidationError(_("日期不能早于今天"), code="past")
