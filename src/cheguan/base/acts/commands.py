"""Recording an act."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from psycopg.types.json import Jsonb

from cheguan.base.people.actors import Actor

JSON = None | bool | int | str | Sequence["JSON"] | Mapping[str, "JSON"]


class AlreadyRecorded(Exception):
    """这一步已经办过：the key was used by an earlier act."""


COLUMNS = (
    "key, kind, at, officer_id, partner_id, post, office, outlet_id, channel, device, basis, case_no, reason, detail"
)
VALUES = (
    "%(key)s, %(kind)s, %(at)s, %(officer)s, %(partner)s, %(post)s, %(office)s, %(outlet)s, %(channel)s, %(device)s,"
    " %(basis)s::text[], %(case_no)s, %(reason)s, %(detail)s"
)
INSERT = f"INSERT INTO acts_act ({COLUMNS}) VALUES ({VALUES}) RETURNING id"


def values(
    *,
    kind: str,
    by: Actor,
    at: datetime,
    basis: Iterable[str],
    key: UUID,
    post: str | None = None,
    case_no: str | None = None,
    reason: str = "",
    detail: Mapping[str, JSON] | None = None,
) -> dict[str, Any]:
    """The parameters of ``INSERT``, for commands that write the act and their own rows in one statement."""
    return {
        "key": key,
        "kind": kind,
        "at": at,
        "officer": by.officer_id,
        "partner": by.partner_id,
        "post": post or by.post,
        "office": by.office,
        "outlet": by.outlet_id,
        "channel": by.channel,
        "device": by.device,
        "basis": list(basis),
        "case_no": case_no,
        "reason": reason,
        "detail": Jsonb(dict(detail or {})),
    }


def record(
    *,
    kind: str,
    by: Actor,
    at: datetime,
    basis: Iterable[str],
    key: UUID,
    post: str | None = None,
    case_no: str | None = None,
    reason: str = "",
    detail: Mapping[str, JSON] | None = None,
) -> int:
    """Write one act and return its id; ``AlreadyRecorded`` when the key was used before."""
    parameters = values(
        kind=kind, by=by, at=at, basis=basis, key=key, post=post, case_no=case_no, reason=reason, detail=detail
    )
    with connection.cursor() as cursor:
        try:
            cursor.execute(INSERT, parameters)
        except IntegrityError as error:
            if used_before(error):
                raise AlreadyRecorded(str(key)) from error
            raise
        return int(cursor.fetchone()[0])


def record_once(*, kind: str, by: Actor, at: datetime, basis: Iterable[str], key: UUID, **more: Any) -> int | None:
    """The same for a step that a job may come to twice: nothing when it is done already, and the transaction goes on."""
    try:
        with transaction.atomic():
            return record(kind=kind, by=by, at=at, basis=basis, key=key, **more)
    except AlreadyRecorded:
        return None


def used_before(error: IntegrityError) -> bool:
    """Whether the statement failed because an act with this key exists."""
    diagnostics = getattr(error.__cause__, "diag", None)
    return diagnostics is not None and (diagnostics.constraint_name or "").startswith("acts_act_key")
