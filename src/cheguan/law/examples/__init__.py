"""Worked examples that a jurist can read: what is asked, what the law answers, by which articles.

``law explain`` shows them, and the tests hold the law to them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from cheguan.law.citation import cited
from cheguan.law.lawfile import LAW, Table, read_folder

EXAMPLES = LAW / "examples"


@dataclass(frozen=True, slots=True)
class WorkedExample:
    """``outcome`` holds those keys of the answer that the example is about; ``articles`` some of those it cites.

    In a file ``nothing`` names the keys whose answer is that there is none (null).
    """

    rule: str
    title: str
    inputs: Mapping[str, Any]
    outcome: Mapping[str, Any]
    articles: tuple[str, ...]


@cache
def worked() -> tuple[WorkedExample, ...]:
    return load(EXAMPLES)


def load(folder: Path) -> tuple[WorkedExample, ...]:
    """Every example of a folder; one without an article, an input or an outcome is refused with its file and line."""
    return tuple(example for file in read_folder(folder) for example in _examples(file))


def _examples(file: Table) -> tuple[WorkedExample, ...]:
    found = tuple(_example(row) for row in file.tables("example"))
    file.done()
    return found


def _example(row: Table) -> WorkedExample:
    articles = tuple(str(each) for each in cited(row, "articles"))
    if not articles:
        raise row.error("an example names the articles that it shows", near=row.text("title"))
    found = WorkedExample(
        rule=row.text("rule"),
        title=row.text("title"),
        inputs=row.plain("inputs"),
        outcome={**row.plain("outcome"), **dict.fromkeys(row.texts("nothing"))},
        articles=articles,
    )
    row.done()
    return found
