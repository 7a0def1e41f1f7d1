"""The screens that are looked at closely: who sees each, and how they get there whatever language it is in."""

from collections.abc import Mapping

from playwright.sync_api import Page
from tests.journeys import hall_screens, registers, steps
from tests.journeys.registers import Owner
from tests.journeys.screen import Screen, Way, address

from cheguan.demo import signins


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


def gap_dialog(page: Page, owner: Owner) -> None:
    """Somebody comes for the owner and has left the mandate at home; nothing is left of what was filled in before."""
    car = registers.a_vehicle(owner)
    scanned(page, car.plate)
    page.evaluate("sessionStorage.clear()")
    page.goto(f"{page.url.split('?')[0]}?service=vehicle_licence_reissue")
    page.locator("[name=agent]").fill(registers.somebody_else(owner, than=car.owner)[1])
    with page.expect_response("**/check*"):
        page.locator("[name=agent]").blur()
    with page.expect_response("**/check*"):
        page.locator("[name=paper_agent_identity]").check()
    page.locator("[data-dialog=gap-terms]").click()


def gap_case(page: Page, owner: Owner) -> None:
    gap_dialog(page, owner)
    with page.expect_navigation():
        page.locator("#gap-terms .btn-primary").click()


def staffing_run(page: Page, owner: Owner) -> None:
    """A quiet day with one counter more, simulated once and looked at in both languages."""
    page.goto("/desk/staffing/")
    done = page.locator("#runs ~ * a")
    if done.count():
        done.first.click()
    else:
        page.locator("[name=peak]").fill("0.3")
        page.locator("[name=more]").fill("1")
        with page.expect_navigation():
            page.keyboard.press("Control+Enter")
    page.locator("#whole").wait_for(timeout=300_000)


def trial(page: Page, owner: Owner) -> None:
    """The mandate waived, tried on the last year."""
    page.goto("/desk/reforms/")
    page.locator("[name=measure]").select_option("four_reductions.submission")
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
    page.locator("#whole").wait_for(timeout=300_000)


def mortgage_dates(page: Page, owner: Owner) -> None:
    car = registers.a_vehicle(owner, held="mortgage")
    page.goto("/mortgage/")
    page.locator("[name=plate]").fill(car.plate)
    page.locator("[name=vin_tail]").fill(car.vin[-6:])
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")


def mortgage_errors(page: Page, owner: Owner) -> None:
    page.goto("/mortgage/")
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")


def publish_places(page: Page, owner: Owner) -> None:
    """Once for all screens, by the officer in charge; afterwards nobody is signed in here."""
    if registers.one(owner, "SELECT count(*) FROM appointments_opening"):
        return
    steps.sign_in(page, steps.LEADER)
    page.goto("/desk/appointments/")
    with page.expect_navigation():
        page.locator("main .btn-primary").click()
    page.context.clear_cookies()


def appointment_times(page: Page, owner: Owner) -> None:
    publish_places(page, owner)
    page.goto("/appointments/new/vehicle_licence_reissue/01/")
    with page.expect_navigation():
        page.locator(".ap-days a").last.click()


def appointment_errors(page: Page, owner: Owner) -> None:
    """谁来办, sent with nothing in it."""
    appointment_times(page, owner)
    for step in (".ap-times a", "main .btn-primary"):
        with page.expect_navigation():
            page.locator(step).last.click()


def appointments_at_counter(page: Page, owner: Owner) -> None:
    scanned(page, registers.a_vehicle(owner).plate)
    page.goto(f"{page.url.split('?')[0]}appointments?service=vehicle_change_colour")


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
    "visit, gap": Screen(steps.CLERK, gap_dialog),
    "case with a gap": Screen(steps.CLERK, gap_case),
    "visit, the whole list": Screen(steps.CLERK, whole_list),
    "visit, refused": Screen(steps.CLERK, visit("title_first_issue")),
    "visit, change of colour": Screen(steps.CLERK, visit("vehicle_change_colour")),
    "guides": Screen("", address("/guide/")),
    "guide": Screen("", address("/guide/vehicle_transfer/")),
    "mortgage dates": Screen("", address("/mortgage/")),
    "appointments": Screen("", address("/appointments/")),
    "appointment, times": Screen("", appointment_times),
    "appointment, every error": Screen("", appointment_errors),
    "appointment, find": Screen("", address("/appointments/find/")),
    "appointment, waiting list": Screen("", address("/appointments/new/vehicle_licence_reissue/01/wait")),
    "appointments at the counter": Screen(steps.CLERK, appointments_at_counter),
    "appointment places": Screen(steps.LEADER, address("/desk/appointments/")),
    "mortgage dates, found": Screen("", mortgage_dates),
    "mortgage dates, every error": Screen("", mortgage_errors),
    "reforms": Screen(steps.LEADER, address("/desk/reforms/")),
    "trial": Screen(steps.LEADER, trial),
    "school buses": Screen(steps.LEADER, address("/desk/buses")),
    "messages of a case": Screen("", address("/messages/")),
    "outbox": Screen(steps.LEADER, address("/desk/messages/")),
    "queue": Screen(steps.REVIEWER, address("/desk/")),
    "help": Screen(steps.REVIEWER, help_overlay),
    "staffing": Screen(steps.LEADER, address("/desk/staffing/")),
    "staffing, simulated": Screen(steps.LEADER, staffing_run),
    "blank stock": Screen(steps.MAKER, address("/desk/stock")),
    "not found": Screen(steps.CLERK, address("/window/cases/45050001-260101-99999/")),
    "not allowed": Screen(steps.MAKER, case("notified", path="complete")),
    **hall_screens.SCREENS,
}
