"""Check digits and forms: known examples, an independent oracle, and what the arithmetic promises."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric, uscc

from cheguan.law import identifiers as ids

VIN_SIGNS = "0123456789ABCDEFGHJKLMNPRSTUVWXYZ"
VIN_VALUES = dict(zip(VIN_SIGNS, "012345678912345678123457923456789", strict=True))
USCC_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"

vin_bodies = st.text(VIN_SIGNS, min_size=17, max_size=17)
births = st.dates(date(1900, 1, 1), date(2026, 11, 22))


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ("LATPAB071W1005301", None),
        ("LSVAA49J132047371", None),
        ("1M8GDM9AXKP042788", None),
        ("11111111111111111", None),
        ("1M8GDM9A1KP042788", "check_digit"),
        ("1M8GDM9AIKP042788", "character"),
        ("1M8GDM9AXKP04278", "length"),
        ("1M8GDM9AXKP0427888", "length"),
        ("1m8gdm9axkp042788", "character"),
        ("1M8GDM9AXKP04278８", "character"),
        ("", "length"),
    ],
)
def test_vin(value: str, problem: str | None) -> None:
    assert ids.vin_problem(value) == problem


@given(vin_bodies)
def test_a_vin_with_its_check_digit_is_valid(body: str) -> None:
    assert ids.vin_problem(built_vin(body)) is None


@given(vin_bodies, st.integers(0, 16), st.sampled_from(VIN_SIGNS))
def test_one_wrong_sign_of_another_value_is_found_in_a_vin(body: str, place: int, sign: str) -> None:
    vin = built_vin(body)
    wrong = vin[:place] + sign + vin[place + 1 :]
    if (place == 8 and sign != vin[8]) or (place != 8 and VIN_VALUES[sign] != VIN_VALUES[vin[place]]):
        assert ids.vin_problem(wrong) == "check_digit"


def built_vin(body: str) -> str:
    return body[:8] + ids.vin_check_digit(body) + body[9:]


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ("11010519491231002X", None),
        ("360426199101010071", None),
        ("450502198802290012", None),
        ("360426199101010072", "check_digit"),
        ("45050219880229001X", "check_digit"),
        ("450502198902290012", "date"),
        ("450502198813010012", "date"),
        ("450502880229001", "length"),
        ("45050219880229001x", "character"),
        ("A50502198802290012", "character"),
        ("4505021988022900１2", "character"),
    ],
)
def test_resident_id(value: str, problem: str | None) -> None:
    assert ids.resident_id_problem(value) == problem


@given(births, st.integers(0, 999))
def test_a_built_resident_id_is_valid_and_the_oracle_agrees(birth: date, sequence: int) -> None:
    value = built_id(birth, sequence)
    assert ids.resident_id_problem(value, on=date(2026, 11, 22)) is None
    assert ids.birth_of(value) == birth
    assert ric.calc_check_digit(value) == value[17]


@given(births, st.integers(0, 999), st.integers(0, 17), st.sampled_from("0123456789"))
def test_one_wrong_digit_is_always_found_in_a_resident_id(birth: date, sequence: int, place: int, digit: str) -> None:
    value = built_id(birth, sequence)
    wrong = value[:place] + digit + value[place + 1 :]
    assert (ids.resident_id_problem(wrong) is None) == (wrong == value)


def test_a_birth_in_the_future_or_long_past_is_no_date() -> None:
    today = date(2026, 11, 22)
    assert ids.resident_id_problem(built_id(today + timedelta(days=1), 1), on=today) == "date"
    assert ids.resident_id_problem(built_id(today, 1), on=today) is None
    assert ids.resident_id_problem(built_id(date(1870, 1, 1), 1), on=today) == "date"


def built_id(birth: date, sequence: int) -> str:
    first = f"450502{birth:%Y%m%d}{sequence:03d}"
    return first + ids.resident_id_check(first)


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ("91110000600037341L", None),
        ("9144030071526726XG", None),
        ("91330100799655058B", None),
        ("91440300192317458F", None),
        ("91440300192317458E", "check_digit"),
        ("91110000600037341I", "character"),
        ("9111000060003734L", "length"),
    ],
)
def test_uscc(value: str, problem: str | None) -> None:
    assert ids.uscc_problem(value) == problem


@given(st.sampled_from(("91", "92", "11", "12", "51", "N2", "A1", "Y1")), st.text(USCC_SIGNS, min_size=9, max_size=9))
def test_a_built_uscc_is_valid_and_the_oracle_agrees_where_it_is_not_too_strict(kind: str, body: str) -> None:
    first = f"{kind}450502{body}"
    value = first + ids.uscc_check(first)
    assert ids.uscc_problem(value) is None
    if kind.isdigit():
        assert uscc.calc_check_digit(value) == value[17]


@given(st.text(USCC_SIGNS, min_size=9, max_size=9), st.integers(8, 17), st.sampled_from(USCC_SIGNS))
def test_one_wrong_sign_is_always_found_in_a_uscc(body: str, place: int, sign: str) -> None:
    value = f"91450502{body}" + ids.uscc_check(f"91450502{body}")
    wrong = value[:place] + sign + value[place + 1 :]
    assert (ids.uscc_problem(wrong) is None) == (wrong == value)


@pytest.mark.parametrize(
    ("value", "kind", "problem"),
    [
        ("桂E12345", None, None),
        ("桂E12345", "02", None),
        ("桂EA1234", "01", None),
        ("桂EA123B", "02", None),
        ("桂EABC12", None, "pattern"),
        ("桂E1O345", None, "character"),
        ("桂ED12345", "52", None),
        ("桂ED12345", "02", "pattern"),
        ("桂EDA1234", "52", None),
        ("桂EF1A234", None, "pattern"),
        ("桂EL12345", None, "pattern"),
        ("桂E12345D", "51", None),
        ("桂E12345L", "51", "pattern"),
        ("桂E1234学", "16", None),
        ("桂EA123学", None, None),
        ("桂E1234挂", "15", None),
        ("桂E12345挂", None, "pattern"),
        ("桂E1234警", "23", None),
        ("粤Z1234港", "26", None),
        ("桂E1234港", None, "region"),
        ("桂I12345", None, "region"),
        ("某E12345", None, "region"),
        ("桂E1234", None, "pattern"),
        ("桂E", None, "pattern"),
        ("", None, "region"),
        ("桂E12345\x00", None, "character"),
        ("桂E1２345", None, "character"),
    ],
)
def test_plate(value: str, kind: str | None, problem: str | None) -> None:
    assert ids.plate_problem(value, kind) == problem


@given(st.text(max_size=20))
def test_no_text_makes_a_check_fail(value: str) -> None:
    for check in (ids.vin_problem, ids.resident_id_problem, ids.uscc_problem, ids.plate_problem):
        assert check(value) in {None, "length", "character", "date", "check_digit", "region", "pattern"}


@pytest.mark.parametrize(
    ("typed", "meant"), [(" 桂e·12345 ", "桂E12345"), ("１１０１０５１９４９１２３１００２ｘ", "11010519491231002X")]
)
def test_normalise(typed: str, meant: str) -> None:
    assert ids.normalise(typed) == meant
