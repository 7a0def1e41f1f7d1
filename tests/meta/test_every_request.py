"""What every answer carries, whichever page it is."""

import logging

import pytest
from django.test import Client, override_settings

from cheguan.config import logs


@pytest.fixture
def client() -> Client:
    return Client()


def test_a_supervisor_can_ask_without_a_database(client):
    response = client.get("/healthy")

    assert (response.status_code, response.content) == (200, b"ok")


def test_pages_may_load_only_our_own_files(client, db):
    policy = client.get("/accounts/login/").headers["Content-Security-Policy"]

    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


def test_other_answers_may_not_be_framed_by_strangers(client):
    headers = client.get("/healthy").headers

    assert headers["Content-Security-Policy"] == "frame-ancestors 'self'"
    assert headers["X-Frame-Options"] == "SAMEORIGIN"
    assert headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("query", "browser", "language"),
    [
        ("", "en-GB,en", "zh-hans"),
        ("?lang=en", "", "en"),
        ("?lang=zh-hans", "en", "zh-hans"),
        ("?lang=fr", "fr", "zh-hans"),
    ],
)
def test_it_speaks_chinese_unless_asked(client, query, browser, language):
    response = client.get(f"/healthy{query}", headers={"Accept-Language": browser})

    assert response.headers["Content-Language"] == language


def test_the_chosen_language_is_remembered(client):
    client.get("/healthy?lang=en")

    assert client.get("/healthy").headers["Content-Language"] == "en"


def test_a_huge_body_is_refused_before_it_is_read(client, db):
    response = client.generic("POST", "/accounts/login/", b"", headers={"Content-Length": str(90 << 20)})

    assert response.status_code == 413
    assert "20 MB" in response.content.decode()


def test_the_log_names_the_route_and_never_the_address(client, caplog):
    with caplog.at_level(logging.INFO, logger="cheguan.web"):
        client.get("/healthy?q=450502199001011234")

    assert "'route': 'healthy'" in caplog.text
    assert "450502199001011234" not in caplog.text


def test_a_failed_request_is_logged_without_its_address():
    event = {"logger": "django.request", "event": "Internal Server Error: /window/people/450502199001011234/"}

    assert logs.without_address(None, "error", event)["event"] == "request failed"


def test_a_traceback_in_the_log_does_not_quote_the_row():
    event = {"exception": 'duplicate key "one_person"\nDETAIL:  Key (id_no)=(450502199001011234) already exists.'}

    assert "450502199001011234" not in logs.without_row_values(None, "error", event)["exception"]


@override_settings(DEBUG=False)
def test_an_unknown_address_is_answered_in_the_house_style(client, db):
    response = client.get("/nowhere/")

    assert response.status_code == 404
    assert "<html" in response.content.decode()
