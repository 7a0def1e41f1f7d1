"""Data of a vehicle that is to be registered, and what the inspector reads off a vehicle."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cheguan.channels.forms import CleanText, DayField, OfficeForm
from cheguan.channels.identifier_fields import CodeField, VinField
from cheguan.channels.window.stated import field, kept
from cheguan.channels.words import either
from cheguan.law.statement import Declaration
from cheguan.work.cases.applications import NewVehicle


class NewVehicleForm(OfficeForm):
    """合格证或进口凭证上的数据。"""

    vin = VinField(label=gettext_lazy("车辆识别代号"))
    engine_no = CleanText(label=gettext_lazy("发动机或电机号"), max_length=30)
    brand = CleanText(label=gettext_lazy("品牌"), max_length=40)
    model = CleanText(label=gettext_lazy("型号"), max_length=40)
    vehicle_type = CodeField("vehicle_type", label=gettext_lazy("车辆类型"), initial="K33")
    use = CodeField("use", label=gettext_lazy("使用性质"), initial="A")
    energy = CodeField("fuel", label=gettext_lazy("能源种类"), initial="A")
    origin = CodeField("origin", label=gettext_lazy("国产或进口"), initial="A")
    colour = CodeField("colour", label=gettext_lazy("车身颜色"), initial="A")
    seats = forms.IntegerField(label=gettext_lazy("核定载人数"), min_value=0, max_value=150, initial=5)
    displacement_ml = forms.IntegerField(
        label=gettext_lazy("排量（毫升）"), min_value=0, max_value=30000, required=False
    )
    power_kw = forms.DecimalField(
        label=gettext_lazy("功率（千瓦）"), min_value=0, max_value=9999, max_digits=6, decimal_places=1, required=False
    )
    mass_kg = forms.IntegerField(label=gettext_lazy("整备质量（千克）"), min_value=0, max_value=100000, required=False)
    total_mass_kg = forms.IntegerField(
        label=gettext_lazy("总质量（千克）"), min_value=0, max_value=200000, required=False
    )
    emission = CleanText(label=gettext_lazy("排放标准"), max_length=12, required=False)
    factory_on = DayField(label=gettext_lazy("出厂日期"), past=True)
    imported_on = DayField(label=gettext_lazy("进口日期"), past=True, required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        made, landed = given.get("factory_on"), given.get("imported_on")
        if made and landed and landed < made:
            self.add_error("imported_on", _("进口日期不能早于出厂日期"))
        mass, total = given.get("mass_kg"), given.get("total_mass_kg")
        if mass and total and total < mass:
            self.add_error("total_mass_kg", _("总质量不能小于整备质量"))
        return given

    def vehicle(self) -> NewVehicle:
        values = {name: value for name, value in self.cleaned_data.items() if name != "key"}
        return NewVehicle(**values)

    def supposed(self) -> NewVehicle:
        """The vehicle as far as the form tells, so that the law can say which papers it will ask for."""
        return self._supposed(getattr(self, "cleaned_data", {}), timezone.localdate())

    @classmethod
    def commonest(cls, on: date) -> NewVehicle:
        """What is supposed while nothing is known yet, made on that day."""
        return cls._supposed({}, on)

    @classmethod
    def _supposed(cls, given: Mapping[str, Any], today: date) -> NewVehicle:
        kinds = {
            name: given.get(name) or cls.base_fields[name].initial
            for name in ("vehicle_type", "use", "energy", "origin")
        }
        seats = given.get("seats")
        made: date = given.get("factory_on") or today
        return NewVehicle(
            vin="", engine_no="", brand="", model="", seats=5 if seats is None else seats, colour="A", factory_on=made,
            imported_on=given.get("imported_on"), power_kw=Decimal(0), **kinds,
        )  # fmt: skip


class VerificationForm(OfficeForm):
    """查验记录。What the law lets the inspector state is a question each; all must be answered."""

    vin_read = VinField(label=gettext_lazy("拓印或读取的车辆识别代号"))
    engine_read = CleanText(label=gettext_lazy("发动机或电机号"), max_length=30, required=False)
    recording = CleanText(label=gettext_lazy("音像档案编号"), max_length=80)

    def __init__(self, *args: Any, questions: tuple[Declaration, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        for question in questions:
            self.fields[f"item_{question.code}"] = _item(question)
        self._dress()

    def items_asked(self) -> list[BoundField]:
        return [self[f"item_{each.code}"] for each in self.questions if each.kind == "yes_no"]

    def read_off(self) -> list[BoundField]:
        """What the inspector writes down rather than ticks."""
        return [self[f"item_{each.code}"] for each in self.questions if each.kind != "yes_no"]

    def declared(self) -> dict[str, str]:
        """The inspector's statements, for the law to judge."""
        given = {each.code: kept(self.cleaned_data[f"item_{each.code}"]) for each in self.questions}
        return {code: answer for code, answer in given.items() if answer}

    def items(self) -> dict[str, bool]:
        """Item by its words, as the record keeps it, with whether it passed."""
        asked = [each for each in self.questions if each.kind == "yes_no"]
        return {each.question_zh: self.cleaned_data[f"item_{each.code}"] == "yes" for each in asked}


def _item(question: Declaration) -> forms.Field:
    """Yes or no must be said of every item; the rest as its kind wants it."""
    if question.kind != "yes_no":
        return field(question, required=question.required)
    return forms.ChoiceField(
        label=either((question.question_zh, question.question_en)),
        choices=[("yes", gettext_lazy("是")), ("no", gettext_lazy("否"))],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("请选择是或否")},
    )
