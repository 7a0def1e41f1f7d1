"""Looking closely at a screen: its words in both languages, what axe says, and how it sits in windows of all sizes."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

SIZES = {"1440×900": (1440, 900), "1024×768": (1024, 768), "390×844": (390, 844), "200 %": (720, 450)}
THEMES: Mapping[str, dict[str, Any]] = {
    "light": {"resultTypes": ["violations"]},
    "dark": {"resultTypes": ["violations"], "runOnly": ["color-contrast"]},
}
MOST_TABS = 150
WORDS = (Path(__file__).parent / "words.js").read_text(encoding="utf-8")
LAYOUT = (Path(__file__).parent / "layout.js").read_text(encoding="utf-8")
FOCUSED = (Path(__file__).parent / "focused.js").read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Looked:
    """What was seen. ``crowded`` is by size; ``unreachable`` says why Tab does not lead to the main button."""

    chinese: list[str]
    english: list[str]
    violations: Mapping[str, list[str]]
    crowded: Mapping[str, list[str]]
    unreachable: str


def words(page: Page) -> list[str]:
    """All that can be read or is read aloud, except what is marked as being in another language."""
    return list(page.evaluate(WORDS))


def violations(page: Page) -> dict[str, list[str]]:
    """What axe finds, in light and in dark, between which only colours differ."""
    found = {}
    for theme, options in THEMES.items():
        page.evaluate("theme => { document.documentElement.dataset.bsTheme = theme }", theme)
        found[theme] = [_told(each) for each in Axe().run(page, options=options).response["violations"]]
    page.evaluate("document.documentElement.dataset.bsTheme = 'light'")
    return found


def crowded(page: Page) -> dict[str, list[str]]:
    """What overflows or overlaps in a window of each size."""
    found = {}
    for name, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        found[name] = list(page.evaluate(LAYOUT))
    page.set_viewport_size({"width": 1440, "height": 900})
    return found


def unreachable(page: Page) -> str:
    """From the top with Tab to the main button; on the way every focus can be seen."""
    if page.locator(".btn-primary").filter(visible=True).count() == 0:
        return ""
    page.evaluate("document.activeElement.blur()")
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        there, unseen = page.evaluate(FOCUSED)
        if unseen:
            return str(unseen)
        if there:
            return ""
    return f"not within {MOST_TABS} tabs"


def _told(violation: dict[str, Any]) -> str:
    places = ", ".join(str(node["target"]) for node in violation["nodes"][:3])
    return f"{violation['id']}: {violation['help']} ({places})"
