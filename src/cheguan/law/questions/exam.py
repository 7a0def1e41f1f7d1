"""Driving examinations: subjects, pass marks, waiting, attempts, and the queue for places."""

from datetime import date
from typing import Annotated, Any

from msgspec import Meta, Struct

from cheguan.law.citation import cite
from cheguan.law.inputs import Count
from cheguan.law.question import Answer, BadInput, MissingInput, question
from cheguan.law.rules import exam_booking, exam_marks, exam_subjects
from cheguan.law.rules.exam_booking import BookedSubject
from cheguan.law.rules.exam_marks import Subject
from cheguan.law.rules.licence_classes import CLASSES, DrivingClass

APRIL_2022 = date(2022, 4, 1)
ORDER = "机动车驾驶证申领和使用规定"
Score = Annotated[int, Meta(ge=0, le=100)]
Name = Annotated[str, Meta(min_length=1)]
KNOWN = frozenset(CLASSES) | {
    prefix + each for prefix in (exam_subjects.MILITARY, exam_subjects.FOREIGN) for each in CLASSES
}


class Applicant(Struct, frozen=True):
    """Somebody who asks for a place, with the days that decide the turn."""

    id: Name
    last_exam: date | None = None
    cancelled_granted: date | None = None
    accepted: date | None = None


@question(
    "exam.waiting",
    f"{ORDER}#43",
    f"{ORDER}#44",
    f"{ORDER}#109(4)",
    since=APRIL_2022,
    en="May the subject be booked on this day?",
)
def waiting(
    *,
    class_: DrivingClass,
    subject: BookedSubject,
    certificate: date,
    booking_day: date,
    held: tuple[DrivingClass, ...] = (),
) -> Answer:
    """取得学习驾驶证明满规定日数后预约；第十日等当日即可预约，比较的是预约的日子。"""
    earliest = exam_booking.earliest_booking(class_, subject, certificate=certificate, held=held)
    return _from(earliest, booking_day)


@question("exam.pass", f"{ORDER}#38", since=APRIL_2022, en="Is the score a pass?")
def passed(*, subject: Subject, score: Score, class_: DrivingClass | None = None) -> Answer:
    """各科目90分合格；科目二除大中型客货车和轻型牵引挂车外80分合格。"""
    if subject == "2" and class_ is None:
        raise MissingInput("class")
    mark = exam_marks.pass_mark(subject, class_ or "")
    item = {"1": "38(1)", "2": "38(2)"}.get(subject, "38(3)")
    return Answer({"pass": score >= mark, "pass_mark": mark}, (cite(f"{ORDER}#{item}"), cite(f"{ORDER}#38")))


@question("exam.retake", f"{ORDER}#47", since=APRIL_2022, en="May a failed subject be booked again?")
def retake(*, subject: Subject, failed_on: date, booking_day: date, class_: DrivingClass | None = None) -> Answer:
    """科目二、科目三（道路和安全文明常识）不合格的，十日后重新预约；科目一没有等待。"""
    earliest = exam_marks.earliest_retake(subject, failed_on=failed_on)
    return _from(earliest, booking_day)


def _from(earliest: date, booking_day: date) -> Answer:
    """That the last of the days of waiting is already free is our reading."""
    outcome = {"allowed": booking_day >= earliest, "earliest": earliest}
    return Answer(outcome, grade="C" if booking_day == earliest else "")


@question("exam.attempts", f"{ORDER}#47", since=APRIL_2022, en="May the subject be booked once more?")
def attempts(*, subject: Subject, failed_bookings: Count, class_: DrivingClass | None = None) -> dict[str, Any]:
    """学习驾驶证明有效期内，科目二、道路各五次；第五次仍不合格的，已合格的其他科目作废。缺考算一次。"""
    more = exam_marks.may_book_again(subject, failed=failed_bookings)
    return {"more_bookings": more, "other_passed_subjects_valid": more}


@question(
    "exam.required_subjects",
    f"{ORDER}#30",
    f"{ORDER}#36",
    f"{ORDER}#37",
    f"{ORDER}#79",
    since=APRIL_2022,
    en="Which subjects are examined?",
)
def required_subjects(*, target: DrivingClass, held: tuple[str, ...] | str = (), restore: bool = False) -> Answer:
    """初次申领和一般增驾考全部科目；规定的增驾、军警和境外驾驶证、恢复驾驶资格的科目较少。

    ``held`` 里军警、境外驾驶证写作 military_B2、foreign_C1；``restore`` 是逾期注销未超过二年的恢复。
    """
    classes = (held,) if isinstance(held, str) else held
    unknown = [each for each in classes if each not in KNOWN]
    if unknown:
        raise BadInput("held", f"没有这种准驾车型 · no such class: {unknown[0][:20]}")
    found = exam_subjects.RESTORING if restore else exam_subjects.required(classes, target)
    return Answer({"subjects": found.parts}, (found.article,))


@question("exam.subject2_items", f"{ORDER}#33", since=APRIL_2022, en="What does the field test consist of?")
def subject2_items(*, class_: DrivingClass) -> Answer:
    """科目二的考试项目；轮式专用机械车、无轨电车、有轨电车的由省级确定，国家没有规定。"""
    found = exam_subjects.FIELD_ITEMS[class_]
    simulated = [each for each in found.parts if each in exam_subjects.SIMULATED]
    outcome = {"items": found.parts, "simulated": simulated, "set_by_province": not found.parts}
    return Answer(outcome, (found.article, cite(f"{ORDER}#33")))


@question("exam.queue", "机动车驾驶人考试工作规范#9", since=APRIL_2022, grade="B", en="Who gets the places?")
def queue(*, plan_places: Count, applicants: tuple[Applicant, ...]) -> dict[str, Any]:
    """按受理、上次考试或者取消、缺考已排上的考试的时间，取最晚的，由早到晚依次安排到额满为止。"""
    requests = [
        exam_booking.Request(each.id, each.last_exam, each.cancelled_granted, each.accepted) for each in applicants
    ]
    if len({each.id for each in requests}) < len(requests):
        raise BadInput("applicants", "编号重复 · the same id twice")
    undated = [each for each in requests if each.known_days == ()]
    if undated:
        raise MissingInput(f"applicants[{requests.index(undated[0])}].last_exam")
    order = [each.id for each in exam_booking.queue(requests)]
    return {"order": order, "granted": order[:plan_places]}


@question("exam.cancel", f"{ORDER}#46", since=APRIL_2022, grade="C", en="Is the booking cancelled in time?")
def cancel(*, exam_day: date, cancel_day: date) -> dict[str, Any]:
    """取消预约应当提前一日。"""
    return {"accepted": exam_booking.may_cancel(exam_day, on=cancel_day)}


@question("exam.site_change", f"{ORDER}#39", since=APRIL_2022, en="May the place of the examination be changed?")
def site_change(*, class_: DrivingClass, changes_so_far: Count | None = None) -> dict[str, Any]:
    """小型汽车、低速、三轮、残疾人专用、轻型牵引挂车考试期间居住地变更的可以变更考试地，不超过三次。"""
    if class_ not in exam_booking.SITE_CHANGE_CLASSES:
        return {"allowed": False}
    if changes_so_far is None:
        raise MissingInput("changes_so_far")
    return {"allowed": exam_booking.may_change_site(class_, changes=changes_so_far)}
