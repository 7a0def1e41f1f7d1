"""Settings are read once, checked together, and every wrong one is named."""

from dataclasses import FrozenInstanceError

import pytest

from cheguan.config import env, measures
from cheguan.config.proxied import proxied
from cheguan.law import reform

KEY = "k" * 32


def problems(**given: str) -> tuple[str, ...]:
    with pytest.raises(env.BadEnvironment) as caught:
        env.read({f"CHEGUAN_{name}": value for name, value in given.items()})
    return caught.value.problems


def test_nothing_needs_to_be_set():
    settings = env.read({"HOME": "/root"})

    assert settings.address == "http://127.0.0.1:8000"
    assert (settings.schema, settings.office, settings.upload_mb) == ("beihai", "450500", 20)
    assert settings.data_dir.is_absolute()


def test_settings_cannot_be_changed_afterwards():
    with pytest.raises(FrozenInstanceError):
        env.read({}).port = 9  # type: ignore[misc]


def test_every_wrong_setting_is_named_at_once():
    found = problems(PORT="80a", SCHEMA="public", OFFICE="beihai", WORKERS="0", DEBUG="yes", LOG_LEVEL="loud")

    assert [line.split("=")[0].removeprefix("CHEGUAN_") for line in found] == [
        "SCHEMA",
        "OFFICE",
        "PORT",
        "DEBUG",
        "WORKERS",
        "LOG_LEVEL",
    ]
    assert "a whole number from 1 to 65535" in found[2]


@pytest.mark.parametrize("value", ["*", "0.0.0.0/0", "::/0", "proxy.example", "10.0.0.1/24", "10.0.0.1,x"])
def test_proxies_are_addresses_and_never_everybody(value):
    assert problems(PROXIES=value)
    assert env.read({"CHEGUAN_PROXIES": "127.0.0.1, 10.1.2.0/24"}).proxies == ("127.0.0.1", "10.1.2.0/24")


@pytest.mark.parametrize(
    ("proxies", "sender", "forwarded", "seen"),
    [
        ("10.1.2.0/24", "10.1.2.3", "203.0.113.7", "203.0.113.7"),
        ("10.1.2.0/24", "10.1.2.3", "1.1.1.1, 203.0.113.7, 10.1.2.9", "203.0.113.7"),
        ("10.1.2.0/24", "10.1.2.3", "", "10.1.2.3"),
        ("10.1.2.0/24", "203.0.113.8", "203.0.113.7", "203.0.113.8"),
        ("", "127.0.0.1", "203.0.113.7", "127.0.0.1"),
    ],
)
def test_only_a_named_proxy_says_who_asks(proxies, sender, forwarded, seen):
    """Whatever a visitor writes into the header themselves stands left of what the proxy has added."""
    asked = {"REMOTE_ADDR": sender, **({"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {})}
    assert proxied(sender_of, env.read({"CHEGUAN_PROXIES": proxies}))(asked, None) == seen


def sender_of(environ: dict[str, str], _answer: object) -> str:
    return environ["REMOTE_ADDR"]


@pytest.mark.parametrize("value", ["0", "65536", "-1", "８０００", "1e3", " "])
def test_a_port_is_a_whole_number(value):
    if value.strip():
        assert problems(PORT=value)
    else:
        assert env.read({"CHEGUAN_PORT": value}).port == 8000


@pytest.mark.parametrize("value", ["public", "pg_city", "Beihai", "bei-hai", "1city", 'x"; drop', "北海"])
def test_a_schema_is_a_plain_name_and_never_public(value):
    assert problems(SCHEMA=value)


def test_a_misspelt_variable_is_an_error_with_a_suggestion():
    assert problems(PROT="9000") == (
        "CHEGUAN_PROT：没有这个变量 · no such variable，是否指 · did you mean CHEGUAN_PORT?",
    )


def test_a_wrong_address_of_the_database_does_not_show_its_password():
    (line,) = problems(DATABASE_URL="mysql://root:hunter2@db/city")

    assert "hunter2" not in line
    assert "postgresql://" in line


def test_beyond_this_machine_a_key_and_names_are_needed():
    assert len(problems(HOST="0.0.0.0")) == 2
    assert len(problems(HOST="0.0.0.0", SECRET_KEY="short", ALLOWED_HOSTS="cg.example")) == 1
    given = {"CHEGUAN_HOST": "0.0.0.0", "CHEGUAN_SECRET_KEY": KEY, "CHEGUAN_ALLOWED_HOSTS": "cg.example, 10.1.2.3"}
    assert env.read(given).allowed_hosts == ("cg.example", "10.1.2.3")


@pytest.mark.parametrize(
    "value",
    ["ws://10.1.2.3:17801", "wss://127.0.0.1:17801", "ws://127.0.0.1", "ws://127.0.0.1:65536", "ws://127.0.0.1:1/x"],
)
def test_devices_are_on_the_clerks_own_computer(value):
    assert problems(DEVICES=value)
    assert env.read({"CHEGUAN_DEVICES": "ws://127.0.0.1:17801"}).devices == "ws://127.0.0.1:17801"
    assert env.read({}).devices == ""


@pytest.mark.parametrize("value", ["office.example", "https://office.example/", f"https://{'x' * 50}.example"])
def test_links_in_messages_begin_with_an_origin_that_fits(value):
    assert problems(PUBLIC_ADDRESS=value)
    assert env.read({"CHEGUAN_PUBLIC_ADDRESS": "https://office.example"}).reached_at == "https://office.example"
    assert env.read({}).reached_at == "http://127.0.0.1:8000"


def test_an_owner_alone_is_no_database():
    assert problems(OWNER_DATABASE_URL="postgresql://owner@db/city")


def test_a_measure_is_switched_on_by_its_code_and_a_wrong_one_is_named(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(reform, "_REFORMS", reform._REFORMS)
    measures.switch_on(["accept_with_gap.local"])
    assert reform.get("accept_with_gap.local").on
    with pytest.raises(env.BadEnvironment, match=r"CHEGUAN_MEASURES_ON.*accept_with_gap\.everywhere"):
        measures.switch_on(["accept_with_gap.everywhere"])


def test_telephone_numbers_go_to_a_provider_encrypted_or_stay_on_this_machine():
    for url in (
        "http://sms.example/send",
        "ftp://sms.example",
        "https://user:secret@sms.example/",
        "sms.example",
        "https://",
    ):
        assert problems(SMS_URL=url), url
    for url in ("https://sms.example/send", "http://127.0.0.1:9000/send"):
        assert env.read({"CHEGUAN_SMS_URL": url}).sms_url == url


def test_a_second_provider_needs_a_first_and_a_token_is_not_shown():
    assert "CHEGUAN_SMS_URL" in problems(SMS_SECOND_URL="https://sms.example/send")[0]
    assert problems(SMS_TIMEOUT="0", SMS_TOKEN="x") == problems(SMS_TIMEOUT="0")
