"""A case names the reforms under which it was accepted; a column with a constant default rewrites no row."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0004_material_file_index")]
    operations = [
        migrations.AddField(
            model_name="case",
            name="layers",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=60), db_default=[], size=None
            ),
        )
    ]
