"""The law in Chinese, as its readers write it: for the terminal and for docs/services."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from cheguan.config.refusals import Refused
from cheguan.law import catalogue
from cheguan.law.service import Service

NOTHING = "- 无"


def services(*, on: date) -> str:
    """Every service in force on the day, in the order of use."""
    return "\n".join(f"{service.code:28}{service.name}  {service.name_en}" for service in catalogue.services(on=on))


def service(code: str, *, on: date) -> str:
    try:
        found = catalogue.get(code, on=on)
    except catalogue.UnknownService as unknown:
        raise Refused(f"没有这项服务 · no such service: {code}\n{services(on=on)}") from unknown
    sections = {
        "依据": [str(basis) for basis in found.basis],
        "申请材料": [f"{each.name}（{each.basis}）{_condition(each.needed_if.text)}" for each in found.materials],
        "共同申请": [f"{each.name}（{each.basis}）{_condition(each.when.text)}" for each in found.parties],
        "审查": [f"{each.code}  {'、'.join(each.articles)}" for each in found.rules],
        "收费": [f"{each.item}{_condition(each.when.text)}" for each in found.fees_due],
        "结果": [each.name for each in found.results],
    }
    return "\n".join(
        [*_heading(found), *(line for title, lines in sections.items() for line in _section(title, lines))]
    )


def write(folder: Path, *, on: date) -> None:
    """One page for each service; pages of services that are no longer in force go."""
    folder.mkdir(parents=True, exist_ok=True)
    pages = {f"{each.code}.md": service(each.code, on=on) for each in catalogue.services(on=on)}
    for stale in {path.name for path in folder.glob("*.md")} - {*pages}:
        (folder / stale).unlink()
    for name, page in pages.items():
        (folder / name).write_text(page + "\n")


def _heading(found: Service) -> list[str]:
    days = "个工作日" if found.limit.unit == "working" else "日"
    return [
        f"# {found.name} · {found.name_en} (`{found.code}`)",
        "",
        f"- 自 {found.edition} 起施行；证据等级 {found.grade}",
        f"- 办理时限 {found.limit.days} {days}（{found.limit.basis}）；承诺 {found.promise_minutes} 分钟；流程 {found.route}",
        f"- 渠道 {'、'.join(sorted(found.channels))}；{'可以' if found.agent_allowed else '不得'}代理",
    ]


def _section(title: str, lines: Iterable[str]) -> list[str]:
    return ["", f"## {title}", "", *([f"- {line}" for line in lines] or [NOTHING])]


def _condition(text: str) -> str:
    return f"  当 {text}" if text else ""
