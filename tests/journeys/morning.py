"""A hall of its own for one morning: a branch opened for it, three windows, a ticket machine, a phone for whoever comes."""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, expect
from tests.journeys import counter, hall, registers, steps
from tests.journeys.keyboard import Keyboard

from cheguan.config import env

OUTLET, LEADER, GUIDE, CLERKS = "91", "P9101", "F9104", ("F9101", "F9102", "F9103")
# The branch and its people, through the commands that found any branch.
OPENING = """
from datetime import timedelta
from uuid import uuid4
from allauth.mfa.totp.internal.auth import TOTP
from django.utils import timezone
from cheguan.base.people import commands as people
from cheguan.base.people import queries
from cheguan.base.people.models import Officer
from cheguan.demo import signins
now, office, chief = timezone.now(), "450500", Officer.objects.get(staff_no="P0006")
outlet = people.open_outlet(office=office, code="{outlet}", name="银滩分所")
system = queries.find_system_at(office=office, outlet="{outlet}", channel="hall", device="开业")
for staff_no, kind, post in {staff}:
    officer = people.take_on(
        staff_no=staff_no, name="晨" + staff_no[-2:], kind=kind, office=office, password=signins.PASSWORD)
    people.put_on_duty(
        officer=officer, post=post, outlet=outlet, starts_at=now - timedelta(days=1), ends_at=now + timedelta(days=1),
        partner=chief if kind == "auxiliary" else None, by=system, at=now, key=uuid4())
    if post == "leader":
        TOTP.activate(officer.account, signins.secret(staff_no))
"""
STAFF = ((LEADER, "police", "leader"), *((each, "auxiliary", "acceptance") for each in (*CLERKS, GUIDE)))
QUEUES = ("A 机动车业务", "B 驾驶证业务", "D 综合、疑难")


@dataclass
class Guest:
    """Somebody with a number, and what they hold in their hand."""

    no: str
    token: str
    person: registers.OwnedVehicle | None = None


@dataclass
class Window:
    """A counter and the clerk's hands at it."""

    no: str
    hands: Keyboard

    @property
    def page(self) -> Page:
        return self.hands.page

    def expect_bar(self, words: str) -> None:
        expect(self.page.get_by_role("region", name="叫号")).to_contain_text(words)

    def call(self, guest: Guest) -> None:
        self.hands.press("F2")
        self.expect_bar(guest.no)

    def read(self, person: registers.OwnedVehicle) -> None:
        """The card on the reader: whoever was called is being served from now on."""
        self.hands.scan(person.owner_number)
        self.page.wait_for_url("**/visits/**")
        self.expect_bar("办理中")

    def begin(self, *, known: bool = True) -> None:
        """The page of whoever is known by the ticket opens."""
        self.hands.turn("Alt+k")
        self.page.wait_for_url("**/visits/**" if known else "**/window/")
        self.expect_bar("办理中")

    def take_up(self, guest: Guest) -> None:
        """Whoever was away is back."""
        self.hands.turn("Alt+j")
        self.page.wait_for_url("**/visits/**")
        self.expect_bar(guest.no)

    def accept(self, name: str, key: str = "1") -> str:
        self.hands.press(key)
        expect(self.page.locator("form#apply")).to_contain_text(name)
        self.hands.press("Ctrl+Enter")
        return steps.on_case(self.page, "已受理")

    def collect(self) -> None:
        self.hands.press("F9")
        expect(self.page.get_by_text("已收讫", exact=True)).to_be_visible()

    def choose(self, dialog: str, **picks: str) -> None:
        """A dialog of the bar by its key, its reason, its end, which leads away from whoever was served."""
        self.hands.press(dialog)
        shown = self.page.locator("dialog[open]")
        if "reason" in picks:
            shown.get_by_label(picks["reason"]).check()
        if "counter" in picks:
            shown.get_by_label("指定窗口").fill(picks["counter"])
        self.hands.turn("Ctrl+Enter")

    def finish(self) -> None:
        """办完; what was only asked about is answered."""
        counter.finish(self.hands)


