"""A morning at a branch: twelve people from the ticket to the rating, three windows, a second screen, and what goes wrong."""

from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Page, expect
from tests.journeys import counter, hall, morning, registers, steps
from tests.journeys.morning import OUTLET, Guest, Hall, Window

pytestmark = pytest.mark.journey
REISSUE, PLATES = "补领行驶证", "补领机动车号牌"
LOST, BAD = "行驶证丢了", "让我跑了两趟"
VISITS = """
SELECT v.no, v.state, v.calls, c.no FROM visits_visit v JOIN people_outlet o ON o.id = v.outlet_id
  LEFT JOIN visits_counter c ON c.id = v.counter_id WHERE o.code = %s ORDER BY v.id
"""
SPANS = """
SELECT s.kind FROM visits_span s JOIN visits_visit v ON v.id = s.visit_id WHERE v.token = %s ORDER BY s.since, s.id
"""
MATTERS = """
SELECT m.outcome, m.case_no IS NOT NULL, r.level, r.source FROM visits_matter m JOIN visits_visit v ON v.id = m.visit_id
  LEFT JOIN ratings_rating r ON r.matter_id = m.id WHERE v.token = %s ORDER BY m.id
"""
RATED = """
SELECT count(*), count(r.id) FROM visits_matter m JOIN visits_visit v ON v.id = m.visit_id
  JOIN people_outlet o ON o.id = v.outlet_id LEFT JOIN ratings_rating r ON r.matter_id = m.id WHERE o.code = %s
"""
TWICE = """
SELECT count(*) FROM visits_span a JOIN visits_span b ON a.id < b.id AND a.visit_id = b.visit_id
   AND tstzrange(a.since, a.until) && tstzrange(b.since, b.until)
"""


@pytest.fixture
def branch(server, new_browser, owner) -> Hall:
    morning.open_branch(server.data_dir)
    return morning.open_doors(new_browser, owner)


def reissue(window: Window, guest: Guest) -> None:
    """Called, known by the ticket, accepted, paid."""
    window.call(guest)
    window.begin()
    window.accept(REISSUE)
    window.collect()


def rate_on_screen(screen: Page, level: int) -> None:
    expect(screen.get_by_role("button", name="提交评价")).to_be_visible()
    screen.locator(f".level-{level}").click()
    steps.button(screen, "提交评价").click()
    expect(screen.get_by_role("heading", name="谢谢您的评价")).to_be_visible()


def confirm_on_screen(window: Window, screen: Page) -> None:
    window.hands.press("Alt+y")
    counter.sign(screen)
    screen.get_by_role("button", name="确认无误").click()
    window.expect_bar("申请人已确认并签名")


def accept_with_gap(window: Window, agent: str) -> None:
    """The mandate stayed at home."""
    page = window.page
    form = steps.open_service(page, REISSUE)
    steps.fill(form, "代理人证件号码", agent)
    with page.expect_response("**/check*"):
        form.get_by_role("checkbox", name="代理人身份证明").check()
    expect(steps.button(page, "容缺受理")).to_be_visible()
    window.hands.press("F8")
    expect(page.get_by_role("dialog", name="容缺受理")).to_contain_text("委托书")
    window.hands.press("Ctrl+Enter")
    steps.on_case(page, "已受理")


def repair(leader: Page, remark: str) -> None:
    """The officer in charge verifies, mends, calls back and tells."""
    leader.goto("/desk/ratings/repairs/")
    line = leader.get_by_role("row").filter(has_text=remark)
    expect(line).to_be_visible()
    line.get_by_role("link").click()
    for step, said in (
        ("核实属实", "查了当天记录，第一次来时告知不全"),
        ("已整改", "导办台补发一次性告知单"),
        ("已回访", "电话回访，申请人认可"),
        ("已告知，办结", "结果已短信告知"),
    ):
        leader.get_by_label("情况").fill(said)
        steps.button(leader, step).click()
        expect(leader.get_by_text(said)).to_be_visible()
    leader.goto("/desk/ratings/repairs/")
    closed = leader.get_by_role("region", name="已办结")
    expect(closed.get_by_role("row").filter(has_text=remark)).to_be_visible()


@dataclass
class Morning:
    """The branch, its first window's second screen, who may come, and who came, in the order of their tickets."""

    hall: Hall
    screen: Page
    wall: Page
    people: list[registers.OwnedVehicle]
    agent: str
    guests: list[Guest] = field(default_factory=list)

    def take(self, *matters: str, by: int | None = None, told: str = "") -> Guest:
        """A number; ``by`` says which of the people gives theirs at the machine."""
        person = None if by is None else self.people[by]
        self.guests.append(self.hall.take(*matters, person=person, told=told))
        return self.guests[-1]

    def in_the_hall(self) -> dict[str, str]:
        """What the officer in charge reads at a glance."""
        self.hall.leader.goto("/desk/hall/")
        shown = self.hall.leader.get_by_label("概况").locator("dl > div")
        return dict(each.inner_text().splitlines()[:2] for each in shown.all())


@pytest.fixture
def day(branch: Hall, new_browser, owner) -> Morning:
    people = registers.vehicles(owner, 11)
    screen = new_browser(viewport={"width": 1280, "height": 800}).new_page()
    counter.pair_screen(branch.windows[0].page, screen)
    wall = new_browser(viewport={"width": 1920, "height": 1080}).new_page()
    wall.goto(f"/hall/{OUTLET}/board/")
    return Morning(branch, screen, wall, people, registers.somebody_else(owner, than=people[2].owner)[1])


