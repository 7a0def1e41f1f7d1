"""What people do in the hall: at the ticket machine, at a window, in front of the board."""

import os
import signal
from datetime import datetime
from pathlib import Path

from playwright.sync_api import Locator, Page, expect
from tests.journeys import counter, registers, steps
from tests.journeys.keyboard import Keyboard

from cheguan.channels.hall import voice

# Keeps for each number when it was first seen on the board.
WATCH = """
() => {
  window.first = {};
  const note = () => document.querySelectorAll("[id^=call-]").forEach((call) => { window.first[call.id.slice(5)] ??= Date.now(); });
  new MutationObserver(note).observe(document.body, { childList: true, subtree: true });
}
"""
CALLED = """
SELECT recorded_at FROM acts_act WHERE kind = 'call' AND detail ->> 'ticket' = %s ORDER BY id DESC LIMIT 1
"""


def machine(leader: Page, name: str = "1号机", *, outlet: str = "01") -> Page:
    """The officer in charge makes this browser a ticket machine."""
    leader.set_viewport_size({"width": 1080, "height": 1920})
    leader.goto(f"/hall/{outlet}/pair/")
    leader.get_by_label("取号机名称").fill(name)
    steps.button(leader, "配对这台设备").click()
    leader.wait_for_url("**/pair/done")
    return leader


def take_number(page: Page, *matters: str) -> str:
    """Without a document, for these matters."""
    page.goto("/hall/01/machine/")
    page.locator("button.cg-way", has_text="不用证件").click()
    for said in matters:
        page.locator(".cg-tile", has_text=said).first.click()
    page.locator(".cg-go").click()
    steps.button(page, "取号").click()
    expect(page.locator(".cg-number")).to_be_visible()
    return page.locator(".cg-number").inner_text()


def sit_down(clerk: Page, place: str) -> None:
    """At this window, unless they sit there already."""
    clerk.goto("/window/")
    places = clerk.locator("#sit-counter")
    if places.count():
        places.select_option(place)
        steps.button(clerk, "开始叫号").click()
    expect(clerk.locator(".cg-callbar-seat b")).to_have_text(place)


def call_next(clerk: Page) -> str:
    """叫下一号: who came."""
    steps.button(clerk, "叫下一号").click()
    expect(steps.button(clerk, "重呼")).to_be_visible()
    return clerk.locator(".cg-callbar-no").inner_text()


def serve(clerk: Page, number: str) -> None:
    """From the greeting to the end, with an answer and no case."""
    with clerk.expect_navigation():
        steps.button(clerk, "开始").click()
    counter.finish(Keyboard(clerk, number))
    expect(steps.button(clerk, "叫下一号")).to_be_visible()


def line(board: Page, letter: str) -> Locator:
    """One queue on the board."""
    return board.locator(".cg-line").filter(has=board.locator("h3 i", has_text=letter))


def waiting(board: Page, letter: str) -> int:
    """How many wait there, says the board now."""
    return int(count(board, letter).inner_text())


def count(board: Page, letter: str) -> Locator:
    """Where the board says it; it hears of a change a moment later."""
    return line(board, letter).locator(".cg-line-count b").first


def say_calls(board: Page, number: str) -> None:
    """The board shows the call, and has said it twice."""
    expect(board.locator(f"#call-{number}")).to_be_visible()
    board.wait_for_function("words => said.filter((each) => each.includes(words)).length === 2", arg=spoken(number))


def spoken(number: str) -> str:
    return voice.spoken(number)


def newest(owner: registers.Owner, number: str, column: str) -> str:
    """Of the latest ticket with this number."""
    return str(
        registers.one(owner, f"SELECT {column} FROM visits_visit WHERE no = %s ORDER BY id DESC LIMIT 1", number)
    )


def called_at(owner: registers.Owner, number: str) -> datetime:
    """When the database recorded the call."""
    moment: datetime = registers.one(owner, CALLED, number)
    return moment


def end_streams(data_dir: Path) -> None:
    """Kill the event stream of the server that works in this folder; it is started again by itself."""
    for place in Path("/proc").glob("[0-9]*"):
        try:
            started, variables = (place / "cmdline").read_bytes(), (place / "environ").read_bytes()
        except OSError:
            continue
        if b"streams:application" in started and str(data_dir).encode() in variables:
            os.kill(int(place.name), signal.SIGKILL)
