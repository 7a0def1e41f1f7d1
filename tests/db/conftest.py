"""An office as the tests need it, set up by the same commands as in production."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import count
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from cheguan.base.acts import commands as acts
from cheguan.base.people import commands as people
from cheguan.base.people import queries as people_queries
from cheguan.base.people.actors import Actor
from cheguan.base.people.models import Office, Officer, Outlet
from cheguan.law import identifiers
from cheguan.registers.drivers.models import DrivingClass, DrivingLicence, LicenceCopy, Term
from cheguan.registers.parties import commands as parties
from cheguan.registers.parties.commands import Details
from cheguan.registers.parties.models import Party
from cheguan.registers.plates import commands as plates
from cheguan.registers.plates.models import Assignment
from cheguan.registers.vehicles import commands as vehicles
from cheguan.registers.vehicles.commands import NewVehicle
from cheguan.registers.vehicles.models import Vehicle
from cheguan.work.printing import commands as printing

SHANGHAI = ZoneInfo("Asia/Shanghai")
MORNING = datetime(2026, 3, 2, 9, 30, tzinfo=SHANGHAI)
YEAR = timedelta(days=365)
# Plate numbers of the tests' own, of a pattern that their pool does not draw. Whatever must be there only once is counted,
# not drawn: what earlier tests have committed stays in the registers.
NUMBERS = count(20000)
SERIALS, FILES, LOTS, PEOPLE = count(100_000), count(10_000_000), count(100_000), count()
BORN_THAT_DAY: defaultdict[date, Iterator[int]] = defaultdict(lambda: count(700))


@pytest.fixture
def morning() -> datetime:
    """A Monday with the office open."""
    return MORNING


@dataclass(frozen=True)
class City:
    """The office, its hall, and who works there that day."""

    system: Actor
    hall: Outlet
    clerk: Actor
    inspector: Actor
    reviewer: Actor
    maker: Actor
    archivist: Actor
    leader: Actor


@pytest.fixture
def city(db: None) -> City:
    return found_city()


def found_city(office: str = "450500") -> City:
    """北海市车辆管理所 with one hall and six people on shift."""
    if Office.objects.filter(code=office).exists():
        hall = Outlet.objects.get(office_id=office, code="01")
        system = people_queries.system_actor(Officer.objects.get(staff_no=people.SYSTEM), hall)
    else:
        system = people.found_office(
            code=office, name="北海市公安局交通警察支队车辆管理所", plate_prefix="桂E", hall="车管所业务大厅"
        )
        hall = Outlet.objects.get(pk=system.outlet_id)
    police = _take_on("police", office)
    hire = _Hiring(system, hall, police)
    city = City(
        system=system,
        hall=hall,
        clerk=hire("auxiliary", "acceptance"),
        inspector=hire("auxiliary", "verification", certificate="inspector"),
        reviewer=hire("police", "review"),
        maker=hire("auxiliary", "making"),
        archivist=hire("auxiliary", "archive"),
        leader=hire("police", "leader"),
    )
    for kind in ("vehicle_licence", "driving_licence", "registration_certificate"):
        _receive_blanks(kind, by=city.maker)
    return city


def _take_on(kind: str, office: str) -> Officer:
    staff_no = uuid4().hex[:10]
    return people.take_on(staff_no=staff_no, name=f"员{staff_no[:4]}", kind=kind, office=office, password=None)


@dataclass(frozen=True)
class _Hiring:
    system: Actor
    hall: Outlet
    partner: Officer

    def __call__(self, kind: str, post: str, *, certificate: str = "") -> Actor:
        officer = _take_on(kind, self.system.office)
        if certificate:
            people.certify(
                officer=officer, kind=certificate, valid_until=date(2030, 1, 1), by=self.system, at=MORNING, key=uuid4()
            )
        people.put_on_duty(
            officer=officer,
            post=post,
            outlet=self.hall,
            starts_at=MORNING - YEAR,
            ends_at=MORNING + YEAR,
            partner=self.partner if kind == "auxiliary" else None,
            by=self.system,
            at=MORNING,
            key=uuid4(),
        )
        return actor_of(officer)


def actor_of(officer: Officer, at: datetime = MORNING) -> Actor:
    assert officer.account_id is not None
    actor = people_queries.find_actor(account_id=officer.account_id, at=at, channel="window", device="test")
    assert actor is not None
    return actor


def _receive_blanks(kind: str, *, by: Actor) -> None:
    prefix = f"T{next(LOTS)}"
    printing.receive_lot(kind=kind, first=f"{prefix}-00001", last=f"{prefix}-09000", by=by, at=MORNING, key=uuid4())


@pytest.fixture
def founding_act(city: City) -> int:
    return acts.record(kind="found_registers", by=city.system, at=MORNING, basis=[], key=uuid4())


@pytest.fixture
def person(founding_act: int) -> Callable[..., Party]:
    """A resident of the city; every call another one."""
    return lambda **given: enter_person(founding_act, **given)


def enter_person(act: int, *, born_on: date | None = None, name: str = "陈大明", district: str = "450502") -> Party:
    born_on, order = (born_on, next(BORN_THAT_DAY[born_on])) if born_on else _birth(next(PEOPLE))
    body = f"450502{born_on:%Y%m%d}{order:03d}"
    details = Details(
        kind="person",
        document="A",
        number=body + identifiers.resident_id_check(body),
        name=name,
        sex="1",
        born_on=born_on,
        district=district,
        address="海城区北部湾中路",
        phone="19000001234",
        valid_until=date(2040, 1, 1),
    )
    return parties.enter(details, act=act)


def _birth(nth: int) -> tuple[date, int]:
    """The day, and the number of that day."""
    round_, day = divmod(nth, 3000)
    return date(1976, 1, 1) + timedelta(days=day), 500 + round_


def new_vehicle(**changes: object) -> NewVehicle:
    """A private car as its certificate of conformity describes it."""
    serial = next(SERIALS)
    vin = f"LSVAA49J{identifiers.vin_check_digit(f'LSVAA49J0T2{serial}')}T2{serial}"
    car = NewVehicle(
        vin=vin,
        engine_no="CYA123456",
        brand="北海湾牌",
        model="BHW7150",
        vehicle_type="K33",
        energy="A",
        origin="A",
        seats=5,
        colour="A",
        use="A",
        factory_on=date(2025, 12, 1),
    )
    return replace(car, **changes)  # type: ignore[arg-type]


@pytest.fixture
def vehicle(founding_act: int, person: Callable[..., Party], city: City) -> Vehicle:
    """A private car with owner, number and papers."""
    return enter_vehicle(founding_act, owner=person(), city=city)


def enter_vehicle(act: int, *, owner: Party, city: City, number: str | None = None) -> Vehicle:
    vehicle = vehicles.register(
        new_vehicle(factory_on=date(2021, 4, 1)),
        owner_id=owner.pk,
        way="A",
        since=date(2021, 5, 10),
        office=city.system.office,
        mark_until=date(2027, 5, 31),
        on=date(2021, 5, 10),
        act=act,
    )
    number = number or f"桂E{next(NUMBERS):05d}"
    Assignment.objects.create(vehicle=vehicle, kind="02", number=number, issued_by_id=act)
    return vehicle


@pytest.fixture
def licence(founding_act: int, person: Callable[..., Party], city: City) -> DrivingLicence:
    """A C1 licence in its last sixty days."""
    return enter_licence(founding_act, holder=person(), city=city)


def enter_licence(
    act: int, *, holder: Party, city: City, classes: tuple[str, ...] = ("C1",), valid_until: date = date(2026, 4, 20)
) -> DrivingLicence:
    first = valid_until.replace(year=valid_until.year - 6)
    licence = DrivingLicence.objects.create(
        party=holder,
        file_no=f"4505{next(FILES)}",
        first_issued_on=first,
        office=city.system.office,
        issued_by_id=act,
    )
    for code in classes:
        DrivingClass.objects.create(licence=licence, code=code, granted_on=first, issued_by_id=act)
    Term.objects.create(licence=licence, term="6", valid_from=first, valid_until=valid_until, issued_by_id=act)
    LicenceCopy.objects.create(licence=licence, serial=1, issued_by_id=act)
    return licence


@pytest.fixture
def pool(city: City) -> None:
    """The pool of small cars' numbers is open."""
    plates.open_pool(kind="02", prefix="桂E", pattern="L9999", by=city.leader, at=MORNING, key=uuid4())
