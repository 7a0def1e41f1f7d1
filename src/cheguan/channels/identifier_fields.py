"""Fields for numbers that prove themselves: a wrong one is refused with the reason it is wrong."""

import re
from abc import abstractmethod
from collections.abc import Mapping
from functools import partial
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from cheguan.law import codes, identifiers
from cheguan.registers.parties import queries as parties

PHONE = re.compile(r"1[3-9]\d{9}|0\d{9,11}", re.ASCII)
OTHER_DOCUMENT = re.compile(r"[A-Z0-9]{5,20}", re.ASCII)
LONGEST = 40


class IdentifierField(forms.CharField):
    """Normalised, then asked ``problem``; ``faults`` has the words for each kind of fault."""

    faults: Mapping[str, str | Promise] = {}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.validators = []
        # A scanner may type into these fields, and into no others.
        self.widget.attrs.update({"spellcheck": "false", "data-takes-scan": ""})

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        if len(text) > LONGEST:
            raise forms.ValidationError(_("内容过长，请核对"), code="length")
        text = identifiers.normalise(text)
        fault = self.problem(text) if text else None
        if fault:
            raise forms.ValidationError(str(self.faults[fault]), code=fault)
        return text

    @abstractmethod
    def problem(self, text: str) -> str | None:
        """The kind of fault, one of ``faults``, or nothing."""


class VinField(IdentifierField):
    faults = {
        "length": gettext_lazy("车辆识别代号应为 17 位"),
        "character": gettext_lazy("车辆识别代号只有数字和大写字母，没有 I、O、Q"),
        "check_digit": gettext_lazy("车辆识别代号第 9 位校验不符，请核对每一位"),
    }

    def problem(self, text: str) -> str | None:
        return identifiers.vin_problem(text)


class ResidentIdField(IdentifierField):
    faults = {
        "length": gettext_lazy("居民身份证号应为 18 位"),
        "character": gettext_lazy("居民身份证号前 17 位为数字，末位为数字或 X"),
        "date": gettext_lazy("居民身份证号中的出生日期不存在或晚于今天"),
        "check_digit": gettext_lazy("居民身份证号末位校验不符，请核对每一位"),
    }

    def problem(self, text: str) -> str | None:
        return identifiers.resident_id_problem(text, on=timezone.localdate())


class UsccField(IdentifierField):
    faults = {
        "length": gettext_lazy("统一社会信用代码应为 18 位"),
        "character": gettext_lazy("统一社会信用代码中有不允许的字符"),
        "check_digit": gettext_lazy("统一社会信用代码末位校验不符，请核对每一位"),
    }

    def problem(self, text: str) -> str | None:
        return identifiers.uscc_problem(text)


class PlateField(IdentifierField):
    faults = {
        "region": gettext_lazy("号牌应以省份简称和发牌机关字母开头，例如桂E"),
        "character": gettext_lazy("号牌中有不允许的字符（字母 I、O 不用）"),
        "pattern": gettext_lazy("号牌位数或排列不符合任何号牌种类"),
    }

    def problem(self, text: str) -> str | None:
        return identifiers.plate_problem(text)


class PhoneField(IdentifierField):
    faults = {"phone": gettext_lazy("电话应为 11 位手机号，或带区号的固定电话")}

    def problem(self, text: str) -> str | None:
        return None if PHONE.fullmatch(text) else "phone"


class CodeField(forms.ChoiceField):
    """A choice from a national code table, shown with its code, as clerks know it."""

    def __init__(self, table: str, **kwargs: Any) -> None:
        super().__init__(choices=partial(_rows, table), **kwargs)


def _rows(table: str) -> list[tuple[str, str]]:
    language = get_language() or "zh"
    return [(code, f"{code} {codes.name(table, code, language=language)}") for code, _ in codes.choices(table)]


class IdentityField(IdentifierField):
    """Any identity document: a resident number and a credit code are proved, others only have to look like one."""

    faults = {
        **ResidentIdField.faults,
        "uscc": gettext_lazy("统一社会信用代码校验不符，请核对每一位"),
        "shape": gettext_lazy("证件号码应为 5 至 20 位字母和数字"),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        # A card reader may fill these, and no other fields that scanners type into.
        self.widget.attrs["data-takes-card"] = ""

    def problem(self, text: str) -> str | None:
        if len(text) != 18:
            return None if OTHER_DOCUMENT.fullmatch(text) else "shape"
        if identifiers.uscc_problem(text) is None:
            return None
        # A credit code may consist of digits too, so only what is none is judged as a resident number.
        return identifiers.resident_id_problem(text, on=timezone.localdate()) if text[:17].isdigit() else "uscc"


class PartyField(IdentityField):
    """证件号 of somebody in the register; the cleaned value is the person."""

    unknown = gettext_lazy("登记库里没有这位当事人，请先录入")

    def clean(self, value: Any) -> Any:
        number = super().clean(value)
        if not number:
            return None
        person = parties.find_by_number(number)
        if person is None:
            raise forms.ValidationError(self.unknown, code="unknown")
        return person
