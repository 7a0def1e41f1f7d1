"""The small forms of the counter: search, purpose, reason, method of payment, number, person."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cheguan.channels.forms import CleanText, DayField, OfficeForm, PersonName
from cheguan.channels.identifier_fields import CodeField, IdentityField, PhoneField, PlateField
from cheguan.law import identifiers
from cheguan.law.identifiers import birth_of
from cheguan.work.cases.applications import Details
from cheguan.work.payments.queries import METHODS
from cheguan.work.printing.commands import NAMES as BLANKS

RESIDENT_ID, CREDIT_CODE = "A", "N"
# Recorded in these words; the screen shows them in the reader's language.
PURPOSES = {
    "apply": "申请人到窗口办理业务",
    "enquiry": "本人查询自己的登记信息",
    "check": "核对材料或更正差错",
    "request": "有关机关来函协查",
}


def _shown(words: Mapping[str, str]) -> list[tuple[str, Any]]:
    return [(code, gettext_lazy(word)) for code, word in words.items()]


class SearchForm(forms.Form):
    q = CleanText(label=gettext_lazy("证件号、号牌、流水号、姓名"), max_length=60)
    purpose = forms.ChoiceField(label=gettext_lazy("查询用途"), choices=[("", "—"), *_shown(PURPOSES)], required=False)
    read_by = forms.CharField(required=False, max_length=8)


class PurposeForm(OfficeForm):
    purpose = forms.ChoiceField(label=gettext_lazy("用途"), choices=_shown(PURPOSES), widget=forms.RadioSelect)


class KeyForm(OfficeForm):
    """A step that needs nothing but the press of its button."""


class OpinionForm(OfficeForm):
    reason = CleanText(label=gettext_lazy("意见"), max_length=200, lines=True, required=False)


class ReasonForm(OfficeForm):
    reason = CleanText(label=gettext_lazy("理由"), max_length=200, lines=True)


class SpoilForm(ReasonForm):
    """A blank that went wrong: which one, and why."""

    kind = forms.ChoiceField(label=gettext_lazy("证件"), choices=_shown(BLANKS))
    number = CleanText(label=gettext_lazy("证芯编号"), max_length=40)


class ReceiverForm(OfficeForm):
    reason = PersonName(label=gettext_lazy("领取人"), required=False)


class PaymentForm(OfficeForm):
    method = forms.ChoiceField(label=gettext_lazy("缴费方式"), choices=_shown(METHODS), widget=forms.RadioSelect)


class NumberForm(OfficeForm):
    number = PlateField(label=gettext_lazy("号码"))


class PersonForm(OfficeForm):
    """录入当事人, from the identity document."""

    kind = forms.ChoiceField(
        label=gettext_lazy("类别"), choices=[("person", gettext_lazy("个人")), ("organisation", gettext_lazy("单位"))]
    )
    document = CodeField("identity_document", label=gettext_lazy("证件种类"), initial=RESIDENT_ID)
    number = IdentityField(label=gettext_lazy("证件号码"))
    name = CleanText(label=gettext_lazy("姓名或名称"), max_length=120)
    sex = forms.ChoiceField(
        label=gettext_lazy("性别"),
        choices=[("", "—"), ("1", gettext_lazy("男")), ("2", gettext_lazy("女"))],
        required=False,
    )
    born_on = DayField(label=gettext_lazy("出生日期"), past=True, required=False)
    valid_until = DayField(label=gettext_lazy("证件有效期至"), required=False, help_text=gettext_lazy("长期有效的留空"))
    address = CleanText(label=gettext_lazy("住址"), max_length=200)
    phone = PhoneField(label=gettext_lazy("联系电话"))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("kind") == "person" and given.get("name"):
            self._check_name(given["name"])
        if given.get("document") == RESIDENT_ID and given.get("number"):
            self._take_from_number(given)
        if given.get("kind") == "organisation" and given.get("document") == RESIDENT_ID:
            self.add_error("document", _("单位不能使用居民身份证"))
        if given.get("document") and given.get("number"):
            self._check_number(given["document"], given["number"])
        return given

    def _check_number(self, document: str, number: str) -> None:
        if document == CREDIT_CODE and identifiers.uscc_problem(number):
            self.add_error("number", _("统一社会信用代码校验不符，请核对每一位"))
        if document != RESIDENT_ID and identifiers.resident_id_problem(number) is None:
            self.add_error("document", _("这是居民身份证号码，请按居民身份证查找或录入"))

    def details(self) -> Details:
        given = self.cleaned_data
        number = given["number"]
        district = (
            number[:6] if given["document"] == RESIDENT_ID else number[2:8] if given["document"] == CREDIT_CODE else ""
        )
        values = {name: value for name, value in given.items() if name != "key"}
        return Details(**values, district=district)

    def _check_name(self, name: str) -> None:
        try:
            PersonName().clean(name)
        except forms.ValidationError as wrong:
            self.add_error("name", wrong)

    def _take_from_number(self, given: dict[str, Any]) -> None:
        """A resident number says sex and birthday itself; what was typed may not contradict it."""
        number = given["number"]
        if len(number) != 18 or not number[:17].isdigit():
            self.add_error("number", _("居民身份证号应为 18 位"))
            return
        sex, born = "1" if int(number[16]) % 2 else "2", birth_of(number)
        if given.get("sex") not in ("", sex):
            self.add_error("sex", _("与身份证号不一致"))
        if given.get("born_on") not in (None, born):
            self.add_error("born_on", _("与身份证号不一致"))
        given["sex"], given["born_on"] = sex, born
