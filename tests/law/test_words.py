"""Citations, code tables, tariffs and conditions: what is there, and what happens when something is not."""

from datetime import date

import pytest

from cheguan.law import codes, dictionary, rule, tariff
from cheguan.law.citation import UnknownArticle, cite, editions, load_editions
from cheguan.law.conditions import BadCondition, compile_condition
from cheguan.law.facts import CaseFacts, FactMissing, VehicleFacts
from cheguan.law.lawfile import LawFileError
from cheguan.law.rules import licence_age


@pytest.mark.parametrize(
    ("reference", "text"),
    [
        ("机动车登记规定#52", "《机动车登记规定》第52条"),
        ("机动车登记规定#15(7)", "《机动车登记规定》第15条第7项"),
        ("机动车驾驶证申领和使用规定@162#65", "《机动车驾驶证申领和使用规定》第65条"),
        ("机动车强制报废标准规定#附件1", "《机动车强制报废标准规定》附件1"),
        ("道路交通安全法", "《道路交通安全法》"),
        ("GA 36-2018", "GA 36-2018"),
    ],
)
def test_cite(reference: str, text: str) -> None:
    assert str(cite(reference)) == text
    assert cite(reference).reference == reference


@pytest.mark.parametrize(
    "reference",
    ["机动车登记规定#999", "机动车登记规定#15(11)", "不存在的规定#1", "机动车登记规定@124#1", "", "机动车登记规定#"],
)
def test_what_the_statutes_do_not_hold_cannot_be_cited(reference: str) -> None:
    with pytest.raises(UnknownArticle):
        cite(reference)


def test_an_amended_article_has_the_wording_of_its_day_and_the_rest_is_taken_over() -> None:
    article = cite("机动车驾驶证申领和使用规定#65")
    assert article.wording(date(2024, 12, 31)).edition == "162"
    assert article.wording(date(2025, 1, 1)).edition == "172"
    assert "63" in article.gist(date(2025, 1, 1))
    assert "60" in article.gist(date(2024, 12, 31))
    kept = cite("机动车驾驶证申领和使用规定#69")
    assert kept.gist(date(2025, 1, 1)) == kept.gist(date(2024, 12, 31)) != ""
    with pytest.raises(UnknownArticle, match="not in force"):
        article.wording(date(2020, 1, 1))


def test_every_gist_is_one_line() -> None:
    for instrument in editions().values():
        for edition in instrument:
            assert all(gist and "\n" not in gist for gist in edition.articles.values())


STATUTE = """instrument = "某规定"
edition = "1"
title = "某规定"
title_en = "Some provisions"
kind = "statute"
number = "第1号"
in_force_from = 2020-01-01
grade = "A"
source = "read"
[articles]
"1" = "要旨"
"""


@pytest.mark.parametrize(
    ("wrong", "right", "message"),
    [
        ('kind = "statute"', 'kind = "law"', r"1.toml:5: kind is not known: law; allowed: opinion, standard, statute"),
        ('grade = "A"', 'grade = "E"', r"1.toml:8: grade is not known: E; allowed: A, B, C, U"),
        ('grade = "A"', 'grade = "A"\nin_force_until = 2019-01-01', "in_force_until is before in_force_from"),
        ('"1" = "要旨"', '"1" = ""', "articles.1 is empty"),
        ("in_force_from = 2020-01-01", "in_force_from = 2020-13-01", r"1.toml:7: not valid TOML"),
        ("in_force_from = 2020-01-01", "in_force_from = 2020-01-01T10:00:00", "must be a date"),
        ('source = "read"', 'source = "read"\namends = "0"', "amends is not known: 0"),
        ('title = "某规定"\n', "", "title is missing"),
    ],
)
def test_a_wrong_statute_is_refused(tmp_path, wrong: str, right: str, message: str) -> None:
    (tmp_path / "1.toml").write_text(STATUTE.replace(wrong, right), encoding="utf-8")
    with pytest.raises(LawFileError, match=message):
        load_editions(tmp_path)


def test_editions_of_a_statute_may_not_overlap(tmp_path) -> None:
    (tmp_path / "1.toml").write_text(STATUTE, encoding="utf-8")
    later = STATUTE.replace("2020-01-01", "2021-01-01").replace('edition = "1"', 'edition = "2"')
    (tmp_path / "2.toml").write_text(later, encoding="utf-8")
    with pytest.raises(LawFileError, match="editions 1 and 2 overlap"):
        load_editions(tmp_path)


def test_two_editions_of_a_rule_may_not_overlap() -> None:
    again = rule.rule("licence.age_allows", rule.REFUSE, "机动车登记规定#1", since=date(2024, 1, 1), en="")
    with pytest.raises(rule.RuleConflict, match="overlap"):
        again(licence_age.age_allows)
    with pytest.raises(ValueError, match="at least one article"):
        rule.rule("some.rule", rule.REFUSE, since=date(2024, 1, 1), en="")


