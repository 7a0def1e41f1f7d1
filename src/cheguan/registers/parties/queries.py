"""Reading parties."""

from dataclasses import dataclass
from datetime import date

from django.db import connection

from cheguan.registers.parties import masks

COLUMNS = """
p.id, p.kind, f.name, f.initials, f.sex, f.born_on, f.district, f.address, f.phone, i.document, i.number, i.valid_until
"""
SOURCES = """
parties_party p
JOIN parties_profile f ON f.party_id = p.id AND f.voided_by_id IS NULL
LEFT JOIN LATERAL (SELECT document, number, valid_until FROM parties_identity x
                    WHERE x.party_id = p.id AND x.voided_by_id IS NULL ORDER BY x.document LIMIT 1) i ON true
"""


@dataclass(frozen=True, slots=True)
class Person:
    """A party as registered: whole. Screens show the masked properties until there is a purpose."""

    id: int
    kind: str
    name: str
    initials: str
    sex: str
    born_on: date | None
    district: str
    address: str
    phone: str
    document: str
    number: str
    valid_until: date | None

    @property
    def masked_name(self) -> str:
        return masks.name(self.name) if self.kind == "person" else self.name

    @property
    def masked_number(self) -> str:
        return masks.number(self.number)

    @property
    def masked_phone(self) -> str:
        return masks.phone(self.phone)


class NoSuchParty(Exception):
    """没有这位当事人。"""


def get(party_id: int) -> Person:
    """The party as registered now."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {COLUMNS} FROM {SOURCES} WHERE p.id = %s", [party_id])
        row = cursor.fetchone()
    if row is None:
        raise NoSuchParty(str(party_id))
    return Person(*row)


def get_many(party_ids: list[int]) -> dict[int, Person]:
    """Several parties by id, in one statement."""
    if len(party_ids) == 1:
        # PostgreSQL keeps its plan for one, and plans anew for every list.
        return {party_ids[0]: get(party_ids[0])}
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {COLUMNS} FROM {SOURCES} WHERE p.id = ANY(%s)", [party_ids])
        return {row[0]: Person(*row) for row in cursor.fetchall()}


BY_NUMBER = f"""
SELECT {COLUMNS} FROM {SOURCES}
 WHERE p.id = (SELECT party_id FROM parties_identity WHERE number = %s AND voided_by_id IS NULL ORDER BY document LIMIT 1)
"""
BY_NAME = f"""
SELECT {COLUMNS} FROM {SOURCES}
 WHERE p.id IN (SELECT party_id FROM parties_profile
                 WHERE {{column}} = %s AND voided_by_id IS NULL ORDER BY id DESC LIMIT %s)
 ORDER BY p.id DESC
"""


def find_by_number(number: str) -> Person | None:
    """Whoever holds an identity document with this number."""
    with connection.cursor() as cursor:
        cursor.execute(BY_NUMBER, [number])
        row = cursor.fetchone()
    return Person(*row) if row else None


def search(text: str, *, limit: int = 20) -> list[Person]:
    """People by whole name or by pinyin initials, newest first; at most ``limit``."""
    column, value = ("initials", text.lower()) if text.isascii() else ("name", text)
    with connection.cursor() as cursor:
        cursor.execute(BY_NAME.format(column=column), [value, limit])
        return [Person(*row) for row in cursor.fetchall()]
