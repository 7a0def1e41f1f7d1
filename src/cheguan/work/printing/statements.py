"""What the office certifies, announces or allows on one page: a few facts, a sentence, the seal."""

from dataclasses import dataclass
from typing import ClassVar

from cheguan.work.printing.papers import Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One line of the statement."""

    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(Paper):
    """``first`` is what the reader looks for, ``reason`` the sentence below the facts, ``basis`` its articles."""

    layout: ClassVar[str] = "statement"

    first: tuple[Fact, ...]
    facts: tuple[Fact, ...]
    reason: str = ""
    basis: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CancellationCertificate(Statement):
    """机动车注销证明。"""

    title: ClassVar[str] = "机动车注销证明书"


@dataclass(frozen=True, slots=True, kw_only=True)
class VoidAnnouncement(Statement):
    """证、牌作废公告。"""

    title: ClassVar[str] = "机动车牌证作废公告"


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolBusOpinion(Statement):
    """给教育行政部门的回复。"""

    title: ClassVar[str] = "校车使用许可意见回复"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileExtract(Statement):
    """登记信息。"""

    title: ClassVar[str] = "机动车登记信息"


@dataclass(frozen=True, slots=True, kw_only=True)
class TemporaryEntryLicence(Statement):
    """临时入境机动车行驶证。"""

    title: ClassVar[str] = "临时入境机动车行驶证"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlateOrder(Statement):
    """号牌制作单, for the maker outside."""

    title: ClassVar[str] = "机动车号牌制作单"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign(Paper):
    """What hangs in the window of a vehicle: the number, large, with its facts."""

    layout: ClassVar[str] = "sign"

    plate: str
    until: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TemporaryPlate(Sign):
    """临时行驶车号牌, 220 × 140 mm."""

    title: ClassVar[str] = "临时行驶车号牌"


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolBusTag(Sign):
    """校车标牌：one side; it is printed twice, for front and back."""

    title: ClassVar[str] = "校车标牌"


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnerPermit(Statement):
    """学习驾驶证明。"""

    title: ClassVar[str] = "学习驾驶证明"


@dataclass(frozen=True, slots=True, kw_only=True)
class TemporaryDrivingPermit(Statement):
    """临时机动车驾驶许可。"""

    title: ClassVar[str] = "临时机动车驾驶许可"


@dataclass(frozen=True, slots=True, kw_only=True)
class DrivingRecord(Statement):
    """安全驾驶记录证明。"""

    title: ClassVar[str] = "安全驾驶记录证明"
