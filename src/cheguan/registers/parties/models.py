"""A party is a person or an organisation; what is known of it is dated by acts."""

from typing import ClassVar

from django.db import models

from cheguan.base.acts.models import CURRENT, Issued


class Party(Issued):
    """当事人。"""

    KINDS: ClassVar = [("person", "个人"), ("organisation", "单位")]

    kind = models.CharField(max_length=12, choices=KINDS)


class Identity(Issued):
    """身份证明。``document`` is the code of 身份证明名称 (A 居民身份证, N 统一社会信用代码 …)."""

    party = models.ForeignKey(Party, models.PROTECT, related_name="identities", db_index=False)
    document = models.CharField(max_length=1)
    number = models.CharField(max_length=40)
    valid_until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], condition=CURRENT, name="one_holder_of_an_identity"),
            models.UniqueConstraint(fields=["party", "document"], condition=CURRENT, name="one_identity_of_a_kind"),
        ]
        indexes = [models.Index(fields=["number"], condition=CURRENT, name="holder_of_identity_number")]


class Profile(Issued):
    """基本信息。``initials`` are the first letters of the name's pinyin, for search; ``district`` six digits."""

    party = models.ForeignKey(Party, models.PROTECT, related_name="profiles", db_index=False)
    name = models.CharField(max_length=120)
    initials = models.CharField(max_length=40, db_default="")
    sex = models.CharField(max_length=1, db_default="")
    born_on = models.DateField(null=True)
    district = models.CharField(max_length=12, db_default="")
    address = models.CharField(max_length=200, db_default="")
    phone = models.CharField(max_length=20, db_default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["party"], condition=CURRENT, name="one_current_profile"),
            models.CheckConstraint(name="sex_is_known_or_empty", condition=models.Q(sex__in=["", "1", "2"])),
        ]
        indexes = [
            models.Index(fields=["name"], condition=CURRENT, name="profile_by_name"),
            models.Index(fields=["initials"], condition=CURRENT, name="profile_by_initials"),
        ]
