"""Every screen, looked at closely: both languages clean, nothing for axe to say, room for everything, no mouse needed."""

import re

import pytest
from tests.journeys import looking, registers
from tests.journeys.looking import Looked
from tests.journeys.screens import SCREENS

pytestmark = pytest.mark.journey
HAN = re.compile(r"[\u3400-\u9fff，。：；、（）！？]")
# Quoted law, masked names, plates: data, which no language changes.
DATA = re.compile(
    r"《[^》]+》第\d+条(第\d+[款项])*、?|[\u4e00-\u9fff]\*+[\u4e00-\u9fff]?|[\u4e00-\u9fff][A-Z]·?[A-Z0-9]{4,6}[\u4e00-\u9fff]?"
)
ADDRESS = re.compile(r"https?://\S+")
ENGLISH = re.compile(r"[A-Za-z]*[a-z]{2,}[A-Za-z]*")
PROPER_NAMES = """
SELECT name FROM people_officer UNION SELECT name FROM people_outlet UNION SELECT name FROM parties_profile
UNION SELECT brand FROM vehicles_vehicle UNION SELECT new_vehicle->>'brand' FROM cases_case WHERE new_vehicle IS NOT NULL
UNION SELECT reason FROM acts_act WHERE reason <> '' UNION SELECT method FROM payments_receipt
UNION SELECT remark FROM ratings_rating WHERE remark <> '' UNION SELECT text FROM ratings_repairstep
"""
looked_at: dict[str, Looked] = {}


@pytest.fixture(params=SCREENS)
def looked(request, server, signed_in, new_browser, owner) -> Looked:
    """One screen is opened once in each language; the tests below ask what was seen."""
    name = request.param
    if name not in looked_at:
        screen = SCREENS[name]
        page = signed_in(screen.who) if screen.who else new_browser().new_page()
        page.set_viewport_size({"width": 1440, "height": 900})
        screen.go(page, owner)
        page.wait_for_load_state()
        chinese, violations, crowded = looking.words(page), looking.violations(page), looking.crowded(page)
        unreachable = looking.unreachable(page)
        page.context.add_cookies([{"name": "django_language", "value": "en", "url": server.base_url}])
        screen.go(page, owner)
        page.wait_for_load_state()
        assert page.locator("html").get_attribute("lang") == "en"
        looked_at[name] = Looked(chinese, looking.words(page), violations, crowded, unreachable)
    return looked_at[name]


def test_no_chinese_is_left_in_english(looked, owner):
    names = sorted(filter(HAN.search, registers.column(owner, PROPER_NAMES)), key=len, reverse=True)
    data = re.compile("|".join([DATA.pattern, *map(re.escape, names)]))
    assert [text for text in looked.english if HAN.search(data.sub("", text))] == []


def test_no_english_is_left_in_chinese(looked):
    assert [text for text in looked.chinese if ENGLISH.search(ADDRESS.sub("", text))] == []


def test_axe_has_nothing_to_say(looked):
    assert looked.violations == {"light": [], "dark": []}


def test_everything_has_its_room(looked):
    assert {size: faults for size, faults in looked.crowded.items() if faults} == {}


def test_the_main_button_is_reached_without_a_mouse(looked):
    assert looked.unreachable == ""
