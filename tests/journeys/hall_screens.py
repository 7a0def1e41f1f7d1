"""The screens of the hall and of those who look after it."""

from collections.abc import Mapping

from playwright.sync_api import Page
from tests.journeys import hall, registers, steps
from tests.journeys.registers import Owner
from tests.journeys.screen import Screen, Way, address

NOBODYS = "45050219900307002X"
UNRATED = """
SELECT m.token FROM visits_matter m JOIN visits_visit v ON v.id = m.visit_id
 WHERE v.state = 'finished' AND m.outcome <> '' AND NOT EXISTS (SELECT FROM ratings_rating r WHERE r.matter_id = m.id)
 ORDER BY v.moved_at DESC, m.id LIMIT 1
"""


def at_machine(path: str) -> Way:
    """On a browser that the officer in charge has just paired."""

    def go(page: Page, owner: Owner) -> None:
        page.goto("/hall/01/pair/")
        page.locator("[name=name]").fill("1")
        page.locator("[name=action][value=pair]").click()
        page.wait_for_url("**/pair/done")
        page.goto(f"/hall/01/machine/{path}")

    return go


def matters(page: Page, owner: Owner) -> None:
    at_machine("")(page, owner)
    page.locator(".cg-ways form button").click()
    page.locator(".cg-tile").first.wait_for()


def confirming(page: Page, owner: Owner) -> None:
    matters(page, owner)
    page.locator(".cg-tile").first.click()
    page.locator(".cg-go").click()
    page.locator("#confirm").wait_for()


def machine_ticket(page: Page, owner: Owner) -> None:
    confirming(page, owner)
    page.locator(".cg-done").click()
    page.locator(".cg-number").wait_for()


def wrong_number(page: Page, owner: Owner) -> None:
    at_machine("enter/id/")(page, owner)
    page.locator("[name=number]").fill("123")
    page.locator(".cg-go").click()
    page.locator("[aria-invalid=true]").wait_for()


def rating(page: Page, owner: Owner) -> None:
    """Of a matter that was finished lately and that nobody has rated."""
    token = registers.one(owner, UNRATED)
    page.goto(f"/rate/{token}/")


def rating_errors(page: Page, owner: Owner) -> None:
    """Sent with nothing chosen."""
    rating(page, owner)
    with page.expect_navigation():
        page.locator("main .btn-primary").click()


def repair(page: Page, owner: Owner) -> None:
    number = registers.one(owner, "SELECT id FROM ratings_repair WHERE voided_by_id IS NULL ORDER BY id LIMIT 1")
    page.goto(f"/desk/ratings/repairs/{number}")


def handover_record(page: Page, owner: Owner) -> None:
    """Written once, and read in both languages."""
    page.goto("/desk/handover/")
    record = page.locator("main a[href^='/desk/handover/']")
    if not record.count():
        with page.expect_navigation():
            page.keyboard.press("Control+Enter")
        page.goto("/desk/handover/")
    page.goto(str(record.first.get_attribute("href")))


def own_ticket(page: Page, owner: Owner) -> None:
    """Taken for this: one that stood there before may be of a day that is over by now."""
    machine_ticket(page, owner)
    page.goto(f"/t/{hall.newest(owner, page.locator('.cg-number').inner_text(), 'token')}/")


def former_ticket(page: Page, owner: Owner) -> None:
    """Of a day that is over."""
    token = registers.one(owner, "SELECT token FROM visits_visit WHERE day < CURRENT_DATE ORDER BY id LIMIT 1")
    page.goto(f"/t/{token}/")


def helped(page: Page, number: str, *services: str) -> None:
    """At the guide desk, with these services to look through."""
    page.goto("/hall/01/guide/")
    page.locator("[name=q]").first.fill(number)
    page.locator("[name=q]").first.press("Enter")
    page.wait_for_url("**/guide/*/")
    page.goto(f"{page.url}?{'&'.join(f's={each}' for each in services)}")


def guide_ticket(page: Page, owner: Owner) -> None:
    """Of somebody whom the register does not know, who may take as many as there are languages."""
    helped(page, NOBODYS, "plates_reissue")
    page.locator("#precheck .btn-primary").click()
    page.wait_for_url("**/guide/?ticket=*")


def guide_papers(page: Page, owner: Owner) -> None:
    helped(page, registers.a_vehicle(owner).owner_number, "vehicle_transfer", "plates_reissue")


SCREENS: Mapping[str, Screen] = {
    "second looks": Screen(steps.LEADER, address("/desk/second-looks/")),
    "hand-over": Screen(steps.LEADER, address("/desk/handover/")),
    "hall now": Screen(steps.LEADER, address("/desk/hall/")),
    "minutes": Screen(steps.LEADER, address("/desk/hall/minutes/")),
    "ratings": Screen(steps.LEADER, address("/desk/ratings/")),
    "bad ratings": Screen(steps.LEADER, address("/desk/ratings/repairs/")),
    "a bad rating": Screen(steps.LEADER, repair),
    "rating": Screen("", rating),
    "rating, nothing chosen": Screen("", rating_errors),
    "hand-over, a record": Screen(steps.LEADER, handover_record),
    "hall board": Screen("", address("/hall/01/board/")),
    "hall signage": Screen("", address("/hall/01/signage/")),
    "ticket machine, not paired": Screen("", address("/hall/01/machine/")),
    "ticket machine": Screen(steps.LEADER, at_machine("")),
    "ticket machine, plate": Screen(steps.LEADER, at_machine("enter/plate/")),
    "ticket machine, wrong number": Screen(steps.LEADER, wrong_number),
    "ticket machine, matters": Screen(steps.LEADER, matters),
    "ticket machine, confirm": Screen(steps.LEADER, confirming),
    "ticket machine, ticket": Screen(steps.LEADER, machine_ticket),
    "ticket on a phone": Screen(steps.LEADER, own_ticket),
    "ticket on a phone, of another day": Screen("", former_ticket),
    "guide desk": Screen(steps.CLERK, guide_ticket),
    "guide desk, no such ticket": Screen(steps.CLERK, address("/hall/01/guide/?ticket=A999")),
    "guide desk, papers": Screen(steps.CLERK, guide_papers),
    "windows of the hall": Screen(steps.LEADER, address("/hall/01/counters/?no=3")),
    "pairing a machine": Screen(steps.LEADER, address("/hall/01/pair/")),
    "second screen, not paired yet": Screen("", address("/hall/screen/")),
}
