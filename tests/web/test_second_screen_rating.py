"""The rating on the second screen: in the applicant's language and print, one matter after the other."""

import base64
import re
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from tests.web.counters import HTMX, press, served, words

from cheguan.work.visits import queries as visits

SCREEN = "/hall/screen/"
SIGNATURE = "data:image/png;base64," + base64.b64encode(b"\x89PNG\r\n\x1a\n" + b"strokes").decode()


def test_the_rating_speaks_the_applicants_language_in_their_print(seated, screen, clerk):
    taken = served(seated, clerk, language="en", priority="elderly")
    press(clerk, "finish", visit=taken.id)
    asked = screen.get(SCREEN)["Location"]
    page = screen.get(asked)
    assert 'lang="en"' in page.content.decode()
    assert "cg-rate on-screen large" in page.content.decode()

    give = asked.replace("/?", "/give?")
    wrong = screen.post(give, {"key": str(uuid4())})
    assert (wrong.status_code, "Choose one of the five" in words(wrong)) == (422, True)
    screen.post(give, {"key": str(uuid4()), "level": "5"})
    for each in (page, wrong, screen.get(asked), screen.get(f"{asked}&skipped=1")):
        assert not re.search(r"[\u4e00-\u9fff]", words(each))


def test_large_print_that_the_clerk_switched_on_stays_for_the_rating(seated, screen, clerk):
    taken = served(seated, clerk)
    press(clerk, "screen/large")
    press(clerk, "finish", visit=taken.id)
    assert "cg-rate on-screen large" in screen.get(screen.get(SCREEN)["Location"]).content.decode()


def test_whoever_does_not_rate_one_matter_is_asked_about_the_next_and_not_again(seated, screen, clerk):
    taken = served(seated, clerk, services=["vehicle_licence_reissue", "vehicle_change_colour"])
    press(clerk, "finish", visit=taken.id)
    first, second = (f"/rate/{each.token}/?" for each in visits.matters(taken.id))
    declined = screen.get(screen.get(SCREEN)["Location"] + "&skipped=1")
    asked = asked_next(screen, declined)
    assert asked.startswith(second)
    assert screen.get(SCREEN)["Location"].startswith(second)

    declined = screen.get(f"{asked}&skipped=1")
    assert asked_next(screen, declined) == SCREEN
    assert "谢谢" in words(screen.get(SCREEN))
    assert first not in screen.get(SCREEN).content.decode()


def asked_next(screen: Client, page: Any) -> str:
    """Where the screen goes by itself from what was said last."""
    poll = re.search(r'hx-get="([^"]+)"', page.content.decode())
    assert poll is not None
    return str(screen.get(unescape(poll[1]), headers=HTMX)["HX-Redirect"])


@pytest.mark.parametrize("declined", ["", "x", "%00", "%E8%BD%A6", "x" * 22])
def test_what_was_not_declined_is_asked(seated, screen, clerk, declined):
    taken = served(seated, clerk)
    press(clerk, "finish", visit=taken.id)
    (matter,) = visits.matters(taken.id)
    answered = screen.get(f"{SCREEN}now?seen=x&elsewhere=1&declined={declined}", headers=HTMX)
    assert answered["HX-Redirect"].startswith(f"/rate/{matter.token}/?")
