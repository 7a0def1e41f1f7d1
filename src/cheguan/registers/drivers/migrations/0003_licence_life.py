"""What happens in the life of a licence: permits, probation, reviews, deferrals, relief of points, cancelling."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('acts', '0003_guards'),
        ('drivers', '0002_guards'),
        ('parties', '0002_guards'),
    ]

    operations = [
        migrations.CreateModel(
            name='LearnerPermit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=2)),
                ('valid_from', models.DateField()),
                ('valid_until', models.DateField()),
                ('issued_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='acts.act')),
                ('party', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.party')),
                ('voided_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='acts.act')),
            ],
        ),
        migrations.CreateModel(
            name='ExamPlace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('district', models.CharField(max_length=6)),
                ('on', models.DateField()),
                ('issued_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='acts.act')),
                ('voided_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='acts.act')),
                ('permit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='places', to='drivers.learnerpermit')),
            ],
        ),
        migrations.CreateModel(
            name='PointsRelief',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('cleared', '满分学习考试合格后清除'), ('reduced', '学法减分')], max_length=8)),
                ('on', models.DateField()),
                ('points', models.PositiveSmallIntegerField()),
                ('issued_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='acts.act')),
                ('licence', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='reliefs', to='drivers.drivinglicence')),
                ('voided_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='acts.act')),
            ],
        ),
        migrations.CreateModel(
            name='Probation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('family', models.CharField(choices=[('car', '汽车类'), ('motorcycle', '摩托车类')], max_length=10)),
                ('since', models.DateField()),
                ('until', models.DateField()),
                ('issued_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='acts.act')),
                ('licence', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='probations', to='drivers.drivinglicence')),
                ('voided_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='acts.act')),
            ],
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField()),
                ('issued_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='acts.act')),
                ('licence', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='drivers.drivinglicence')),
                ('voided_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='acts.act')),
            ],
        ),
        migrations.CreateModel(
            name='SchoolBusQualification',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateField()),
                ('issued_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='acts.act')),
                ('licence', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='school_bus', to='drivers.drivinglicence')),
                ('voided_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='acts.act')),
            ],
        ),
        migrations.CreateModel(
            name='TemporaryPermit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=2)),
                ('foreign_number', models.CharField(max_length=40)),
                ('since', models.DateField()),
                ('until', models.DateField()),
                ('issued_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='acts.act')),
                ('party', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.party')),
                ('voided_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='acts.act')),
            ],
        ),
        migrations.CreateModel(
            name='AgeExtension',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('until', models.DateField()),
                ('issued_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='acts.act')),
                ('licence', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='age_extensions', to='drivers.drivinglicence')),
                ('voided_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='acts.act')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('voided_by__isnull', True)), fields=('licence',), name='extended_once')],
            },
        ),
        migrations.CreateModel(
            name='Cancellation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ground', models.CharField(choices=[('own_wish', '本人申请'), ('unfit', '身体条件不适合'), ('death', '死亡'), ('no_capacity', '丧失民事行为能力'), ('expired', '逾期未换证'), ('medical_missing', '逾期未提交身体条件证明'), ('age', '仅有到龄不得驾驶的车型'), ('revoked', '被吊销'), ('rescinded', '被撤销'), ('probation', '实习期记满12分')], max_length=16)),
                ('on', models.DateField()),
                ('issued_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='acts.act')),
                ('licence', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='cancellations', to='drivers.drivinglicence')),
                ('voided_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='acts.act')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('voided_by__isnull', True)), fields=('licence',), name='cancelled_once'), models.CheckConstraint(condition=models.Q(('ground__in', ['own_wish', 'unfit', 'death', 'no_capacity', 'expired', 'medical_missing', 'age', 'revoked', 'rescinded', 'probation'])), name='known_ground_of_cancelling')],
            },
        ),
        migrations.CreateModel(
            name='Deferral',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('renewal', '延期换证'), ('review', '延期审验'), ('medical', '延期提交身体条件证明')], max_length=8)),
                ('cause', models.CharField(max_length=16)),
                ('until', models.DateField()),
                ('issued_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='acts.act')),
                ('licence', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='deferrals', to='drivers.drivinglicence')),
                ('voided_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='acts.act')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('voided_by__isnull', True)), fields=('licence', 'kind'), name='deferred_once'), models.CheckConstraint(condition=models.Q(('kind__in', ['renewal', 'review', 'medical'])), name='known_deferral')],
            },
        ),
        migrations.CreateModel(
            name='ElectronicLicence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('issued_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='acts.act')),
                ('licence', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='electronic', to='drivers.drivinglicence')),
                ('voided_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='acts.act')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('voided_by__isnull', True)), fields=('licence',), name='one_electronic_licence')],
            },
        ),
        migrations.CreateModel(
            name='Employment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('employer', models.CharField(max_length=120)),
                ('issued_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='acts.act')),
                ('licence', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='employments', to='drivers.drivinglicence')),
                ('voided_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='acts.act')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('voided_by__isnull', True)), fields=('licence',), name='one_current_employer')],
            },
        ),
        migrations.AddIndex(
            model_name='learnerpermit',
            index=models.Index(fields=['party'], name='permits_of_party'),
        ),
        migrations.AddConstraint(
            model_name='learnerpermit',
            constraint=models.UniqueConstraint(condition=models.Q(('voided_by__isnull', True)), fields=('party', 'code'), name='one_permit_for_a_class'),
        ),
        migrations.AddConstraint(
            model_name='learnerpermit',
            constraint=models.CheckConstraint(condition=models.Q(('valid_until__gte', models.F('valid_from'))), name='permit_has_days'),
        ),
        migrations.AddConstraint(
            model_name='learnerpermit',
            constraint=models.CheckConstraint(condition=models.Q(('code__regex', '^(A[123]|B[12]|C[1-6]|[DEFMNP])$')), name='known_class_to_learn'),
        ),
        migrations.AddIndex(
            model_name='examplace',
            index=models.Index(fields=['permit'], name='places_of_permit'),
        ),
        migrations.AddConstraint(
            model_name='examplace',
            constraint=models.UniqueConstraint(condition=models.Q(('voided_by__isnull', True)), fields=('permit',), name='one_examination_place'),
        ),
        migrations.AddConstraint(
            model_name='examplace',
            constraint=models.CheckConstraint(condition=models.Q(('district__regex', '^[1-9][0-9]{5}$')), name='district_of_six'),
        ),
        migrations.AddIndex(
            model_name='pointsrelief',
            index=models.Index(condition=models.Q(('voided_by__isnull', True)), fields=['licence'], name='reliefs_of_licence'),
        ),
        migrations.AddConstraint(
            model_name='pointsrelief',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'cleared'), ('points__gte', 12)), models.Q(('kind', 'reduced'), ('points__range', (1, 6))), _connector='OR'), name='relief_takes_points'),
        ),
        migrations.AddConstraint(
            model_name='probation',
            constraint=models.UniqueConstraint(condition=models.Q(('voided_by__isnull', True)), fields=('licence', 'family'), name='one_probation_of_a_family'),
        ),
        migrations.AddConstraint(
            model_name='probation',
            constraint=models.CheckConstraint(condition=models.Q(('until__gt', models.F('since'))), name='probation_has_days'),
        ),
        migrations.AddIndex(
            model_name='review',
            index=models.Index(condition=models.Q(('voided_by__isnull', True)), fields=['licence', '-on'], name='reviews_of_licence'),
        ),
        migrations.AddConstraint(
            model_name='schoolbusqualification',
            constraint=models.UniqueConstraint(condition=models.Q(('voided_by__isnull', True)), fields=('licence',), name='one_school_bus_qualification'),
        ),
        migrations.AddIndex(
            model_name='temporarypermit',
            index=models.Index(fields=['party'], name='temporary_permits_of_party'),
        ),
        migrations.AddConstraint(
            model_name='temporarypermit',
            constraint=models.UniqueConstraint(condition=models.Q(('voided_by__isnull', True)), fields=('party',), name='one_temporary_permit'),
        ),
        migrations.AddConstraint(
            model_name='temporarypermit',
            constraint=models.CheckConstraint(condition=models.Q(('until__gte', models.F('since'))), name='temporary_permit_has_days'),
        ),
    ]
