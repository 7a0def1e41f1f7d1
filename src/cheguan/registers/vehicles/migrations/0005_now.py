"""Guards of the new rows, and ``vehicles_now``: each vehicle as it stands, markings and amendments over its own row."""

from django.db import migrations

from cheguan.base.acts import guards
from cheguan.registers import checks

OWN = "brand model vehicle_type energy origin emission office".split()
TYPED = {
    "displacement_ml": "integer",
    "power_kw": "numeric",
    "seats": "smallint",
    "mass_kg": "integer",
    "total_mass_kg": "integer",
    "factory_on": "date",
    "imported_on": "date",
    "registered_on": "date",
}
COLUMNS = ", ".join(
    [f"coalesce(x.now ->> '{name}', v.{name}) AS {name}" for name in OWN]
    + [f"coalesce((x.now ->> '{name}')::{kind}, v.{name}) AS {name}" for name, kind in TYPED.items()]
)
NOW = f"""
CREATE VIEW vehicles_now AS
SELECT v.id, m.vin, m.engine_no, {COLUMNS}, (x.now ->> 'scrap_on')::date AS scrap_on
  FROM vehicles_vehicle v
  JOIN vehicles_marking m ON m.vehicle_id = v.id AND m.voided_by_id IS NULL
  LEFT JOIN LATERAL (SELECT jsonb_object_agg(a.attribute, a.value) AS now FROM vehicles_amendment a
                      WHERE a.vehicle_id = v.id AND a.voided_by_id IS NULL) x ON true
 WHERE v.voided_by_id IS NULL
"""


class Migration(migrations.Migration):
    dependencies = [("vehicles", "0004_markings"), ("acts", "0003_guards")]
    operations = [
        checks.check("vehicles_marking", "marked_vin_is_sound", "vin_is_sound(vin, false)"),
        *guards.void_only(
            "vehicles_marking",
            "vehicles_amendment",
            "vehicles_fitting",
            "vehicles_coowner",
            "vehicles_departure",
        ),
        migrations.RunSQL(NOW, "DROP VIEW vehicles_now"),
    ]
