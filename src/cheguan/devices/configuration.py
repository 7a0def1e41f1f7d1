"""What a clerk's computer has on its desk, from a TOML file that its administrator writes."""

import dataclasses
import pkgutil
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from cheguan.devices.adapters import Adapter
from cheguan.devices.kinds import KINDS
from cheguan.devices.serving import ORIGINS, PORT

ADAPTERS = {
    "vendor_websocket": "cheguan.devices.vendor_websocket:VendorWebsocket",
    "vendor_http": "cheguan.devices.vendor_http:VendorHttp",
    "network_printer": "cheguan.devices.network_printer:NetworkPrinter",
}


class BadConfiguration(Exception):
    """The file cannot be used; the message names the place and what is wrong with it."""


class Configuration(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``devices`` by kind; each table has an ``adapter`` and that adapter's own options."""

    port: int = PORT
    origins: tuple[str, ...] = ORIGINS
    devices: dict[str, dict[str, Any]] = {}


def read(file: Path) -> Configuration:
    try:
        return msgspec.convert(tomllib.loads(file.read_text(encoding="utf-8")), Configuration)
    except (ValueError, msgspec.ValidationError) as wrong:
        raise BadConfiguration(f"{file}: {wrong}") from wrong


def adapters(configuration: Configuration) -> dict[str, Adapter]:
    return {kind: _adapter(kind, options) for kind, options in configuration.devices.items()}


def _adapter(kind: str, options: Mapping[str, Any]) -> Adapter:
    """``adapter`` is one of ours by name, or anybody's dataclass as ``package.module:Class``."""
    if kind not in KINDS:
        raise BadConfiguration(f"[devices.{kind}]: expected one of {', '.join(KINDS)}")
    named = str(options.get("adapter", ""))
    if named not in ADAPTERS and ":" not in named:
        raise BadConfiguration(f"[devices.{kind}] adapter: expected {', '.join(ADAPTERS)} or package.module:Class")
    given = {name: value for name, value in options.items() if name != "adapter"}
    try:
        made: Adapter = _made(pkgutil.resolve_name(ADAPTERS.get(named, named)), given)
    except (ImportError, AttributeError, TypeError, ValueError, msgspec.ValidationError) as wrong:
        raise BadConfiguration(f"[devices.{kind}] {wrong}") from wrong
    return made


def _made(factory: Any, given: Mapping[str, Any]) -> Any:
    known = {each.name for each in dataclasses.fields(factory)}
    if unknown := sorted(set(given) - known):
        raise TypeError(f"{', '.join(unknown)}: expected {', '.join(sorted(known))}")
    return msgspec.convert(given, factory)
