"""Every setting is an environment variable; all of them are read once, here, into one frozen object."""

import difflib
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cheguan.config.parsing import (
    LOOPBACK,
    NotAllowed,
    addresses,
    bridge_address,
    folder,
    names,
    office_code,
    one_of,
    origin,
    postgresql,
    provider,
    public,
    schema_name,
    text,
    whole,
    yes_or_no,
)
from cheguan.config.refusals import Refused

PREFIX = "CHEGUAN_"
EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104


@dataclass(frozen=True, slots=True, kw_only=True)
class Env:
    """What the machine's administrator decided."""

    data_dir: Path
    database_url: str
    owner_database_url: str
    database_role: str
    schema: str
    office: str
    host: str
    port: int
    secret_key: str
    debug: bool
    allowed_hosts: tuple[str, ...]
    workers: int
    threads: int
    upload_mb: int
    log_level: str
    tls: bool
    proxies: tuple[str, ...]
    measures_on: tuple[str, ...]
    devices: str
    stream_port: int
    stream_address: str
    public_address: str
    sms_url: str
    sms_token: str
    sms_second_url: str
    sms_second_token: str
    sms_timeout: int
    chromium: str

    @property
    def address(self) -> str:
        """Where a person on this machine opens the product."""
        host = "127.0.0.1" if self.host in EVERYWHERE else self.host
        return f"http{'s' * self.tls}://{f'[{host}]' if ':' in host else host}:{self.port}"

    @property
    def reached_at(self) -> str:
        """With what the addresses begin that people are given."""
        return self.public_address or self.address

    @property
    def events_port(self) -> int:
        """Where the event stream listens: beside the web server, unless said otherwise."""
        return self.stream_port or self.port % 65535 + 1


