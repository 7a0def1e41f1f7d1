"""A simulated desk in a thread of its own, and pages that talk to it as a browser would."""

from collections.abc import Iterator

import pytest
from tests.devices.pages import ORIGIN, Page, Say, control_of, page_of
from tests.devices.threads import in_thread

from cheguan.devices.simulator.running import Simulation, simulated


@pytest.fixture
def desk() -> Iterator[Simulation]:
    with in_thread(lambda: simulated(port=0, control_port=0, origins=[ORIGIN])) as simulation:
        yield simulation


@pytest.fixture
def page(desk: Simulation) -> Iterator[Page]:
    """A page of the office, in front."""
    with page_of(desk.port) as opened:
        opened.attend()
        yield opened


@pytest.fixture
def tell(desk: Simulation) -> Iterator[Say]:
    with control_of(desk.control_port) as say:
        yield say
