"""Every route is behind a right, or on the short list of those that anybody may open."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

# Whoever is not signed in may open these, and nothing else.
PUBLIC = {
    "healthy", "account_login", "account_logout", "account_inactive", "mfa_authenticate",
    "public:guides", "public:guide", "public:mortgage",
    "screen:screen", "screen:now", "screen:pair", "screen:answer", "public:messages",
    "public:appointments", "public:appointment_find", "public:appointment_done", "public:appointment_mine",
    "public:appointment_cancel", "public:appointment_waiting", "public:appointment_offer", "public:appointment_halls",
    "public:appointment_times", "public:appointment_wait", "public:appointment_person",
    "hall:board", "hall:signage", "hall:machine", "hall:machine_enter", "hall:machine_identify", "hall:machine_choose",
    "hall:machine_confirm", "hall:machine_take", "hall:ticket", "hall:ticket_leave", "hall:rate", "hall:rate_give",
}  # fmt: skip
# These ask for a signed-in account themselves.
GUARDED_BY_LIBRARY = {"account_change_password", "mfa_activate_totp"}
VALUES = {
    "no": "45050001-260302-00001",
    "handle": "x",
    "service": "vehicle_licence_reissue",
    "code": "receipt",
    "number": 1,
    "outlet": "01",
}


def routes(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{entry.namespace}:" if entry.namespace else ""
            yield from routes(entry, prefix + inner)
        else:
            yield f"{prefix}{entry.name}", entry


OURS = [(name, entry) for name, entry in routes(get_resolver()) if not name.startswith("admin:")]
CLOSED = [(name, entry) for name, entry in OURS if name not in PUBLIC]


def test_there_are_routes() -> None:
    assert {"window:home", "window:apply", "window:grant", "desk:queue"} <= {name for name, _ in OURS}


@pytest.mark.parametrize(("name", "entry"), OURS, ids=[name for name, _ in OURS])
def test_a_route_asks_for_a_right(name: str, entry: URLPattern) -> None:
    asked: Any = getattr(entry.callback, "requires", None)
    if name in PUBLIC | GUARDED_BY_LIBRARY:
        assert asked is None or asked == ("public",)
    else:
        assert asked
        assert "public" not in asked


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "entry"), CLOSED, ids=[name for name, _ in CLOSED])
@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_comes_in_without_signing_in(name: str, entry: URLPattern, method: str, client: Client) -> None:
    needed = {key: VALUES[key] for key in entry.pattern.converters}
    response = getattr(client, method)(reverse(name, kwargs=needed))
    assert response.status_code in (302, 401, 403)
    if response.status_code == 302:
        assert response["Location"].startswith("/accounts/login/")


@pytest.mark.django_db
def test_the_admin_lets_nobody_in(client: Client) -> None:
    response = client.get("/admin/")
    assert response.status_code in (302, 404)
