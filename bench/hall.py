"""A full day of the hall at three times the usual, as fast as the machine allows: ticket, call, begin, accept, finish.

Every request is one that a browser sends, in the same order, each visit with another vehicle. The clerks' clients never
think; for everybody who is called somebody else takes a number at one of the machines, so that calling always chooses
among as many as at the beginning, until the last have come.
"""

import random
import re
import subprocess
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from queue import SimpleQueue
from uuid import uuid4

from bench.client import Answer, Client, UnexpectedAnswer, sign_in
from bench.server import CHEGUAN, Product, environment
from bench.window import Car

LEADER = "P0006"
SERVICE = "vehicle_licence_reissue"
VISIT = re.compile(rb'name="visit" value="(\d+)"')
STANDING = re.compile(rb'name="standing" value="([^"]+)"')
MACHINES = 4
STEPS = ("ticket", "call", "begin", "search", "open", "accept", "finish")


def staff_no(place: int) -> str:
    """Of the clerk at this place; ``bench.hall_staff`` takes them on."""
    return f"W{place:04d}"


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
        self._machines = _machines(product.port)
        self._standing = [_standing(each) for each in self._machines]
        self._waiting = 0
        for place, clerk in enumerate(self._clerks, start=1):
            clerk.post("/window/bar/sit", {"key": str(uuid4()), "counter": f"9{place:02d}"}, part=True)

    def run(self, cars: Sequence[Car], *, waiting: int, pause: float = 0.0, to_the_end: bool = True) -> Day:
        """So many visits as there are cars; ``waiting`` people stand in line at first and until the last have come.

        ``pause`` is the seconds that a clerk rests after each; ``to_the_end`` is a day's: the line runs empty.
        """
        day = Day(visits=len(cars))
        for _ in range(waiting - self._waiting):
            self._take(0)
        left: SimpleQueue[Car | None] = SimpleQueue()
        for each in (*cars, *[None] * len(self._clerks)):
            left.put(each)
        called: SimpleQueue[bool] = SimpleQueue()
        to_come = iter(range(len(cars) - (waiting if to_the_end else 0)))
        begun = time.perf_counter()
        with ThreadPoolExecutor(len(self._clerks) + MACHINES) as pool:
            machines = [pool.submit(self._keep_coming, place, called, to_come) for place in range(MACHINES)]
            shares = list(pool.map(lambda clerk: _serve(clerk, left, called, pause), self._clerks))
            for _ in range(MACHINES):
                called.put(False)
            tickets = [answer for machine in machines for answer in machine.result()]
        day.seconds = time.perf_counter() - begun
        self._waiting = 0 if to_the_end else waiting
        for step, answer in (*(("ticket", each) for each in tickets), *(each for share in shares for each in share)):
            day.answers[step].append(answer)
        return day

    def _keep_coming(self, place: int, called: "SimpleQueue[bool]", to_come: Iterator[int]) -> list[Answer]:
        """At this machine, one number for each that was called, while anybody is still to come."""
        answers: list[Answer] = []
        while called.get():
            if next(to_come, None) is not None:
                answers.append(self._take(place))
        return answers

    def _take(self, place: int) -> Answer:
        standing, key = self._standing[place], str(uuid4())
        fields = {"standing": standing, "service": SERVICE, "told": "", "people": "1", "key": key}
        answer = self._machines[place].post("/hall/01/machine/take", fields)
        if answer.status != 200:
            raise UnexpectedAnswer(f"no ticket: {answer.status} {answer.words[:200]}")
        return answer


def _serve(
    clerk: Client, left: "SimpleQueue[Car | None]", next_please: "SimpleQueue[bool]", pause: float
) -> list[tuple[str, Answer]]:
    answers: list[tuple[str, Answer]] = []
    time.sleep(random.uniform(0, pause))
    while (car := left.get()) is not None:
        answers += _visit(clerk, car, next_please)
        time.sleep(pause)
    return answers


def _visit(clerk: Client, car: Car, next_please: "SimpleQueue[bool]") -> list[tuple[str, Answer]]:
    called = clerk.post("/window/bar/call", {"key": str(uuid4())}, part=True)
    visit = _search(VISIT, called)
    next_please.put(True)
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


def _machines(port: int) -> list[Client]:
    """Browsers that the officer in charge has made ticket machines, one after another."""
    leader = sign_in(port, LEADER)
    return [_paired(leader.copy()) for _ in range(MACHINES)]


def _paired(browser: Client) -> Client:
    browser.get("/hall/01/pair/")
    browser.post("/hall/01/pair/", {"key": str(uuid4()), "name": f"bench {uuid4().hex[:8]}"})
    browser.cookies.pop("sessionid")
    return browser


def _standing(machine: Client) -> str:
    """Nobody in particular stands there."""
    return _search(STANDING, machine.post("/hall/01/machine/identify", {"what": ""}))


def _leads(answer: Answer) -> str:
    if not answer.location or "/accounts/" in answer.location:
        raise UnexpectedAnswer(f"{answer.status} {answer.location} {answer.words[:300]}")
    return answer.location


def _search(what: re.Pattern[bytes], answer: Answer) -> str:
    found = what.search(answer.body)
    if found is None:
        raise UnexpectedAnswer(f"{answer.status} {answer.words[:300]}")
    return found[1].decode()
