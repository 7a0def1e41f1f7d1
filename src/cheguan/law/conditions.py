"""When a material, a party or a fee is due: named predicates joined by ``and``, ``or``, ``not`` and brackets.

The names are all there is: an expression is compiled into functions once, and nothing is ever evaluated as code.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from cheguan.law.facts import CaseFacts

Test = Callable[[CaseFacts], bool]
Words = tuple[str, str]

_TOKEN = re.compile(r"\s*([()]|[a-z_0-9]+)")
_WORDS = frozenset({"and", "or", "not", "(", ")"})


class BadCondition(Exception):
    """The expression uses an unknown name or is not well formed."""

    def __init__(self, expression: str, problem: str) -> None:
        super().__init__(f"condition “{expression}”: {problem}")


@dataclass(frozen=True, slots=True)
class Predicate:
    """One word of the vocabulary. ``declared`` are the keys of the stated facts it reads.

    ``words`` say it to the applicant in Chinese and in English: 代理人办理, “an agent applies”.
    """

    name: str
    test: Test
    declared: tuple[str, ...]
    words: Words


@dataclass(frozen=True, slots=True)
class Condition:
    """A compiled expression. ``words`` say when it holds, in Chinese and in English."""

    text: str
    holds: Test
    declared: frozenset[str] = frozenset()
    words: Words = ("", "")


_PREDICATES: dict[str, Predicate] = {}


def predicate(name: str, *, zh: str, en: str, declared: tuple[str, ...] = ()) -> Callable[[Test], Test]:
    """Add a word to the vocabulary of conditions, with the words in which an applicant is told of it."""

    def register(test: Test) -> Test:
        if name in _PREDICATES or name in _WORDS:
            raise ValueError(f"the name {name} is taken")
        _PREDICATES[name] = Predicate(name, test, declared, (zh, en))
        return test

    return register


def compile_condition(expression: str) -> Condition:
    parser = _Parser(expression)
    found = parser.whole()
    return Condition(expression, found.test, frozenset(parser.declared), found.words)


def _always(case: CaseFacts) -> bool:
    return True


ALWAYS = Condition("", _always)


@dataclass(frozen=True, slots=True)
class _Part:
    """What has been read so far of an expression: its test and its words."""

    test: Test
    words: Words


class _Parser:
    def __init__(self, expression: str) -> None:
        self.expression = expression
        self.tokens = self._tokens()
        self.declared: set[str] = set()

    def whole(self) -> _Part:
        found = self._either()
        if self.tokens:
            raise self._wrong(f"unexpected “{self.tokens[0]}”")
        return found

    def _either(self) -> _Part:
        found = self._both()
        while self._next_is("or"):
            found = _either(found, self._both())
        return found

    def _both(self) -> _Part:
        found = self._single()
        while self._next_is("and"):
            found = _both(found, self._single())
        return found

    def _single(self) -> _Part:
        if self._next_is("not"):
            return _negated(self._single())
        if self._next_is("("):
            found = self._either()
            if not self._next_is(")"):
                raise self._wrong("a bracket is not closed")
            return found
        return self._word()

    def _word(self) -> _Part:
        if not self.tokens:
            raise self._wrong("ends too early")
        word = self.tokens.pop(0)
        if word not in _PREDICATES:
            raise self._wrong(f"unknown name “{word}”; allowed: {', '.join(sorted(_PREDICATES))}")
        self.declared.update(_PREDICATES[word].declared)
        return _Part(_PREDICATES[word].test, _PREDICATES[word].words)

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


def _either(one: _Part, other: _Part) -> _Part:
    first, second = one.test, other.test
    return _Part(lambda case: first(case) or second(case), _joined(one, ("或者", " or "), other))


def _both(one: _Part, other: _Part) -> _Part:
    first, second = one.test, other.test
    return _Part(lambda case: first(case) and second(case), _joined(one, ("，且", " and "), other))


def _negated(one: _Part) -> _Part:
    test = one.test
    zh, en = one.words
    several = "或者" in zh or "，且" in zh
    return _Part(lambda case: not test(case), (f"并非（{zh}）" if several else f"并非{zh}", f"not ({en})"))


def _joined(one: _Part, between: Words, other: _Part) -> Words:
    return one.words[0] + between[0] + other.words[0], one.words[1] + between[1] + other.words[1]
