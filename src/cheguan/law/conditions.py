"""When a material, a party or a fee is due: named predicates joined by ``and``, ``or``, ``not`` and brackets.

The names are all there is: an expression is compiled into functions once, and nothing is ever evaluated as code.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from cheguan.law.facts import CaseFacts

Test = Callable[[CaseFacts], bool]

_TOKEN = re.compile(r"\s*([()]|[a-z_0-9]+)")
_WORDS = frozenset({"and", "or", "not", "(", ")"})


class BadCondition(Exception):
    """The expression uses an unknown name or is not well formed."""

    def __init__(self, expression: str, problem: str) -> None:
        super().__init__(f"condition “{expression}”: {problem}")


@dataclass(frozen=True, slots=True)
class Predicate:
    """One word of the vocabulary. ``declared`` are the keys of the stated facts it reads."""

    name: str
    test: Test
    declared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Condition:
    """A compiled expression."""

    text: str
    holds: Test
    declared: frozenset[str] = frozenset()


_PREDICATES: dict[str, Predicate] = {}


def predicate(name: str, *, declared: tuple[str, ...] = ()) -> Callable[[Test], Test]:
    """Add a word to the vocabulary of conditions."""

    def register(test: Test) -> Test:
        if name in _PREDICATES or name in _WORDS:
            raise ValueError(f"the name {name} is taken")
        _PREDICATES[name] = Predicate(name, test, declared)
        return test

    return register


def vocabulary() -> Mapping[str, Predicate]:
    return MappingProxyType(_PREDICATES)


def compile_condition(expression: str) -> Condition:
    parser = _Parser(expression)
    holds = parser.whole()
    return Condition(expression, holds, frozenset(parser.declared))


def _always(case: CaseFacts) -> bool:
    return True


ALWAYS = Condition("", _always)


class _Parser:
    def __init__(self, expression: str) -> None:
        self.expression = expression
        self.tokens = self._tokens()
        self.declared: set[str] = set()

    def whole(self) -> Test:
        found = self._either()
        if self.tokens:
            raise self._wrong(f"unexpected “{self.tokens[0]}”")
        return found

    def _either(self) -> Test:
        found = self._both()
        while self._next_is("or"):
            found = _either(found, self._both())
        return found

    def _both(self) -> Test:
        found = self._single()
        while self._next_is("and"):
            found = _both(found, self._single())
        return found

    def _single(self) -> Test:
        if self._next_is("not"):
            return _negated(self._single())
        if self._next_is("("):
            found = self._either()
            if not self._next_is(")"):
                raise self._wrong("a bracket is not closed")
            return found
        return self._word()

    def _word(self) -> Test:
        if not self.tokens:
            raise self._wrong("ends too early")
        word = self.tokens.pop(0)
        if word not in _PREDICATES:
            raise self._wrong(f"unknown name “{word}”; allowed: {', '.join(sorted(_PREDICATES))}")
        self.declared.update(_PREDICATES[word].declared)
        return _PREDICATES[word].test

    def _next_is(self, word: str) -> bool:
        if self.tokens and self.tokens[0] == word:
            del self.tokens[0]
            return True
        return False

    def _tokens(self) -> list[str]:
        tokens, at, text = [], 0, self.expression.rstrip()
        while at < len(text):
            found = _TOKEN.match(text, at)
            if found is None:
                raise self._wrong(f"cannot read “{text[at:]}”")
            tokens.append(found[1])
            at = found.end()
        return tokens

    def _wrong(self, problem: str) -> BadCondition:
        return BadCondition(self.expression, problem)


def _either(one: Test, other: Test) -> Test:
    return lambda case: one(case) or other(case)


def _both(one: Test, other: Test) -> Test:
    return lambda case: one(case) and other(case)


def _negated(one: Test) -> Test:
    return lambda case: not one(case)
