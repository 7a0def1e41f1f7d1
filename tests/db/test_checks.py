"""PostgreSQL and the law say the same about an identifier."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from cheguan.law import identifiers

VIN_SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
SEEN = settings(max_examples=300)


def in_database(function: str, *values: Any) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}({', '.join(['%s'] * len(values))})", values)
        return bool(cursor.fetchone()[0])


def mended(text: str, place: int, digit: Callable[[str], str]) -> str:
    """The same text with a true check digit at the place."""
    return text[:place] + digit(text) + text[place + 1 :]


@pytest.mark.django_db
@SEEN
@given(st.text(VIN_SIGNS, min_size=16, max_size=18), st.booleans())
def test_vin(text: str, mend: bool) -> None:
    if mend and len(text) == 17 and not set("IOQ") & set(text):
        text = mended(text, 8, identifiers.vin_check_digit)
    assert in_database("vin_is_sound", text, True) == (identifiers.vin_problem(text) is None)


@pytest.mark.django_db
@SEEN
@given(
    st.from_regex(r"[1-9][0-9]{5}(19|20)[0-9]{2}[01][0-9][0-3][0-9]{4}", fullmatch=True),
    st.sampled_from(["0", "7", "X", "x"]),
    st.booleans(),
)
def test_resident_id(body: str, sign: str, mend: bool) -> None:
    text = body + (identifiers.resident_id_check(body) if mend else sign)
    assert in_database("resident_id_is_sound", text) == (identifiers.resident_id_problem(text) is None)


@pytest.mark.django_db
@SEEN
@given(
    st.from_regex(r"[19ANY][1-9A-Z][0-9]{6}[0-9A-Z]{9}", fullmatch=True),
    st.sampled_from(list("0123456789ABCX")),
    st.booleans(),
)
def test_uscc(body: str, sign: str, mend: bool) -> None:
    sound = mend and not set("IOSVZ") & set(body[1:])
    text = body + (identifiers.uscc_check(body) if sound else sign)
    assert in_database("uscc_is_sound", text) == (identifiers.uscc_problem(text) is None)


@pytest.mark.django_db
@SEEN
@given(
    st.sampled_from(["01", "02", "07", "15", "16", "23", "51", "52"]),
    st.from_regex(r"桂[A-Z][0-9A-HJ-NP-Z]{4,6}[挂学警]?", fullmatch=True),
)
def test_what_the_law_accepts_as_a_plate_the_database_accepts(kind: str, number: str) -> None:
    if identifiers.plate_problem(number, kind=kind) is None:
        assert in_database("plate_is_sound", kind, number)
    if number[1] in "IO":
        assert not in_database("plate_is_sound", kind, number)
