"""A question: a pure function of stated inputs that the law can be asked by name, as ``cheguan law eval`` does.

The signature is the contract: the names and kinds of the inputs, a default for what may stay unsaid. A check on a
case (``rule.py``) and a question of the same code rest on the same functions. An amendment adds a second function
with the same code and a later first day; which of them answers is picked by the input named ``dated_by``.
"""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any, get_type_hints

import msgspec

from cheguan.law.citation import Citation, cite

Outcome = Mapping[str, Any]


class MissingInput(Exception):
    """The question cannot be decided without this input."""

    def __init__(self, field: str) -> None:
        super().__init__(f"缺少 {field} · {field} is missing")
        self.field = field


class BadInput(Exception):
    """An input is of the right kind, but no such thing exists or it contradicts another."""

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(problem)
        self.field = field


@dataclass(frozen=True, slots=True)
class Answer:
    """An outcome with the articles and the grade of what decided it, where that is not the whole question's."""

    outcome: Outcome
    citations: tuple[Citation, ...] = ()
    grade: str = ""


Ask = Callable[..., "Outcome | Answer"]


@dataclass(frozen=True, slots=True)
class Question:
    """One edition of a question. ``inputs`` is the type that the inputs are read into."""

    code: str
    citations: tuple[Citation, ...]
    since: date
    until: date | None
    grade: str
    en: str
    dated_by: str
    ask: Ask
    inputs: type[msgspec.Struct]
    decoder: msgspec.json.Decoder[Any]
    articles: tuple[str, ...]

    @property
    def gist(self) -> str:
        """The rule in the words of the office: the first paragraph of its docstring."""
        return (inspect.getdoc(self.ask) or "").split("\n\n")[0]


class QuestionConflict(Exception):
    """The editions of a question overlap, leave a gap, or take different inputs."""


_QUESTIONS: dict[str, tuple[Question, ...]] = {}


def question(
    code: str,
    *citations: str,
    since: date,
    until: date | None = None,
    grade: str = "A",
    en: str,
    dated_by: str = "",
) -> Callable[[Ask], Ask]:
    """Register a function as an edition of the question ``code``; its parameters are the inputs."""
    if not citations:
        raise ValueError(f"{code}: a question cites at least one article")
    found = tuple(cite(each) for each in citations)

    def register(ask: Ask) -> Ask:
        inputs = _inputs(code, ask)
        if dated_by and dated_by not in inputs.__struct_fields__:
            raise ValueError(f"{code}: no input is named {dated_by}")
        articles = tuple(str(each) for each in found)
        decoder = msgspec.json.Decoder(inputs)
        _add(Question(code, found, since, until, grade, en, dated_by, ask, inputs, decoder, articles))
        return ask

    return register


def editions(code: str) -> tuple[Question, ...]:
    """All editions of a question, the earliest first; ``KeyError`` when nobody registered it."""
    return _QUESTIONS[code]


def codes() -> frozenset[str]:
    return frozenset(_QUESTIONS)


def _inputs(code: str, ask: Ask) -> type[msgspec.Struct]:
    """The type of the inputs; ``class_`` is written ``class`` outside, as Python keeps that word for itself."""
    hints = get_type_hints(ask, include_extras=True)
    parameters = inspect.signature(ask).parameters
    fields: list[tuple[str, Any, Any]] = [
        (name, hints[name], msgspec.NODEFAULT if each.default is inspect.Parameter.empty else each.default)
        for name, each in parameters.items()
    ]
    title = "".join(part.title() for part in code.replace(".", "_").split("_"))
    written = {name: name.removesuffix("_") for name in parameters}
    return msgspec.defstruct(title, fields, kw_only=True, frozen=True, rename=written)


def _add(new: Question) -> None:
    known = tuple(sorted((*_QUESTIONS.get(new.code, ()), new), key=lambda each: each.since))
    for earlier, later in pairwise(known):
        if earlier.until is None or earlier.until >= later.since:
            raise QuestionConflict(f"{new.code}: the editions from {earlier.since} and {later.since} overlap")
        if not later.dated_by or earlier.dated_by != later.dated_by:
            raise QuestionConflict(f"{new.code}: several editions need the input whose day picks between them")
    _QUESTIONS[new.code] = known
