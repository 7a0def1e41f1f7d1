"""Ratings, repairs and their steps are caused by acts and never rewritten."""

from django.db import migrations

from cheguan.base.acts import guards


class Migration(migrations.Migration):
    dependencies = [("ratings", "0001_initial"), ("acts", "0003_guards")]
    operations = [*guards.void_only("ratings_rating", "ratings_repair", "ratings_repairstep")]
