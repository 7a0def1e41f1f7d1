"""Numbers that carry their own proof: VIN, resident identity number, unified social credit code, plate.

``…_problem`` answers with the kind of fault or with nothing. Values are checked as they are: ``normalise`` them first.
"""

import re
import unicodedata
from datetime import date

_VIN = re.compile(r"[A-HJ-NPR-Z0-9]{17}")
_VIN_VALUES = dict(zip("0123456789ABCDEFGHJKLMNPRSTUVWXYZ", "012345678912345678123457923456789", strict=True))
_VIN_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
_VIN_REMAINDERS = "0123456789X"

_RESIDENT = re.compile(r"[1-9]\d{16}[\dX]", re.ASCII)
_RESIDENT_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_RESIDENT_REMAINDERS = "10X98765432"
_OLDEST = 150

_USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC = re.compile(rf"[1-9ANY][{_USCC_ALPHABET}]\d{{6}}[{_USCC_ALPHABET}]{{10}}", re.ASCII)
_USCC_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)

PROVINCES = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新"
_PREFIX = re.compile(rf"[{PROVINCES}][A-HJ-NP-Z]")
_SIGN = "[A-HJ-NP-Z0-9]"
_FIVE = rf"(?=(?:\d*[A-Z]){{0,2}}\d*$){_SIGN}{{5}}"
PLATE_FORMS: dict[str, re.Pattern[str]] = {
    "01": re.compile(_FIVE, re.ASCII),
    "02": re.compile(_FIVE, re.ASCII),
    "07": re.compile(_FIVE, re.ASCII),
    "08": re.compile(_FIVE, re.ASCII),
    "13": re.compile(_FIVE, re.ASCII),
    "15": re.compile(rf"{_SIGN}{{4}}挂", re.ASCII),
    "16": re.compile(rf"{_SIGN}{{4}}学", re.ASCII),
    "17": re.compile(rf"{_SIGN}{{4}}学", re.ASCII),
    "23": re.compile(rf"{_SIGN}{{4}}警", re.ASCII),
    "24": re.compile(rf"{_SIGN}{{4}}警", re.ASCII),
    "26": re.compile(rf"{_SIGN}{{4}}港", re.ASCII),
    "27": re.compile(rf"{_SIGN}{{4}}澳", re.ASCII),
    "51": re.compile(r"\d{5}[A-HJK]", re.ASCII),
    "52": re.compile(rf"[A-HJK]{_SIGN}\d{{4}}", re.ASCII),
}


def normalise(value: str) -> str:
    """Full-width signs become ordinary ones, spaces and the plate's middle dot go, letters become capitals."""
    return re.sub(r"[\s·•.\-]+", "", unicodedata.normalize("NFKC", value)).upper()


def vin_problem(value: str) -> str | None:
    """``length``, ``character`` or ``check_digit`` (GB 16735)."""
    if len(value) != 17:
        return "length"
    if not _VIN.fullmatch(value):
        return "character"
    return None if vin_check_digit(value) == value[8] else "check_digit"


def vin_check_digit(value: str) -> str:
    """The ninth sign that the other sixteen ask for; what stands in the ninth place does not matter."""
    total = sum(int(_VIN_VALUES[sign]) * weight for sign, weight in zip(value, _VIN_WEIGHTS, strict=True) if weight)
    return _VIN_REMAINDERS[total % 11]


def resident_id_problem(value: str, *, on: date | None = None) -> str | None:
    """``length``, ``character``, ``date`` or ``check_digit`` (GB 11643). The old form of 15 digits is refused.

    With ``on`` a birth after that day, or more than 150 years before it, is a wrong date.
    """
    if len(value) != 18:
        return "length"
    if not _RESIDENT.fullmatch(value):
        return "character"
    born = birth_of(value)
    if born is None or (on is not None and not on.year - _OLDEST <= born.year <= on.year) or (on and born > on):
        return "date"
    return None if resident_id_check(value[:17]) == value[17] else "check_digit"


def resident_id_check(first_17: str) -> str:
    total = sum(int(digit) * weight for digit, weight in zip(first_17, _RESIDENT_WEIGHTS, strict=True))
    return _RESIDENT_REMAINDERS[total % 11]


def birth_of(resident_id: str) -> date | None:
    """The day of birth in a resident identity number; nothing for a day that the calendar does not have."""
    year, month, day = int(resident_id[6:10]), int(resident_id[10:12]), int(resident_id[12:14])
    try:
        return date(year, month, day)
    except ValueError:
        return None


def uscc_problem(value: str) -> str | None:
    """``length``, ``character`` or ``check_digit`` (GB 32100). Codes of the army and of villages (A, N, Y) count too."""
    if len(value) != 18:
        return "length"
    if not _USCC.fullmatch(value):
        return "character"
    return None if uscc_check(value[:17]) == value[17] else "check_digit"


def uscc_check(first_17: str) -> str:
    total = sum(_USCC_ALPHABET.index(sign) * weight for sign, weight in zip(first_17, _USCC_WEIGHTS, strict=True))
    return _USCC_ALPHABET[-total % 31]


def plate_problem(value: str, kind: str | None = None) -> str | None:
    """``region`` (province and office letter), ``character`` or ``pattern`` (GA 36); any kind of plate if none is named."""
    if not _PREFIX.match(value):
        return "region"
    serial = value[2:]
    if re.search(r"[IOa-z]", serial) or not re.fullmatch(rf"{_SIGN}{{4,6}}[挂学警港澳]?", serial, re.ASCII):
        return "character" if re.search(r"[^A-HJ-NP-Z0-9挂学警港澳]", serial) else "pattern"
    if serial[-1] in "港澳" and not value.startswith("粤Z"):
        return "region"
    forms = PLATE_FORMS.values() if kind is None else (PLATE_FORMS[kind],)
    return None if any(form.fullmatch(serial) for form in forms) else "pattern"
