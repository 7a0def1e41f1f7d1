"""Used cars sold by persons who deal without being dealers (自然人一年内多次出售)."""

SINCE_YEAR = 2023
REFUSED_FROM = 3


def natural_person_may_sell(*, year: int, sold: int) -> bool:
    """``sold``: this calendar year's cars held for less than a year, the present one included."""
    return year < SINCE_YEAR or sold < REFUSED_FROM
