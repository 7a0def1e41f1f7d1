"""预约 on the pages: from the choice of a matter to the code, and back; what outsiders cannot find out; the desk's pattern."""

import re
from datetime import timedelta
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from tests.db import appointing
from tests.db.appointing import NINE, SERVICE
from tests.db.conftest import MORNING, City
from tests.web.conftest import SignIn

from cheguan.base.attempts.models import Attempt
from cheguan.registers.parties import queries as parties
from cheguan.registers.parties.models import Party
from cheguan.work.appointments import commands as appointments
from cheguan.work.appointments.models import Attendance, Booking, Opening, Pattern, Waiting
from cheguan.work.appointments.terms import LIMITS, PATTERN, WEEK, Weekly

NEW = f"/appointments/new/{SERVICE}/01/"
SLOT = f"{NEW}202603030900/"
LIN = {"name": "林小燕", "number": "450502198808150045", "phone": "19000005678"}


def text_of(page: Any) -> str:
    return unescape(re.sub(r"<[^>]+>", "\n", page.content.decode()))


def key_of(page: Any) -> str:
    found = re.search(r'name="key" value="([^"]+)"', page.content.decode())
    assert found
    return found[1]


@pytest.fixture
def places(city: City) -> None:
    appointing.publish_some(city, Weekly("vehicle", 30, (1,) * 6))


@pytest.fixture
def code(city: City, places: None) -> str:
    """An appointment that 林小燕 made for herself."""
    client = Client()
    form = {**LIN, "key": str(uuid4())}
    done = client.post(SLOT, {**form, "step": "book"})
    assert done.status_code == 302, text_of(done)
    return Booking.objects.latest("id").code


def found(client: Client, code: str, tail: str = "0045") -> str:
    """The address of one's own page."""
    answer = client.post("/appointments/find/", {"code": code, "tail": tail})
    assert answer.status_code == 302, text_of(answer)
    return str(answer["Location"])


def test_from_the_matter_to_the_code(client: Client, places: None) -> None:
    listed = client.get("/appointments/")
    assert f"/appointments/new/{SERVICE}/" in listed.content.decode()
    assert "/appointments/new/vehicle_lock/" not in listed.content.decode()
    assert client.get(f"/appointments/new/{SERVICE}/")["Location"] == NEW, "the only hall is taken as chosen"
    assert "?day=2026-03-03" in client.get(NEW).content.decode()
    assert SLOT in client.get(f"{NEW}?day=2026-03-03").content.decode()
    key = key_of(client.get(SLOT))

    check = client.post(SLOT, {**LIN, "key": key})
    assert check.status_code == 200
    assert "林小燕" in text_of(check)
    assert Booking.objects.count() == 0

    booked = client.post(SLOT, {**LIN, "key": key_of(check), "step": "book"})
    again = client.post(SLOT, {**LIN, "key": key_of(check), "step": "book"})
    booking = Booking.objects.get()
    assert booking.during.lower == NINE
    assert (booking.issued_by.channel, booking.issued_by.officer.kind) == ("public", "system")
    for answer in (booked, again):
        page = client.get(answer["Location"])
        assert booking.code in text_of(page)
        assert "林*燕" in text_of(page)
        assert LIN["number"] not in page.content.decode()
        assert "data:image/svg+xml" in page.content.decode()


def test_going_back_keeps_what_was_entered(client: Client, places: None) -> None:
    page = client.post(SLOT, {**LIN, "key": str(uuid4()), "step": "edit"})
    assert page.status_code == 200
    assert 'value="林小燕"' in page.content.decode()
    assert Booking.objects.count() == 0


def test_what_is_wrong_stands_above_the_form_and_at_its_field(client: Client, places: None) -> None:
    page = client.post(SLOT, {"name": "林", "number": "450502198808150046", "phone": "12", "key": str(uuid4())})
    assert page.status_code == 422
    summary = page.content.decode().split("</ul>")[0]
    assert 'href="#id_number"' in summary
    assert 'href="#id_phone"' in summary
    assert "末位校验不符" in text_of(page)


