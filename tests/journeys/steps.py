"""What people at the office do with the product, in their own words. Each function is one thing somebody does."""

import io
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from playwright.sync_api import BrowserContext, Locator, Page, Route, expect
from pypdf import PdfReader

from cheguan.demo import signins

CLERK, INSPECTOR, REVIEWER, MAKER, ARCHIVIST, LEADER = (staff_no for staff_no, _ in signins.PEOPLE)
# The first paper is set by a process that has set none yet.
PRINTING_MS = 60_000
given_codes: set[str] = set()


def sign_in(page: Page, staff_no: str) -> None:
    """Staff number and password; the code too for those who decide."""
    page.goto("/accounts/login/")
    say_who_is_there(page, staff_no)


def say_who_is_there(page: Page, staff_no: str) -> None:
    """On the sign-in page, wherever it came from."""
    page.get_by_label("警号或工号").fill(staff_no)
    page.get_by_label("密码").fill(signins.PASSWORD)
    button(page, "登录").click()
    leave, code = page.get_by_role("button", name="退出登录"), page.get_by_label("6 位验证码")
    expect(leave.or_(code)).to_be_visible()
    if code.is_visible():
        give_code(page, staff_no)
    expect(leave).to_be_visible()


def give_code(page: Page, staff_no: str) -> None:
    page.get_by_label("6 位验证码").fill(fresh_code(staff_no))
    button(page, "登录").click()


def fresh_code(staff_no: str) -> str:
    """A code that has not been given yet: of this half minute, the next or the last."""
    now = time.time()
    codes = [signins.code(staff_no, at=now + shift) for shift in (0, signins.PERIOD, -signins.PERIOD)]
    fresh = next(code for code in codes if code not in given_codes)
    given_codes.add(fresh)
    return fresh


def look_up(page: Page, text: str) -> None:
    """扫描或输入: an identity number, a plate, a case number."""
    if not page.get_by_label("扫描或输入").is_visible():
        page.goto("/window/")
    page.get_by_label("扫描或输入").fill(text)
    with page.expect_navigation(url=re.compile(r"/window/(visits|cases)/")):
        button(page, "查找").click()


def open_service(page: Page, name: str) -> Locator:
    """Pick a service of 今天可以办, by its name if it is folded or not among the first; its application opens below, and
    asks the law as soon as its scripts have run."""
    link = page.locator("#offers a").filter(has=page.locator("b").get_by_text(name, exact=True))
    if not link.count() or not link.first.is_visible():
        page.get_by_role("searchbox", name="找业务").fill(name)
    link.first.click()
    form = page.locator("form#apply")
    expect(form).to_contain_text(name)
    page.wait_for_load_state()
    return form


def fill(form: Locator, label: str, text: str) -> None:
    """Type into a field of the application and leave it; the counter asks the law again."""
    with asking_the_law(form):
        form.get_by_label(label).fill(text)
        form.get_by_label(label).blur()


def untick(form: Locator, paper: str) -> None:
    with asking_the_law(form):
        form.get_by_role("checkbox", name=paper, exact=True).uncheck()


@contextmanager
def asking_the_law(form: Locator) -> Iterator[None]:
    """What is done meanwhile makes the application ask; at the end its answer stands there."""
    with form.page.expect_response("**/check*"):
        yield
    expect(form).not_to_have_class(re.compile("htmx-request"))


def expect_papers(form: Locator, *names: str) -> None:
    for name in names:
        expect(form.get_by_role("checkbox", name=name)).to_be_visible()


def enter_new_car(form: Locator, *, vin: str, brand: str, model: str, made_on: date) -> None:
    """A small petrol car made at home, from its certificate of conformity."""
    written = {
        "车辆识别代号": vin,
        "发动机或电机号": f"E{vin[-7:]}",
        "品牌": brand,
        "型号": model,
        "排量（毫升）": "1498",
        "功率（千瓦）": "84.5",
        "整备质量（千克）": "1310",
        "总质量（千克）": "1730",
        "排放标准": "国六",
        "出厂日期": f"{made_on:%Y%m%d}",
    }
    for label, text in written.items():
        form.get_by_label(label).fill(text)
    form.get_by_label("出厂日期").blur()


