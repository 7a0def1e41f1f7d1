"""A trial's figures with their names, the same for the terminal, the file and the desk."""

from collections.abc import Iterator
from dataclasses import dataclass

from cheguan.law import catalogue, dictionary, rule
from cheguan.oversight.planning.trial import VERIFICATION, Result, Side, Tally

# Attribute of a side, its name in both languages, and whether fewer is better.
FIGURES = (
    ("cases", "办件（件）", "Cases", False),
    ("papers", "申请人交的材料（份）", "Papers handed in", True),
    ("trips", "跑动次数（次）", "Visits", True),
    ("at_once", "一次办成（件）", "Finished on the first visit", False),
    ("notices", "告知补正（件）", "Told what is missing", True),
    ("minutes", "窗口分钟", "Minutes at the counter", True),
    ("fee_yuan", "收费（元）", "Fees (yuan)", True),
    ("refused", "不予受理、不予办理（件）", "Refused", True),
    ("verified", "查验（辆次）", "Vehicles verified", True),
)
LANE = (
    "免去的查验曾经不合格，或者查验中发现了不予办理的理由",
    "The verification that is spared had failed, or found a reason to refuse",
)


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure on both sides. ``change`` is with the reform less without."""

    code: str
    name: str
    name_en: str
    without: float
    within: float
    fewer_is_better: bool

    @property
    def change(self) -> float:
        return self.within - self.without

    @property
    def percent(self) -> float | None:
        return 100 * self.change / self.without if self.without else None

    @property
    def better(self) -> bool | None:
        """Whether the change is one to the better; nothing when there is none."""
        return None if not round(self.change, 2) else (self.change < 0) is self.fewer_is_better


@dataclass(frozen=True, slots=True)
class Risk:
    """Cases in which a check that would be skipped had found something."""

    code: str
    name: str
    name_en: str
    cases: int


def figures(tally: Tally) -> tuple[Figure, ...]:
    return tuple(
        Figure(code, name, name_en, _value(tally.without, code), _value(tally.within, code), fewer)
        for code, name, name_en, fewer in FIGURES
    )


def risks(tally: Tally) -> tuple[Risk, ...]:
    """The commonest first."""
    found = sorted(tally.risk.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Risk(code, *_named(code), cases) for code, cases in found)


def lines(result: Result) -> Iterator[tuple[str, str, Figure]]:
    """Every figure of the whole and of each service: code of the service (empty for the whole), its name, the figure."""
    for figure in figures(result.total):
        yield "", "合计", figure
    for code, tally in result.services.items():
        for figure in figures(tally):
            yield code, service_names(code)[0], figure


def table(result: Result) -> Iterator[tuple[object, ...]]:
    """Rows for a file: a head, one line for each figure of the whole and of each service, then the risks."""
    yield "service", "业务", "figure", "指标", "without", "with", "change"
    for code, name, each in lines(result):
        yield code, name, each.code, each.name, round(each.without, 2), round(each.within, 2), round(each.change, 2)
    for risk in risks(result.total):
        yield "", "合计", f"risk.{risk.code}", risk.name, "", risk.cases, ""


def service_names(code: str) -> tuple[str, str]:
    """A service's name in both languages, by its latest edition."""
    latest = catalogue.editions(code)[-1]
    return latest.name, latest.name_en


def _value(side: Side, code: str) -> float:
    return side.fee_fen / 100 if code == "fee_yuan" else float(getattr(side, code))


def _named(code: str) -> tuple[str, str]:
    kind, _, rest = code.partition(".")
    if code == VERIFICATION:
        return LANE
    if kind == "material":
        paper = dictionary.materials()[rest]
        return f"当时缺少{paper.name}", f"Was missing then: {paper.name_en}"
    if kind == "party":
        party = dictionary.parties()[rest]
        return f"当时{party.name}没有共同申请", f"Did not join then: {party.name_en}"
    if code in rule.codes():
        latest = rule.editions(code)[-1]
        return latest.gist, latest.en
    return "当时由人代理", "An agent applied then"
