"""What stands on each paper: plain facts, gathered by whoever prints. ``render`` turns them into a PDF.

Fields ending in ``_fen`` are money, ``_on`` a day, ``at`` and ``_at`` a moment; an empty string is printed as a dash.
Identity numbers come in masked or whole as the caller has decided: a paper prints what it is given.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from cheguan.work.printing.remedies import Remedy


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuer:
    """The office that speaks; ``reconsideration`` and ``court`` are where its decisions can be challenged."""

    office: str
    outlet: str = ""
    address: str = ""
    telephone: str = ""
    reconsideration: str = ""
    court: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """Every paper: who issues it, under what number, when, by whom."""

    layout: ClassVar[str]
    title: ClassVar[str]

    issuer: Issuer
    number: str
    at: datetime
    officer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A person or unit on a paper. ``role`` is 机动车所有人, 代理人, 抵押权人 …"""

    role: str
    name: str
    id_kind: str = ""
    id_number: str = ""
    telephone: str = ""
    postcode: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """One material taken in: ``source`` says how (原件、复印件、联网核查 …)."""

    name: str
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptanceReceipt(Paper):
    """受理凭证。``query`` is what the QR code holds: the public query code, or an address that contains it."""

    layout: ClassVar[str] = "acceptance_receipt"
    title: ClassVar[str] = "受理凭证"

    service: str
    applicant: str
    query_code: str
    query: str
    subject: str = ""
    identity: str = ""
    agent: str = ""
    promise: str = ""
    limit: str = ""
    due_on: date | None = None
    fee_fen: int = 0
    materials: tuple[Received, ...] = ()
    basis: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingItem:
    """One thing to put right: why, by which article, and what to bring."""

    name: str
    reason: str
    cure: str = ""
    articles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplementNotice(Paper):
    """一次性告知书：everything that is missing, told once."""

    layout: ClassVar[str] = "supplement_notice"
    title: ClassVar[str] = "一次性告知书"

    service: str
    applicant: str
    items: tuple[MissingItem, ...]
    subject: str = ""
    identity: str = ""
    basis: tuple[str, ...] = ()
    bring_by: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """One reason of a refusal, with its articles."""

    reason: str
    articles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(Paper):
    """A decision against the applicant. ``remedies`` come from ``remedies.in_force``."""

    layout: ClassVar[str] = "decision"

    service: str
    applicant: str
    applied_on: date
    grounds: tuple[Ground, ...]
    remedies: tuple[Remedy, ...]
    subject: str = ""
    identity: str = ""
    case_no: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NonAcceptance(Decision):
    """不予受理决定书。"""

    title: ClassVar[str] = "不予受理决定书"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationRefusal(Decision):
    """不予登记决定书：a registration of a vehicle is refused."""

    title: ClassVar[str] = "不予登记决定书"


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceRefusal(Decision):
    """不予办理决定书：any other matter is refused."""

    title: ClassVar[str] = "不予办理决定书"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeLine:
    """One line of a fee receipt."""

    name: str
    basis: str
    quantity: int
    unit_fen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeReceipt(Paper):
    """收费收据。"""

    layout: ClassVar[str] = "fee_receipt"
    title: ClassVar[str] = "收费收据"

    case_no: str
    payer: str
    lines: tuple[FeeLine, ...]
    service: str = ""
    method: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberDraw(Paper):
    """机动车号牌号码选取记录：enough to draw the same candidates again.

    ``commitment`` is the hash of the day's key, fixed before the first draw; ``skipped`` were drawn but not free.
    """

    layout: ClassVar[str] = "number_draw"
    title: ClassVar[str] = "机动车号牌号码选取记录"

    case_no: str
    applicant: str
    vin: str
    plate_kind: str
    pool: str
    pool_size: int
    seed: str
    commitment: str
    candidates: tuple[str, ...]
    chosen: str = ""
    skipped: tuple[str, ...] = ()
    way: str = "计算机随机选取"
    recheck: tuple[str, ...] = ()
