"""补领行驶证 over HTTP: accept, review, grant; every case another vehicle, every step its own request."""

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from uuid import uuid4

from bench.client import Answer, Client, UnexpectedAnswer, sign_in
from bench.server import Product

CLERK, REVIEWER = "F0001", "P0003"
FREE_CARS = """
SELECT v.id, a.number, o.party_id FROM vehicles_vehicle v
  JOIN plates_assignment a ON a.vehicle_id = v.id AND a.voided_by_id IS NULL
  JOIN vehicles_ownership o ON o.vehicle_id = v.id AND o.voided_by_id IS NULL
  JOIN parties_party p ON p.id = o.party_id AND p.kind = 'person'
  JOIN parties_identity i ON i.party_id = p.id AND i.voided_by_id IS NULL AND i.valid_until > CURRENT_DATE + 1
 WHERE NOT EXISTS (SELECT FROM holds_hold h WHERE h.vehicle_id = v.id AND h.voided_by_id IS NULL)
   AND NOT EXISTS (SELECT FROM vehicles_status s WHERE s.vehicle_id = v.id AND s.voided_by_id IS NULL)
   AND NOT EXISTS (SELECT FROM plates_assignment b WHERE b.number = a.number AND b.id <> a.id AND b.voided_by_id IS NULL)
   AND NOT EXISTS (SELECT FROM cases_case c WHERE c.vehicle_id = v.id
                    AND c.state IN ('accepted', 'gap', 'verified', 'reviewed', 'suspended'))
 ORDER BY v.id OFFSET %s LIMIT %s
"""


@dataclass(frozen=True, slots=True)
class Car:
    """A vehicle that a licence may be reissued for."""

    vehicle_id: int
    plate: str
    owner_id: int


@dataclass(frozen=True, slots=True)
class Result:
    """Cases a second, and what one step took as its client saw it."""

    cases_per_second: float
    waits_ms: Sequence[float]
    server_ms: Sequence[float]


def free_cars(product: Product, *, skip: int, count: int) -> list[Car]:
    with product.connect() as connection:
        cars = [Car(*row) for row in connection.execute(FREE_CARS, [skip, count])]
    if len(cars) < count:
        raise UnexpectedAnswer(f"only {len(cars)} of {count} vehicles are free for a case")
    return cars


class WindowPath:
    """Clients that are signed in, ready to run."""

    def __init__(self, product: Product, *, clients: int) -> None:
        clerk, reviewer = sign_in(product.port, CLERK), sign_in(product.port, REVIEWER)
        self._pairs = [(clerk.copy(), reviewer.copy()) for _ in range(clients)]

    def run(self, cars: Sequence[Car]) -> Result:
        """Look-ups happen beforehand and are not counted; the clock runs from the first acceptance to the last grant."""
        clients = len(self._pairs)
        shares = [cars[share::clients] for share in range(clients)]
        with ThreadPoolExecutor(clients) as pool:
            looked_up = list(pool.map(_look_up, (clerk for clerk, _ in self._pairs), shares))
            begun = time.perf_counter()
            answers = [each for many in pool.map(_work, self._pairs, looked_up) for each in many]
            seconds = time.perf_counter() - begun
        return Result(len(cars) / seconds, [each.ms for each in answers], [each.server_ms for each in answers])


def _look_up(clerk: Client, cars: Sequence[Car]) -> list[str]:
    """Where each car's owner is served."""
    return [_expect(clerk.post("/window/search", {"q": car.plate})) for car in cars]


def _work(pair: tuple[Client, Client], visits: Sequence[str]) -> list[Answer]:
    clerk, reviewer = pair
    answers = []
    for visit in visits:
        given = {"key": str(uuid4()), "action": "accept", "paper_owner_identity": "on"}
        accepted = clerk.post(f"{visit}vehicle_licence_reissue/apply", given)
        case = _expect(accepted)
        reviewed = reviewer.post(f"{case}review", {"key": str(uuid4()), "reason": ""})
        granted = reviewer.post(f"{case}grant", {"key": str(uuid4())})
        _expect(reviewed)
        _expect(granted)
        answers += [accepted, reviewed, granted]
    return answers


def _expect(answer: Answer) -> str:
    if answer.status != 302 or "/accounts/" in answer.location:
        raise UnexpectedAnswer(f"{answer.status} {answer.location} {answer.words}")
    return answer.location
