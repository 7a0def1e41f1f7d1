"""Citing the law: only articles that ``law/statutes`` holds can be cited, and a wrong citation fails at import.

``cite("机动车登记规定#15(7)")`` is article 15, item 7; ``cite("机动车驾驶证申领和使用规定@162#65")`` pins an edition;
``cite("GA 36-2018")`` names a whole instrument, as one does with a standard.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from cheguan.law.lawfile import LAW, Table, read_folder

STATUTES = LAW / "statutes"
GRADES = ("A", "B", "C", "U")
_REFERENCE = re.compile(r"(?P<instrument>[^@#]+)(@(?P<edition>[^#]+))?(#(?P<article>[^#()]+)(\((?P<item>[^()]+)\))?)?")


class UnknownArticle(Exception):
    """The statutes folder holds no such instrument, edition or article."""


@dataclass(frozen=True, slots=True)
class Edition:
    """One wording of an instrument, with our own one-line gist of each article."""

    instrument: str
    edition: str
    title: str
    title_en: str
    kind: str
    number: str
    in_force_from: date
    in_force_until: date | None
    grade: str
    source: str
    articles: Mapping[str, str]

    def in_force(self, on: date) -> bool:
        return self.in_force_from <= on and (self.in_force_until is None or on <= self.in_force_until)


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in the law. Without an edition it means the wording in force on the day that is asked about."""

    instrument: str
    article: str | None = None
    item: str | None = None
    edition: str | None = None

    def __str__(self) -> str:
        if self.article is None and editions()[self.instrument][0].kind == "standard":
            return self.instrument
        article = self.article or ""
        article = f"第{article}条" if article.isdecimal() else article
        return f"《{self.instrument}》{article}" + (f"第{self.item}项" if self.item else "")

    @property
    def reference(self) -> str:
        edition = f"@{self.edition}" if self.edition else ""
        return self.instrument + edition + (f"#{self.key}" if self.key else "")

    @property
    def key(self) -> str:
        return (self.article or "") + (f"({self.item})" if self.item else "")

    def wording(self, on: date) -> Edition:
        """The edition that holds on that day; a pinned edition holds on any day."""
        for edition in editions()[self.instrument]:
            meant = edition.edition == self.edition or (self.edition is None and edition.in_force(on))
            if meant and (not self.key or self.key in edition.articles):
                return edition
        raise UnknownArticle(f"{self.reference} was not in force on {on}")

    def gist(self, on: date) -> str:
        return self.wording(on).articles.get(self.key, "")


@cache
def cite(reference: str) -> Citation:
    """The citation for a reference; raises ``UnknownArticle`` when the statutes do not hold it."""
    found = _REFERENCE.fullmatch(reference)
    if found is None or found["instrument"] not in editions():
        raise UnknownArticle(f"no such instrument: {reference}; held: {', '.join(sorted(editions()))}")
    citation = Citation(found["instrument"], found["article"], found["item"], found["edition"])
    wordings = [each for each in editions()[citation.instrument] if citation.edition in (None, each.edition)]
    if not wordings:
        raise UnknownArticle(f"no such edition: {reference}")
    if citation.key and not any(citation.key in each.articles for each in wordings):
        raise UnknownArticle(f"no such article: {reference}; add its gist to law/statutes if it exists")
    return citation


def cited(table: Table, key: str) -> tuple[Citation, ...]:
    """The citations under a key of a file of the law; a wrong one is an error of that file and line."""
    return tuple(_cited(table, reference) for reference in table.texts(key))


def _cited(table: Table, reference: str) -> Citation:
    try:
        return cite(reference)
    except UnknownArticle as unknown:
        raise table.error(str(unknown), near=reference) from unknown


@cache
def editions() -> Mapping[str, tuple[Edition, ...]]:
    return load_editions(STATUTES)


def load_editions(folder: Path) -> dict[str, tuple[Edition, ...]]:
    """All instruments, each with its editions by date. An amending edition takes over what it leaves unchanged."""
    found: dict[str, list[Edition]] = {}
    for file in sorted(read_folder(folder), key=lambda each: (each.day("in_force_from"), each.path.name)):
        earlier = found.setdefault(file.text("instrument"), [])
        edition = _edition(file, earlier)
        if earlier and not _follows(earlier[-1], edition):
            raise file.error(f"editions {earlier[-1].edition} and {edition.edition} overlap", near="in_force_from")
        earlier.append(edition)
    return {instrument: tuple(known) for instrument, known in found.items()}


def _edition(file: Table, earlier: list[Edition]) -> Edition:
    amended = file.text("amends", "")
    if amended:
        file.known("amends", amended, [each.edition for each in earlier])
    inherited = next((each.articles for each in earlier if each.edition == amended), {})
    articles = file.table("articles")
    edition = Edition(
        instrument=file.text("instrument"),
        edition=file.text("edition"),
        title=file.text("title"),
        title_en=file.text("title_en"),
        kind=file.one_of("kind", ("statute", "standard", "opinion")),
        number=file.text("number"),
        in_force_from=file.day("in_force_from"),
        in_force_until=file.optional_day("in_force_until"),
        grade=file.one_of("grade", GRADES),
        source=file.text("source"),
        articles={**inherited, **{key: articles.text(key) for key in articles}},
    )
    file.done()
    if edition.in_force_until is not None and edition.in_force_until < edition.in_force_from:
        raise file.error("in_force_until is before in_force_from", near="in_force_until")
    return edition


def _follows(earlier: Edition, later: Edition) -> bool:
    return earlier.in_force_until is not None and earlier.in_force_until < later.in_force_from