@dataclass
class Hall:
    """The branch with its doors open."""

    leader: Page
    guide: Page
    machine: Page
    windows: tuple[Window, Window, Window]
    phone: Page
    owner: registers.Owner

    def take(self, *matters: str, person: registers.OwnedVehicle | None = None, told: str = "") -> Guest:
        """At the machine: with one's number typed, or without any document."""
        self.machine.goto(f"/hall/{OUTLET}/machine/")
        if person is None:
            self.machine.locator("button.cg-way", has_text="不用证件").click()
        else:
            self.machine.locator("a.cg-way", has_text="输入身份证号").click()
            self.machine.get_by_label("请输入身份证号").fill(person.owner_number)
            self.machine.locator(".cg-go").click()
        return self._finish_taking(matters, person, told)

    def _finish_taking(self, matters: tuple[str, ...], person: registers.OwnedVehicle | None, told: str) -> Guest:
        for said in matters:
            self.machine.locator(".cg-tile", has_text=said).first.click()
        self.machine.locator(".cg-go").click()
        if told:
            self.machine.locator(".cg-tile", has_text=told).click()
        steps.button(self.machine, "取号").click()
        expect(self.machine.locator(".cg-number")).to_be_visible()
        return self.guest(self.machine.locator(".cg-number").inner_text(), person)

    def guest(self, no: str, person: registers.OwnedVehicle | None = None) -> Guest:
        return Guest(no, hall.newest(self.owner, no, "token"), person)

    def come_back(self, guest: Guest) -> None:
        """At the guide desk, after the number was passed over."""
        self.guide.goto(f"/hall/{OUTLET}/guide/")
        self.guide.get_by_label("身份证号、号牌或者票号").fill(guest.no)
        steps.button(self.guide, "查找").click()
        steps.button(self.guide, "重新排队").click()
        expect(self.guide.locator("#ticket")).to_contain_text("等候")

    def rate(self, guest: Guest, level: int, remark: str = "") -> None:
        """On the phone, by the page that the ticket's code opens: every matter of the visit."""
        self.phone.goto(f"/t/{guest.token}/")
        links = [str(link.get_attribute("href")) for link in self.phone.locator('a[href^="/rate/"]').all()]
        assert links
        for link in links:
            self.phone.goto(link)
            self.phone.locator(f".level-{level}").click()
            self.phone.get_by_label("想说的话").fill(remark)
            steps.button(self.phone, "提交评价").click()
            expect(self.phone.get_by_role("heading", name="谢谢您的评价")).to_be_visible()


def open_branch(data_dir: Path) -> None:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(env.PREFIX)}
    code = OPENING.format(outlet=OUTLET, staff=STAFF)
    command = [sys.executable, "-m", "cheguan", "manage", "shell", "--no-imports", "-c", code]
    subprocess.run(command, check=True, env={**inherited, "CHEGUAN_DATA_DIR": str(data_dir)})


def open_doors(new_browser: Callable[..., BrowserContext], owner: registers.Owner) -> Hall:
    """The officer in charge sets up windows and machine; three clerks sit down."""
    leader = _at_work(new_browser, LEADER)
    for place in ("1", "2", "3"):
        _set_up(leader, place)
    machine = hall.machine(_at_work(new_browser, LEADER), "银滩取号机", outlet=OUTLET)
    windows = [_sit(new_browser, staff_no, str(place)) for place, staff_no in enumerate(CLERKS, start=1)]
    phone = new_browser(viewport={"width": 390, "height": 844}).new_page()
    guide = _at_work(new_browser, GUIDE)
    return Hall(leader, guide, machine, (windows[0], windows[1], windows[2]), phone, owner)


def _at_work(new_browser: Callable[..., BrowserContext], staff_no: str) -> Page:
    page = new_browser().new_page()
    steps.sign_in(page, staff_no)
    return page


def _set_up(leader: Page, no: str) -> None:
    leader.goto(f"/hall/{OUTLET}/counters/")
    leader.get_by_label("窗口号").fill(no)
    for queue in QUEUES:
        leader.get_by_role("group", name="办理的队列").get_by_label(queue).check()
    with leader.expect_navigation():
        steps.button(leader, "保存").click()
    expect(leader.get_by_role("rowheader", name=no, exact=True)).to_be_visible()


def _sit(new_browser: Callable[..., BrowserContext], staff_no: str, no: str) -> Window:
    page = _at_work(new_browser, staff_no)
    hall.sit_down(page, no)
    return Window(no, Keyboard(page, staff_no))
