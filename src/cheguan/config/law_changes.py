"""``cheguan law diff``: what changed between two days, in Chinese, as a jurist would list it."""

from datetime import date

from cheguan.law import difference
from cheguan.law.difference import Change, ServiceChange

PART_NAMES = {"service": "", "material": "材料：", "party": "共同申请：", "rule": "审查：", "fee": "收费："}


def diff(earlier: date, later: date) -> str:
    """Both days are compared as they are: what held on the one, what holds on the other."""
    services = difference.services(earlier, later)
    told = {change.name for each in services for change in each.changes}
    rules = [each for each in difference.rules(earlier, later) if each.name not in told]
    lines = [f"# {earlier} → {later}", "", f"服务事项有变化的 {len(services)} 项；其他规则有变化的 {len(rules)} 条。"]
    for each in services:
        lines += ["", f"## {each.name} (`{each.code}`)", "", *_service(each)]
    if rules:
        lines += ["", "## 其他规则", "", *(f"- {_one(each)}" for each in rules)]
    return "\n".join(lines)


def _service(change: ServiceChange) -> list[str]:
    if change.before is None:
        assert change.after is not None
        return [f"- 新设，{change.after.edition} 起施行"]
    if change.after is None:
        return [f"- 不再办理，施行至 {change.before.valid_until}"]
    return [f"- {PART_NAMES[each.part]}{_one(each)}" for each in change.changes]


def _one(change: Change) -> str:
    return f"{change.name}：{change.before or '（无）'} → {change.after or '（无）'}"
