"""Numbered blanks: each is given once, none is left out, a spoiled one is accounted for."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from cheguan.base.acts import commands as acts
from cheguan.base.acts.models import Act
from cheguan.base.attempts.models import Attempt
from cheguan.base.people import commands as people
from cheguan.base.people.actors import Actor, NotAllowed
from cheguan.base.people.models import Office, Outlet
from cheguan.work.printing import commands as printing
from cheguan.work.printing import queries
from cheguan.work.printing.models import BlankLot, BlankUse

MORNING = datetime(2026, 3, 2, 9, 5, tzinfo=timezone(timedelta(hours=8)))
CASE = "450500-01-2026-000123"
RIGHTS = {"stock": "making", "make": "making"}


@pytest.fixture
def maker(db) -> Actor:
    return new_maker("459901")


def new_maker(office: str) -> Actor:
    """Somebody at the making post of a hall of their own."""
    if not Office.objects.filter(pk=office).exists():
        people.found_office(code=office, name="试验车辆管理所", plate_prefix="桂E", hall="试验大厅")
    hall = Outlet.objects.filter(office_id=office).latest("id")
    officer = people.take_on(staff_no=uuid4().hex[:12], name="制证员", kind="auxiliary", office=office, password=None)
    return Actor(
        officer_id=officer.pk,
        staff_no=officer.staff_no,
        name=officer.name,
        kind="auxiliary",
        office=office,
        outlet_id=hall.pk,
        outlet=hall.code,
        post="making",
        rights=RIGHTS,
    )


def receive(maker: Actor, first: str, last: str, kind: str = "vehicle_licence") -> BlankLot:
    return printing.receive_lot(kind=kind, first=first, last=last, by=maker, at=MORNING, key=uuid4())


def draw(maker: Actor, case_no: str, kind: str = "vehicle_licence") -> str:
    with transaction.atomic():
        act = acts.record(kind="make", by=maker, at=MORNING, basis=[], key=uuid4(), case_no=case_no)
        return printing.draw_blank(kind=kind, outlet_id=maker.outlet_id, case_no=case_no, act=act)


def test_blanks_are_drawn_in_order_lot_after_lot(maker):
    receive(maker, "4500000008", "4500000009")
    receive(maker, "GX0099", "GX0100")
    drawn = [draw(maker, f"case-{number}") for number in range(4)]
    assert drawn == ["4500000008", "4500000009", "GX0099", "GX0100"]
    with pytest.raises(printing.NoBlanksLeft, match="行驶证证芯已经用完"):
        draw(maker, "case-5")


def test_one_draw_is_one_statement(maker, django_assert_num_queries):
    receive(maker, "1", "9")
    with transaction.atomic():
        act = acts.record(kind="make", by=maker, at=MORNING, basis=[], key=uuid4(), case_no=CASE)
        with django_assert_num_queries(1):
            printing.draw_blank(kind="vehicle_licence", outlet_id=maker.outlet_id, case_no=CASE, act=act)


def test_a_step_that_fails_gives_its_blank_back(maker):
    receive(maker, "100", "109")
    with transaction.atomic():
        draw(maker, CASE)
        transaction.set_rollback(True)
    assert draw(maker, CASE) == "100"


def test_the_stock_says_what_is_left_and_what_comes_next(maker):
    receive(maker, "001", "003")
    receive(maker, "901", "910")
    draw(maker, CASE)
    stock = {line.kind: line for line in queries.stock(maker.outlet_id)}
    licence = stock["vehicle_licence"]
    assert (licence.left, licence.lots, licence.next_number) == (12, 2, "002")
    assert (stock["inspection_mark"].left, stock["inspection_mark"].next_number) == (0, "")
    assert stock["registration_certificate"].name == "机动车登记证书"


@pytest.mark.parametrize(
    ("first", "last"),
    [("", "9"), ("9", "1"), ("A1", "B2"), ("1", "10"), ("甲1", "甲2"), ("1", "9999999"), ("A", "B"), ("1\n", "2\n")],
)
def test_numbers_that_are_no_lot(maker, first, last):
    with pytest.raises(printing.BadNumbers):
        receive(maker, first, last)
    assert not BlankLot.objects.filter(outlet_id=maker.outlet_id).exists()
    assert Attempt.objects.filter(officer_id=maker.officer_id, action="receive_blanks").count() == 1


def test_the_same_blanks_do_not_come_in_twice(maker):
    receive(maker, "GX100", "GX199")
    with pytest.raises(printing.ReceivedBefore):
        receive(maker, "GX199", "GX250")
    receive(maker, "GX199", "GX250", kind="driving_licence")
    receive(maker, "GX200", "GX250")


def test_the_same_request_twice_is_one_lot(maker):
    key = uuid4()
    given = {"kind": "vehicle_licence", "first": "1", "last": "9", "by": maker, "at": MORNING, "key": key}
    assert printing.receive_lot(**given).pk == printing.receive_lot(**given).pk


def test_only_those_who_keep_the_stock_receive_it(maker):
    clerk = Actor(**{**{name: getattr(maker, name) for name in maker.__slots__}, "rights": {"accept": "acceptance"}})
    with pytest.raises(NotAllowed):
        receive(clerk, "1", "9")
    with pytest.raises(NotAllowed):
        spoil(clerk, "1")


def test_an_unknown_kind_of_blank(maker):
    with pytest.raises(printing.UnknownBlank):
        receive(maker, "1", "9", kind="passport")
    with pytest.raises(printing.UnknownBlank):
        draw(maker, CASE, kind="passport")


def spoil(maker: Actor, number: str, reason: str = "打印错位", key=None) -> str:
    return printing.spoil(
        kind="vehicle_licence", number=number, reason=reason, by=maker, at=MORNING, key=key or uuid4()
    )


def test_a_spoiled_blank_is_recorded_and_replaced(maker):
    receive(maker, "501", "509")
    draw(maker, CASE)
    assert spoil(maker, "501") == "502"

    old, new = queries.blank_uses(CASE)
    assert (old.number, old.spoiled, old.reason, old.replaced_by) == ("501", True, "打印错位", "502")
    assert (new.number, new.spoiled, new.replaced_by, new.at) == ("502", False, "", MORNING)
    act = Act.objects.get(case_no=CASE, kind="spoil_blank")
    assert (act.reason, act.detail) == ("打印错位", {"kind": "vehicle_licence", "number": "501"})


def test_spoiling_twice_is_spoiling_once(maker):
    receive(maker, "501", "509")
    draw(maker, CASE)
    key = uuid4()
    assert spoil(maker, "501", key=key) == spoil(maker, "501", key=key) == "502"
    with pytest.raises(printing.NotInUse):
        spoil(maker, "501")
    assert Act.objects.filter(kind="spoil_blank", case_no=CASE).count() == 1


def test_what_cannot_be_spoiled(maker):
    receive(maker, "501", "501")
    with pytest.raises(printing.NotInUse):
        spoil(maker, "501")
    draw(maker, CASE)
    with pytest.raises(printing.NeedsReason):
        spoil(maker, "501", reason=" ")
    with pytest.raises(printing.NotInUse):
        spoil(new_maker("459902"), "501")
    with pytest.raises(printing.NoBlanksLeft):
        spoil(maker, "501")
    (use,) = queries.blank_uses(CASE)
    assert not use.spoiled
    assert Attempt.objects.filter(officer_id=maker.officer_id, action="spoil_blank").count() == 3


def test_the_database_refuses_a_blank_used_twice(maker):
    receive(maker, "501", "509")
    draw(maker, CASE)
    use = BlankUse.objects.get(number="501")
    same = {"kind": use.kind, "outlet_id": use.outlet_id, "issued_by_id": use.issued_by_id}
    with pytest.raises(IntegrityError, match="blank_used_once"), transaction.atomic():
        BlankUse.objects.create(**same, number="501", case_no="another")
    with pytest.raises(IntegrityError, match="one_good_blank_of_a_kind"), transaction.atomic():
        BlankUse.objects.create(**same, number="999", case_no=CASE)
    with pytest.raises(IntegrityError, match=r"lot_in_order|one by one"), transaction.atomic():
        BlankLot.objects.update(next_no=600)


def test_a_use_can_only_be_voided(maker):
    receive(maker, "501", "509")
    draw(maker, CASE)
    with pytest.raises(DatabaseError, match="only be voided"), transaction.atomic():
        BlankUse.objects.update(number="777")
    with pytest.raises(DatabaseError), transaction.atomic():
        BlankUse.objects.all().delete()


@pytest.fixture
def makers(committed) -> list[Actor]:
    """Eight people of one hall, outside any transaction."""
    office = "459903"
    first = new_maker(office)
    people_there = [first, *(new_maker(office) for _ in range(7))]
    start = BlankLot.objects.count() * 1_000_000
    receive(first, f"R{start + 1:012d}", f"R{start + 30:012d}")
    receive(first, f"R{start + 1001:012d}", f"R{start + 1030:012d}")
    return people_there


def test_people_who_draw_at_once_get_different_blanks_and_leave_no_gap(makers):
    run = uuid4().hex[:8]

    def draw_some(turn: int) -> str | None:
        try:
            return draw(makers[turn % 8], f"{run}-{turn}")
        except printing.NoBlanksLeft:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as together:
        drawn = list(together.map(draw_some, range(64)))
    numbers = sorted(number for number in drawn if number)
    assert len(set(numbers)) == len(numbers) == 60
    serials = [int(number[1:]) for number in numbers]
    assert serials[:30] == list(range(serials[0], serials[0] + 30))
    assert serials[30:] == list(range(serials[30], serials[30] + 30))
    assert drawn.count(None) == 4
