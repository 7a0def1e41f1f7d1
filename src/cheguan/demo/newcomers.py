"""A machine as the case of its registration keeps it."""

import json
from datetime import date

from cheguan.demo.vehicles import Vehicle


def as_json(machine: Vehicle) -> str:
    """The same keys as ``work.cases.applications.as_json`` writes."""
    kind = machine.kind
    return json.dumps(
        {
            "vin": machine.vin,
            "engine_no": machine.engine_no,
            "brand": machine.brand,
            "model": machine.model,
            "vehicle_type": kind.vehicle_type,
            "energy": kind.energy,
            "origin": "A",
            "seats": kind.seats,
            "colour": machine.colour,
            "use": kind.use,
            "factory_on": date.fromordinal(machine.factory).isoformat(),
            "displacement_ml": kind.displacement_ml or None,
            "power_kw": kind.power_kw or None,
            "mass_kg": kind.mass_kg,
            "total_mass_kg": kind.total_mass_kg,
            "emission": machine.emission,
            "imported_on": None,
        },
        ensure_ascii=False,
    )
