"""Appointments are voided by acts, never rewritten: nobody's name can be put in the place of another's."""

from django.db import migrations

from cheguan.base.acts import guards

# A place is looked for by its opening and the beginning of its slot.
NUMBERED = """
CREATE UNIQUE INDEX one_place_of_a_number ON appointments_place (opening_id, lower(during), number)
 WHERE voided_by_id IS NULL
"""
# A booking lies where its place lies.
OF_ITS_PLACE = """
ALTER TABLE appointments_place ADD CONSTRAINT place_and_time UNIQUE (id, during);
ALTER TABLE appointments_booking ADD CONSTRAINT booking_lies_where_its_place_lies
    FOREIGN KEY (place_id, during) REFERENCES appointments_place (id, during);
"""
NOT_OF_ITS_PLACE = """
ALTER TABLE appointments_booking DROP CONSTRAINT booking_lies_where_its_place_lies;
ALTER TABLE appointments_place DROP CONSTRAINT place_and_time;
"""
# The evening's look for those who did not come.
BY_END = "CREATE INDEX booking_by_end ON appointments_booking (upper(during)) WHERE voided_by_id IS NULL"


class Migration(migrations.Migration):
    dependencies = [("appointments", "0001_initial"), ("acts", "0003_guards")]
    operations = [
        migrations.RunSQL(NUMBERED, "DROP INDEX one_place_of_a_number"),
        migrations.RunSQL(OF_ITS_PLACE, NOT_OF_ITS_PLACE),
        migrations.RunSQL(BY_END, "DROP INDEX booking_by_end"),
        *guards.void_only(
            "appointments_pattern",
            "appointments_opening",
            "appointments_place",
            "appointments_waiting",
            "appointments_booking",
            "appointments_attendance",
        ),
    ]
