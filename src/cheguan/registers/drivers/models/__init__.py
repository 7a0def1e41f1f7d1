"""机动车驾驶人：the licence and its rows, the duties of its holder, the permits of those who have none yet."""

from cheguan.registers.drivers.models.duties import (
    AgeExtension,
    Deferral,
    Employment,
    PointsRelief,
    Probation,
    Review,
    SchoolBusQualification,
)
from cheguan.registers.drivers.models.licence import (
    Cancellation,
    DrivingClass,
    DrivingLicence,
    ElectronicLicence,
    LicenceCopy,
    LicenceStatus,
    MedicalReport,
    Points,
    Term,
)
from cheguan.registers.drivers.models.permits import ExamPlace, LearnerPermit, TemporaryPermit

__all__ = [
    "AgeExtension",
    "Cancellation",
    "Deferral",
    "DrivingClass",
    "DrivingLicence",
    "ElectronicLicence",
    "Employment",
    "ExamPlace",
    "LearnerPermit",
    "LicenceCopy",
    "LicenceStatus",
    "MedicalReport",
    "Points",
    "PointsRelief",
    "Probation",
    "Review",
    "SchoolBusQualification",
    "TemporaryPermit",
    "Term",
]
