"""Mortgage and pledge (抵押登记、质押备案): who releases, and what a court's paper stands for."""

from cheguan.law.conditions import predicate
from cheguan.law.facts import CaseFacts


@predicate(
    "by_judgment",
    declared=("by_judgment",),
    zh="凭人民法院生效文书单方申请",
    en="one side applies with a court's ruling",
)
def by_judgment(case: CaseFacts) -> bool:
    return case.says("by_judgment") == "yes"
