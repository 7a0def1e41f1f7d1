"""The only writer of drivers."""

from cheguan.registers.drivers.commands.cancelling import cancel, restore
from cheguan.registers.drivers.commands.classes import add_class, end_probation, replace_classes
from cheguan.registers.drivers.commands.duties import (
    defer,
    employ,
    extend_age,
    made_good,
    pass_review,
    qualify_for_school_bus,
)
from cheguan.registers.drivers.commands.issuing import Issue, issue
from cheguan.registers.drivers.commands.permits import (
    change_exam_place,
    end_permit,
    issue_learner_permit,
    issue_temporary_permit,
)
from cheguan.registers.drivers.commands.points import clear_points, reduce_points
from cheguan.registers.drivers.commands.terms import enter_medical_report, issue_electronic, reissue, renew

__all__ = [
    "Issue",
    "add_class",
    "cancel",
    "change_exam_place",
    "clear_points",
    "defer",
    "employ",
    "end_permit",
    "end_probation",
    "enter_medical_report",
    "extend_age",
    "issue",
    "issue_electronic",
    "issue_learner_permit",
    "issue_temporary_permit",
    "made_good",
    "pass_review",
    "qualify_for_school_bus",
    "reduce_points",
    "reissue",
    "renew",
    "replace_classes",
    "restore",
]
