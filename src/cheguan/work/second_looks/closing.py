"""复核结论 and what is done about it: closed once, by whoever has it; a serious fault waits for the officer in charge."""

import re
from datetime import datetime
from uuid import UUID

from django.db import transaction

from cheguan.base.acts import commands as acts
from cheguan.base.acts import queries as act_queries
from cheguan.base.attempts.commands import kept
from cheguan.base.people.actors import Actor
from cheguan.law import citation
from cheguan.work.second_looks.keys import BASIS
from cheguan.work.second_looks.locked import Standing, lock
from cheguan.work.second_looks.models import Assignment, Outcome, Remedy
from cheguan.work.second_looks.refusals import (
    AlreadyClosed,
    NeedsArticle,
    NeedsWords,
    NotGivenOut,
    NothingSerious,
    NotYours,
    OwnHand,
    UnknownArticle,
)

CLOSE, REMEDY = "second_look", "remedy_second_look"
IN_ORDER, SERIOUS = "in_order", "serious"
# 《机动车登记规定》第15条, with or without its marks and its item.
ARTICLE = re.compile(r"《?(?P<instrument>[^《》第]+)》?第(?P<article>\d+)条(第(?P<item>\d+)项)?")


@kept(CLOSE, about="number")
@transaction.atomic(durable=True)
def close(*, number: int, outcome: str, by: Actor, at: datetime, key: UUID, words: str = "", article: str = "") -> None:
    """作出复核结论：``outcome`` is in_order, minor or serious. From now on everybody who sees the case sees it."""
    by = by.at("review")
    look = lock(number, office=by.office)
    if act_queries.was_recorded(key=key, kind=CLOSE, by=by):
        return
    _check_whose(look, by=by)
    words, cited = _stated(outcome, words.strip(), article.strip())
    detail: dict[str, acts.JSON] = {"look": number, "outcome": outcome}
    basis = [*BASIS, cited] if cited else BASIS
    act = acts.record(kind=CLOSE, by=by, at=at, basis=basis, key=key, case_no=look.case_no, reason=words, detail=detail)
    Outcome.objects.create(look_id=number, outcome=outcome, words=words, article=cited, issued_by_id=act)
    Assignment.objects.filter(look_id=number, voided_by=None).update(voided_by=act)


@kept(REMEDY, about="number")
@transaction.atomic
def remedy(*, number: int, words: str, by: Actor, at: datetime, key: UUID) -> None:
    """处置：what was done about a serious fault; there may be several steps."""
    by = by.at("supervise")
    look = lock(number, office=by.office)
    if act_queries.was_recorded(key=key, kind=REMEDY, by=by):
        return
    if look.outcome != SERIOUS:
        raise NothingSerious
    if by.officer_id in look.hands:
        raise OwnHand
    if not words.strip():
        raise NeedsWords
    detail: dict[str, acts.JSON] = {"look": number}
    act = acts.record(
        kind=REMEDY, by=by, at=at, basis=BASIS, key=key, case_no=look.case_no, reason=words.strip(), detail=detail
    )
    Remedy.objects.create(look_id=number, words=words.strip(), issued_by_id=act)


def _check_whose(look: Standing, *, by: Actor) -> None:
    if look.outcome:
        raise AlreadyClosed
    if look.officer_id is None:
        raise NotGivenOut
    if look.officer_id != by.officer_id:
        raise NotYours


def _stated(outcome: str, words: str, article: str) -> tuple[str, str]:
    """The words and the article as they are printed; what is missing is refused."""
    if outcome != IN_ORDER and not words:
        raise NeedsWords
    if outcome == SERIOUS and not article:
        raise NeedsArticle
    return words, _cited(article) if article and outcome != IN_ORDER else ""


def _cited(article: str) -> str:
    found = ARTICLE.fullmatch(article.replace(" ", ""))
    if found is None:
        raise UnknownArticle
    item = f"({found['item']})" if found["item"] else ""
    try:
        return str(citation.cite(f"{found['instrument']}#{found['article']}{item}"))
    except citation.UnknownArticle as unknown:
        raise UnknownArticle from unknown
