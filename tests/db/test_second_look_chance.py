"""Chance under a fixed key: the shares are those of the table, the tickets say nothing of each other."""

import hmac
from hashlib import sha256
from itertools import pairwise
from math import sqrt

import pytest

from cheguan.law.lawfile import LawFileError
from cheguan.work.second_looks import chance, figures, rates
from cheguan.work.second_looks.rates import WHOLE

KEY, OTHER = "5a" * 32, "a5" * 32
NOS = [f"45050001-260302-{n:05d}" for n in range(20_000)]


def spread(share: float) -> float:
    """Four standard deviations of a binomial share: exceeded once in sixteen thousand keys."""
    return 4 * sqrt(share * (1 - share) / len(NOS))


@pytest.mark.parametrize("rate", [300, 500, 800, 1500, 3000])
def test_as_many_fall_as_the_rate_says(rate: int) -> None:
    share = sum(chance.falls(KEY, no, rate=rate) for no in NOS) / len(NOS)

    assert abs(share - rate / WHOLE) < spread(rate / WHOLE)


def test_one_key_says_nothing_of_the_next() -> None:
    both = sum(chance.falls(KEY, no, rate=3000) and chance.falls(OTHER, no, rate=3000) for no in NOS) / len(NOS)

    assert abs(both - 0.09) < spread(0.09)


def test_a_case_says_nothing_of_the_next_one() -> None:
    fell = [chance.falls(KEY, no, rate=3000) for no in NOS]
    in_a_row = sum(one and other for one, other in pairwise(fell)) / len(NOS)

    assert abs(in_a_row - 0.09) < spread(0.09)


def test_what_falls_at_a_low_rate_falls_at_a_higher_one_and_everything_at_the_whole() -> None:
    for no in NOS[:2000]:
        assert chance.falls(KEY, no, rate=3000) or not chance.falls(KEY, no, rate=300)
        assert chance.falls(KEY, no, rate=WHOLE)


def test_anybody_can_compute_a_ticket() -> None:
    digest = hmac.new(bytes.fromhex(KEY), NOS[0].encode(), sha256).digest()

    assert chance.ticket(KEY, NOS[0]) == int.from_bytes(digest[:8], "big")


def test_reviewers_with_equal_loads_are_drawn_equally_often() -> None:
    loads = {"P0001": 2, "P0002": 2, "P0003": 5}
    drawn = [chance.whose(KEY, no, loads=loads, turn=0) for no in NOS]

    assert abs(drawn.count("P0001") / len(NOS) - 0.5) < spread(0.5)
    assert "P0003" not in drawn


@pytest.mark.parametrize(
    ("service", "seen", "rate", "grounds"),
    [
        ("vehicle_licence_reissue", {"any"}, 300, ("any",)),
        ("vehicle_licence_reissue", {"any", "agent", "gap"}, 1500, ("any", "agent", "gap")),
        ("registration_restoration", {"any", "gap"}, 3000, ("any", "gap", "restored")),
    ],
)
def test_the_highest_rate_counts(service: str, seen: set[str], rate: int, grounds: tuple[str, ...]) -> None:
    assert rates.rates().of(service, seen) == (rate, grounds)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ('percent = 0"', "not valid TOML"),
        ("percent = 101", "from 1 to 100"),
        ('percent = 5\nservices = ["no_such_service"]', "not known"),
        ("percent = 5\nnote = 1", "unknown key"),
    ],
)
def test_a_wrong_table_is_refused(tmp_path, wrong: str, said: str) -> None:
    row = f'[[ground]]\ncode = "any"\nname = "甲"\nname_en = "a"\n{wrong}\n'
    (tmp_path / "rates.toml").write_text(f'grade = "DESIGN"\nlimit_workdays = 3\nnewcomer_days = 90\n{row}')

    with pytest.raises(LawFileError, match=said):
        rates.load(tmp_path / "rates.toml")


@pytest.mark.parametrize(
    ("found", "of", "low", "high"),
    [(0, 10, 0.0, 0.2775), (1, 10, 0.0179, 0.4042), (5, 10, 0.2366, 0.7634), (10, 10, 0.7225, 1.0)],
)
def test_wilsons_interval(found: int, of: int, low: float, high: float) -> None:
    assert figures.wilson(found, of) == pytest.approx((low, high), abs=5e-5)


def test_of_nothing_there_is_no_interval() -> None:
    assert figures.wilson(0, 0) is None
