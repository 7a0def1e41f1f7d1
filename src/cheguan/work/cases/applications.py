"""What comes over the counter: one person's application, as the door hands it in."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from typing import Any

from cheguan.registers.parties.commands import Details
from cheguan.registers.vehicles.commands import NewVehicle


@dataclass(frozen=True, slots=True)
class Given:
    """One material in hand: how it came (presented, waived, fetched, gap), from where, and its picture if there is one."""

    code: str
    how: str = "presented"
    source: str = ""
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Application:
    """申请. The subject is a registered vehicle, a driving licence, or a vehicle still to be registered."""

    service: str
    applicant_id: int
    vehicle_id: int | None = None
    licence_id: int | None = None
    new_vehicle: NewVehicle | None = None
    agent_id: int | None = None
    materials: tuple[Given, ...] = ()
    declared: Mapping[str, str] = field(default_factory=dict)
    roles: tuple[tuple[str, int], ...] = ()

    @property
    def in_hand(self) -> frozenset[str]:
        """Codes of what is there, on paper, waived or fetched; a gap is not there."""
        return frozenset(given.code for given in self.materials if given.how != "gap")

    @property
    def joint(self) -> frozenset[str]:
        return frozenset(role for role, _ in self.roles)


def as_json(new: NewVehicle) -> dict[str, str | int | None]:
    """A vehicle to be registered, as the case keeps it until the grant."""
    values = {field.name: getattr(new, field.name) for field in fields(new)}
    return {name: value if isinstance(value, int | str | None) else str(value) for name, value in values.items()}


def from_json(kept: Mapping[str, Any]) -> NewVehicle:
    """The reverse of ``as_json``."""
    days = {name: date.fromisoformat(kept[name]) for name in ("factory_on", "imported_on") if kept.get(name)}
    power = {"power_kw": Decimal(kept["power_kw"])} if kept.get("power_kw") else {}
    return NewVehicle(**{**kept, **days, **power})


__all__ = ["Application", "Details", "Given", "NewVehicle", "as_json", "from_json"]
