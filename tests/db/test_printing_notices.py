"""What the applicant takes home: the receipt, everything that is missing, each decision with its remedies."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO

from pypdf import PdfReader
from tests.db.paper_office import ORDER_164
from tests.db.papers import NOTICE, PAPERS, RECEIPT, REFUSAL
from tests.db.reading import read

from cheguan.work.printing.remedies import in_force
from cheguan.work.printing.render import render


def test_the_receipt_says_who_what_when_and_by_which_article():
    words = read(render(RECEIPT))
    for fact in ("陈海燕", "补领行驶证", "2026年3月3日前", "约5分钟", "15.00元", "7KQ2-M9XD", ORDER_164, "09:05"):
        assert fact in words
    assert "委托书" in words
    assert "原件核对后退还" in words
    assert len(PdfReader(BytesIO(render(RECEIPT))).pages) == 1


def test_the_receipt_of_a_free_matter_says_so():
    assert "不收费" in read(render(replace(RECEIPT, fee_fen=0, materials=())))


def test_the_moment_is_said_in_local_time():
    assert "2026年3月3日07:30" in read(render(replace(RECEIPT, at=datetime(2026, 3, 2, 23, 30, tzinfo=UTC))))


def test_the_notice_names_every_missing_item_with_its_article_and_its_cure():
    words = read(render(NOTICE))
    assert "2项" in words
    for item in NOTICE.items:
        for fact in (item.name, item.reason, item.cure, *item.articles):
            assert re.sub(r"\s", "", fact) in words


def test_a_long_notice_repeats_its_head_on_every_page():
    items = tuple(replace(NOTICE.items[0], name=f"材料{number:02d}") for number in range(1, 31))
    pages = PdfReader(BytesIO(render(replace(NOTICE, items=items)))).pages
    words = [re.sub(r"\s", "", page.extract_text()) for page in pages]
    assert len(pages) >= 2
    assert all("项目与依据" in page for page in words if "转让登记须在" in page)
    assert all(f"第{number}页，共{len(pages)}页" in page for number, page in enumerate(words, start=1))
    assert all(NOTICE.number in page for page in words)
    assert re.findall(r"材料\d\d", "".join(words)) == [item.name for item in items]


def test_a_refusal_gives_each_reason_its_article_and_the_remedies():
    words = read(render(REFUSAL))
    for fact in ("强制报废标准", "第15条第7项", "人民法院依法查封", "第15条第8项", "决定不予登记"):
        assert fact in words
    assert "您于2026年3月2日申请办理" in words
    assert "六十日内，向北海市人民政府申请行政复议（《行政复议法》第20条）" in words
    assert "六个月内，向北海市海城区人民法院提起行政诉讼（《行政诉讼法》第46条）" in words


def test_each_decision_says_what_was_decided():
    assert "决定不予受理" in read(render(PAPERS["non_acceptance"]))
    assert "决定不予办理" in read(render(PAPERS["service_refusal"]))


def test_the_remedies_are_those_of_the_day_of_the_decision():
    before, after = in_force(date(2023, 12, 31)), in_force(date(2024, 1, 1))
    assert [remedy.basis for remedy in before] == ["《行政复议法》第9条", "《行政诉讼法》第46条"]
    assert [remedy.basis for remedy in after] == ["《行政复议法》第20条", "《行政诉讼法》第46条"]
    assert all(remedy.grade == "B" for remedy in after)
