"""Cards keep the size of a card and carry the register."""

from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader
from tests.db.paper_cards import CERTIFICATE, DRIVING_LICENCE, MARK, VEHICLE_LICENCE
from tests.db.papers import PAPERS, with_text
from tests.db.reading import read

from cheguan.work.printing.render import render


@pytest.mark.parametrize(("name", "pages"), [("vehicle_licence", 2), ("driving_licence", 2), ("mark", 1)])
@pytest.mark.parametrize("words", ["陈海燕", "陈" * 10_000, "W" * 10_000])
def test_a_card_keeps_its_size_and_its_sides(name, pages, words):
    document = PdfReader(BytesIO(render(with_text(PAPERS[name], words))))
    assert len(document.pages) == pages
    width, height = document.pages[0].mediabox[2:]
    assert (round(float(width) / 72 * 25.4), round(float(height) / 72 * 25.4)) == (88, 60)


def test_the_certificates_carry_the_register():
    licence = read(render(VEHICLE_LICENCE))
    for fact in ("桂E12345", "LSVAA4187C2184841", "2020-06-15", "2026-03-02", "4605×1765×1460mm", "450500123456"):
        assert fact in licence
    driver = read(render(DRIVING_LICENCE))
    for fact in ("陈海燕", "1990-03-07", "2020-05-06至2030-05-06", "C1"):
        assert fact in driver
    assert "2020-05-06至长期" in read(render(replace(DRIVING_LICENCE, valid_until=None)))
    certificate = read(render(CERTIFICATE))
    for fact in ("第1次转让登记", "黄志强", "桂E51017", "205/55R16", "解除抵押登记", "2025年7月1日"):
        assert fact in certificate
    assert "2028年6月" in read(render(MARK))
