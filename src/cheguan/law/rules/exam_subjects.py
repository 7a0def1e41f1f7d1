"""Which subjects a class is examined in, and what the field test consists of."""

from collections.abc import Collection
from typing import NamedTuple

from cheguan.law.citation import Citation, cite
from cheguan.law.rules.licence_classes import LARGE_CLASSES, by_class

ALL = ("1", "2", "3_road", "safety")
PRACTICE_AND_SAFETY = ("2", "3_road", "safety")
MILITARY, FOREIGN = "military_", "foreign_"
CARS = frozenset({"C1", "C2"})


class Examined(NamedTuple):
    """Subjects, or items of a test, in their order, and the article that says so."""

    parts: tuple[str, ...]
    article: Citation


class Relief(NamedTuple):
    """Whoever holds one of these classes need not take every subject for those targets."""

    held: frozenset[str]
    targets: frozenset[str]
    subjects: tuple[str, ...]


def _article(number: str) -> Citation:
    return cite(f"机动车驾驶证申领和使用规定#{number}")


RELIEFS = (
    Relief(frozenset({"C2"}), frozenset({"C1"}), PRACTICE_AND_SAFETY),
    Relief(LARGE_CLASSES - {"A2"} | CARS, frozenset({"C6"}), ("2", "safety")),
    Relief(frozenset({"F"}), frozenset({"D", "E"}), PRACTICE_AND_SAFETY),
    Relief(frozenset({"E"}), frozenset({"D"}), PRACTICE_AND_SAFETY),
    Relief(LARGE_CLASSES | CARS, frozenset({"C5"}), PRACTICE_AND_SAFETY),
)
RESTORING = Examined(("1",), _article("79"))
_ORDINARY, _MILITARY, _FOREIGN = _article("30"), _article("36"), _article("37")


def required(held: Collection[str], target: str) -> Examined:
    """The subjects for a class; a licence of the forces or from abroad is held as ``military_B2``, ``foreign_C1``."""
    if any(each.startswith(MILITARY) for each in held):
        return Examined(("1", "3_road", "safety") if target in LARGE_CLASSES else (), _MILITARY)
    if any(each.startswith(FOREIGN) for each in held):
        return Examined(ALL if target in LARGE_CLASSES else ("1",), _FOREIGN)
    lighter = (each.subjects for each in RELIEFS if target in each.targets and each.held & frozenset(held))
    return Examined(next(lighter, ALL), _ORDINARY)


SIMULATED = ("高速公路", "连续急弯山区路", "隧道", "雨(雾)天", "湿滑路", "紧急情况处置")
_LARGE = ("桩考", "坡道定点停车和起步", "侧方停车", "通过单边桥", "曲线行驶", "直角转弯", "通过限宽门", "窄路掉头")
FIELD_ITEMS = by_class(
    (LARGE_CLASSES, Examined(_LARGE + SIMULATED, _article("33(1)"))),
    (
        ("C1", "C3"),
        Examined(("倒车入库", "坡道定点停车和起步", "侧方停车", "曲线行驶", "直角转弯"), _article("33(2)")),
    ),
    (("C2", "C5"), Examined(("倒车入库", "侧方停车", "曲线行驶", "直角转弯"), _article("33(3)"))),
    (("C6",), Examined(("桩考", "曲线行驶", "直角转弯"), _article("33(4)"))),
    (("C4", "D", "E", "F"), Examined(("桩考", "坡道定点停车和起步", "通过单边桥"), _article("33(5)"))),
    (("M", "N", "P"), Examined((), _article("33(6)"))),
)
