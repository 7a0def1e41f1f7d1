"""The ages at which a class may be applied for, before and since Order 172. Bounds are inclusive, in full years."""

from collections.abc import Mapping
from typing import NamedTuple

from cheguan.law.rules.licence_classes import by_class
from cheguan.law.rules.licence_downgrade import HEAVY

ABILITY_TEST_AGE = 70
VOCATIONAL_AGE = 19
VOCATIONAL_CLASSES = frozenset({"A1", "A2"})


class Ages(NamedTuple):
    lowest: int
    highest: int | None


AgeTable = Mapping[str, Ages]


ANY_AGE_FROM_18 = (("C1", "C2", "C5", "F"), Ages(18, None))
UNTIL_2024: AgeTable = by_class(
    ANY_AGE_FROM_18,
    (("C3", "C4", "D", "E", "M"), Ages(18, 60)),
    (("A3", "B1", "B2", "C6", "N", "P"), Ages(20, 60)),
    (("A1", "A2"), Ages(22, 60)),
)
SINCE_2025: AgeTable = by_class(
    ANY_AGE_FROM_18,
    (("D", "E"), Ages(18, 70)),
    (("C6",), Ages(20, 70)),
    (("C3", "C4", "M"), Ages(18, 63)),
    (("A3", "B1", "B2", "N", "P"), Ages(20, 63)),
    (("A1", "A2"), Ages(22, 63)),
)


def at_conflict(driving_class: str, age: int, *, ages: AgeTable) -> bool:
    """Whether article 14 allows applying at an age at which article 65 already forbids driving.

    Article 14 counts the highest age in, article 65 counts it out.
    """
    return driving_class in HEAVY and age == ages[driving_class].highest


def eligible(
    driving_class: str,
    age: int,
    *,
    ages: AgeTable,
    vocational_student: bool = False,
    ability_tested: bool = False,
) -> bool:
    """Whether somebody of that age may apply. No class is granted that the holder might not drive."""
    lowest, highest = ages[driving_class]
    if vocational_student and driving_class in VOCATIONAL_CLASSES:
        lowest = VOCATIONAL_AGE
    if age < lowest:
        return False
    if highest is None:
        return age < ABILITY_TEST_AGE or ability_tested
    return age <= highest and not at_conflict(driving_class, age, ages=ages)
