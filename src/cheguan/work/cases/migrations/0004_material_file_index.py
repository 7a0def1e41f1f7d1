"""Whether a file belongs to a case is asked for every file that is to go."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0003_queue_index"), ("files", "0001_initial")]
    operations = [
        migrations.AddIndex(
            model_name="material",
            index=models.Index(
                fields=["file"], condition=models.Q(file__isnull=False), name="material_with_a_file"
            ),
        ),
    ]
