"""Stated facts: what an officer says about the papers or the vehicle, how it is asked, and what is no answer to it.

A statement is kept as text: ``yes``, a code, a day as 2026-03-02, a whole number, or words of a named form.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from cheguan.law import identifiers
from cheguan.law.citation import Citation

KINDS = ("yes_no", "text", "date", "choice", "number")
STAGES = ("accept", "verify")
DAYS = ("past", "future", "any")
LONGEST = 200
PROOFS: Mapping[str, Callable[[str], str | None]] = {
    "vin": identifiers.vin_problem,
    "plate": identifiers.plate_problem,
    "uscc": identifiers.uscc_problem,
    "resident_id": identifiers.resident_id_problem,
}
_INVISIBLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")
_WHOLE = re.compile(r"0|-?[1-9][0-9]{0,8}")


@dataclass(frozen=True, slots=True)
class Format:
    """The form that a text must have: a pattern, or a number that proves itself. ``said`` to a wrong one, in both languages."""

    code: str
    pattern: re.Pattern[str] | None
    proof: str
    said: tuple[str, str]
    capitals: bool = False

    def fits(self, value: str) -> bool:
        if self.pattern is not None:
            return self.pattern.fullmatch(value) is not None
        return PROOFS[self.proof](value) is None

    def normalised(self, value: str) -> str:
        """As people write it → as it is kept: a number that proves itself loses its blanks and small letters."""
        if self.proof:
            return identifiers.normalise(value)
        return value.strip().upper() if self.capitals else value.strip()


@dataclass(frozen=True, slots=True)
class Declaration:
    """A fact that the officer states about the papers or the vehicle. ``stage`` is when: at acceptance or verification.

    Unstated it counts as ``default``; an empty default means that the law presumes nothing. ``required``: without it
    the matter cannot be accepted (or verified). ``day`` says on which side of the day of asking a date must lie.
    ``table`` is the national code table that the choices come from.
    """

    code: str
    question_zh: str
    question_en: str
    kind: str
    choices: tuple[tuple[str, str, str], ...]
    stage: str
    default: str
    basis: Citation
    required: bool = False
    least: int | None = None
    most: int | None = None
    day: str = "past"
    format: Format | None = None
    table: str = ""

    def fault(self, value: str, *, on: date) -> tuple[str, str] | None:
        """Why the value is no answer, in Chinese and English; nothing when it is one. Nothing said is no fault here."""
        if not value:
            return None
        if self.kind in ("yes_no", "choice"):
            return self._not_offered(value)
        if self.kind == "date":
            return self._wrong_day(value, on)
        return self._wrong_number(value) if self.kind == "number" else self._wrong_text(value)

    def _not_offered(self, value: str) -> tuple[str, str] | None:
        offered = [code for code, _, _ in self.choices]
        if value in offered:
            return None
        return f"应为{'、'.join(offered)}之一", f"must be one of {', '.join(offered)}"

    def _wrong_day(self, value: str, on: date) -> tuple[str, str] | None:
        try:
            day = date.fromisoformat(value)
        except ValueError:
            return "不是日期，应写作2026-03-02", "is no date; write 2026-03-02"
        if self.day == "past" and day > on:
            return "日期不能晚于今天", "cannot be later than today"
        if self.day == "future" and day < on:
            return "日期不能早于今天", "cannot be earlier than today"
        return None

    def _wrong_number(self, value: str) -> tuple[str, str] | None:
        if not _WHOLE.fullmatch(value):
            return "应为整数", "must be a whole number"
        if self.least is not None and int(value) < self.least:
            return f"不能小于{self.least}", f"cannot be below {self.least}"
        if self.most is not None and int(value) > self.most:
            return f"不能大于{self.most}", f"cannot be above {self.most}"
        return None

    def _wrong_text(self, value: str) -> tuple[str, str] | None:
        if _INVISIBLE.search(value):
            return "含有看不见的控制字符", "contains invisible characters"
        if len(value) > LONGEST:
            return f"最多{LONGEST}个字", f"has more than {LONGEST} characters"
        if self.format is not None and not self.format.fits(value):
            return self.format.said
        return None


@dataclass(frozen=True, slots=True)
class Fault:
    """One statement that is missing or no answer to its question."""

    code: str
    reason: str
    reason_en: str


def faults(
    asked: tuple[Declaration, ...], stated: Mapping[str, str], *, on: date, stage: str, complete: bool = True
) -> tuple[Fault, ...]:
    """What is wrong with the statements of a stage. ``complete``: also which required ones are not there."""
    found = []
    for each in asked:
        if each.stage != stage:
            continue
        said = each.fault(stated.get(each.code, ""), on=on)
        if said is None and complete and each.required and not stated.get(each.code):
            said = "没有填写", "is not stated"
        if said is not None:
            found.append(Fault(each.code, f"“{each.question_zh}”{said[0]}", f"“{each.question_en}” {said[1]}"))
    return tuple(found)
