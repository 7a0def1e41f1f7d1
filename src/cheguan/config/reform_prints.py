"""Reforms in words: what is on record, what a trial and a comparison found, for the terminal and for a file."""

import csv
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Group as Lines
from rich.console import RenderableType
from rich.table import Column, Table

from cheguan.law import catalogue, one_id, reform
from cheguan.law.measure import Group, Measure
from cheguan.law.reform_words import words

if TYPE_CHECKING:
    from cheguan.oversight.planning.effect import Effect
    from cheguan.oversight.planning.trial import Result, Tally

SIDES = ("不改\nwithout", "改后\nwith", "变化\nchange", "%")
GAINS = ("件 cases", "材料 papers", "次数 visits", "分钟 minutes", "风险 risk")
METRICS = {
    "minutes": "窗口分钟 minutes",
    "papers": "材料份数 papers",
    "at_once": "一次办成 first visit",
    "trips": "跑动次数 visits",
}


def on_record(*, on: date | None, place: str, today: date) -> str:
    """Every batch with its measures; with a day or a place only what changes services then and there."""
    wanted = {each.code for each in reform.layers(on=on or today, place=place)} if on or place else None
    return "\n".join(line for group in reform.groups() for line in _group(group, wanted))


def _group(group: Group, wanted: set[str] | None) -> Iterator[str]:
    measures = [each for each in group.measures if wanted is None or each.code in wanted]
    if measures:
        unread = f"；另有 {group.unread} 项没有读到 · {group.unread} not read" if group.unread else ""
        yield f"# {group.name} · {group.name_en}"
        yield f"依据等级 {group.grade}：{group.source}{unread}"
        for each in measures:
            yield f"- {each.code}  {each.name} · {each.name_en}"
            yield f"    {_dates(each)}；{_changes(each)}；等级 {each.grade}"
            if each.scope.derived:
                yield f"    按规则推导，不是公布的名单 · derived by rule: {_derived()}"
        yield ""


def _derived() -> str:
    """The services on an identity document alone, as the catalogue has them now."""
    latest = (catalogue.editions(code)[-1] for code in sorted(catalogue.codes()))
    return "、".join(each.name for each in one_id.derived(latest))


def _dates(measure: Measure) -> str:
    lines = [f"{measure.since} 起"]
    lines += [f"{each.on} 起为{each.by}" for each in measure.absorbed]
    lines += [f"至 {measure.until}"] if measure.until else []
    lines += [f"限 {'、'.join(sorted(measure.places))}"] if measure.places else []
    lines += ["试点名单未读到，本地不适用 · list of pilots not read"] if measure.places_unread else []
    lines += ["未启用 · off"] if not measure.on else []
    return "；".join(lines)


def _changes(measure: Measure) -> str:
    what = "；".join(" · ".join(words(each)) for each in measure.changes) or "不改变业务 · changes no service"
    return f"{what}；{measure.note}" if measure.note else what


def tried(result: "Result") -> RenderableType:
    """A trial: both sides of the whole, what each touched service gains, what is risked, what was assumed."""
    from cheguan.oversight.planning import assumed, figures

    office = result.office or "全部单位 all offices"
    title = f"{'、'.join(result.measures)}  {result.first}..{result.last}  {office}"
    whole = Table(
        Column("合计 · total", no_wrap=True),
        "",
        *(Column(each, justify="right", no_wrap=True) for each in SIDES),
        title=title,
    )
    for each in figures.figures(result.total):
        whole.add_row(each.name, each.name_en, *_numbers(each.without, each.within, each.percent))
    services = Table(Column("业务 · service", no_wrap=True), *(Column(each, justify="right") for each in GAINS))
    for code, tally in result.services.items():
        if tally.touched:
            services.add_row(figures.service_names(code)[0], *_gains(tally))
    return Lines(whole, services, *_besides(result), *_said(assumed.MEASURED, assumed.ASSUMED))


