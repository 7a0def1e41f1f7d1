from django.db import migrations, models

GROUNDS = [
    ("own_wish", "本人申请"),
    ("unfit", "身体条件不适合"),
    ("death", "死亡"),
    ("no_capacity", "丧失民事行为能力"),
    ("expired", "逾期未换证"),
    ("medical_missing", "逾期未提交身体条件证明"),
    ("age", "仅有到龄不得驾驶的车型"),
    ("revoked", "被吊销"),
    ("rescinded", "被撤销"),
    ("drugs", "吸毒后驾驶或者药瘾未戒除"),
    ("exam_for_another", "代替他人考试"),
    ("probation", "实习期记满12分"),
]


class Migration(migrations.Migration):
    dependencies = [("drivers", "0004_licence_life_guards")]

    operations = [
        migrations.RemoveConstraint("cancellation", "known_ground_of_cancelling"),
        migrations.AlterField("cancellation", "ground", models.CharField(choices=GROUNDS, max_length=16)),
        migrations.AddConstraint(
            "cancellation",
            models.CheckConstraint(
                name="known_ground_of_cancelling",
                condition=models.Q(ground__in=[ground for ground, _ in GROUNDS]),
            ),
        ),
    ]
