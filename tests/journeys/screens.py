"""The screens that are looked at closely: who sees each, and how they get there whatever language it is in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from playwright.sync_api import Page
from tests.journeys import registers, steps
from tests.journeys.registers import Owner

from cheguan.demo import signins

Way = Callable[[Page, Owner], object]


@dataclass(frozen=True, slots=True)
class Screen:
    """``who`` is nobody for the pages before signing in."""

    who: str
    go: Way


def address(path: str) -> Way:
    return lambda page, _owner: page.goto(path)


def scanned(page: Page, text: str) -> None:
    """What the scan box answers."""
    page.goto("/window/")
    box = page.locator("[data-scan]").first
    box.fill(text)
    with page.expect_navigation():
        box.press("Enter")


def scan(text: str) -> Way:
    return lambda page, _owner: scanned(page, text)


def visit(service: str, *, held: str | None = None) -> Way:
    """An owner at the counter, with this service open."""

    def go(page: Page, owner: Owner) -> None:
        scanned(page, registers.a_vehicle(owner, held=held).plate)
        page.goto(f"{page.url.split('?')[0]}?service={service}")

    return go


def whole_list(page: Page, owner: Owner) -> None:
    scanned(page, registers.a_vehicle(owner).plate)
    page.goto(f"{page.url.split('?')[0]}?all=1")
    for group in page.locator(".cg-group > summary").all():
        group.click()


def holder(page: Page, owner: Owner) -> None:
    scanned(page, registers.a_holder(owner, ends_in=(5, 85)).number)
    page.goto(f"{page.url}?service=licence_renewal")


def case(state: str, *, service: str = "%", path: str = "") -> Way:
    """The page of the oldest demo case that stands there."""
    found = "SELECT no FROM cases_case WHERE state = %s AND service LIKE %s AND office = '450500' ORDER BY id LIMIT 1"
    return lambda page, owner: page.goto(f"/window/cases/{registers.one(owner, found, state, service)}/{path}")


def wrong_password(page: Page, owner: Owner) -> None:
    page.goto("/accounts/login/")
    page.locator("[name=login]").fill("F9999")
    page.locator("[name=password]").fill("not the password")
    with page.expect_navigation():
        page.locator("[name=password]").press("Enter")


def code_page(page: Page, owner: Owner) -> None:
    page.context.clear_cookies(name="sessionid")
    page.goto("/accounts/login/")
    page.locator("[name=login]").fill(steps.LEADER)
    page.locator("[name=password]").fill(signins.PASSWORD)
    with page.expect_navigation():
        page.locator("[name=password]").press("Enter")


def empty_person(page: Page, owner: Owner) -> None:
    """录入当事人, sent with nothing in it."""
    page.goto("/window/people/new")
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")


def help_overlay(page: Page, owner: Owner) -> None:
    page.goto("/desk/")
    page.locator("[data-open=help]").click()


SCREENS: Mapping[str, Screen] = {
    "sign-in": Screen("", address("/accounts/login/")),
    "sign-in, wrong password": Screen("", wrong_password),
    "second factor": Screen("", code_page),
    "window home": Screen(steps.CLERK, address("/window/")),
    "window home, nobody found": Screen(steps.CLERK, scan("45050219900307002X")),
    "window home, purpose asked": Screen(steps.CLERK, scan("陈明")),
    "person, every error": Screen(steps.CLERK, empty_person),
    "visit, lost vehicle licence": Screen(steps.CLERK, visit("vehicle_licence_reissue")),
    "visit, registration": Screen(steps.CLERK, visit("vehicle_registration")),
    "visit, transfer of a mortgaged car": Screen(steps.CLERK, visit("vehicle_transfer", held="mortgage")),
    "visit, renewal": Screen(steps.CLERK, holder),
    "case to number": Screen(steps.CLERK, case("accepted", service="vehicle_registration")),
    "case to verify": Screen(steps.INSPECTOR, case("accepted", service="vehicle_transfer")),
    "case to review": Screen(steps.REVIEWER, case("accepted", service="licence_reissue")),
    "case to make": Screen(steps.MAKER, case("granted")),
    "case to complete": Screen(steps.CLERK, case("notified", path="complete")),
    "case suspended": Screen(steps.REVIEWER, case("suspended")),
    "case refused": Screen(steps.REVIEWER, case("refused")),
    "case archived": Screen(steps.ARCHIVIST, case("archived", service="vehicle_transfer")),
    "visit, the whole list": Screen(steps.CLERK, whole_list),
    "visit, refused": Screen(steps.CLERK, visit("title_first_issue")),
    "visit, change of colour": Screen(steps.CLERK, visit("vehicle_change_colour")),
    "guides": Screen("", address("/guide/")),
    "guide": Screen("", address("/guide/vehicle_transfer/")),
    "mortgage dates": Screen("", address("/mortgage/")),
    "queue": Screen(steps.REVIEWER, address("/desk/")),
    "help": Screen(steps.REVIEWER, help_overlay),
    "blank stock": Screen(steps.MAKER, address("/desk/stock")),
    "not found": Screen(steps.CLERK, address("/window/cases/45050001-260101-99999/")),
    "not allowed": Screen(steps.MAKER, case("notified", path="complete")),
}
