"""Look-ups, case pages and queue pages under sixteen clients without think time."""

import random
import statistics
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from bench.client import Answer, Client, UnexpectedAnswer, sign_in
from bench.server import Product
from bench.window import CLERK, REVIEWER

SEED = 45
SUBJECTS = 800
# Places spread over the whole key range, found without counting the table.
PLATES = """
SELECT a.number FROM unnest(%s::float[]) AS share,
  LATERAL (SELECT number FROM plates_assignment
            WHERE id >= ((SELECT max(id) FROM plates_assignment) * share)::bigint AND voided_by_id IS NULL ORDER BY id LIMIT 1) a
"""
NUMBERS = """
SELECT i.number FROM unnest(%s::float[]) AS share,
  LATERAL (SELECT number FROM parties_identity WHERE id >= ((SELECT max(id) FROM parties_identity) * share)::bigint
              AND voided_by_id IS NULL AND document = 'A' ORDER BY id LIMIT 1) i
"""
CASES = """
SELECT c.no FROM unnest(%s::float[]) AS share,
  LATERAL (SELECT no FROM cases_case WHERE id >= ((SELECT max(id) FROM cases_case) * share)::bigint ORDER BY id LIMIT 1) c
"""
Ask = Callable[[Client, str], Answer]


def run(product: Product, *, clients: int, requests: int) -> dict[str, Any]:
    """For each page the server's and the clients' times."""
    chance = random.Random(SEED)
    shares = [chance.random() * 0.99 for _ in range(SUBJECTS)]
    with product.connect() as connection:
        plates, numbers, cases = (
            [row[0] for row in connection.execute(query, [shares])] for query in (PLATES, NUMBERS, CASES)
        )
    clerk, reviewer = sign_in(product.port, CLERK), sign_in(product.port, REVIEWER)
    asked: dict[str, tuple[Client, Ask, Sequence[str]]] = {
        "plate look-up": (clerk, _look_up, plates),
        "person look-up": (clerk, _look_up, numbers),
        "case page": (clerk, _case, cases),
        "queue page": (reviewer, _queue, [""]),
    }
    return {
        name: _measure(browser, ask, subjects, clients=clients, requests=requests)
        for name, (browser, ask, subjects) in asked.items()
    }


def _look_up(client: Client, subject: str) -> Answer:
    """The search and the workbench it leads to, as one."""
    found = client.post("/window/search", {"q": subject})
    if found.status == 200:
        return found
    page = client.get(found.location)
    return Answer(page.status, page.location, page.body, found.ms + page.ms, found.server_ms + page.server_ms)


def _case(client: Client, subject: str) -> Answer:
    return client.get(f"/window/cases/{subject}/")


def _queue(client: Client, subject: str) -> Answer:
    return client.get("/desk/")


def _measure(browser: Client, ask: Ask, subjects: Sequence[str], *, clients: int, requests: int) -> dict[str, float]:
    def work(client: Client, share: Sequence[str]) -> list[Answer]:
        return [ask(client, subject) for subject in share]

    wanted = [subjects[turn % len(subjects)] for turn in range(requests)]
    browsers = [browser.copy() for _ in range(clients)]
    with ThreadPoolExecutor(clients) as pool:
        list(pool.map(work, browsers, [wanted[:10]] * clients))
        answers = [
            each for many in pool.map(work, browsers, [wanted[n::clients] for n in range(clients)]) for each in many
        ]
    wrong = next((each for each in answers if each.status != 200), None)
    if wrong is not None:
        raise UnexpectedAnswer(f"{wrong.status} {wrong.location}")
    return {
        "server_p50_ms": share([each.server_ms for each in answers], 50),
        "server_p95_ms": share([each.server_ms for each in answers], 95),
        "client_p95_ms": share([each.ms for each in answers], 95),
    }


def share(values: Sequence[float], percent: int) -> float:
    return statistics.quantiles(values, n=100)[percent - 1]
