"""The draw's keys: sealed before the first draw, public when the day is over."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from hashlib import sha256
from uuid import uuid4

from django.db import transaction
from procrastinate.contrib.django import app
from tests.db.conftest import MORNING, City, found_city, new_vehicle
from tests.db.racing import together
from tests.db.steps import REGISTRATION_PAPERS, given

from cheguan.base.acts.models import Act
from cheguan.registers.parties.models import Party
from cheguan.registers.plates import commands as plates
from cheguan.registers.plates import jobs
from cheguan.work.cases import commands as cases
from cheguan.work.cases.applications import Application

AT_ONCE = 8


def test_a_key_is_published_the_day_after_and_once(city: City, pool: None, person: Callable[..., Party]) -> None:
    case_no = cases.accept(
        application=Application(
            service="vehicle_registration",
            applicant_id=person().pk,
            new_vehicle=new_vehicle(),
            materials=given(*REGISTRATION_PAPERS),
        ),
        by=city.clerk,
        at=MORNING,
        key=uuid4(),
    )
    cases.draw_numbers(case_no=case_no, by=city.clerk, at=MORNING, key=uuid4())

    assert plates.publish_day_keys(by=city.system, at=MORNING) == ()
    tomorrow = MORNING + timedelta(days=1)
    assert MORNING.date() in plates.publish_day_keys(by=city.system, at=tomorrow)
    assert plates.publish_day_keys(by=city.system, at=tomorrow) == ()

    sealed = Act.objects.get(kind="seal_day_key", detail__day="2026-03-02", office=city.system.office)
    published = Act.objects.get(kind="publish_day_key", detail__day="2026-03-02", office=city.system.office)
    assert sha256(published.detail["secret"].encode()).hexdigest() == sealed.detail["sha256"]


def test_two_first_draws_of_a_day_seal_one_key(committed: None) -> None:
    """A second sealed hash would leave it open by which key the day's numbers were drawn."""
    city = found_city("450514")
    plates.open_pool(kind="02", prefix="桂E", pattern="L9999", by=city.leader, at=MORNING, key=uuid4())
    for later in range(1, 5):
        at = MORNING + timedelta(days=later)

        def draw(number: int, at: datetime = at) -> str:
            with transaction.atomic():
                drawn = plates.draw(
                    case_no=f"45051401-{at:%y%m%d}-{number:05d}", kind="02", energy="A", offers=3, by=city.clerk,
                    at=at, key=uuid4(),
                )  # fmt: skip
                return drawn.day_key.secret

        (secret,) = set(together(*[partial(draw, number) for number in range(AT_ONCE)]))
        sealed = Act.objects.get(kind="seal_day_key", detail__day=f"{at:%Y-%m-%d}", office=city.system.office)
        assert sealed.detail["sha256"] == sha256(secret.encode()).hexdigest()


def test_the_nightly_job_is_known_to_the_worker() -> None:
    assert jobs.publish_day_keys.name in app.tasks
    assert (jobs.publish_day_keys.name, "") in app.periodic_registry.periodic_tasks
