"""Every vehicle of the register bears what it was registered with; then the rows are guarded like all others."""

from django.db import migrations

MARK = """
INSERT INTO vehicles_marking (vehicle_id, vin, engine_no, issued_by_id)
SELECT id, vin, engine_no, issued_by_id FROM vehicles_vehicle WHERE voided_by_id IS NULL
"""


class Migration(migrations.Migration):
    dependencies = [("vehicles", "0003_changes")]
    operations = [migrations.RunSQL(MARK, "DELETE FROM vehicles_marking")]
