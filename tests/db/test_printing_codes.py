"""What leaves the paper again, by a camera or by copying: the query code and the evidence of the number draw."""

import re
from dataclasses import replace
from hashlib import sha256
from io import BytesIO

import pytest
import zxingcpp
from pypdf import PdfReader
from tests.db.papers import DRAW, RECEIPT
from tests.db.reading import grey_pixels, pages, read

from cheguan.work.printing.render import pictures, qr, render


@pytest.mark.parametrize("query", ["", "x" * 10_000, "\ud800"])
def test_a_receipt_without_a_usable_query_has_no_qr_code(query):
    assert qr(query) == ""
    assert "7KQ2-M9XD" in read(render(replace(RECEIPT, query=query)))


def test_the_qr_code_holds_the_query():
    (page,) = pictures(RECEIPT, dots_per_inch=72)
    width, height, grey = grey_pixels(page)
    (code,) = zxingcpp.read_barcodes(memoryview(grey).cast("B", (height, width)))
    assert code.text == RECEIPT.query


def test_the_draw_can_be_checked_again():
    words = read(render(DRAW))
    for fact in (DRAW.seed, DRAW.commitment, "桂E·88888", "41872个", "桂E·51017", *DRAW.candidates, *DRAW.recheck):
        assert re.sub(r"\s", "", fact) in words
    assert len(PdfReader(BytesIO(render(DRAW))).pages) == 1


def test_the_seed_and_the_key_are_copied_from_the_paper_as_they_are():
    seed, commitment = (sha256(word).hexdigest() for word in (b"seed", b"key"))
    copied = "".join("".join(pages(render(replace(DRAW, seed=seed, commitment=commitment)))).split())
    assert seed in copied
    assert commitment in copied
