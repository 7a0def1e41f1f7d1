"""What a stranger, a visitor or a clerk tries at the doors of the hall; none of it may come true, and none is a fault."""

import base64
import re
from collections.abc import Callable
from itertools import product
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from tests.db import appointing
from tests.db.conftest import MORNING, City, _Hiring, found_city
from tests.web.conftest import SignIn
from tests.web.counters import BAR, HTMX, MINUTE, pair, press
from tests.web.halls import REISSUE, faultless, machine, take, text
from tests.web.test_attacks_hall_input import FIELDS, STEPS
from tests.web.test_hall_machine import identify, number_of, standing

from cheguan.base.acts.models import Act
from cheguan.base.people import commands as people
from cheguan.base.people.models import Duty, Officer
from cheguan.channels import sessions
from cheguan.channels.desk.urls import urlpatterns as desk_routes
from cheguan.channels.hall.screen_urls import urlpatterns as screen_routes
from cheguan.channels.hall.urls import urlpatterns as hall_routes
from cheguan.channels.public.appointment_own_views import WAITING
from cheguan.channels.public.sealed import seal
from cheguan.registers.parties.models import Party
from cheguan.registers.vehicles.models import Vehicle
from cheguan.work.appointments.models import Waiting
from cheguan.work.ratings.models import Rating
from cheguan.work.visits import commands as visits
from cheguan.work.visits import queries
from cheguan.work.visits.models import Matter, Visit

MACHINE, GUIDE, SCREEN = "/hall/01/machine/", "/hall/01/guide/", "/hall/screen/"
ROUTES = [(app, each) for app, given in (("hall", hall_routes), ("screen", screen_routes), ("desk", desk_routes))
          for each in given]  # fmt: skip
KNOWN = {"outlet": "01", "what": "id", "no": "A001", "handle": "x", "token": "x", "number": 1}


def served(hall: City, client: Client) -> str:
    """Somebody was served; the token of their matter."""
    taken = take(hall)
    press(client, "call")
    press(client, "begin", visit=taken.id)
    press(client, "finish", visit=taken.id)
    return Matter.objects.get(visit=taken.id).token


def test_no_form_is_taken_without_its_token_and_no_page_changes_anything(hall, leader, clerk):
    browsers = [leader, clerk, machine(hall), Client()]
    acts = Act.objects.count()
    for (app, route), browser in product(ROUTES, browsers):
        path = reverse(f"{app}:{route.name}", kwargs={name: KNOWN[name] for name in route.pattern.converters})
        strict = Client(enforce_csrf_checks=True)
        strict.cookies = browser.cookies
        assert strict.post(path, {"key": str(uuid4())}).status_code == 403, path
        assert faultless(browser).get(path).status_code < 500, path
    assert Act.objects.count() == acts


def test_a_key_of_something_else_is_told_to_whoever_is_not_signed_in(hall, clerk, kiosk):
    """A form that was copied, or sent again after something else, is a word on the page and no fault."""
    key, sealed = str(uuid4()), standing(identify(kiosk))
    token = served(hall, clerk)
    Client().post(f"/rate/{token}/give", {"key": key, "level": "5"})
    taken = kiosk.post(f"{MACHINE}take", {"standing": sealed, "service": REISSUE, "people": "1", "key": key})
    rated = Client().post(f"/rate/{served(hall, clerk)}/give", {"key": key, "level": "5"})
    assert (taken.status_code, rated.status_code) == (422, 422)
    assert (Visit.objects.count(), Rating.objects.count()) == (2, 1)


def test_a_used_key_takes_nobody_off_the_waiting_list(hall, person):
    appointing.publish(hall, 1)
    appointing.fill_day(hall)
    key, code = uuid4(), appointing.wait(hall, person().pk)
    visits.take(queue="hard", by=hall.system, at=MORNING, key=key)
    asked = faultless(Client()).post(f"/appointments/waiting/{seal(WAITING, code)}/", {"key": str(key)})
    assert asked.status_code == 422
    assert not Waiting.objects.get(code=code).voided_by_id