def the_doors_open(day: Morning) -> list[Guest]:
    """Seven are there; the mother with a child stands first although she came fifth."""
    signing = day.take(LOST, by=0)
    copying = day.take(LOST)
    by_agent = day.take(LOST, by=2)
    moved = day.take(LOST, by=3)
    mother = day.take(LOST, by=4, told="孕妇")
    asking = day.take("过户")
    two_matters = day.take(LOST, "车牌丢了", by=5)
    expect(hall.count(day.wall, "A")).to_have_text(str(len(day.guests)))
    first = day.hall.windows[0]
    reissue(first, mother)
    first.expect_bar("优先，视同早到 30 分钟")
    first.finish()
    rate_on_screen(day.screen, 5)
    return [signing, copying, by_agent, moved, asking, two_matters]


def a_signature_a_pause_a_gap(day: Morning, signing: Guest, copying: Guest, by_agent: Guest) -> None:
    """The first window asks on the second screen, the second one's applicant has to copy something, the third has a gap."""
    first, second, third = day.hall.windows
    first.call(signing)
    first.begin()
    first.hands.press("1")
    expect(first.page.locator("form#apply")).to_contain_text(REISSUE)
    confirm_on_screen(first, day.screen)
    second.call(copying)
    second.read(day.people[1])
    second.choose("Alt+p", reason="申请人去复印、拍照")
    second.expect_bar(f"{copying.no} 暂停")
    third.call(by_agent)
    third.begin()
    accept_with_gap(third, day.agent)


def one_is_handed_on(day: Morning, moved: Guest, copying: Guest) -> None:
    """From the second window to the third, with number and place; then everybody goes on."""
    first, second, third = day.hall.windows
    second.call(moved)
    second.begin()
    second.choose("Alt+z", reason="需要其他窗口办理", counter="3")
    second.expect_bar("可叫号")
    seen = day.in_the_hall()
    assert [seen[what] for what in ("等候", "办理", "开放窗口", "暂停的号")] == ["3", "2", "3", "1"]
    third.finish()
    third.call(moved)
    third.expect_bar("转来本窗口")
    third.begin()
    third.accept(REISSUE)
    third.finish()
    second.take_up(copying)
    second.accept(REISSUE)
    second.collect()
    second.finish()
    first.hands.press("Ctrl+Enter")
    steps.on_case(first.page, "已受理")
    first.finish()
    rate_on_screen(day.screen, 4)


def a_question_and_two_matters(day: Morning, asking: Guest, two_matters: Guest) -> None:
    _, second, third = day.hall.windows
    second.call(asking)
    second.begin(known=False)
    second.finish()
    third.call(two_matters)
    third.begin()
    third.accept(REISSUE)
    third.collect()
    steps.look_up(third.page, day.people[5].plate)
    steps.open_service(third.page, PLATES)
    steps.take_all_papers(third.page)
    third.hands.press("Ctrl+Enter")
    steps.on_case(third.page, "已受理")
    third.finish()


def the_second_wave(day: Morning) -> list[Guest]:
    """One misses the call and comes back, one reads English, one leaves angry."""
    first, second, third = day.hall.windows
    late, foreigner, angry, plain, last = (day.take(LOST, by=number) for number in range(6, 11))
    first.call(late)
    for times in (2, 3):
        first.hands.press("Alt+c")
        first.expect_bar(f"已叫 {times} 次")
    first.hands.press("Alt+g")
    first.expect_bar("可叫号")
    day.hall.come_back(late)
    second.call(foreigner)
    phone = day.hall.phone
    phone.goto(f"/t/{foreigner.token}/?lang=en")
    expect(phone.locator(".cg-said")).to_contain_text("window 2")
    phone.goto(f"/t/{foreigner.token}/?lang=zh-hans")
    second.begin()
    second.accept(REISSUE)
    second.finish()
    for window, guest in ((third, angry), (first, plain), (second, last), (third, late)):
        reissue(window, guest)
        window.finish()
    rate_on_screen(day.screen, 5)
    assert day.in_the_hall()["等候"] == "0"
    return [late, foreigner, angry, last]


def test_twelve_people_from_ticket_to_rating(day: Morning, owner, tally):
    signing, copying, by_agent, moved, asking, two_matters = the_doors_open(day)
    a_signature_a_pause_a_gap(day, signing, copying, by_agent)
    one_is_handed_on(day, moved, copying)
    a_question_and_two_matters(day, asking, two_matters)
    late, foreigner, angry, last = the_second_wave(day)
    for guest in (copying, by_agent, moved, asking, two_matters, late, foreigner, last):
        day.hall.rate(guest, 5)
    day.hall.rate(angry, 1, BAD)
    repair(day.hall.leader, BAD)

    assert [row[1] for row in owner.execute(VISITS, [OUTLET])] == ["finished"] * 12
    waiting, called, serving, paused = "waiting", "called", "serving", "paused"
    for guest, spans in (
        (copying, [waiting, called, serving, paused, serving]),
        (moved, [waiting, called, serving, waiting, called, serving]),
        (late, [waiting, called, called, called, waiting, called, serving]),
    ):
        assert registers.column(owner, SPANS, guest.token) == spans
    for guest, matters in (
        (signing, [("handled", True, 4, "screen")]),
        (asking, [("answered", False, 5, "qr")]),
        (two_matters, [("handled", True, 5, "qr")] * 2),
        (angry, [("handled", True, 1, "qr")]),
    ):
        assert owner.execute(MATTERS, [guest.token]).fetchall() == matters
    assert registers.one(owner, RATED, OUTLET) == (13, 13)
    assert registers.one(owner, TWICE) == 0
    tally.append("十二人的上午，三个窗口 a morning of twelve at three windows:")
    tally.extend(str(window.hands) for window in day.hall.windows)
