"""Every paper: nothing in a field is markup, nothing stops it, the same facts give the same bytes."""

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC
from io import BytesIO

import pytest
from pypdf import PdfReader
from tests.db.paper_office import MORNING
from tests.db.papers import PAPERS, RECEIPT, with_text
from tests.db.reading import fonts_of, read

from cheguan.work.printing.forms import ApplicationForm
from cheguan.work.printing.plain import unprintable
from cheguan.work.printing.render import LAYOUTS, render

HOSTILE = (
    "#panic() $x^2$ *粗* _斜_ `码` \\u{41} </div><script>alert(1)</script> @label <label> // 注释 /* */ = 标题 - 项"
    ' [括] {码} "引" ~ \'; DROP TABLE acts_act; --'
)
LETTERS_OF_HOSTILE = re.sub(r"[^\w]", "", HOSTILE)
OURS = {"NotoSansSC-Regular-Identity-H", "NotoSerifSC-Regular-Identity-H"}
every_paper = pytest.mark.parametrize("name", PAPERS)


@every_paper
def test_the_same_facts_give_the_same_bytes(name):
    assert render(PAPERS[name]) == render(PAPERS[name])


@every_paper
def test_the_moment_of_the_paper_is_the_moment_of_the_file(name):
    written = PdfReader(BytesIO(render(PAPERS[name]))).metadata
    assert written is not None
    assert written.creation_date == MORNING.astimezone(UTC)


@every_paper
def test_only_the_two_chinese_fonts_are_embedded(name):
    assert fonts_of(render(PAPERS[name])) == OURS


@every_paper
def test_the_number_and_the_title_are_on_the_paper(name):
    words = read(render(PAPERS[name]))
    assert PAPERS[name].number in words
    if not isinstance(PAPERS[name], ApplicationForm):
        assert PAPERS[name].title in words


@every_paper
def test_markup_in_any_field_is_only_text(name):
    words = re.sub(r"[^\w]", "", read(render(with_text(PAPERS[name], HOSTILE))))
    assert LETTERS_OF_HOSTILE[:40] in words or PAPERS[name].layout in CUT_BY_THEIR_FRAME


CUT_BY_THEIR_FRAME = {"vehicle_licence", "driving_licence", "inspection_mark"}


@every_paper
@pytest.mark.parametrize(
    "words",
    [
        pytest.param("", id="empty"),
        pytest.param("陈" * 10_000, id="long"),
        pytest.param("A" * 10_000, id="unbroken"),
        pytest.param("\U0001f642" * 10_000, id="emoji"),
        pytest.param("\x00\x07\x1b[31m\u202e甲\ud800\ufffe", id="control"),
        pytest.param("𠮷\U000e0100〇䶮\ue000", id="rare"),
        pytest.param("\n" * 50, id="lines"),
    ],
)
def test_no_text_stops_a_paper(name, words):
    document = render(with_text(PAPERS[name], words))
    assert document.startswith(b"%PDF-")


def test_a_long_name_is_cut_and_says_so():
    words = read(render(replace(RECEIPT, applicant="陈" * 10_000)))
    assert "陈" * 30 in words
    assert "（共10000字，全文见电子档案）" in words


def test_a_character_without_a_glyph_is_printed_as_its_code_point():
    words = read(render(replace(RECEIPT, applicant="王𠮷😀\u200d")))
    assert "王〔U+20BB7〕〔U+1F600〕" in words
    assert unprintable("王𠮷😀\u200d\n") == ("𠮷", "😀")
    assert unprintable("韦䶮〇·Ærø") == ()


def test_every_layout_has_a_paper():
    layouts = {path.stem for path in LAYOUTS.glob("*.typ")} - {"base", "card"}
    assert layouts == {paper.layout for paper in PAPERS.values()}


def test_many_threads_print_at_once():
    with ThreadPoolExecutor(8) as printers:
        made = set(printers.map(lambda _: render(RECEIPT), range(24)))
    assert made == {render(RECEIPT)}