def test_a_finish_with_the_key_of_another_ends_nothing(hall, clerk):
    key, first = str(uuid4()), take(hall).id
    for step in ("call", "begin"):
        press(clerk, step, visit=first)
    press(clerk, "finish", visit=first, key=key)
    second = take(hall).id
    for step in ("call", "begin"):
        press(clerk, step, visit=second)
    assert faultless(clerk).post(f"{BAR}/finish", {"visit": second, "key": key}, headers=HTMX).status_code == 422
    assert Visit.objects.get(pk=second).state == "serving"


def test_a_visit_of_another_hall_or_office_is_not_there(hall, sign_in):
    visit = take(hall)
    called = visits.call_next(by=hall.clerk, at=MORNING, key=uuid4())
    assert called is not None
    stranger = sign_in(found_city("450600").clerk)
    for step in STEPS:
        press(stranger, step, **{**FIELDS, "visit": visit.id})
    found = Visit.objects.get(pk=visit.id)
    assert (found.state, found.officer_id, found.matters.count()) == ("called", hall.clerk.officer_id, 1)


def test_nothing_is_added_to_a_ticket_that_waits(hall, clerk):
    visit = take(hall).id
    assert press(clerk, "add", visit=visit, service=REISSUE).status_code == 422
    assert Matter.objects.filter(visit=visit).count() == 1


def test_a_plate_tells_nothing_of_its_owner(kiosk: Client, hall: City, vehicle: Vehicle) -> None:
    """Neither that they are expected, nor what they are here for."""
    appointing.publish(hall, 2)
    ownership, plate = vehicle.ownerships.get(voided_by=None), vehicle.plates.get(voided_by=None).number
    appointing.book(hall, ownership.party_id, starts=MORNING.replace(hour=10, minute=0))
    asked = identify(kiosk, plate, what="plate")
    assert "的预约" not in text(asked)
    assert "的预约" in text(identify(kiosk, number_of(ownership.party), read_by="card"))
    take(hall, party_id=ownership.party_id, services=[REISSUE])
    given = {"standing": standing(asked), "service": "vehicle_change_colour", "people": "1", "key": str(uuid4())}
    told = text(kiosk.post(f"{MACHINE}take", given))
    assert "A001" in told
    assert "cg-bring" not in told


def test_a_typed_number_tells_not_what_somebody_is_here_for(
    kiosk: Client, hall: City, person: Callable[..., Party]
) -> None:
    party = person()
    take(hall, party_id=party.pk, services=["vehicle_change_colour"])
    sealed = standing(identify(kiosk, number_of(party)))
    told = text(kiosk.post(f"{MACHINE}take", {"standing": sealed, "service": REISSUE, "people": "1", "key": uuid4()}))
    assert "A001" in told
    assert "cg-bring" not in told
    assert "□" not in told


@pytest.mark.parametrize(("read_by", "told"), [("typed", False), ("card", True)])
def test_a_typed_number_tells_not_why_somebody_is_called_earlier(
    kiosk: Client, hall: City, person: Callable[..., Party], read_by: str, told: bool
) -> None:
    party = person()
    take(hall, party_id=party.pk, priority="pregnant")
    sealed = standing(identify(kiosk, number_of(party), read_by=read_by))
    page = text(kiosk.post(f"{MACHINE}take", {"standing": sealed, "service": REISSUE, "people": "1", "key": uuid4()}))
    assert "A001" in page
    assert ("孕" in page, "优先" in page) == (told, told)


