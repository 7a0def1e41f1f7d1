"""What the law answers when it is asked by name is what the jurists' examples say; no question goes without one."""

import json
from itertools import pairwise
from typing import Any

import msgspec
import pytest

from cheguan.law import asking, question
from cheguan.law.examples import WorkedExample, worked

EXAMPLES = worked()


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: f"{each.rule}: {each.title}")
def test_example(example: WorkedExample) -> None:
    answered = asking.answer(example.rule, example.inputs)
    assert "outcome" in answered, answered["error"]
    outcome = {key: answered["outcome"].get(key, "no such key") for key in example.outcome}
    assert plain(outcome) == plain(dict(example.outcome))
    assert set(example.articles) <= set(answered["articles"])


def plain(value: Any) -> Any:
    """As it stands in JSON."""
    return json.loads(msgspec.json.encode(value))


def test_every_edition_of_every_question_has_an_example() -> None:
    asked = {(example.rule, edition_of(example).since) for example in EXAMPLES}
    assert asked == {(code, each.since) for code in asking.codes() for each in question.editions(code)}


def edition_of(example: WorkedExample) -> question.Question:
    """The edition that answers the example; an example never leans on a day before the first one."""
    editions = asking.find(example.rule)
    day = example.inputs.get(editions[0].dated_by)
    if day is None:
        return editions[-1]
    return next(each for each in reversed(editions) if each.since <= day)


def test_editions_follow_each_other_without_a_gap() -> None:
    for code in asking.codes():
        known = question.editions(code)
        for earlier, later in pairwise(known):
            assert earlier.until is not None
            assert (later.since - earlier.until).days == 1, code
        assert known[-1].until is None, f"{code}: nothing answers after {known[-1].until}"


def test_every_question_says_in_both_languages_what_it_is() -> None:
    for code in asking.codes():
        for each in question.editions(code):
            assert each.gist, code
            assert each.en, code
