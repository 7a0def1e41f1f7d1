"""Application forms come filled in: what is left to the applicant is to sign."""

from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader
from tests.db.paper_forms import LICENCE_FORM, PLATES_FORM, REGISTRATION_FORM
from tests.db.reading import read

from cheguan.work.printing.forms import FormKind, boxes_of
from cheguan.work.printing.render import render

TRANSFERRED = {"转让登记（辖区内）", "购买", "非营运"}


@pytest.mark.parametrize(
    ("form", "ticked"),
    [
        (REGISTRATION_FORM, {"注册登记", "购买", "非营运"}),
        (replace(REGISTRATION_FORM, system_code="B", reasons=frozenset({"B"})), TRANSFERRED),
        (PLATES_FORM, {"补领行驶证", "丢失"}),
        (LICENCE_FORM, {"有效期满换证"}),
        (replace(LICENCE_FORM, reasons=frozenset({"F"})), {"遗失补证"}),
        (replace(PLATES_FORM, reasons=frozenset({"B", "A"})), {"补领行驶证", "补领号牌", "丢失"}),
        (replace(REGISTRATION_FORM, kind=FormKind.TRANSFER, system_code="B", reasons=frozenset({"A"})), TRANSFERRED),
        (replace(REGISTRATION_FORM, kind=FormKind.MORTGAGE, system_code="E", reasons=frozenset({"A"})), {"抵押登记"}),
        (replace(LICENCE_FORM, system_code="Q", service="换发学习材料"), {"其他：换发学习材料"}),
    ],
)
def test_the_boxes_are_ticked_from_the_codes(form, ticked):
    assert {box.name for group in boxes_of(form) for box in group.boxes if box.ticked} == ticked
    words = read(render(form))
    assert all(f"√{name}" in words for name in ticked)
    assert words.count("√") == len(ticked)


@pytest.mark.parametrize(
    ("form", "title"),
    [
        (REGISTRATION_FORM, "机动车注册、转让、注销登记/转入申请表"),
        (replace(REGISTRATION_FORM, kind=FormKind.TRANSFER), "机动车注册、转让、注销登记/转入申请表"),
        (replace(REGISTRATION_FORM, kind=FormKind.MORTGAGE), "机动车抵押登记/质押备案申请表"),
        (PLATES_FORM, "机动车牌证申请表"),
        (LICENCE_FORM, "机动车驾驶证申请表"),
    ],
)
def test_nobody_fills_a_form(form, title):
    words = read(render(form))
    assert title in words
    for fact in ("陈海燕", "450502199003070028", "13900000000", "签名（盖章）"):
        assert fact in words
    assert len(PdfReader(BytesIO(render(form))).pages) == 1
