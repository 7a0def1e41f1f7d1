"""请申请人核对: what is written goes to the second screen; the applicant says whether it is right."""

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from cheguan.base.acts import commands as acts
from cheguan.base.attempts.commands import kept
from cheguan.base.attempts.refusals import KeyUsed
from cheguan.base.files import commands as files
from cheguan.base.people.actors import Actor
from cheguan.work.confirmations.models import Answer, Question, Screen
from cheguan.work.confirmations.refusals import BadSignature, NeedsSignature, NobodyServed, NoQuestion, NoScreen

ASK, ANSWER = "ask_applicant", "applicant_answers"
CONFIRMED, WRONG, WITHOUT = "confirmed", "wrong", "without"
SIGNED_ON = ("screen", "pad")
PICTURE = "image/png"
Lines = Sequence[tuple[str, str]]
SERVED = """
SELECT v.id, v.language, x.id FROM visits_visit v
  LEFT JOIN confirmations_screen x ON x.counter_id = v.counter_id AND x.voided_by_id IS NULL
 WHERE v.officer_id = %s AND v.outlet_id = %s AND v.state = 'serving' FOR UPDATE OF v
"""


@kept(ASK)
@transaction.atomic
def ask(
    *,
    service: str,
    shown: Lines,
    case_no: str | None = None,
    application_sha256: str = "",
    by: Actor,
    at: datetime,
    key: UUID,
) -> int:
    """The lines (what, value) go to the screen of the one who is served; they take the place of those before.

    ``application_sha256`` says which draft they were written from, while there is no case yet.
    """
    by = by.at("accept")
    with connection.cursor() as cursor:
        cursor.execute(SERVED, [by.officer_id, by.outlet_id])
        row = cursor.fetchone()
    if row is None:
        raise NobodyServed
    visit_id, language, screen_id = row
    if screen_id is None:
        raise NoScreen
    detail = {"visit": visit_id, "shown": digest(shown)}
    act = acts.record(kind=ASK, by=by, at=at, basis=[], key=key, case_no=case_no, detail=detail)
    Question.objects.filter(visit_id=visit_id, voided_by=None).update(voided_by=act)
    question = Question.objects.create(
        visit_id=visit_id,
        service=service,
        case_no=case_no,
        application_sha256=application_sha256,
        language=language,
        shown=[list(line) for line in shown],
        sha256=digest(shown),
        issued_by_id=act,
    )
    return question.pk


@kept(ANSWER)
@transaction.atomic
def answer(
    *,
    question_id: int,
    screen: str,
    answer: str,
    signed: str = "",
    signature: bytes = b"",
    by: Actor,
    at: datetime,
    key: UUID,
) -> None:
    """确认 or 有误, from the screen of the counter where the visit is, which holds the secret ``screen``.

    ``by`` is the machine; ``signature`` is a PNG. The same key again is the same answer.
    """
    if Answer.objects.filter(question_id=question_id, issued_by__key=key).exists():
        return
    found = _open_question(question_id, screen)
    if answer not in (CONFIRMED, WRONG):
        raise NoQuestion
    if answer == CONFIRMED and not signature and signed != WITHOUT:
        raise NeedsSignature
    if signature and signed not in SIGNED_ON:
        raise BadSignature
    picture = _stored(signature, at=at) if answer == CONFIRMED else None
    detail: dict[str, acts.JSON] = {
        "visit": found.visit_id,
        "question": found.pk,
        "answer": answer,
        "shown": found.sha256,
    }
    try:
        act = acts.record(kind=ANSWER, by=by, at=at, basis=[], key=key, case_no=found.case_no, detail=detail)
    except acts.AlreadyRecorded as error:
        raise KeyUsed from error
    Question.objects.filter(pk=found.pk).update(voided_by=act)
    how = "" if answer == WRONG else signed if picture else WITHOUT
    Answer.objects.create(question=found, answer=answer, signed=how, signature_id=picture, issued_by_id=act)


def _open_question(question_id: int, token: str) -> Question:
    """Only what this screen is showing may be answered on it."""
    screen = Screen.objects.filter(token=token, voided_by=None).first()
    if screen is None:
        raise NoScreen
    found = (
        Question.objects.select_for_update(of=["self"])
        .filter(pk=question_id, voided_by=None, visit__counter_id=screen.counter_id, visit__state="serving")
        .first()
    )
    if found is None:
        raise NoQuestion
    return found


def _stored(signature: bytes, *, at: datetime) -> str | None:
    if not signature:
        return None
    try:
        kind = files.kind_of(signature[:16])
    except (files.Empty, files.WrongKind) as error:
        raise BadSignature from error
    if kind != PICTURE:
        raise BadSignature
    return files.store(chunks=[signature], at=at).sha256


def digest(shown: Lines) -> str:
    """Of the words that were on the screen, in their order."""
    text = json.dumps([list(line) for line in shown], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
