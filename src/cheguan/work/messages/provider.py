"""A provider reached over HTTP. Whether a request was certainly not taken, or nobody knows, decides what happens next.

It is asked in one shape (`docs/howto/connect-an-sms-provider.md`); what a provider's own interface wants is an adapter's
business, beside this process or in place of this class.
"""

import json
import ssl
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from typing import Any
from urllib.parse import quote, urlsplit

import structlog

from cheguan.work.messages.gateway import Letter, NotTaken, Receipt, Standing, Unanswered

log = structlog.get_logger("cheguan.messages")
LONGEST_ANSWER = 65_536
# Said before anything is done with the request: too many, or closed for now.
LATER = frozenset({429, 503})


@dataclass(frozen=True, slots=True)
class HttpProvider:
    """``POST url`` hands a letter over, ``GET url/<key>`` asks for it. ``token`` goes into ``Authorization``."""

    name: str
    url: str
    token: str
    timeout: float

    def deliver(self, letter: Letter) -> Receipt:
        connection = self._connection()
        try:
            try:
                connection.connect()
            except OSError as failed:
                raise NotTaken("连接不上服务商", provider=self.name, again=True) from failed
            status, answer = self._ask(connection, "POST", self._path or "/", self._body(letter), key=letter.key)
        except (OSError, HTTPException, ValueError) as failed:
            raise Unanswered("服务商没有答复", provider=self.name) from failed
        finally:
            connection.close()
        return self._receipt(status, answer)

    def status(self, letter: Letter) -> Standing:
        connection = self._connection()
        try:
            status, answer = self._ask(connection, "GET", f"{self._path}/{quote(letter.key, safe='')}")
        except (OSError, HTTPException, ValueError):
            return Standing.SILENT
        finally:
            connection.close()
        if status == 404:
            return Standing.NOT_TAKEN
        if status != 200 or answer.get("state") not in ("taken", "failed"):
            return Standing.SILENT
        return Standing.TAKEN if answer["state"] == "taken" else Standing.NOT_TAKEN

    def _receipt(self, status: int, answer: dict[str, Any]) -> Receipt:
        if 200 <= status < 300:
            return Receipt(self.name, str(answer.get("id", ""))[:80])
        log.warning("message not taken", provider=self.name, status=status)
        if status in LATER:
            raise NotTaken("服务商暂时不收", provider=self.name, again=True)
        if 300 <= status < 500:
            raise NotTaken("服务商拒收", provider=self.name)
        raise Unanswered("服务商没有答复", provider=self.name)

    def _ask(
        self, connection: HTTPConnection, method: str, path: str, body: bytes | None = None, *, key: str = ""
    ) -> tuple[int, dict[str, Any]]:
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        connection.request(method, path, body, headers | ({"Idempotency-Key": quote(key, safe=":")} if key else {}))
        response = connection.getresponse()
        return response.status, _answer(response)

    def _body(self, letter: Letter) -> bytes:
        given = {
            "key": letter.key,
            "channel": letter.channel,
            "to": letter.address,
            "language": letter.language,
            "template": letter.template,
            "params": dict(letter.params),
            "text": letter.text,
        }
        return json.dumps(given, ensure_ascii=False).encode()

    @property
    def _path(self) -> str:
        return urlsplit(self.url).path.rstrip("/")

    def _connection(self) -> HTTPConnection:
        parts = urlsplit(self.url)
        host = parts.hostname or ""
        if parts.scheme == "http":
            return HTTPConnection(host, parts.port, timeout=self.timeout)
        return HTTPSConnection(host, parts.port, timeout=self.timeout, context=ssl.create_default_context())


def _answer(response: HTTPResponse) -> dict[str, Any]:
    """The JSON object of an answer, or nothing: only its status is needed to know whether the letter was taken."""
    try:
        found = json.loads(response.read(LONGEST_ANSWER))
    except (json.JSONDecodeError, UnicodeDecodeError):
        return {}
    return found if isinstance(found, dict) else {}
