"""Addresses that take what a form sends. Whoever opens one without a form (by a reload, after signing in again, by
changing the language) is led to the page that holds the form."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import reverse

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def sent_from(page: str, *shared: str) -> Callable[[View[P]], View[P]]:
    """``shared`` are the parts of the address that ``page`` has too; the others become part of its query."""

    def wrap(view: View[P]) -> View[P]:
        @wraps(view)
        def door(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if request.method in {"GET", "HEAD"}:
                parts = {name: str(value) for name, value in kwargs.items()}
                query = request.GET.copy()
                query.update({name: value for name, value in parts.items() if name not in shared})
                address = reverse(page, kwargs={name: parts[name] for name in shared})
                return HttpResponseRedirect(f"{address}?{query.urlencode()}" if query else address)
            return view(request, *args, **kwargs) if request.method == "POST" else HttpResponseNotAllowed(["POST"])

        return door

    return wrap
