"""The receipt for money, in figures and in capitals."""

import pytest
from tests.db.papers import FEE
from tests.db.reading import read

from cheguan.work.printing.capitals import in_capitals
from cheguan.work.printing.render import render


def test_the_receipt_for_money_adds_up_in_figures_and_in_capitals():
    words = read(render(FEE))
    for fact in ("汽车反光号牌", "100.00", "15.00", "10.00", "125.00", "壹佰贰拾伍元整", "陈海燕"):
        assert fact in words


@pytest.mark.parametrize(
    ("fen", "said"),
    [
        (0, "零元整"),
        (5, "伍分"),
        (50, "伍角整"),
        (1500, "壹拾伍元整"),
        (10005, "壹佰元零伍分"),
        (10010, "壹佰元壹角整"),
        (12345, "壹佰贰拾叁元肆角伍分"),
        (100_100_00, "壹拾万零壹佰元整"),
        (1000_0000_00, "壹仟万元整"),
        (1_0000_0001_00, "壹亿零壹元整"),
        (1_2000_0300_00, "壹亿贰仟万零叁佰元整"),
        (10_0005_0000_00, "壹拾亿零伍万元整"),
    ],
)
def test_money_in_capitals(fen, said):
    assert in_capitals(fen) == said


@pytest.mark.parametrize("fen", [-1, 10**18])
def test_money_that_no_receipt_holds(fen):
    with pytest.raises(ValueError, match="capitals"):
        in_capitals(fen)
