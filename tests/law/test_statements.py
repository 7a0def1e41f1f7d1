"""Stated facts: what is an answer to its question, and what is said of one that is none."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cheguan.law import codes, dictionary
from cheguan.law.facts import CaseFacts
from cheguan.law.lawfile import LawFileError
from cheguan.law.statement import Declaration, faults

ON = date(2026, 3, 2)
ASKED = """[asked]
question = "问"
question_en = "Asked"
stage = "accept"
basis = "机动车登记规定#52"
"""


def declared(tmp_path: Path, *lines: str) -> Declaration:
    path = tmp_path / "declarations.toml"
    path.write_text(ASKED + "\n".join(lines), encoding="utf-8")
    return dictionary.load(path, dictionary.declaration)["asked"]


ENGINE = ('kind = "text"', 'format = "engine_no"')
VIN = ('kind = "text"', 'format = "vin"')
SEATS = ('kind = "number"', "min = 1", "max = 150")
COLOUR = ('kind = "choice"', 'choices_of = "colour"')


@pytest.mark.parametrize(
    ("lines", "value", "said"),
    [
        (('kind = "yes_no"',), "yes", None),
        (('kind = "yes_no"',), "maybe", "应为yes、no之一"),
        (COLOUR, "A", None),
        (COLOUR, "a", "应为A、B"),
        (SEATS, "1", None),
        (SEATS, "150", None),
        (SEATS, "0", "不能小于1"),
        (SEATS, "151", "不能大于150"),
        (SEATS, "５", "应为整数"),
        (SEATS, "1e3", "应为整数"),
        (SEATS, "9" * 40, "应为整数"),
        (('kind = "date"',), "2026-03-02", None),
        (('kind = "date"',), "2026-03-03", "不能晚于今天"),
        (('kind = "date"',), "2026-02-30", "不是日期"),
        (('kind = "date"', 'day = "future"'), "2026-03-01", "不能早于今天"),
        (('kind = "date"', 'day = "any"'), "2030-01-01", None),
        (ENGINE, "CYA123456", None),
        (ENGINE, "cya123456", "大写字母和数字"),
        (ENGINE, "A", "3至30位"),
        (VIN, "LSVAA49J7T2000001", "第9位校验"),
        (VIN, "LSVAA49J8T2000001", None),
        (('kind = "text"', 'format = "phone"'), "19000001234", None),
        (('kind = "text"', 'format = "phone"'), "12345", "11位手机号"),
        (('kind = "text"', 'format = "name"'), "北海湾物流有限公司", None),
        (('kind = "text"', 'format = "name"'), "1", "2至120个字"),
        (('kind = "text"',), "字" * 201, "最多200个字"),
        (('kind = "text"',), "a\u200bb", "看不见的控制字符"),
    ],
)
def test_what_is_an_answer_and_what_is_not(tmp_path: Path, lines: tuple[str, ...], value: str, said: str | None):
    fault = declared(tmp_path, *lines).fault(value, on=ON)

    assert fault is None if said is None else (fault is not None and said in fault[0])


def test_a_required_statement_must_be_there_to_accept_but_not_to_tell_what_is_missing(tmp_path: Path) -> None:
    asked = (declared(tmp_path, *SEATS, "required = true"),)

    (missing,) = faults(asked, {}, on=ON, stage="accept")
    assert (missing.code, missing.reason, missing.reason_en) == ("asked", "“问”没有填写", "“Asked” is not stated")
    assert faults(asked, {}, on=ON, stage="accept", complete=False) == ()
    assert faults(asked, {}, on=ON, stage="verify") == ()
    assert [each.code for each in faults(asked, {"asked": "0"}, on=ON, stage="accept", complete=False)] == ["asked"]


def test_the_choices_of_a_code_table_are_its_codes(tmp_path: Path) -> None:
    colour = declared(tmp_path, *COLOUR)

    assert [(code, name) for code, name, _ in colour.choices] == list(codes.choices("colour"))
    assert colour.table == "colour"


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (('kind = "text"', 'format = "poem"'), "format is not known: poem; allowed: district, document_number"),
        (('kind = "choice"', 'choices_of = "poems"'), "choices_of is not known: poems"),
        (("kind = 'number'", "min = 'one'"), "min must be a whole number"),
        (("kind = 'number'", "default = 'many'"), "default is no answer"),
        (("kind = 'yes_no'", "min = 1"), r"unknown key asked\.min"),
        (("kind = 'text'", "day = 'past'"), r"unknown key asked\.day"),
        (("kind = 'date'", "day = 'soon'"), "day is not known: soon; allowed: any, future, past"),
        (("kind = 'text'", "required = 'yes'"), "required must be true or false"),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused(tmp_path: Path, lines: tuple[str, ...], message: str) -> None:
    with pytest.raises(LawFileError, match=message):
        declared(tmp_path, *lines)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("pattern = '['", "is not a regular expression"),
        ("proof = 'horoscope'", "proof is not known: horoscope; allowed: plate, resident_id, uscc, vin"),
        ("", "pattern is missing"),
    ],
)
def test_a_wrong_format_is_refused(tmp_path: Path, line: str, message: str) -> None:
    path = tmp_path / "formats.toml"
    path.write_text(f"[x]\nsaid = '错'\nsaid_en = 'wrong'\n{line}\n", encoding="utf-8")

    with pytest.raises(LawFileError, match=message):
        dictionary.load(path, dictionary.text_format)


@pytest.mark.parametrize(
    ("code", "typed", "kept"),
    [
        ("vin", " lsvaa49j-8t2000001", "LSVAA49J8T2000001"),
        ("engine_no", " cya-12 ", "CYA-12"),
        ("name", " Ana ", "Ana"),
    ],
)
def test_a_form_knows_how_people_write_it(code: str, typed: str, kept: str) -> None:
    assert dictionary.formats()[code].normalised(typed) == kept


@pytest.mark.parametrize(("said", "number"), [("7", 7), ("", None), ("many", None), ("７", None), ("-1", None)])
def test_a_stated_number_is_read_or_is_nothing(said: str, number: Any) -> None:
    assert CaseFacts(on=ON, declared={"seats": said}).number("seats") == number
