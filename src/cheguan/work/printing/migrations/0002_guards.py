from django.db import migrations

from cheguan.base.acts.guards import append_only, void_only


class Migration(migrations.Migration):
    dependencies = [("printing", "0001_initial")]
    operations = [*void_only("printing_blankuse"), append_only("printing_printed")]
