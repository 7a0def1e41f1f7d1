"""Pages that say why not, and what to do next."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from cheguan.base.attempts.refusals import Refusal
from cheguan.base.people.rights import POLICE_ONLY, POSTS, RIGHTS_OF_POST
from cheguan.channels.middleware import asked_by_itself


def sign_in_first(request: HttpRequest) -> HttpResponse:
    """To the sign-in page and back: after a form was sent, back to the page that held the form.

    What a page asks by itself takes nobody away from what they are typing.
    """
    if asked_by_itself(request):
        return HttpResponse(status=HTTPStatus.UNAUTHORIZED, headers={"HX-Reswap": "none"})
    target = f"{reverse('account_login')}?{urlencode({'next': _way_back(request)})}"
    if request.headers.get("HX-Request"):
        return HttpResponse(status=HTTPStatus.UNAUTHORIZED, headers={"HX-Redirect": target})
    return HttpResponse(status=HTTPStatus.FOUND, headers={"Location": target})


def _way_back(request: HttpRequest) -> str:
    if request.method == "GET" and not request.headers.get("HX-Request"):
        return request.get_full_path()
    page = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(page, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return page if ours else "/"


def not_allowed(request: HttpRequest, rights: tuple[str, ...]) -> HttpResponse:
    context = {
        "rights": rights,
        "posts": [post for post in POSTS if {*rights} & {*RIGHTS_OF_POST[post]}],
        "police_only": bool({*rights} & POLICE_ONLY),
    }
    return render(request, "errors/not_allowed.html", context, status=HTTPStatus.FORBIDDEN)


def off_duty(request: HttpRequest) -> HttpResponse:
    return render(request, "errors/off_duty.html", status=HTTPStatus.FORBIDDEN)


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """A step that the law or the state of the case does not allow: every reason, and the way back."""
    context = {"reasons": refusal.reasons, "back": _way_back(request)}
    return render(request, "errors/refused.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def used_before(request: HttpRequest) -> HttpResponse:
    """The form's key belongs to another act: the form was sent before, or copied."""
    return render(request, "errors/409.html", {"back": _way_back(request)}, status=HTTPStatus.CONFLICT)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "errors/400.html", status=HTTPStatus.BAD_REQUEST)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "errors/403.html", status=HTTPStatus.FORBIDDEN)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "errors/403_csrf.html", {"back": _way_back(request)}, status=HTTPStatus.FORBIDDEN)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "errors/404.html", status=HTTPStatus.NOT_FOUND)


def too_large(request: HttpRequest, limit_mb: int) -> HttpResponse:
    context = {"limit_mb": limit_mb, "back": _way_back(request)}
    return render(request, "errors/413.html", context, status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)


def server_error(request: HttpRequest) -> HttpResponse:
    """Drawn without the database, which may be what failed."""
    return render(None, "errors/500.html", status=HTTPStatus.INTERNAL_SERVER_ERROR)
