"""What messages say: every template renders in both languages, within its SMS, and nothing private gets through."""

import pytest
from tests.db.conftest import MORNING

from cheguan.law import catalogue
from cheguan.work.messages import words
from cheguan.work.messages.words import BadParams, BadTemplate, Words

ASKED_FOR = {
    "ticket_taken", "your_turn_soon", "called", "appointment_made", "appointment_cancelled",
    "appointment_from_waiting_list", "case_accepted", "case_missing", "case_granted", "case_refused", "gap_due",
    "rating_invitation", "repair_done", "paper_ready",
}  # fmt: skip
TABLE = {"name": "叫号", "name_en": "Called", "zh": "请{ticket}号", "en": "Ticket {ticket}", "sms": [1, 1]}
LONGEST = {"ticket": (6, 6), "reason": (60, 60)}


def params_of(code: str) -> dict[str, Words]:
    return {name: (f"某{name}", f"some {name}") for name in words.get(code).params - {"case_no"}}


def test_there_is_one_for_every_occasion() -> None:
    assert set(words.templates()) >= ASKED_FOR


@pytest.mark.parametrize("code", sorted(words.templates()))
def test_it_renders_in_both_languages(code: str) -> None:
    said = words.render(code, params_of(code))
    template = words.get(code)

    for name in template.params - {"case_no"}:
        most_zh, most_en = words.longest()[name]
        assert f"某{name}"[: most_zh - 1] in said.zh
        assert f"some {name}"[: most_en - 1] in said.en
    assert ("{case_no}" in said.zh) == ("{case_no}" in said.en) == ("case_no" in template.params)
    assert template.name
    assert template.name_en.isascii()


@pytest.mark.parametrize("code", sorted(words.templates()))
def test_the_longest_text_takes_as_many_sms_as_the_template_says(code: str) -> None:
    longest = {name: ("字" * zh, "字" * en) for name, (zh, en) in words.longest().items()}
    said = words.render(code, {name: longest[name] if name == "link" else "字" * 999 for name in params_of(code)})
    case_no = "45050001-260302-00001"
    found = tuple(words.segments(text.replace("{case_no}", case_no)) for text in (said.zh, said.en))
    assert found == words.get(code).sms


def test_every_service_fits_into_a_message() -> None:
    most_zh, most_en = words.longest()["service"]
    services = catalogue.services(on=MORNING.date())
    assert [each.code for each in services if len(each.name) > most_zh or len(each.name_en) > most_en] == []


@pytest.mark.parametrize(("signs", "sms"), [(1, 1), (70, 1), (71, 2), (134, 2), (135, 3)])
def test_a_long_text_is_several_sms(signs: int, sms: int) -> None:
    assert words.segments("字" * signs) == sms


def test_what_is_too_long_is_cut_and_shows_it() -> None:
    said = words.render("case_sent_back", {"reason": "缺" * 100})
    assert "缺" * 59 + "…" in said.zh
    assert "缺" * 60 not in said.zh


def test_a_link_that_does_not_fit_is_a_fault_and_not_half_a_link() -> None:
    fits = f"https://{'x' * 82}"
    assert fits in words.render("rating_invitation", {"service": "补证", "link": fits}).zh
    with pytest.raises(BadParams, match="link"):
        words.render("rating_invitation", {"service": "补证", "link": f"{fits}y"})


def test_what_the_statement_finds_out_is_left_to_it() -> None:
    said = words.render("called", {}, later=("ticket", "counter"))
    assert (said.zh, said.params) == ("请{ticket}号到{counter}号窗口办理。", ({}, {}))
    with pytest.raises(BadParams):
        words.render("called", {}, later=("ticket",))


@pytest.mark.parametrize("number", ["450502197601011231", "45050219760101123X", "45050219760101123x"])
def test_a_message_carries_no_identity_number(number: str) -> None:
    said = words.render("case_sent_back", {"reason": f"身份证{number}不清"})
    assert number not in said.zh + said.en
    assert number not in said.params[0]["reason"]
    assert "4505**********" in said.zh


@pytest.mark.parametrize("params", [{}, {"ticket": "A1"}, {"ticket": "A1", "counter": "3", "more": "x"}])
def test_parameters_must_fit_the_template(params: dict[str, Words]) -> None:
    with pytest.raises(BadParams, match="called"):
        words.render("called", params)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"zh": "请{tiket}号"}, "tiket"),
        ({"zh": "请{tiket}号", "en": "Ticket {tiket}"}, "unknown"),
        ({"en": "Ticket"}, "placeholders differ"),
        ({"zh": "请{ticket号"}, "expected '}'"),
        ({"sms": [2, 1]}, "takes 1 SMS"),
        ({"zh": "{ticket}{reason}" * 2, "en": "{ticket}{reason}"}, r"takes 2 SMS \(132 signs\)"),
        ({"sound": "ding"}, "expected"),
    ],
)
def test_a_faulty_template_stops_the_loading(changes: dict[str, object], said: str) -> None:
    with pytest.raises(BadTemplate, match=said):
        list(words.loaded({"called": {**TABLE, **changes}}, LONGEST))
