"""What former Orders had and the present one has not; only for looking at old cases."""

from datetime import date

from cheguan.law.facts import CaseFacts
from cheguan.law.rule import REFUSE, rule
from cheguan.law.rules.licence_application import target
from cheguan.law.rules.licence_classes import in_order

ORDER_123 = date(2013, 1, 1)
LAST_DAY_OF_123 = date(2022, 3, 31)


@rule(
    "legacy.top_class",
    REFUSE,
    "机动车驾驶证申领和使用规定（公安部令第123号）#78",
    since=ORDER_123,
    until=LAST_DAY_OF_123,
    grade="U",
    en="The class is not the highest one held",
    cure="核对所持的最高准驾车型",
    cure_en="Check the highest class held",
    declared=("target_class",),
)
def top_class(case: CaseFacts) -> str | None:
    """注销的是所持的最高准驾车型。"""
    held = in_order(case.the_licence.classes)
    return None if held and target(case) == held[0] else f"{target(case)}不是所持的最高准驾车型"
