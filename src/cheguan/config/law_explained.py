"""``cheguan law explain``: one rule, with its editions, articles, what it takes, and its worked examples."""

from collections.abc import Iterator
from datetime import date
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import msgspec

from cheguan.config.refusals import Refused
from cheguan.law import asking, catalogue, examples, question, rule
from cheguan.law.citation import Citation, UnknownArticle
from cheguan.law.question import Question
from cheguan.law.rule import Rule

PLAIN: dict[Any, str] = {
    date: "日期",
    int: "整数",
    float: "数",
    bool: "是否",
    str: "文字",
    type(None): "空",
    Any: "任意",
}
SEVERITIES = {"refuse": "不予办理", "supplement": "补正", "joint": "共同申请", "wait": "暂缓"}


def known() -> str:
    """Every rule by code, with its gist: what can be asked, and what is checked on a case."""
    lines = {code: question.editions(code)[-1].gist for code in asking.codes()}
    lines |= {code: rule.editions(code)[-1].gist for code in catalogue.rules()}
    return "\n".join(f"{code:36}{gist}" for code, gist in sorted(lines.items()))


def explain(code: str) -> str:
    asked = asking.find(code)
    checked = rule.editions(code) if code in catalogue.rules() else ()
    if not asked and not checked:
        raise Refused(f"没有这条规则 · no such rule: {code}\n{known()}")
    lines = [f"# {code}", "", *_editions(asked or checked)]
    if checked:
        lines += ["", "## 办理时核查", "", *(f"- {_checked(each)}" for each in checked)]
    if asked:
        lines += ["", "## 问法", "", *(f"- {each}" for each in _inputs(asked[-1]))]
        lines += ["", "## 例", "", *_examples(code)]
    return "\n".join(lines)


def _editions(editions: tuple[Question, ...] | tuple[Rule, ...]) -> Iterator[str]:
    for each in editions:
        until = f"至 {each.until}" if each.until else "起"
        yield f"- {each.since} {until}，依据等级 {each.grade}：{each.gist}"
        yield f"  {each.en}"
        for citation in each.citations:
            yield f"  - {citation}{_gist(citation, each)}"


def _gist(citation: Citation, edition: Question | Rule) -> str:
    try:
        gist = citation.gist(edition.since)
    except UnknownArticle:
        return ""
    return f"：{gist}" if gist else ""


def _checked(edition: Rule) -> str:
    cure = f"；{edition.cure}" if edition.cure else ""
    return f"{edition.since} 起，{SEVERITIES[edition.severity]}{cure}"


def _inputs(asked: Question) -> Iterator[str]:
    for field in msgspec.structs.fields(asked.inputs):
        default = "必填" if field.required else f"缺省 {_shown(field.default)}"
        dated = "；按此日选用版本" if field.name == asked.dated_by else ""
        yield f"{field.encode_name}：{_kind(field.type)}，{default}{dated}"


def _kind(annotation: Any) -> str:
    """The kind of an input, as one says it: a date, a number, one of these words."""
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _kind(inner[0])
    if origin is Literal:
        return "、".join(map(str, inner))
    if origin in (Union, UnionType):
        return "或者".join(dict.fromkeys(_kind(each) for each in inner))
    if origin in (tuple, list, frozenset):
        return f"若干个：{_kind(inner[0])}"
    if origin is dict:
        return f"{_kind(inner[0])} → {_kind(inner[1])}"
    return PLAIN.get(annotation, "一组值")


def _examples(code: str) -> Iterator[str]:
    for each in examples.worked():
        if each.rule == code:
            yield f"- {each.title}（{'、'.join(each.articles)}）"
            yield f"  {_shown(each.inputs)} → {_shown(each.outcome)}"


def _shown(value: Any) -> str:
    return msgspec.json.encode(value, enc_hook=str).decode()
