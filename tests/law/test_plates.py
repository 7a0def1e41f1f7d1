"""Serial patterns are bijections, and a draw is chance that anyone can check again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cheguan.law.identifiers import plate_problem
from cheguan.law.rules import plates

POOLS = [(kind, energy) for kind in ("01", "02", "07", "15", "16") for energy in "A"]
POOLS += [(kind, energy) for kind in ("51", "52") for energy in "CO"]
PATTERNS = [(kind, pattern) for kind, energy in POOLS for pattern in plates.patterns(kind, energy=energy)]


@given(st.sampled_from(PATTERNS), st.data())
def test_place_and_serial_are_one_to_one(pool: tuple[str, str], data: st.DataObject) -> None:
    kind, pattern = pool
    index = data.draw(st.integers(0, plates.size_of(pattern) - 1))
    serial = plates.serial_at(pattern, index)
    assert plates.index_of(pattern, serial) == index
    assert plates.pattern_of(kind, serial) == pattern
    assert plate_problem(f"桂E{serial}", kind) is None
    assert not set(serial) & {"I", "O"}


@pytest.mark.parametrize(("kind", "pattern"), PATTERNS)
def test_the_ends_of_a_pattern(kind: str, pattern: str) -> None:
    first, last = plates.serial_at(pattern, 0), plates.serial_at(pattern, plates.size_of(pattern) - 1)
    assert first < last
    for beyond in (-1, plates.size_of(pattern)):
        with pytest.raises(IndexError):
            plates.serial_at(pattern, beyond)


def test_sizes_and_order() -> None:
    assert plates.patterns("02")[:3] == ("99999", "L9999", "LL999")
    assert [plates.size_of(each) for each in ("99999", "L9999", "LL999", "9999挂")] == [
        100_000,
        240_000,
        576_000,
        10_000,
    ]
    assert plates.serial_at("L999L", 0) == "A000A"
    assert plates.patterns("52", energy="C")[:2] == ("d99999", "dL9999")
    assert plates.serial_at("dL9999", 1) == "DA0001"
    assert plates.patterns("51", energy="O")[0] == "99999f"


def test_a_serial_of_another_pattern_has_no_place() -> None:
    for serial in ("A1234", "1234", "12 45"):
        with pytest.raises(plates.NotInPattern):
            plates.index_of("99999", serial)
    assert plates.pattern_of("02", "AAA11") is None


@pytest.mark.parametrize(
    ("used", "opened"),
    [({}, 1), ({"99999": 60_000}, 1), ({"99999": 60_001}, 2), ({"99999": 100_000, "L9999": 144_001}, 3)],
)
def test_the_next_pattern_opens_above_sixty_per_cent(used: dict[str, int], opened: int) -> None:
    assert plates.open_patterns("02", used) == plates.FIVE[:opened]


@given(st.binary(max_size=40), st.integers(1, 700))
def test_a_shuffle_has_every_place_once(seed: bytes, size: int) -> None:
    assert sorted(plates.shuffled(seed, size=size)) == list(range(size))


@given(st.binary(max_size=40), st.integers(1, 5), st.sets(st.integers(0, 49), max_size=40))
def test_a_draw_gives_free_places_and_can_be_checked(seed: bytes, count: int, taken: set[int]) -> None:
    drawn = plates.draw(seed, size=50, count=count, taken=taken.__contains__)
    assert drawn == plates.draw(seed, size=50, count=count, taken=taken.__contains__)
    assert len(set(drawn.candidates)) == count
    assert not set(drawn.candidates) & taken
    assert set(drawn.skipped) <= taken
    assert plates.recheck(seed, size=50, drawn=drawn)


def test_a_chosen_number_does_not_pass_the_check() -> None:
    drawn = plates.draw(b"day key and case", size=100_000, count=5, taken=lambda index: index % 2 == 0)
    lucky = plates.index_of("99999", "88888")
    for forged in (
        plates.Draw((lucky, *drawn.candidates[1:]), drawn.skipped),
        plates.Draw(drawn.candidates, (*drawn.skipped, lucky)),
        plates.Draw(drawn.candidates[::-1], drawn.skipped),
        plates.Draw(drawn.candidates[:-1], (*drawn.skipped, drawn.candidates[-1])),
    ):
        assert not plates.recheck(b"day key and case", size=100_000, drawn=forged)
    assert not plates.recheck(b"another seed", size=100_000, drawn=drawn)


def test_an_empty_pool_says_so() -> None:
    with pytest.raises(plates.PoolExhausted, match="2 of 3"):
        plates.draw(b"", size=5, count=3, taken=lambda index: index > 1)


def test_the_draw_is_even() -> None:
    firsts = [next(plates.shuffled(b"%d" % n, size=10)) for n in range(2000)]
    assert all(140 < firsts.count(place) < 260 for place in range(10))


@pytest.mark.parametrize(
    ("vehicle_type", "energy", "use", "kind"),
    [
        ("K33", "A", "A", "02"),
        ("K33", "C", "A", "52"),
        ("K33", "O", "A", "52"),
        ("K11", "B", "C", "01"),
        ("K11", "C", "C", "51"),
        ("H31", "B", "F", "02"),
        ("H11", "B", "F", "01"),
        ("Q11", "B", "F", "01"),
        ("B11", "Y", "F", "15"),
        ("M21", "A", "A", "07"),
        ("M22", "A", "A", "08"),
        ("H51", "B", "F", "13"),
        ("N11", "B", "F", "13"),
        ("K33", "A", "N", "16"),
        ("M21", "A", "N", "17"),
        ("K33", "A", "H", "23"),
        ("Z51", "B", "Z", "01"),
        ("Z31", "B", "Z", "02"),
    ],
)
def test_kind_of_plate(vehicle_type: str, energy: str, use: str, kind: str) -> None:
    assert plates.kind_of(vehicle_type=vehicle_type, energy=energy, use=use) == kind
