"""Messages and how far each has come. What was said never changes; only its way to the person does."""

from typing import ClassVar

from django.db import models
from django.db.models import Q


class Message(models.Model):
    """消息：one act's word to one person. ``key`` is the caller's: the same again is no second message.

    ``about`` is the case number, or what else the caller knows its matter by. ``zh`` and ``en`` are the text in both
    languages; it goes out in ``language``. ``not_before`` is set after a failure, or when the provider is to be asked
    again; ``tried_at`` is the last attempt, ``attempts`` its number, ``provider`` who had it.
    """

    CHANNELS: ClassVar = [("sms", "短信"), ("wechat", "微信"), ("mail", "邮件")]
    STATES: ClassVar = [
        ("queued", "待发送"),
        ("sending", "发送中"),
        ("sent", "已发送"),
        ("failed", "未能发送"),
        ("uncertain", "待核实"),
        ("no_address", "无联系方式"),
    ]

    key = models.CharField(max_length=120)
    template = models.CharField(max_length=40)
    about = models.CharField(max_length=40, db_default="")
    party = models.ForeignKey("parties.Party", models.PROTECT, related_name="+", null=True, db_index=False)
    channel = models.CharField(max_length=8, choices=CHANNELS)
    address = models.CharField(max_length=120, db_default="")
    language = models.CharField(max_length=2)
    params = models.JSONField()
    zh = models.TextField()
    en = models.TextField()
    state = models.CharField(max_length=10, choices=STATES)
    not_before = models.DateTimeField(null=True)
    tried_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(db_default=0)
    provider = models.CharField(max_length=40, db_default="")
    receipt = models.CharField(max_length=80, db_default="")
    why = models.CharField(max_length=200, db_default="")
    issued_by = models.ForeignKey("acts.Act", models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["key"], name="one_message_of_a_key"),
            models.CheckConstraint(
                name="nothing_is_sent_without_an_address", condition=Q(state="no_address") | ~Q(address="")
            ),
            models.CheckConstraint(
                name="sent_by_somebody", condition=~Q(state="sent") | (~Q(provider="") & Q(tried_at__isnull=False))
            ),
            models.CheckConstraint(name="in_a_language_we_write", condition=Q(language__in=["zh", "en"])),
        ]
        indexes: ClassVar = [
            models.Index(fields=["state", "id"], condition=~Q(state="sent"), name="messages_not_sent"),
            models.Index(fields=["about", "id"], condition=~Q(about=""), name="messages_about"),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.state}"
