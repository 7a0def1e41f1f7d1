"""The law in Chinese, as its readers write it: for the terminal and for docs/services."""

from datetime import date
from pathlib import Path

from cheguan.config.refusals import Refused
from cheguan.law import catalogue
from cheguan.law.guide import Guide, Line, guide
from cheguan.law.service import Service

INDEX = "README.md"


def services(*, on: date) -> str:
    """Every service in force on the day, in the order of use."""
    return "\n".join(f"{service.code:28}{service.name}  {service.name_en}" for service in catalogue.services(on=on))


def service(code: str, *, on: date) -> str:
    """The applicant's guide to a service, and what the system needs to know of it."""
    try:
        found = catalogue.get(code, on=on)
    except catalogue.UnknownService as unknown:
        raise Refused(f"没有这项服务 · no such service: {code}\n{services(on=on)}") from unknown
    except catalogue.NotInForce as ended:
        raise Refused(f"{on} 不办理这项业务 · not in force on {on}: {code}") from ended
    return "\n".join([*_told(guide(found, on=on)), *_system(found)])


def write(folder: Path, *, on: date) -> None:
    """One page for each service and an index; pages of services that are no longer in force go."""
    folder.mkdir(parents=True, exist_ok=True)
    found = catalogue.services(on=on)
    pages = {f"{each.code}.md": service(each.code, on=on) for each in found} | {INDEX: _index(found)}
    for stale in {path.name for path in folder.glob("*.md")} - {*pages}:
        (folder / stale).unlink()
    for name, page in pages.items():
        (folder / name).write_text(page + "\n")


def _index(found: tuple[Service, ...]) -> str:
    rows = [f"| [{each.name}]({each.code}.md) | {each.name_en} | `{each.code}` | {each.grade} |" for each in found]
    head = ["# 办事指南 · Guides to the services", "", f"今天办理的 {len(found)} 项。`make docs` 由法的数据写成。", ""]
    return "\n".join([*head, "| 事项 | service | code | grade |", "|---|---|---|---|", *rows])


def _told(found: Guide) -> list[str]:
    lines = [f"# {found.name[0]} · {found.name[1]} (`{found.code}`)", ""]
    lines += [f"自 {found.since} 起施行；依据等级 {found.grade}。"]
    for section in found.sections:
        lines += ["", f"## {section.title[0]}", "", *(f"- {_line(each)}" for each in section.lines)]
    return lines


def _line(line: Line) -> str:
    when = f"；限于：{line.when[0]}" if line.when[0] else ""
    articles = f"（{'、'.join(line.articles)}）" if line.articles else ""
    return f"{line.what[0]}{articles}{when}"


def _system(found: Service) -> list[str]:
    reasons = "、".join(sorted(found.system_reasons))
    return [
        "",
        "## 系统",
        "",
        f"- 流程 {found.route}；业务类型 {found.system_code or '无'}，业务原因 {reasons or '无'}；效果 `{found.effect}`",
    ]
