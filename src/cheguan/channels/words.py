"""Filters and tags that every template has: codes and findings into words."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import uuid4

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from cheguan.base.people.actors import Actor
from cheguan.base.people.rights import POSTS
from cheguan.channels.vocabulary import ACTS, GRADES, HOLDS, HOW, KINDS, PLATE_COLOURS, RIGHTS, TONES, VERDICTS
from cheguan.law import catalogue, codes, dictionary, identifiers, tariff, why
from cheguan.law.lifecycle import STATE_NAMES, STEP_NAMES, State, Step
from cheguan.law.rule import Finding, Severity
from cheguan.law.service import Material, PartyNeed, Service
from cheguan.registers.parties import masks

register = template.Library()
# How an attempt says that the right to it was missing; the right's code follows.
NO_RIGHT = "无权限："
# How many reasons stand in the line of a service.
TOLD = 2


def english() -> bool:
    return (get_language() or "").startswith("en")


def either(words: Sequence[str]) -> str:
    return words[english()]


@register.filter
def post_name(post: str) -> str:
    return either(POSTS.get(post, (post, post)))


@register.filter
def right_name(right: str) -> str:
    return either(RIGHTS.get(right, (right, right)))


@register.filter
def officer_kind(kind: str) -> str:
    return either(KINDS.get(kind, (kind, kind)))


@register.filter
def state_name(state: str) -> str:
    return either(STATE_NAMES[State(state)])


@register.filter
def step_name(step: str) -> str:
    return either(STEP_NAMES[Step(step)])


@register.filter
def tone(state: str) -> str:
    """The colour that goes with a state; its name always stands beside it."""
    return TONES.get(State(state), "")


@register.filter
def may(actor: Actor, right: str) -> bool:
    return actor.may(right)


@register.filter
def starts(text: str, beginning: str) -> bool:
    return text.startswith(beginning)


@register.filter
def named(thing: Any, attribute: str = "name") -> str:
    """``name`` or ``name_en``, as the reader reads."""
    own = getattr(thing, f"{attribute}_en", "") if english() else ""
    return str(own or getattr(thing, attribute))


@register.filter
def code_name(code: str, table: str) -> str:
    return codes.name(table, code, language="en" if english() else "zh") if codes.known(table, code) else code


@register.filter
def plate(number: str) -> str:
    """桂E7K2P5 → 桂E·7K2P5."""
    return f"{number[:2]}·{number[2:]}" if identifiers.plate_problem(number) is None else number


@register.filter
def plate_colour(kind: str) -> str:
    return PLATE_COLOURS.get(kind, "")


@register.filter
def in_words(reason: str) -> str:
    """A refusal's sentence in the reader's language, where the catalogue has it."""
    return _(reason) if reason else reason


@register.filter
def tried_words(reason: str) -> SafeString:
    """Why a step was refused, as the attempt keeps it: in Chinese, whatever language the screen was in."""
    right = reason.removeprefix(NO_RIGHT)
    words = in_words(reason) if right == reason else _("无权限：%s") % right_name(right)
    return format_html('<span lang="zh-CN">{}</span>' if english() and words == reason else "{}", words)


@register.filter
def articles(cited: Iterable[object]) -> str:
    return "、".join(str(each) for each in cited)


@register.simple_tag
def form_key() -> SafeString:
    """A new key for one drawing of a form without a form class."""
    return format_html('<input type="hidden" name="key" value="{}">', uuid4())


@register.filter
def service_of(line: Any) -> Service:
    """The edition of the service that a case is held to."""
    return catalogue.get(line.service_code, on=line.edition)


@register.filter
def sex(code: str) -> str:
    return either({"1": ("男", "male"), "2": ("女", "female")}.get(code, ("", "")))


@register.filter
def hold_name(kind: str) -> str:
    return either(HOLDS.get(kind, (kind, kind)))


@register.filter
def hold_tone(kind: str) -> str:
    return "soon" if kind in {"mortgage", "pledge", "study_due"} else "stop"


@register.filter
def act_words(kind: str) -> str:
    return either(ACTS.get(kind, (kind, kind)))


@register.filter
def role_name(role: str) -> str:
    known = dictionary.parties().get(role)
    return either((known.name, known.name_en)) if known else role


@register.filter
def how_words(how: str) -> str:
    return either(HOW.get(how, (how, how)))


@register.filter
def beyond_papers(findings: Iterable[Finding]) -> list[Finding]:
    """Without the missing papers, which the list of papers shows by itself."""
    return [finding for finding in findings if not finding.rule.startswith("material.")]


@register.filter
def any_refuse(findings: Iterable[Finding]) -> bool:
    return any(finding.severity == Severity.REFUSE for finding in findings)


@register.filter
def applicant(line: Any) -> str:
    """Masked, unless it is an organisation."""
    return masks.name(line.applicant) if line.applicant_kind == "person" else str(line.applicant)


@register.filter
def grounds(finding: Finding | dict[str, Any]) -> list[tuple[str, str, str]]:
    """The facts that decided: name, value, source; of a finding, or of what an act keeps of one."""
    if isinstance(finding, Finding):
        facts = [(each.name, each.value, each.source) for each in why.grounds(finding)]
    else:
        facts = [(each["name"], each["value"], each["source"]) for each in finding.get("facts", ())]
    return [(either(name), either(value), either(source)) for name, value, source in facts]


@register.filter
def needed_when(need: Material | PartyNeed) -> str:
    """When a paper or a person is needed, in words."""
    return either((need.needed_if if isinstance(need, Material) else need.when).words)


@register.filter
def pair(words: tuple[str, str]) -> str:
    return either(words)


@register.filter
def grade_words(grade: str) -> str:
    """An evidence grade with what it means."""
    return either(GRADES[grade])


@register.filter
def told(finding: dict[str, str]) -> str:
    return (finding.get("reason_en") if english() else "") or finding.get("reason", "")


@register.filter
def fee_name(item: str, case: Any) -> str:
    return named(tariff.fee(item, on=timezone.localdate(case.accepted_at)))


@register.filter
def verdict_reasons(offer: Any) -> str:
    """What speaks against an offer, in a line; with its articles where the law says no."""
    words = [named(each, "reason") + _cited(each) for each in offer.first[:TOLD]]
    return _("；").join(words) + (" …" if len(offer.first) > TOLD else "")


def _cited(finding: Finding) -> str:
    weighty = finding.severity in {Severity.REFUSE, Severity.JOINT}
    return _("（%s）") % articles(finding.articles) if weighty else ""


@register.filter
def verdict_words(offer: Any) -> str:
    verdict = str(offer.verdict)
    if verdict == "missing":
        return ngettext("缺 %d 项", "缺 %d 项", len(offer.first)) % len(offer.first)
    return either(VERDICTS[verdict])


@register.filter
def verdict_tone(offer: Any) -> str:
    return {"possible": "ok", "refused": "stop"}.get(str(offer.verdict), "soon")
