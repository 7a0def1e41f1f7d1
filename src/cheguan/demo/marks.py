"""Inspection marks as the law's cycle gives them, whoever asks about the same kind and month only once."""

from datetime import date

from cheguan.demo.kinds import Kind
from cheguan.demo.vehicles import Vehicle
from cheguan.law.facts import VehicleFacts
from cheguan.law.rules import inspection

_CHAINS: dict[tuple[int, int, int], tuple[int, ...]] = {}


def chain(machine: Vehicle, *, today: date) -> tuple[int, ...]:
    """The ends of all marks the vehicle had when each renewal was made in time; the last one lies after today."""
    registered = date.fromordinal(machine.registered).replace(day=1)
    asked = (id(machine.kind), registered.toordinal(), today.toordinal())
    found = _CHAINS.get(asked)
    if found is None:
        found = _CHAINS[asked] = _chain(machine.kind, registered, today)
    return found


def _chain(kind: Kind, registered: date, today: date) -> tuple[int, ...]:
    vehicle = VehicleFacts(
        vehicle_type=kind.vehicle_type,
        use=kind.use,
        seats=kind.seats,
        energy=kind.energy,
        registered_on=registered,
        factory_on=registered,
    )
    ends = [inspection.first_validity(vehicle, registered_on=registered)]
    while ends[-1] <= today:
        last = ends[-1]
        ends.append(inspection.renewal(vehicle, registered_on=registered, validity_end=last, on=last).new_validity_end)
    return tuple(end.toordinal() for end in ends)
