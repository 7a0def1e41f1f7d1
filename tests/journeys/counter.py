"""A counter of one's own in the served city: set up by the officer in charge, with a line that nobody else calls."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Locator, Page, expect
from tests.journeys import steps
from tests.journeys.keyboard import Keyboard

from cheguan.config import env

TAKING = """
from datetime import timedelta
from uuid import uuid4
from django.utils import timezone
from cheguan.base.people import queries as people
from cheguan.work.visits import commands as visits
machine = people.find_system_at(office="450500", outlet="01", channel="hall", device="测试")
midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
at = max(midnight, timezone.now() - timedelta(minutes={minutes}))
print(visits.take(services=["{service}"], queue="hard", party_id={party}, language="{language}", by=machine, at=at, key=uuid4()).no)
"""


def bar(page: Page) -> Locator:
    """叫号栏."""
    return page.get_by_role("region", name="叫号")


def set_up(leader: Page, no: str) -> None:
    """A window for what is difficult, in the main hall."""
    leader.goto("/hall/01/counters/")
    leader.get_by_label("窗口号").fill(no)
    leader.get_by_role("group", name="办理的队列").get_by_label("D 综合、疑难").check()
    with leader.expect_navigation():
        steps.button(leader, "保存").click()
    expect(leader.get_by_role("rowheader", name=no, exact=True)).to_be_visible()


def sit_down(clerk: Page, no: str) -> None:
    clerk.goto("/window/")
    clerk.get_by_label("坐到窗口").select_option(no)
    steps.button(clerk, "开始叫号").click()
    expect(clerk.get_by_text("可叫号")).to_be_visible()


@contextmanager
def at_window(signed_in: Callable[[str], Page], no: str) -> Iterator[Page]:
    """A clerk at a counter of their own, which is free again afterwards."""
    set_up(signed_in(steps.LEADER), no)
    page = signed_in(steps.CLERK)
    sit_down(page, no)
    yield page
    page.unroute_all()
    stand_up(page)


def stand_up(clerk: Page) -> None:
    clerk.goto("/window/")
    clerk.keyboard.press("Alt+m")
    steps.button(clerk, "离开窗口").click()
    expect(clerk.get_by_label("坐到窗口")).to_be_visible()


def begin(hands: Keyboard) -> None:
    """开始: whoever was called is being served."""
    hands.turn("Alt+k")
    expect(bar(hands.page)).to_contain_text("办理中")


def finish(hands: Keyboard) -> None:
    """办完; what was only asked about is answered."""
    hands.page.wait_for_load_state()
    if hands.page.locator("#bar-finish").count():
        hands.press("Alt+x")
        hands.turn("Ctrl+Enter")
    else:
        hands.turn("Alt+x")
    expect(bar(hands.page)).to_contain_text("可叫号")


def give_ticket(data_dir: Path, *, service: str, minutes: int, party: int | None = None, language: str = "zh") -> str:
    """A number of that line, taken so many minutes ago; just after midnight as many as the day is old."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(env.PREFIX)}
    code = TAKING.format(service=service, minutes=minutes, party=party, language=language)
    command = [sys.executable, "-m", "cheguan", "manage", "shell", "--no-imports", "-c", code]
    done = subprocess.run(
        command, capture_output=True, text=True, check=True, env={**inherited, "CHEGUAN_DATA_DIR": str(data_dir)}
    )
    return done.stdout.strip().splitlines()[-1]


def pair_screen(clerk: Page, screen: Page) -> None:
    """The clerk's code, typed on another screen."""
    clerk.goto("/window/")
    clerk.keyboard.press("Alt+m")
    steps.button(clerk, "显示配对码").click()
    code = clerk.locator("[data-screen-code]")
    expect(code).to_be_attached()
    screen.goto("/hall/screen/")
    screen.get_by_label("配对码").fill(str(code.text_content()))
    screen.get_by_role("button", name="连接").click()
    expect(screen.get_by_text("请等候叫号")).to_be_visible()


def sign(screen: Page) -> None:
    """With a finger, on the pad; what is drawn before the page's scripts have run leaves nothing."""
    pad = screen.locator("[data-signature-pad]")
    expect(pad).to_be_visible()
    screen.wait_for_load_state()
    box = pad.bounding_box()
    assert box is not None
    screen.mouse.move(box["x"] + box["width"] * 0.2, box["y"] + box["height"] * 0.6)
    screen.mouse.down()
    for across, down in ((0.4, 0.2), (0.5, 0.8), (0.8, 0.4)):
        screen.mouse.move(box["x"] + box["width"] * across, box["y"] + box["height"] * down, steps=4)
    screen.mouse.up()
