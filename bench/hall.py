"""A full day of the hall at three times the usual, as fast as the machine allows: ticket, call, begin, accept, finish.

Every request is one that a browser sends, in the same order, each visit with another vehicle. The clerks' clients never
think; a machine's client keeps the line as long as it was at the beginning, so that calling always chooses among many.
"""

import re
import subprocess
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from queue import SimpleQueue
from uuid import uuid4

from bench.client import Answer, Client, UnexpectedAnswer, sign_in
from bench.hall_staff import LEADER, staff_no
from bench.server import CHEGUAN, Product, environment
from bench.window import Car

SERVICE = "vehicle_licence_reissue"
VISIT = re.compile(rb'name="visit" value="(\d+)"')
STANDING = re.compile(rb'name="standing" value="([^"]+)"')
STEPS = ("ticket", "call", "begin", "search", "open", "accept", "finish")


@dataclass
class Day:
    """What the clients saw: answers by step, and how long the whole took."""

    visits: int = 0
    seconds: float = 0.0
    answers: dict[str, list[Answer]] = field(default_factory=lambda: {step: [] for step in STEPS})

    @property
    def visits_per_second(self) -> float:
        return self.visits / self.seconds


class Hall:
    """Clerks at their counters, a machine at the door."""

    def __init__(self, product: Product, *, counters: int) -> None:
        folder = product.settings.data_dir
        hiring = f"from bench.hall_staff import hire; hire({counters})"
        subprocess.run(
            [*CHEGUAN, "manage", "shell", "-v", "0", "-c", hiring], env=environment(folder, product.port), check=True
        )
        self._clerks = [sign_in(product.port, staff_no(place)) for place in range(1, counters + 1)]
        self._machine = _paired(product.port)
        self._standing = _search(STANDING, self._machine.post("/hall/01/machine/identify", {"what": ""}))
        for place, clerk in enumerate(self._clerks, start=1):
            clerk.post("/window/bar/sit", {"key": str(uuid4()), "counter": f"9{place:02d}"}, part=True)

    def run(self, cars: Sequence[Car], *, waiting: int) -> Day:
        """So many visits as there are cars; ``waiting`` people stand in line at first and until the end comes near."""
        day = Day(visits=len(cars))
        for _ in range(waiting):
            self._take()
        left: SimpleQueue[Car | None] = SimpleQueue()
        for each in (*cars, *[None] * len(self._clerks)):
            left.put(each)
        begun = time.perf_counter()
        with ThreadPoolExecutor(len(self._clerks) + 1) as pool:
            machine = pool.submit(self._keep_coming, len(cars) - waiting, day)
            shares = list(pool.map(lambda clerk: _serve(clerk, left), self._clerks))
            machine.result()
        day.seconds = time.perf_counter() - begun
        for step, answer in (each for share in shares for each in share):
            day.answers[step].append(answer)
        return day

    def _keep_coming(self, count: int, day: Day) -> None:
        for _ in range(count):
            day.answers["ticket"].append(self._take())

    def _take(self) -> Answer:
        fields = {"standing": self._standing, "service": SERVICE, "told": "", "people": "1", "key": str(uuid4())}
        answer = self._machine.post("/hall/01/machine/take", fields)
        if answer.status != 200:
            raise UnexpectedAnswer(f"no ticket: {answer.status} {answer.words[:200]}")
        return answer


def _serve(clerk: Client, left: "SimpleQueue[Car | None]") -> list[tuple[str, Answer]]:
    answers: list[tuple[str, Answer]] = []
    while (car := left.get()) is not None:
        answers += _visit(clerk, car)
    return answers


def _visit(clerk: Client, car: Car) -> list[tuple[str, Answer]]:
    called = clerk.post("/window/bar/call", {"key": str(uuid4())}, part=True)
    while not VISIT.search(called.body):
        # The line ran empty for a moment: the machine is slower than all counters together.
        called = clerk.post("/window/bar/call", {"key": str(uuid4())}, part=True)
    visit = _search(VISIT, called)
    begun = clerk.post("/window/bar/begin", {"key": str(uuid4()), "visit": visit}, part=True)
    found = clerk.post("/window/search", {"q": car.plate})
    page = clerk.get(_leads(found))
    given = {"key": str(uuid4()), "action": "accept", "paper_owner_identity": "on"}
    accepted = clerk.post(f"{found.location}{SERVICE}/apply", given)
    _leads(accepted)
    finished = clerk.post("/window/bar/finish", {"key": str(uuid4()), "visit": visit}, part=True)
    _leads(finished)
    steps = (called, begun, found, page, accepted, finished)
    return list(zip(STEPS[1:], steps, strict=True))


def _paired(port: int) -> Client:
    """A browser that the officer in charge has made a ticket machine."""
    browser = sign_in(port, LEADER)
    browser.get("/hall/01/pair/")
    browser.post("/hall/01/pair/", {"key": str(uuid4()), "name": f"bench {uuid4().hex[:8]}"})
    browser.cookies.pop("sessionid")
    return browser


def _leads(answer: Answer) -> str:
    if not answer.location or "/accounts/" in answer.location:
        raise UnexpectedAnswer(f"{answer.status} {answer.location} {answer.words[:300]}")
    return answer.location


def _search(what: re.Pattern[bytes], answer: Answer) -> str:
    found = what.search(answer.body)
    if found is None:
        raise UnexpectedAnswer(f"{answer.status} {answer.words[:300]}")
    return found[1].decode()
