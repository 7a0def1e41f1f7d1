"""What people type into a field, and what the field says."""

from datetime import date

import pytest
from django import forms
from django.utils import translation

from cheguan.channels.forms import CleanText, DayField, PersonName
from cheguan.channels.identifier_fields import (
    IdentityField,
    PhoneField,
    PlateField,
    ResidentIdField,
    UsccField,
    VinField,
)
from cheguan.channels.window import stated
from cheguan.law import dictionary
from cheguan.law.citation import cite
from cheguan.law.statement import Declaration


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("陈\0大明", "看不见的控制字符"),
        ("陈\u200b大明", "看不见的控制字符"),
        ("陈😀", "不能含有“😀”"),
        ("<script>alert(1)</script>", "不能含有“<”"),
        ("'; DROP TABLE cases_case; --", "不能含有“;”"),
        ("长" * 10_000, "最多 60 个字，现有 10000 个"),
    ],
)
def test_text_is_refused_in_words_that_name_the_field(text, said):
    with pytest.raises(forms.ValidationError) as refused:
        CleanText(label="备注").clean(text)

    assert said in refused.value.messages[0]
    assert "备注" in refused.value.messages[0]


def test_text_is_trimmed_and_composed():
    assert CleanText(label="备注").clean("  cafe\u0301 ") == "café"


@pytest.mark.parametrize("name", ["陈大明", "阿不都·热合曼", "O'Neill", "Anna-Maria Silva", "𠮷田"])
def test_names_of_all_peoples_are_names(name):
    assert PersonName().clean(name) == name


@pytest.mark.parametrize("name", ["陈1明", "——", "R2D2", "a@b"])
def test_what_is_no_name_is_refused(name):
    with pytest.raises(forms.ValidationError):
        PersonName().clean(name)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        (VinField, "LSVAA49J", "17 位"),
        (VinField, "LSVAA49J0T2I00001", "没有 I、O、Q"),
        (VinField, "LSVAA49J0T2000001", "第 9 位"),
        (ResidentIdField, "4505021980051012", "18 位"),
        (ResidentIdField, "450502198013401234", "出生日期"),
        (ResidentIdField, "450502198005101235", "末位校验"),
        (UsccField, "91450500MA5K00000A", "校验"),
        (PlateField, "E12345", "省份简称"),
        (PlateField, "桂EI2345", "I、O 不用"),
        (PlateField, "桂E1234", "不符合任何号牌种类"),
        (PhoneField, "12345", "11 位手机号"),
        (IdentityField, "1", "5 至 20 位"),
        (VinField, "A\0B", "17 位"),
        (VinField, "A" * 5000, "过长"),
    ],
)
def test_numbers_say_what_is_wrong_with_them(field, value, said):
    with pytest.raises(forms.ValidationError) as refused:
        field(label="号码").clean(value)

    assert said in str(refused.value.messages[0])


def test_numbers_are_taken_as_people_write_them():
    assert PlateField(label="号牌").clean(" 桂e·a1234 ") == "桂EA1234"


def test_a_credit_code_of_nothing_but_digits_before_its_check_sign_is_no_resident_number():
    assert IdentityField(label="号码").clean("91450500994751483N") == "91450500994751483N"


@pytest.mark.parametrize("value", ["2026-02-30", "20261301", "昨天", "2" * 50, "1\0"])
def test_impossible_days_are_refused(value):
    with pytest.raises(forms.ValidationError, match="不存在或写法不对"):
        DayField(label="日期").clean(value)


def test_a_day_to_come_is_no_day_of_manufacture():
    with pytest.raises(forms.ValidationError, match="不能晚于今天"):
        DayField(label="出厂日期", past=True).clean("2026-03-03")


def test_a_day_may_be_typed_without_separators():
    assert DayField(label="出厂日期", past=True).clean("20260301") == date(2026, 3, 1)


def test_the_field_speaks_english_when_asked():
    with translation.override("en"), pytest.raises(forms.ValidationError, match="17 characters"):
        VinField(label="VIN").clean("X")


def question(kind: str, **more: object) -> Declaration:
    """A stated fact of this kind."""
    given = {"question_zh": "问", "question_en": "Asked", "stage": "accept", "default": "", "choices": ()}
    return Declaration(code="asked", kind=kind, basis=cite("机动车登记规定#52"), **{**given, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("asked", "value", "said"),
    [
        (question("text", format=dictionary.formats()["vin"]), "LSVAA49J", "应为17位"),
        (question("text", format=dictionary.formats()["engine_no"]), "A", "3至30位"),
        (question("text"), "<b>", "不能含有“<”"),
        (question("number", least=1, most=9), "10", "9"),
        (question("number"), "多", "整数"),
        (question("date"), "2099-01-01", "不能晚于今天"),
        (question("date", day="future"), "2001-01-01", "不能早于今天"),
        (question("choice", choices=(("A", "白", "white"),)), "B", "B"),
    ],
)
def test_a_stated_fact_is_refused_at_its_field(asked, value, said):
    with pytest.raises(forms.ValidationError) as refused:
        stated.field(asked).clean(value)

    assert said in str(refused.value.messages[0])


def test_a_stated_number_is_kept_as_the_law_writes_it():
    assert stated.field(question("text", format=dictionary.formats()["engine_no"])).clean(" cya-12 ") == "CYA-12"
    assert stated.kept(stated.field(question("number")).clean("7")) == "7"
    assert stated.kept(stated.field(question("date")).clean("20260301")) == "2026-03-01"
    assert stated.kept(stated.field(question("number")).clean("")) == ""


def test_a_national_code_is_shown_with_its_letter():
    colours = question("choice", choices=(("A", "白", "white"),), table="colour")
    assert "A 白" in str(stated.field(colours).widget.render("colour", "A"))
    with translation.override("en"):
        assert "A white" in str(stated.field(colours).widget.render("colour", "A"))
