"""Keeping and swapping plate numbers (原号留用、号牌号码互换)."""

from collections.abc import Sequence

SWAP_AGAIN_AFTER_DAYS = 365
KEEP_WITHIN_MONTHS = 24
HELD_YEARS = 1


def may_swap(
    *,
    same_owner: bool,
    same_office: bool,
    same_kind: bool,
    non_commercial: Sequence[bool],
    last_swap_days: int | None,
    settled: bool = True,
) -> bool:
    """两车互换：one owner, one office, one kind of plate, neither commercial, and once a year for each vehicle."""
    again = last_swap_days is None or last_swap_days >= SWAP_AGAIN_AFTER_DAYS
    return same_owner and same_office and same_kind and settled and all(non_commercial) and again


def may_keep(*, months_since: int, years_held: float, settled: bool) -> bool:
    """原号留用：within two years of the transfer or cancellation, held for a year, everything settled."""
    return months_since <= KEEP_WITHIN_MONTHS and years_held >= HELD_YEARS and settled
