"""A browser's part, as cheap as it can be: one kept connection, cookies, the forgery token."""

import http.client
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from cheguan.demo import signins

TAG = re.compile(r"<[^>]*>")
NOTHING: Mapping[str, str] = {}
TIMING = re.compile(r"app;dur=([0-9.]+)")


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, where it leads, what it says; ``ms`` as the client waited, ``server_ms`` as the server worked."""

    status: int
    location: str
    body: bytes
    ms: float
    server_ms: float

    @property
    def words(self) -> str:
        """What a person would read on the page."""
        return " ".join(TAG.sub(" ", self.body.decode(errors="replace")).split())


class UnexpectedAnswer(Exception):
    """The product answered something else than a person in this place would get."""


@dataclass
class Client:
    """One signed-in browser."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def copy(self) -> "Client":
        """Another connection with the same cookies."""
        return Client(self.port, dict(self.cookies))

    def get(self, path: str) -> Answer:
        return self._ask("GET", path, None)

    def post(self, path: str, fields: Mapping[str, str], *, part: bool = False) -> Answer:
        """``part``: asked for by a script that puts the answer into its page."""
        body = urlencode({"csrfmiddlewaretoken": self.cookies.get("csrftoken", ""), **fields})
        return self._ask("POST", path, body, {"HX-Request": "true"} if part else {})

    def _ask(self, method: str, path: str, body: str | None, more: Mapping[str, str] = NOTHING) -> Answer:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()), **more}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        begun = time.perf_counter()
        self._connection.request(method, path, body, headers)
        response = self._connection.getresponse()
        content = response.read()
        waited = (time.perf_counter() - begun) * 1000
        for line in response.headers.get_all("Set-Cookie") or []:
            self.cookies.update({name: morsel.value for name, morsel in SimpleCookie(line).items()})
        timing = TIMING.search(response.headers.get("Server-Timing", ""))
        server = float(timing[1]) if timing else 0.0
        leads = response.headers.get("Location") or response.headers.get("HX-Redirect") or ""
        return Answer(response.status, leads, content, waited, server)


def sign_in(port: int, staff_no: str) -> Client:
    """Through the same pages as a person, second factor included."""
    client = Client(port)
    client.get("/accounts/login/")
    answer = client.post("/accounts/login/", {"login": staff_no, "password": signins.PASSWORD})
    if "/accounts/code/" in answer.location:
        client.get(answer.location)
        answer = client.post(answer.location, {"code": signins.code(staff_no)})
    if answer.status != 302 or "sessionid" not in client.cookies:
        raise UnexpectedAnswer(f"{staff_no} could not sign in: {answer.status} {answer.location}")
    return client
