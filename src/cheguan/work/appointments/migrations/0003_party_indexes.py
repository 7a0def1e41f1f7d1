"""What somebody has booked, and what they wait for, is looked up at every booking."""

from django.db import migrations, models

CURRENT = models.Q(voided_by__isnull=True)


class Migration(migrations.Migration):
    dependencies = [("appointments", "0002_guards")]
    operations = [
        migrations.AddIndex(
            model_name="booking",
            index=models.Index(condition=CURRENT, fields=["party"], name="bookings_of_party"),
        ),
        migrations.AddIndex(
            model_name="waiting",
            index=models.Index(condition=CURRENT, fields=["party"], name="waiting_of_party"),
        ),
    ]
