"""Where a page hears of changes in the hall: the event stream on the host that the page itself came from."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest


def origin(request: HttpRequest) -> str:
    """Scheme, host and port of the event stream; empty for a request whose own address is none of ours."""
    if settings.ENV.stream_address:
        return str(settings.ENV.stream_address)
    try:
        host = urlsplit(f"//{request.get_host()}").hostname or ""
    except (DisallowedHost, ValueError):
        return ""
    scheme = "https" if request.is_secure() else "http"
    return f"{scheme}://{f'[{host}]' if ':' in host else host}:{settings.ENV.events_port}"


def events(request: HttpRequest) -> str:
    """The address to which the outlet's id is added. The page that is given it may connect there, and no other page."""
    found = origin(request)
    request.follows_hall = found  # type: ignore[attr-defined]
    return f"{found}/events/" if found else ""


def followed(request: HttpRequest) -> str:
    """Where the page drawn for this request was told to connect."""
    return getattr(request, "follows_hall", "")
