"""Asking the law by name: one JSON object in, one out. What is wrong with a line is an answer too, never a fault.

Questions live in ``law/questions``, one file for each first word of their code, and a file is read when it is first
asked. No clock: the edition in force is picked by the day in the inputs.
"""

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import msgspec

from cheguan.law import question
from cheguan.law.lawfile import LAW
from cheguan.law.question import Answer, BadInput, MissingInput, Question

PACKAGE = "cheguan.law.questions"
SHOWN = 80
_AT = re.compile(r" - at (?:`key` in )?`\$\.?(?P<path>[^`]*)`$")
_LACKS = re.compile(r"missing required field `(?P<field>[^`]+)`")


class _Line(msgspec.Struct):
    rule: Any = None
    inputs: msgspec.Raw = msgspec.Raw(b"{}")


UNANSWERED = (MissingInput, BadInput, msgspec.MsgspecError, RecursionError, OverflowError, ValueError)
BOM = b"\xef\xbb\xbf"
_LINE = msgspec.json.Decoder(_Line)
_ENCODE = msgspec.json.Encoder().encode


def groups() -> tuple[str, ...]:
    return tuple(sorted(module.name for module in iter_modules([str(LAW / "questions")])))


def codes() -> tuple[str, ...]:
    """Every question there is."""
    for group in groups():
        import_module(f"{PACKAGE}.{group}")
    return tuple(sorted(question.codes()))


@cache
def find(code: str) -> tuple[Question, ...]:
    """The editions of a question, the earliest first; none when there is no such question."""
    group = code.partition(".")[0]
    if group not in groups():
        return ()
    import_module(f"{PACKAGE}.{group}")
    return question.editions(code) if code in question.codes() else ()


def answer_line(line: bytes) -> tuple[bytes, bool]:
    """The answer to one line, and whether it is an outcome."""
    answered = _answer(line)
    return _ENCODE(answered), "outcome" in answered


def answer(code: str, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """The answer to a question about plain values (dates as text, as in JSON)."""
    return _answer(_ENCODE({"rule": code, "inputs": inputs}))


def _answer(line: bytes) -> dict[str, Any]:
    try:
        asked = _LINE.decode(line.removeprefix(BOM))
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as wrong:
        return _error(None, "bad_json", f"不是一行有效的 JSON 对象 · not a JSON object: {wrong}"[: SHOWN * 3])
    code = asked.rule
    if not isinstance(code, str) or not (editions := find(code[:SHOWN])):
        return _error(code, "unknown_rule", "没有这条规则 · no such rule", field="rule")
    try:
        return _of(editions, asked.inputs)
    except UNANSWERED as wrong:
        return _error(code, *_problem(wrong))


def _of(editions: tuple[Question, ...], raw: msgspec.Raw) -> dict[str, Any]:
    asked, note = editions[-1], ""
    inputs = _read(asked, raw)
    if asked.dated_by:
        asked, note = _in_force(editions, getattr(inputs, asked.dated_by))
        if asked is not editions[-1]:
            inputs = _read(asked, raw)
    given = asked.ask(**{name: getattr(inputs, name) for name in asked.inputs.__struct_fields__})
    found = given if isinstance(given, Answer) else Answer(given)
    articles = [str(each) for each in found.citations] if found.citations else list(asked.articles)
    answered = {
        "rule": asked.code,
        "outcome": found.outcome,
        "articles": articles,
        "grade": "U" if note else found.grade or asked.grade,
    }
    return {**answered, "note": note} if note else answered


def _read(asked: Question, raw: msgspec.Raw) -> Any:
    """The inputs; a key that is given as null where null is no answer counts as not given."""
    try:
        return asked.decoder.decode(raw)
    except msgspec.ValidationError:
        given = msgspec.json.decode(raw)
        if not isinstance(given, dict) or None not in given.values():
            raise
        return asked.decoder.decode(_ENCODE({key: value for key, value in given.items() if value is not None}))


def _in_force(editions: tuple[Question, ...], on: date | None) -> tuple[Question, str]:
    """The edition of the day; before the first one that we hold the first answers, and says so."""
    if on is None:
        return editions[-1], ""
    for each in reversed(editions):
        if each.since <= on:
            return each, ""
    return editions[0], f"{editions[0].since} 以前的规定未收录，按其后的规定回答 · the law before that day is not held"


def _problem(wrong: Exception) -> tuple[str, str, str]:
    """Code, message and field of what stands against an answer."""
    match wrong:
        case MissingInput():
            return "missing_input", str(wrong), _top(wrong.field)
        case BadInput():
            return "bad_input", str(wrong), _top(wrong.field)
        case msgspec.ValidationError():
            return _wrong_input(str(wrong))
        case msgspec.MsgspecError() | UnicodeDecodeError() | RecursionError():
            return "bad_json", str(wrong), "inputs"
    return "out_of_range", f"数值或者日期超出范围 · out of range: {wrong}", "inputs"


def _wrong_input(text: str) -> tuple[str, str, str]:
    """What msgspec says of an input that lacks or is of the wrong kind."""
    lacks, at = _LACKS.search(text), _AT.search(text)
    path = at["path"] if at else ""
    if lacks:
        place = f"{path}.{lacks['field']}" if path else lacks["field"]
        return "missing_input", f"缺少 {place} · {place} is missing", _top(place)
    return "wrong_kind", f"种类不对 · {path}: {_AT.sub('', text)}", _top(path) or "inputs"


def _top(path: str) -> str:
    """The input that a place inside it belongs to."""
    return re.split(r"[.\[]", path, maxsplit=1)[0]


def _error(code: object, kind: str, message: str, field: str = "") -> dict[str, Any]:
    shown = code[:SHOWN] if isinstance(code, str) else None
    return {"rule": shown, "error": {"code": kind, "message": message, "field": field}}
