"""What a reform changes, in the words of the office and in English."""

from collections.abc import Mapping

from cheguan.law import dictionary, layering
from cheguan.law.conditions import Words
from cheguan.law.layering import Change
from cheguan.law.relief import Gap

SAYING: Mapping[str, Words] = {
    "waive_material": ("免交{what}", "not asked any more: {what}"),
    "fetch_material": ("{what}改为联网核查", "fetched through the network: {what}"),
    "drop_material": ("取消{what}", "dropped: {what}"),
    "open_channel": ("可以在{what}办理", "can also be done: {what}"),
    "allow_agent": ("可以委托代理", "an agent may apply"),
    "shorten_limit": ("时限缩短为{value}日", "within {value} days"),
    "skip_verification": ("免予查验", "no verification"),
    "free_party": ("{what}不必共同申请", "need not join: {what}"),
    "widen_place": ("不限办理地", "at any office"),
    "allow_gap": ("{what}可以在{value}日内后补", "may follow within {value} days: {what}"),
    "promise_minutes": ("承诺{value}分钟办结", "promised within {value} minutes"),
}


def words(change: Change) -> Words:
    """One change as a clause, in Chinese and in English."""
    value = change.value.days if isinstance(change.value, Gap) else change.value
    zh, en = (
        saying.format(what=sign.join(names), value=value)
        for saying, sign, names in zip(SAYING[change.kind], ("、", ", "), _names(change), strict=True)
    )
    if isinstance(change.value, str) and change.value:
        when = layering.condition(change.value).words
        return f"{zh}（限{when[0]}）", f"{en} (only: {when[1]})"
    return zh, en


def _names(change: Change) -> tuple[list[str], list[str]]:
    known = {**dictionary.materials(), **dictionary.channels()}
    roles = dictionary.parties()
    named = [known.get(target) or roles.get(target) for target in change.targets]
    return [each.name for each in named if each], [each.name_en for each in named if each]
