"""随机复核：keys, looks, assignments, outcomes, remedies."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('acts', '0003_guards'),
        ('cases', '0007_undertakings'),
        ('people', '0002_guards'),
    ]

    operations = [
        migrations.CreateModel(
            name='DayKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('office', models.CharField(max_length=6)),
                ('day', models.DateField()),
                ('secret', models.CharField(max_length=64)),
                ('issued_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='acts.act')),
                ('voided_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='acts.act')),
            ],
        ),
        migrations.CreateModel(
            name='Look',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('office', models.CharField(max_length=6)),
                ('rate', models.PositiveSmallIntegerField()),
                ('grounds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), size=None)),
                ('case', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                ('day_key', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='second_looks.daykey')),
                ('issued_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='acts.act')),
                ('voided_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='acts.act')),
            ],
        ),
        migrations.CreateModel(
            name='Assignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('due_on', models.DateField()),
                ('issued_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='acts.act')),
                ('officer', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.officer')),
                ('voided_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='acts.act')),
                ('look', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='second_looks.look')),
            ],
        ),
        migrations.CreateModel(
            name='Outcome',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('outcome', models.CharField(choices=[('in_order', '无误'), ('minor', '轻微差错'), ('serious', '严重差错')], max_length=10)),
                ('words', models.TextField(db_default='')),
                ('article', models.CharField(db_default='', max_length=60)),
                ('issued_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='acts.act')),
                ('look', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='outcomes', to='second_looks.look')),
                ('voided_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='acts.act')),
            ],
        ),
        migrations.CreateModel(
            name='Remedy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.TextField()),
                ('issued_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='acts.act')),
                ('look', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='remedies', to='second_looks.look')),
                ('voided_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='acts.act')),
            ],
        ),
        migrations.AddConstraint(
            model_name='daykey',
            constraint=models.UniqueConstraint(condition=models.Q(('voided_by__isnull', True)), fields=('office', 'day'), name='one_second_look_key_a_day'),
        ),
        migrations.AddConstraint(
            model_name='look',
            constraint=models.UniqueConstraint(fields=('case',), name='one_second_look_of_a_case'),
        ),
        migrations.AddIndex(
            model_name='assignment',
            index=models.Index(condition=models.Q(('voided_by__isnull', True)), fields=['officer', 'due_on'], name='second_looks_open'),
        ),
        migrations.AddConstraint(
            model_name='assignment',
            constraint=models.UniqueConstraint(condition=models.Q(('voided_by__isnull', True)), fields=('look',), name='one_officer_for_a_second_look'),
        ),
        migrations.AddConstraint(
            model_name='outcome',
            constraint=models.UniqueConstraint(fields=('look',), name='one_outcome_of_a_second_look'),
        ),
        migrations.AddConstraint(
            model_name='outcome',
            constraint=models.CheckConstraint(condition=models.Q(('outcome', 'in_order'), models.Q(('words', ''), _negated=True), _connector='OR'), name='what_is_wrong_is_said'),
        ),
        migrations.AddConstraint(
            model_name='outcome',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'serious'), _negated=True), models.Q(('article', ''), _negated=True), _connector='OR'), name='what_is_serious_has_its_article'),
        ),
        migrations.AddConstraint(
            model_name='remedy',
            constraint=models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='a_remedy_is_said'),
        ),
    ]