class BadEnvironment(Refused):
    """Some settings are wrong; ``problems`` names every one of them with what is allowed."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("环境变量有误 · wrong settings:\n" + "\n".join(f"  {problem}" for problem in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True, kw_only=True)
class Variable:
    """One setting: its default, how its text is understood, and what it is for (Chinese, English)."""

    name: str
    default: str
    parse: Callable[[str], Any]
    about: str
    about_en: str


def _cores() -> int:
    return min(os.cpu_count() or 1, 8)


def _variable(name: str, default: str, parse: Callable[[str], Any], about: str, about_en: str) -> Variable:
    return Variable(name=PREFIX + name, default=default, parse=parse, about=about, about_en=about_en)


VARIABLES = (
    _variable("DATA_DIR", "data", folder, "数据目录", "data folder"),
    _variable(
        "DATABASE_URL", "", postgresql, "应用所用数据库；空为自带", "application's database; empty: the bundled one"
    ),
    _variable("OWNER_DATABASE_URL", "", postgresql, "迁移所用登录", "login that owns the tables and migrates"),
    _variable("DATABASE_ROLE", "app", one_of("app", "owner"), "本进程的身份", "whose rights this process has"),
    _variable("SCHEMA", "beihai", schema_name, "城市的模式", "the city's schema"),
    _variable("OFFICE", "450500", office_code, "发证机关区划代码", "division code of the office"),
    _variable("HOST", "127.0.0.1", text, "监听地址", "address to listen on"),
    _variable("PORT", "8000", whole(1, 65535), "监听端口", "port to listen on"),
    _variable("SECRET_KEY", "", text, "签名密钥；本机自动生成", "signing key; made by itself on loopback"),
    _variable("DEBUG", "0", yes_or_no, "开发模式", "development mode"),
    _variable("ALLOWED_HOSTS", "", names, "允许的主机名，逗号分隔", "host names to answer to, comma-separated"),
    _variable("WORKERS", str(_cores() + 1), whole(1, 64), "工作进程数", "web processes"),
    _variable("THREADS", "1", whole(1, 64), "每个进程的线程数", "threads in each process"),
    _variable("UPLOAD_MB", "20", whole(1, 1024), "上传上限（兆字节）", "largest upload in megabytes"),
    _variable("LOG_LEVEL", "warning", one_of("debug", "info", "warning", "error"), "日志级别", "how much is logged"),
    _variable("TLS", "0", yes_or_no, "前置代理已启用 HTTPS", "served over HTTPS by a proxy in front"),
    _variable(
        "PROXIES",
        "",
        addresses,
        "前置代理的地址或网段，逗号分隔；由它们转告来访者地址",
        "addresses or networks of proxies in front, which say whom they pass on; comma-separated",
    ),
    _variable(
        "MEASURES_ON",
        "",
        names,
        "本所启用的改革措施代码，逗号分隔",
        "codes of reform measures that this office has switched on, comma-separated",
    ),
    _variable(
        "DEVICES",
        "",
        bridge_address,
        "窗口电脑上设备桥的地址；空为没有",
        "device bridge on clerks' computers; empty: none",
    ),
    _variable(
        "SMS_URL",
        "",
        provider,
        "短信服务商接口地址；空为写入文件",
        "SMS provider's address; empty: messages go to a file",
    ),
    _variable("SMS_TOKEN", "", text, "短信服务商令牌", "token for the SMS provider"),
    _variable("SMS_SECOND_URL", "", provider, "备用短信服务商接口地址", "address of the provider that stands in"),
    _variable("SMS_SECOND_TOKEN", "", text, "备用短信服务商令牌", "token for that one"),
    _variable("SMS_TIMEOUT", "10", whole(1, 60), "等待短信服务商的秒数", "seconds to wait for an SMS provider"),
    _variable(
        "STREAM_PORT", "0", whole(0, 65535), "实时推送端口；0 为网页端口加一", "port of the event stream; 0: PORT + 1"
    ),
    _variable(
        "STREAM_ADDRESS",
        "",
        origin,
        "页面连接实时推送的地址；空为同一主机的推送端口",
        "where pages find the event stream behind a proxy; empty: the stream's port on the same host",
    ),
    _variable(
        "PUBLIC_ADDRESS",
        "",
        public,
        "短信里的网址以此开头；空为本机地址",
        "what the addresses in messages begin with; empty: this machine's",
    ),
    _variable("CHROMIUM", "", text, "测试所用浏览器", "browser for the tests"),
)


def read(environ: Mapping[str, str]) -> Env:
    """The checked settings, or ``BadEnvironment`` with everything that is wrong with them."""
    values: dict[str, Any] = {}
    problems = [_unknown(name) for name in sorted(environ) if name.startswith(PREFIX) and name not in _BY_NAME]
    for variable in VARIABLES:
        given = environ.get(variable.name, "").strip() or variable.default
        try:
            values[variable.name.removeprefix(PREFIX).lower()] = variable.parse(given)
        except NotAllowed as allowed:
            shown = "…" if variable.name.endswith(("_URL", "_KEY", "_TOKEN")) else repr(given)
            problems.append(f"{variable.name}={shown}：应为 · expected {allowed}")
    if not problems:
        problems = _contradictions(values)
    if problems:
        raise BadEnvironment(tuple(problems))
    return Env(**values)


_BY_NAME = {variable.name: variable for variable in VARIABLES}


def _unknown(name: str) -> str:
    close = difflib.get_close_matches(name, _BY_NAME, n=1, cutoff=0.7)
    hint = f"，是否指 · did you mean {close[0]}?" if close else ""
    return f"{name}：没有这个变量 · no such variable{hint}"


def _contradictions(values: Mapping[str, Any]) -> list[str]:
    """Settings that are right one by one and wrong together."""
    problems = []
    if values["owner_database_url"] and not values["database_url"]:
        problems.append("CHEGUAN_OWNER_DATABASE_URL：还须给出 · also needs CHEGUAN_DATABASE_URL")
    if values["sms_second_url"] and not values["sms_url"]:
        problems.append("CHEGUAN_SMS_SECOND_URL：还须给出 · also needs CHEGUAN_SMS_URL")
    if values["host"] not in LOOPBACK and not values["secret_key"]:
        problems.append("CHEGUAN_SECRET_KEY：对外服务时必须给出 · needed when serving beyond this machine")
    if values["secret_key"] and len(values["secret_key"]) < 32:
        problems.append("CHEGUAN_SECRET_KEY：至少 32 个字符 · at least 32 characters")
    if values["host"] in EVERYWHERE and not values["allowed_hosts"]:
        problems.append("CHEGUAN_ALLOWED_HOSTS：监听所有地址时必须给出 · needed when listening on every address")
    return problems