def _gains(tally: "Tally") -> Iterator[str]:
    from cheguan.oversight.planning import figures

    change = {each.code: each.change for each in figures.figures(tally)}
    yield f"{tally.without.cases:,}"
    yield from (f"{change[each]:+,.0f}" for each in ("papers", "trips", "minutes"))
    yield f"{sum(tally.risk.values()):,}"


def _besides(result: "Result") -> Iterator[str]:
    from cheguan.oversight.planning import figures

    total = result.total
    yield f"受影响 · touched {total.touched:,}；分为 {result.signatures:,} 类各问一次法 · asked of the law once for each kind"
    if total.already:
        yield f"其中 {total.already:,} 件本来就在此措施下受理，两边相同 · accepted under it already, both sides alike"
    if total.assumed_minutes:
        yield f"分钟中有 {total.assumed_minutes:,.0f} 是按假定省下的 · minutes saved by assumption"
    if total.new_channel:
        yield f"可以改走新渠道 · could use the new door: {total.new_channel:,}"
    if total.gaps:
        yield f"可以容缺受理 · could be accepted with a gap: {total.gaps:,}"
    found = figures.risks(total)
    if not found:
        yield "风险：没有发现“免去的检查曾经查出问题”的案件 · no case in which a skipped check had found something"
    for each in found:
        yield f"风险 · risk {each.cases:,}：{each.name} · {each.name_en}"


def _said(measured: Sequence[tuple[str, str]], assumed: Sequence[tuple[str, str]]) -> Iterator[str]:
    for title, sentences in (("实测 · measured", measured), ("假定 · assumed", assumed)):
        yield ""
        yield f"{title}："
        yield from (f"  - {zh} · {en}" for zh, en in sentences)


def _numbers(without: float, within: float, percent: float | None) -> tuple[str, str, str, str]:
    share = "" if percent is None else f"{percent:+.1f}"
    return f"{without:,.0f}", f"{within:,.0f}", f"{within - without:+,.0f}", share


def write(result: "Result", file: Path) -> None:
    """One line for each figure of the whole and of each service."""
    from cheguan.oversight.planning import figures

    with file.open("w", newline="", encoding="utf-8-sig") as out:
        csv.writer(out).writerows(figures.table(result))


def brought(effect: "Effect") -> RenderableType:
    """Before and after, and what of it the untouched services did not see; or that the data are too few."""
    from cheguan.oversight.planning.assumed import FEWEST_CASES, FEWEST_DAYS

    title = f"{effect.measure}  {effect.since}"
    counts = (
        f"改前 {effect.before[0]}..{effect.before[1]}（{effect.days[0]} 日），改后 {effect.after[0]}..{effect.after[1]}"
        f"（{effect.days[1]} 日）；触及的业务 {effect.cases[0]:,} → {effect.cases[1]:,} 件，"
        f"对照 {effect.cases[2]:,} → {effect.cases[3]:,} 件 · touched and compared, before → after"
    )
    if not effect.estimates:
        few = f"数据太少，不下结论：四格各要 {FEWEST_CASES} 件、前后各要 {FEWEST_DAYS} 日 · too few data to say"
        return Lines(title, counts, few)
    table = Table(
        "每件 · a case",
        "改前 before",
        "改后 after",
        "变化 change（95%）",
        "对照 others",
        "净变化 beyond（95%）",
        title=title,
    )
    for each in effect.estimates:
        others = f"{each.untouched[0]:.2f} → {each.untouched[1]:.2f}"
        table.add_row(
            METRICS[each.metric],
            *(f"{value:.2f}" for value in each.touched),
            _interval(each.change),
            others,
            _interval(each.beyond),
        )
    method = (
        "区间：按日重抽（自助法）；净变化为双重差分，以未触及的业务为对照 · days drawn again; difference in differences"
    )
    return Lines(table, counts, method)


def _interval(estimate: tuple[float, float, float]) -> str:
    value, low, high = estimate
    return f"{value:+.2f}（{low:+.2f}..{high:+.2f}）"