def test_code_tables() -> None:
    for table in codes.tables():
        assert all(
            codes.name(table, code) and codes.name(table, code, language="en") for code, _ in codes.choices(table)
        )
    assert codes.name("use", "A") == "非营运"
    assert codes.name("vehicle_status", "P", language="en") == "scrapping overdue, papers void"
    assert [code for code, _ in codes.choices("driving_class")][:4] == ["A1", "A2", "A3", "B1"]
    assert codes.known("plate_kind", "52")
    assert not codes.known("plate_kind", "53")
    assert "F" not in codes.table("vehicle_status").names


@pytest.mark.parametrize(("table", "code"), [("use", "9"), ("nothing", "A"), ("../codes/use", "A")])
def test_an_unknown_code_is_refused(table: str, code: str) -> None:
    with pytest.raises(codes.UnknownCode):
        codes.name(table, code)


def test_tariffs() -> None:
    assert tariff.fee("vehicle_licence", on=date(2026, 3, 2)).fen == 1500
    assert tariff.fee("registration_certificate", on=date(2026, 3, 2)).grade == "U"
    for item, day in (("nothing", date(2026, 3, 2)), ("vehicle_licence", date(2000, 1, 1))):
        with pytest.raises(tariff.UnknownFee):
            tariff.fee(item, on=day)


TARIFF = """in_force_from = 2020-01-01
basis = "某文件"
[[fees]]
item = "plate"
name = "号牌"
name_en = "Plate"
fen = 100
unit = "副"
grade = "A"
"""


@pytest.mark.parametrize(
    ("wrong", "right", "message"),
    [
        ("fen = 100", "fen = -1", "fen is below nought"),
        ("fen = 100", "fen = 1.5", r"1.toml:7: fees.fen must be a whole number"),
        ("fen = 100", "fen = true", "must be a whole number"),
        ('unit = "副"', 'units = "副"', "fees.unit is missing"),
        ('unit = "副"', 'unit = "副"\ncolour = "blue"', "unknown key fees.colour"),
    ],
)
def test_a_wrong_tariff_is_refused(tmp_path, wrong: str, right: str, message: str) -> None:
    (tmp_path / "1.toml").write_text(TARIFF.replace(wrong, right), encoding="utf-8")
    with pytest.raises(LawFileError, match=message):
        tariff.load(tmp_path)


def test_tariffs_follow_each_other_but_never_overlap(tmp_path) -> None:
    (tmp_path / "1.toml").write_text(TARIFF, encoding="utf-8")
    (tmp_path / "2.toml").write_text(TARIFF.replace("2020-01-01", "2024-01-01"), encoding="utf-8")
    with pytest.raises(LawFileError, match="two prices on one day"):
        tariff.load(tmp_path)
    ended = TARIFF.replace("basis", "in_force_until = 2023-12-31\nbasis", 1)
    (tmp_path / "1.toml").write_text(ended, encoding="utf-8")
    assert len(tariff.load(tmp_path)["plate"]) == 2


MORTGAGED = CaseFacts(on=date(2026, 3, 2), by_agent=True, vehicle=VehicleFacts(holds=frozenset({"mortgage"})))


@pytest.mark.parametrize(
    ("expression", "holds"),
    [
        ("mortgaged", True),
        ("not mortgaged", False),
        ("pledged or mortgaged", True),
        ("pledged and mortgaged or by_agent", True),
        ("pledged and (mortgaged or by_agent)", False),
        ("not (pledged or not mortgaged)", True),
        ("not not by_agent", True),
    ],
)
def test_conditions(expression: str, holds: bool) -> None:
    assert compile_condition(expression).holds(MORTGAGED) is holds


@pytest.mark.parametrize(
    ("expression", "problem"),
    [
        ("sunny", "unknown name “sunny”; allowed: aged_70, "),
        ("mortgaged pledged", "unexpected “pledged”"),
        ("(mortgaged", "bracket is not closed"),
        ("mortgaged)", "unexpected “\\)”"),
        ("mortgaged and", "ends too early"),
        ("", "ends too early"),
        ("__import__('os')", "cannot read"),
        ("__import__", "unknown name"),
        ("mortgaged == 1", "cannot read"),
        ("or mortgaged", "unknown name “or”"),
    ],
)
def test_conditions_know_nothing_but_their_vocabulary(expression: str, problem: str) -> None:
    with pytest.raises(BadCondition, match=problem):
        compile_condition(expression)


def test_a_question_about_a_vehicle_needs_a_vehicle() -> None:
    case = CaseFacts(on=date(2026, 3, 2))
    with pytest.raises(FactMissing, match="vehicle"):
        _ = case.the_vehicle
    with pytest.raises(FactMissing, match="licence"):
        _ = case.the_licence


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[x]\nquestion = "?"\nquestion_en = "?"\nkind = "maybe"\n', "allowed: choice, date, number, text, yes_no"),
        ('[x]\nquestion = "?"\nquestion_en = "?"\nkind = "choice"\nchoices = [["a", "b"]]\n', "a choice has a value"),
        (
            '[x]\nquestion = "?"\nquestion_en = "?"\nkind = "text"\nstage = "accept"\nbasis = "机动车登记规定#999"\n',
            r"d.toml:6: no such article",
        ),
    ],
)
def test_a_wrong_declaration_is_refused(tmp_path, text: str, message: str) -> None:
    path = tmp_path / "d.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LawFileError, match=message):
        dictionary.load(path, dictionary.declaration)
