"""What every page's frame shows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from cheguan.channels import streaming
from cheguan.channels.sessions import find_actor


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor: the officer, asked for only when a template draws the header."""
    return {
        "actor": SimpleLazyObject(lambda: find_actor(request)),
        "languages": settings.LANGUAGES,
        "devices": settings.ENV.devices,
        "stream": SimpleLazyObject(lambda: streaming.events(request)),
    }