def take_all_papers(page: Page) -> None:
    button(page, "全部收到").click()
    expect(page.get_by_text("还缺", exact=True).filter(visible=True)).to_have_count(0)


def accept(page: Page) -> str:
    """受理; the number of the case."""
    button(page, "受理").click()
    return on_case(page, "已受理")


def on_case(page: Page, state: str) -> str:
    """The page of a case that stands there; its number."""
    expect(head(page).get_by_text(state, exact=True)).to_be_visible()
    return head(page).locator("[data-case-no]").inner_text()


def head(page: Page) -> Locator:
    return page.locator("section").filter(has=page.get_by_role("heading", level=1))


def open_case(page: Page, no: str) -> None:
    page.goto(f"/window/cases/{no}/")


def find_in_queue(page: Page, no: str) -> None:
    """待办队列: this case, wherever it stands in the queue."""
    page.goto("/desk/")
    page.get_by_label("流水号尾号、号牌、姓名").fill(no)
    button(page, "打开").click()
    page.wait_for_url(f"**/cases/{no}/")


def take(page: Page, step: str, *, until: str) -> None:
    """Press the button of a step; the case then stands at ``until``."""
    button(page, step).click()
    on_case(page, until)


def review_and_grant(page: Page, no: str) -> None:
    find_in_queue(page, no)
    take(page, "审核", until="已审核")
    take(page, "准予", until="准予办理")


def collect_fee(page: Page, no: str, *, method: str = "现金") -> None:
    open_case(page, no)
    page.get_by_label(method).check()
    button(page, "收费").click()
    expect(page.get_by_text("已收讫", exact=True)).to_be_visible()


def make(page: Page, no: str) -> None:
    open_case(page, no)
    take(page, "制证", until="已制证")


def hand_over(page: Page, no: str) -> None:
    open_case(page, no)
    take(page, "发证", until="已发证")


def archive(page: Page, no: str) -> None:
    open_case(page, no)
    take(page, "归档", until="已归档")


def verify(page: Page, no: str, *, vin: str) -> None:
    """查验: the number read off the vehicle, every question answered with yes, the recording."""
    find_in_queue(page, no)
    page.get_by_label("拓印或读取的车辆识别代号").fill(vin)
    page.get_by_label("音像档案编号").fill("AV-20261122-007")
    for item in page.get_by_role("radio", name="是", exact=True).all():
        item.check()
    button(page, "提交查验记录").click()
    on_case(page, "已查验")


def choose_number(page: Page, no: str) -> str:
    """抽号 in front of the applicant, who takes the third."""
    open_case(page, no)
    button(page, "抽号").click()
    third = page.get_by_role("group", name="请申请人选一个").get_by_role("radio").nth(2)
    number = str(third.get_attribute("value"))
    third.check()
    button(page, "选定").click()
    expect(page.get_by_text("已选定", exact=True)).to_be_visible()
    return number


def print_paper(page: Page, name: str) -> str:
    """The words of the PDF that the button prints."""
    with printing(page.context) as sheets, page.context.expect_page(timeout=PRINTING_MS) as opened:
        button(page, name).click()
    opened.value.close()
    return sheets[0]


@contextmanager
def printing(context: BrowserContext) -> Iterator[list[str]]:
    """What comes out of the printer meanwhile: the words of each PDF."""
    sheets: list[str] = []

    def keep(route: Route) -> None:
        response = route.fetch(timeout=PRINTING_MS)
        assert response.headers["content-type"] == "application/pdf", response.text()[:2000]
        sheets.append(words_of(response.body()))
        route.fulfill(status=200, content_type="text/plain", body="printed")

    context.route("**/papers/*", keep)
    yield sheets
    context.unroute("**/papers/*", keep)


def words_of(document: bytes) -> str:
    """All text of a PDF without the blanks and places for a line's end that its setting puts between signs."""
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(document)).pages)
    return re.sub(r"[\s\u200b]+", "", text)


def button(page: Page, name: str) -> Locator:
    """By its words, after which only its key may stand."""
    return page.get_by_role("button", name=re.compile(rf"^{re.escape(name)}( |$)")).or_(
        page.get_by_role("button", name=name, exact=True)
    )