def test_a_taken_time_is_not_offered_and_says_what_to_do(client: Client, code: str, city: City) -> None:
    assert SLOT not in client.get(f"{NEW}?day=2026-03-03").content.decode()
    other = {"name": "周大明", "number": "450502197001010012", "phone": "19000005679"}
    page = client.post(SLOT, {**other, "key": str(uuid4()), "step": "book"})
    assert page.status_code == 422
    assert "这个时段已经约满，请另选时段，或者登记候补" in text_of(page)
    english = client.post(f"{SLOT}?lang=en", {**other, "key": str(uuid4()), "step": "book"})
    assert "This time is fully booked" in text_of(english)


@pytest.mark.parametrize(
    ("language", "words"),
    [("zh-hans", "此人已有这项业务的预约"), ("en", "This person has an appointment for this matter already")],
)
def test_a_second_time_for_the_same_matter_is_refused_in_words(
    client: Client, code: str, language: str, words: str
) -> None:
    page = client.post(f"{NEW}202603030930/?lang={language}", {**LIN, "key": str(uuid4()), "step": "book"})
    assert page.status_code == 422
    assert words in text_of(page)


def test_a_time_too_near_leads_back_to_the_times(client: Client, places: None, monday: Any) -> None:
    monday.move_to(NINE - timedelta(minutes=20))
    page = client.post(SLOT, {**LIN, "key": str(uuid4()), "step": "book"})
    assert page["Location"] == NEW
    assert not Booking.objects.exists()


def test_who_names_somebody_else_learns_nothing_and_is_counted(client: Client, code: str, places: None) -> None:
    other = {**LIN, "name": "林大燕", "step": "book"}
    slot = f"{NEW}202603030930/"
    for _ in range(LIMITS.tries_an_hour):
        page = client.post(slot, {**other, "key": str(uuid4())})
        assert page.status_code == 422
        assert "林小燕" not in text_of(page)
    assert client.post(slot, {**other, "key": str(uuid4())}).status_code == 429
    assert client.get("/appointments/find/").status_code == 429
    kept = Attempt.objects.filter(action="wrong entry at appointments")
    assert kept.count() == LIMITS.tries_an_hour
    assert LIN["number"] not in " ".join(kept.values_list("subject", flat=True))
    assert client.get("/appointments/").status_code == 200


def test_after_an_hour_one_may_try_again(client: Client, code: str, monday: Any) -> None:
    for _ in range(LIMITS.tries_an_hour):
        client.post("/appointments/find/", {"code": "AAAAAAAA", "tail": "0045"})
    assert client.get("/appointments/find/").status_code == 429
    monday.move_to(MORNING + timedelta(hours=1, seconds=1))
    assert client.get("/appointments/find/").status_code == 200


@pytest.mark.parametrize(
    ("given", "tail"), [("AAAAAAAA", "0045"), (None, "0046"), ("1234", "0045"), (None, "４５"), ("<b>", "0045")]
)
def test_a_code_without_its_person_opens_nothing(client: Client, code: str, given: str | None, tail: str) -> None:
    page = client.post("/appointments/find/", {"code": given or code, "tail": tail})
    assert page.status_code == 422
    assert "林*燕" not in text_of(page)


def test_found_by_code_and_cancelled_once(client: Client, code: str) -> None:
    address = found(client, f" {code[:4].lower()}-{code[4:]} ")
    page = client.get(address)
    assert code in text_of(page)

    cancelled = client.post(f"{address}cancel", {"key": key_of(page)})
    again = client.post(f"{address}cancel", {"key": key_of(page)})
    assert (cancelled.status_code, again.status_code) == (200, 200)
    assert "预约已取消" in text_of(cancelled)
    assert Booking.objects.get(code=code).voided_by_id is not None
    assert "这个预约已经取消" in text_of(client.get(address))
    assert client.post("/appointments/find/", {"code": code, "tail": "0045"}).status_code == 422


def test_too_late_to_cancel_says_so(client: Client, code: str, monday: Any) -> None:
    address = found(client, code)
    monday.move_to(NINE - timedelta(minutes=30))
    page = client.post(f"{address}cancel", {"key": str(uuid4())})
    assert page.status_code == 422
    assert "来不及取消" in text_of(page)


@pytest.mark.parametrize("page", ["done", "mine", "waiting"])
def test_nobody_makes_up_an_address(client: Client, code: str, page: str) -> None:
    assert client.get(f"/appointments/{page}/{code}/")["Location"] == "/appointments/find/"


def test_an_address_holds_for_a_day(client: Client, code: str, monday: Any) -> None:
    address = found(client, code)
    monday.move_to(MORNING + timedelta(days=1, seconds=1))
    assert client.get(address)["Location"] == "/appointments/find/"