def test_no_plate_stands_in_an_address_of_the_guide_desk(hall: City, clerk: Client, vehicle: Vehicle) -> None:
    """A handle is signed, not hidden: whoever reads a log reads it."""
    plate = vehicle.plates.get(voided_by=None).number
    handle = clerk.post(f"{GUIDE}ask", {"q": plate})["Location"].split("/")[4]
    sealed = base64.urlsafe_b64decode(handle.split(":")[0] + "===").decode()
    assert plate[1:] not in sealed


@pytest.mark.parametrize("asked", ["?screen=x", "?screen=&sign=", "?screen=x&sign=x", "?screen=x&sign=%E8%BD%A6"])
def test_no_phone_passes_for_the_screen_of_the_counter(hall, clerk, asked):
    """Ratings on the screen are not counted by device: whoever farmed them would only have to say that they are such."""
    token = served(hall, clerk)
    phone = Client()
    assert "不评价" not in text(phone.get(f"/rate/{token}/{asked}"))
    phone.post(f"/rate/{token}/give{asked}", {"key": str(uuid4()), "level": "5"})
    assert Rating.objects.get().source == "qr"


def test_the_screens_word_is_good_for_one_matter(hall, clerk):
    screen, first = pair(hall), served(hall, clerk)
    own = screen.get(SCREEN)["Location"]
    second = served(hall, clerk)
    for token, source in ((second, "qr"), (first, "screen")):
        Client().post(f"/rate/{token}/give?{own.split('?')[1]}", {"key": str(uuid4()), "level": "5"})
        assert Rating.objects.get(matter__token=token).source == source


@pytest.mark.parametrize(
    "path", ["/desk/hall/", GUIDE, "/hall/01/board/", MACHINE, "/hall/01/signage/", f"{SCREEN}now", "/t/x/"]
)
def test_a_page_that_draws_itself_keeps_nobody_signed_in(
    hall: City, leader: Client, monday: time_machine.Traveller, path: str
) -> None:
    """An officer in charge who paired a machine and forgot to sign out would have stayed signed in there for ever."""
    leader.get("/desk/")
    for _ in range(4):
        monday.shift(4 * MINUTE)
        leader.get(path, headers=HTMX)
    assert leader.get("/desk/")["Location"].startswith("/accounts/login/")


def test_a_shift_that_is_over_presses_nothing(hall: City, sign_in: SignIn, monday: time_machine.Traveller) -> None:
    hiring = _Hiring(hall.system, hall.hall, Officer.objects.get(pk=hall.leader.officer_id))
    late = hiring("auxiliary", "acceptance")
    clerk = sign_in(late)
    press(clerk, "sit", counter="2")
    taken = take(hall, services=["licence_renewal"])
    press(clerk, "call")
    duty = Duty.objects.get(officer_id=late.officer_id, voided_by=None)
    people.take_off_duty(duty=duty, by=hall.leader, at=MORNING, key=uuid4(), reason="提前下班")
    sessions.forget()
    for step in ("begin", "finish", "call"):
        assert press(clerk, step, visit=taken.id).status_code == 403
    assert Visit.objects.get(pk=taken.id).state == "called"


def test_a_token_leaves_in_no_referer_and_its_form_is_still_taken(hall: City, clerk: Client) -> None:
    """Pages told to send no referer at all send their forms from an origin that is none, and are refused."""
    token = served(hall, clerk)
    for page in (f"/t/{take(hall).token}/", f"/rate/{token}/"):
        answer = Client().get(page)
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert "no-referrer" not in text(answer)


def test_public_pages_name_nobody(hall: City, clerk: Client, person: Callable[..., Party]) -> None:
    party = person(name="欧阳询查")
    taken = take(hall, party_id=party.pk)
    press(clerk, "call")
    pages = ["/hall/01/board/", "/hall/01/signage/", MACHINE, f"/t/{taken.token}/",
             f"/rate/{queries.matters(taken.id)[0].token}/"]  # fmt: skip
    for page in pages:
        shown = text(Client().get(page))
        assert not re.search(rf"欧阳|{number_of(party)[-6:]}|19000001234", shown), page
