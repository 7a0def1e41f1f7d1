"""What happens to every request: its language, its largest size, what its page may load, one line in the log."""

from collections.abc import Callable
from time import perf_counter

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from cheguan.channels import errors, streaming

Answer = Callable[[HttpRequest], HttpResponse]

# Only files of our own origin, no inline script or style. Pictures may be inlined: QR codes are.
CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'self'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    ]
)
# A form says at the field that a file is too large; a body several times larger is not even read.
HUGE = 4
LANGUAGE_AGE = 365 * 24 * 60 * 60

log = structlog.get_logger("cheguan.web")


def restrict_content(answer: Answer) -> Answer:
    """Strict content security for pages; a PDF in the browser's own viewer may only not be framed by strangers."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        policy = f"{CONTENT_SECURITY_POLICY}; {_talks_to(request)}" if is_page else "frame-ancestors 'self'"
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers.setdefault("Permissions-Policy", "camera=(self), geolocation=(), microphone=()")
        return response

    return middleware


def _talks_to(request: HttpRequest) -> str:
    """Besides ourselves only the event stream, if it follows a hall, and the devices on the desk that it is shown on."""
    return " ".join(filter(None, ["connect-src 'self'", settings.ENV.devices, streaming.followed(request)]))


def refuse_huge_bodies(answer: Answer) -> Answer:
    limit = HUGE * settings.ENV.upload_mb << 20

    def middleware(request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isascii() and length.isdigit() and int(length) > limit:
            return errors.too_large(request, settings.ENV.upload_mb)
        return answer(request)

    return middleware


def speak(answer: Answer) -> Answer:
    """Chinese, unless ``?lang=`` or the cookie it left says otherwise; what the browser prefers is not asked."""
    known = dict(settings.LANGUAGES)

    def middleware(request: HttpRequest) -> HttpResponse:
        wished = request.GET.get("lang", "")
        language = wished if wished in known else request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = language if language in known else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = answer(request)
            response.headers.setdefault("Content-Language", language)
        if wished == language:
            response.set_cookie(settings.LANGUAGE_COOKIE_NAME, wished, max_age=LANGUAGE_AGE, samesite="Lax")
        return response

    return middleware


def log_request(answer: Answer) -> Answer:
    """The route's name and never its address: addresses carry numbers of people and vehicles."""

    def middleware(request: HttpRequest) -> HttpResponse:
        began = perf_counter()
        response = answer(request)
        route = request.resolver_match.view_name if request.resolver_match else ""
        took = round((perf_counter() - began) * 1000, 1)
        log.info("request", method=request.method, route=route, status=response.status_code, ms=took)
        response.headers.setdefault("Server-Timing", f"app;dur={took}")
        return response

    return middleware
