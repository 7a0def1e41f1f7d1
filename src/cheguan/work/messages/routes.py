"""Which gateway carries which channel: the providers of this office, and the file for everything else."""

from collections.abc import Mapping
from functools import cache

from django.conf import settings

from cheguan.work.messages.failover import Breaker, Failover
from cheguan.work.messages.gateway import Gateway
from cheguan.work.messages.outbox import FileOutbox
from cheguan.work.messages.provider import HttpProvider


@cache
def gateways() -> Mapping[str, Gateway]:
    """By channel. Made once in a process, so that it remembers which provider fails."""
    outbox = FileOutbox(settings.OUTBOX_DIR)
    return {
        "sms": sms(settings.SMS_PROVIDERS, timeout=settings.SMS_TIMEOUT) or outbox,
        "wechat": outbox,
        "mail": outbox,
    }


def sms(providers: tuple[tuple[str, str], ...], *, timeout: float) -> Gateway | None:
    """One provider, or two that stand in for each other, from their ``(url, token)``; ``None`` without any."""
    made = [
        Breaker(name, HttpProvider(name=name, url=url, token=token, timeout=timeout))
        for name, (url, token) in zip(("sms-1", "sms-2"), providers, strict=False)
    ]
    if len(made) == 2:
        return Failover(*made)
    return made[0] if made else None
