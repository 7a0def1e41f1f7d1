"""What the appointment pages ask: who, and the code of an appointment."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cheguan.channels.forms import CleanText, DayField, OfficeForm, PersonName
from cheguan.channels.identifier_fields import PhoneField, ResidentIdField
from cheguan.work.appointments.commands import Named
from cheguan.work.appointments.wishes import CODE_LENGTH, SIGNS

# How much of the identity number goes with a code (DESIGN).
TAIL = 4


class PersonForm(OfficeForm):
    """Who books: the person who will come, as on the identity card."""

    name = PersonName(help_text=gettext_lazy("与身份证一致；预约只限本人使用"))
    number = ResidentIdField(label=gettext_lazy("身份证号码"), help_text=gettext_lazy("18 位，末位可能是 X"))
    phone = PhoneField(label=gettext_lazy("手机号"), help_text=gettext_lazy("第一次来办的，通知发到这个号码"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, hint in (("name", "name"), ("number", "off"), ("phone", "tel")):
            self.fields[name].widget.attrs["autocomplete"] = hint
        self.fields["phone"].widget.attrs["inputmode"] = "tel"

    def person(self) -> Named:
        given = self.cleaned_data
        return Named(name=given["name"], number=given["number"], phone=given["phone"])


class WaitingForm(PersonForm):
    """Who waits, and for which days."""

    first_day = DayField(label=gettext_lazy("最早哪天可以来"), future=True)
    last_day = DayField(label=gettext_lazy("最迟哪天可以来"), future=True)
    field_order = ("first_day", "last_day", "name", "number", "phone")


class FindForm(forms.Form):
    """The code of an appointment or of the waiting list, and the end of the person's identity number."""

    code = CleanText(label=gettext_lazy("预约码或者候补码"), max_length=20)
    tail = CleanText(label=gettext_lazy("身份证号码后 4 位"), max_length=TAIL)

    def clean_code(self) -> str:
        code = "".join(sign for sign in self.cleaned_data["code"].upper() if sign.isalnum())
        if len(code) != CODE_LENGTH or not set(code) <= set(SIGNS):
            raise forms.ValidationError(_("预约码是 8 位字母和数字，在短信或者确认页上"), code="code")
        return code

    def clean_tail(self) -> str:
        tail: str = self.cleaned_data["tail"].upper()
        if len(tail) != TAIL or not tail.isascii() or not tail.isalnum():
            raise forms.ValidationError(_("请填写身份证号码的最后 4 位，末位可能是 X"), code="tail")
        return tail