@pytest.mark.parametrize(
    "path",
    [
        "/appointments/new/vehicle_lock/",
        "/appointments/new/nonsense/",
        "/appointments/new/licence_renewal/99/",
        "/appointments/offers/nonsense/",
    ],
)
def test_what_is_not_there_is_not_found(client: Client, places: None, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("slot", ["202603030905", "nonsense", "202602300900", "202602020900", "2026030309001"])
def test_a_time_that_is_none_leads_back_to_the_times(client: Client, places: None, slot: str) -> None:
    assert client.get(f"{NEW}{slot}/")["Location"] == NEW


@pytest.fixture
def full(city: City, places: None) -> list[str]:
    """Tuesday is booked out; the codes."""
    return appointing.fill_day(city)


def test_waiting_then_an_offer_then_the_place(client: Client, city: City, full: list[str]) -> None:
    form = client.get(f"{NEW}wait")
    given = {**LIN, "first_day": "20260303", "last_day": "20260303", "key": key_of(form)}
    joined = client.post(f"{NEW}wait", given)
    waiting = Waiting.objects.get()
    page = client.get(joined["Location"])
    assert waiting.code in text_of(page)
    assert "data-before>0<" in page.content.decode()

    appointing.cancel(city, full[2])
    address = found(client, waiting.code)
    token = appointing.offers(city)[0].code
    assert f"/appointments/offers/{token}/" in client.get(address).content.decode()
    offer = client.get(f"/appointments/offers/{token}/")
    assert "今天 11:30" in text_of(offer)

    taken = client.post(f"/appointments/offers/{token}/", {"key": key_of(offer), "answer": "accept"})
    booking = Booking.objects.get(held_until=None, waiting=waiting)
    assert booking.code in text_of(client.get(taken["Location"]))
    again = client.post(f"/appointments/offers/{token}/", {"key": str(uuid4()), "answer": "accept"})
    assert again.status_code == 422
    assert "已经过了答复时间，或者已经答复" in text_of(again)


def test_an_offer_let_go_stays_gone_and_the_list_can_be_left(client: Client, city: City, full: list[str]) -> None:
    client.post(f"{NEW}wait", {**LIN, "first_day": "20260303", "last_day": "20260303", "key": str(uuid4())})
    waiting = Waiting.objects.get()
    appointing.cancel(city, full[2])
    token = appointing.offers(city)[0].code
    page = client.post(f"/appointments/offers/{token}/", {"key": str(uuid4()), "answer": "reject"})
    assert "名额已让给下一位" in text_of(page)
    assert appointing.offers(city) == []

    address = found(client, waiting.code)
    left = client.post(address, {"key": key_of(client.get(address))})
    assert left["Location"] == "/appointments/"
    assert client.get(address)["Location"] == "/appointments/find/"


def test_nobody_joins_the_list_while_there_are_places(client: Client, places: None) -> None:
    page = client.post(f"{NEW}wait", {**LIN, "first_day": "20260303", "last_day": "20260306", "key": str(uuid4())})
    assert page.status_code == 422
    assert "可以直接预约" in text_of(page)
    assert not Party.objects.filter(identities__number=LIN["number"]).exists()


def test_the_guide_leads_to_booking(client: Client) -> None:
    assert f"/appointments/new/{SERVICE}/" in client.get(f"/guide/{SERVICE}/").content.decode()
    assert "/appointments/new/vehicle_lock/" not in client.get("/guide/vehicle_lock/").content.decode()


def at_counter(clerk: Client, number: str) -> str:
    return str(clerk.post("/window/search", {"q": number})["Location"])


def test_the_clerk_books_and_cancels_for_the_person_at_the_counter(
    clerk: Client, city: City, places: None, owner_number: str
) -> None:
    visit = at_counter(clerk, owner_number)
    assert f"{visit}appointments" in clerk.get(visit).content.decode()
    page = clerk.get(f"{visit}appointments?service={SERVICE}&day=2026-03-03")
    assert "202603030900" in page.content.decode()

    form = {"service": SERVICE, "starts": "202603030900", "key": key_of(page)}
    assert clerk.post(f"{visit}appointments/book", form).status_code == 302
    booking = Booking.objects.get()
    assert (booking.issued_by.officer_id, booking.issued_by.channel) == (city.clerk.officer_id, "window")
    person = parties.get(booking.party_id)
    assert person.number == owner_number
    shown = clerk.get(f"{visit}appointments")
    assert booking.code in text_of(shown)
    assert owner_number not in text_of(shown)

    twice = clerk.post(f"{visit}appointments/book", {**form, "starts": "202603030930", "key": str(uuid4())})
    assert twice.status_code == 422
    assert "此人已有这项业务的预约" in text_of(twice)

    clerk.post(f"{visit}appointments/cancel", {"code": booking.code, "key": str(uuid4())})
    assert Booking.objects.get().voided_by_id is not None


def test_the_clerk_cancels_nobody_elses(clerk: Client, code: str, owner_number: str) -> None:
    visit = at_counter(clerk, owner_number)
    answer = clerk.post(f"{visit}appointments/cancel", {"code": code, "key": str(uuid4())})
    assert answer.status_code == 422
    assert Booking.objects.get(code=code).voided_by_id is None


def test_a_handle_of_anothers_or_none_leads_home(clerk: Client, sign_in: SignIn, city: City, owner_number: str) -> None:
    visit = at_counter(clerk, owner_number)
    leader = sign_in(city.leader)
    assert leader.get(f"{visit}appointments").status_code == 403
    for path in ("appointments", "appointments/book", "appointments/cancel"):
        given = {"service": SERVICE, "starts": "202603030900", "code": "AAAAAAAA", "key": str(uuid4())}
        method = clerk.get if path == "appointments" else clerk.post
        assert method(f"/window/visits/x/{path}", given)["Location"] == "/window/"


def pattern_form(page: Any, **changes: int) -> dict[str, str]:
    given = {f"{queue}_{day}": str(0) for queue in ("vehicle", "licence", "registration", "hard") for day in WEEK} | {
        f"{queue}_minutes": "30" for queue in ("vehicle", "licence", "registration", "hard")
    }
    return given | {name: str(value) for name, value in changes.items()} | {"key": key_of(page)}


def test_the_officer_in_charge_publishes_and_sees_how_full_the_days_are(
    city: City, sign_in: SignIn, person: Any
) -> None:
    leader = sign_in(city.leader)
    empty = leader.get("/desk/appointments/")
    assert "还没有公布号源" in text_of(empty)
    suggested = next(each for each in PATTERN if each.queue == "vehicle")
    assert f'name="vehicle_monday" value="{suggested.places[0]}"' in empty.content.decode()

    assert leader.post("/desk/appointments/", pattern_form(empty, vehicle_tuesday=2)).status_code == 302
    assert Pattern.objects.filter(voided_by=None).count() == 1
    assert set(Opening.objects.values_list("queue", flat=True)) == {"vehicle"}
    appointing.book(city, person().pk)
    page = leader.get("/desk/appointments/")
    assert "1 / 22" in text_of(page)
    assert '<rect class="booked" width="1"' in page.content.decode()


@pytest.mark.parametrize(("name", "value"), [("vehicle_monday", 61), ("vehicle_monday", -1), ("vehicle_minutes", 7)])
def test_a_pattern_out_of_bounds_is_refused_at_its_field(city: City, sign_in: SignIn, name: str, value: int) -> None:
    leader = sign_in(city.leader)
    page = leader.post("/desk/appointments/", pattern_form(leader.get("/desk/appointments/"), **{name: value}))
    assert page.status_code == 422
    assert not Pattern.objects.exists()


@pytest.mark.parametrize("who", ["clerk", "reviewer", "maker"])
def test_nobody_else_publishes(city: City, sign_in: SignIn, who: str) -> None:
    client = sign_in(getattr(city, who))
    assert client.get("/desk/appointments/").status_code == 403
    assert client.post("/desk/appointments/", {}).status_code == 403


def test_a_kept_appointment_says_so_and_cannot_be_cancelled(client: Client, city: City, code: str) -> None:
    from cheguan.base.acts import commands as acts

    act = acts.record(kind="take_ticket", by=city.system, at=NINE, basis=[], key=uuid4())
    appointments.mark_kept(booking_id=Booking.objects.get(code=code).pk, act=act)
    address = found(client, code)
    assert "已经取号" in text_of(client.get(address))
    refused = client.post(f"{address}cancel", {"key": str(uuid4())})
    assert "已经取号，不能再取消" in text_of(refused)
    assert Attendance.objects.get().kept
