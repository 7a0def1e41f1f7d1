"""Reading messages: those of one matter, for the person; the outbox, for whoever supervises. Pages go by key."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from cheguan.base.rows import made
from cheguan.registers.parties import masks
from cheguan.work.messages import words
from cheguan.work.messages.models import Message

STATES = tuple(code for code, _ in Message.STATES)
COLUMNS = """
m.id, m.template, m.about, a.case_no, m.channel, m.address, m.language, m.zh, m.en, m.state, a.at, m.tried_at, m.provider,
m.why
"""
ABOUT = f"""
SELECT {COLUMNS} FROM messaging_message m JOIN acts_act a ON a.id = m.issued_by_id
 WHERE m.about = %s AND m.about <> '' ORDER BY m.id DESC LIMIT %s
"""
OUTBOX = f"""
SELECT {COLUMNS} FROM messaging_message m JOIN acts_act a ON a.id = m.issued_by_id
 WHERE a.office = %(office)s AND m.id < %(before)s {{state}} ORDER BY m.id DESC LIMIT %(limit)s
"""
HAS_CODE = "SELECT EXISTS (SELECT FROM cases_case WHERE no = %s AND query_code = %s)"
NEWEST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Line:
    """One message as a page shows it: the address masked, the text in both languages."""

    id: int
    template: str
    about: str
    case_no: str | None
    channel: str
    address: str
    language: str
    zh: str
    en: str
    state: str
    said_at: datetime
    tried_at: datetime | None
    provider: str
    why: str

    @property
    def masked_address(self) -> str:
        return masks.phone(self.address) if self.channel == "sms" else masks.number(self.address)

    @property
    def sent_at(self) -> datetime | None:
        return self.tried_at if self.state == "sent" else None

    @property
    def name(self) -> str:
        return words.get(self.template).name if self.template in words.templates() else self.template

    @property
    def name_en(self) -> str:
        return words.get(self.template).name_en if self.template in words.templates() else self.template


@dataclass(frozen=True, slots=True)
class Page:
    """Newest first; ``before`` leads to the next page, 0 on the last."""

    lines: tuple[Line, ...]
    before: int


def about(matter: str, *, limit: int = 100) -> tuple[Line, ...]:
    """Everything that was said about a case, or about what else its messages were sent under; newest first."""
    with connection.cursor() as cursor:
        cursor.execute(ABOUT, [matter, limit])
        return tuple(made(Line, row) for row in cursor.fetchall())


def of_case(case_no: str, *, query_code: str) -> tuple[Line, ...] | None:
    """The same for whoever holds the receipt; ``None`` when number and code do not belong together."""
    with connection.cursor() as cursor:
        cursor.execute(HAS_CODE, [case_no, query_code])
        known = cursor.fetchone()[0]
    return about(case_no) if known else None


def outbox(*, office: str, state: str = "", before: int = 0, limit: int = 25) -> Page:
    """The messages of an office, of one state or all."""
    given: dict[str, str | int] = {"office": office, "before": before or NEWEST, "state": state, "limit": limit + 1}
    statement = OUTBOX.format(state="AND m.state = %(state)s" if state else "")
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        lines = tuple(made(Line, row) for row in cursor.fetchall())
    return Page(lines[:limit], lines[limit - 1].id if len(lines) > limit else 0)
