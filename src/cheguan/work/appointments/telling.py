"""What a person is told about an appointment; written with the act, so that nothing is said of what did not happen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.timezone import localdate, localtime

from cheguan.law import catalogue
from cheguan.work.messages import commands as messages

MADE = "appointment_made"
CANCELLED = "appointment_cancelled"
OFFERED = "appointment_offered"
FROM_LIST = "appointment_from_waiting_list"
# Once for one act and one appointment.
KEY = "{template}:{code}:{{act}}"


@dataclass(frozen=True, slots=True)
class Told:
    """An appointment as a message names it. ``code`` is what the person keeps; an offer lapses at ``until``."""

    party_id: int
    service: str
    starts_at: datetime
    ends_at: datetime
    outlet: str
    code: str
    until: datetime | None = None


def tell(template: str, told: Told, *, act: int) -> None:
    """Leave the message beside an act of this transaction."""
    messages.send(**_said(template, told), act=act)


def beside(template: str, told: Told) -> Mapping[str, Any]:
    """Parameters for ``messages.BESIDE`` in the statement that writes the act."""
    return messages.beside(**_said(template, told))


def _said(template: str, told: Told) -> dict[str, Any]:
    service = catalogue.get(told.service, on=localdate(told.starts_at))
    starts, ends = localtime(told.starts_at), localtime(told.ends_at)
    params: dict[str, messages.Words] = {
        "service": (service.name, service.name_en),
        "day": f"{starts:%Y-%m-%d}",
        "hour": f"{starts:%H:%M}-{ends:%H:%M}",
        "booking": told.code,
    }
    if template != CANCELLED:
        params["outlet"] = told.outlet
    if told.until is not None:
        params["until"] = f"{localtime(told.until):%m-%d %H:%M}"
    key = KEY.format(template=template, code=told.code)
    return {"template": template, "params": params, "key": key, "party_id": told.party_id, "about": told.code}
