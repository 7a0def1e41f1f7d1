"""The office before its first case: outlets, people with posts and certificates, sign-ins, number pools, blanks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.hashers import make_password

from cheguan.base.acts import commands as acts
from cheguan.base.people import commands as people
from cheguan.base.people.actors import Actor
from cheguan.base.people.models import Account, Officer, Outlet
from cheguan.demo import signins, staff
from cheguan.demo.days import back
from cheguan.demo.desks import Placed
from cheguan.demo.places import OFFICE
from cheguan.demo.plate_numbers import PREFIX
from cheguan.demo.scale import Scale
from cheguan.demo.staff import Member
from cheguan.law.rules import plates as law
from cheguan.registers.plates import commands as plates
from cheguan.work.printing.models import BLANKS, BlankLot

NAME = "北海市公安局交通警察支队车辆管理所"
ZONE = ZoneInfo("Asia/Shanghai")
NAMESPACE = UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")
SERVES_FOR = timedelta(days=3650)
PLATE_KINDS = ("01", "02", "07", "08", "13", "15", "16", "51", "52")
LOT = 900_000
SIGNING_IN = frozenset(staff_no for staff_no, _ in signins.PEOPLE)


@dataclass(frozen=True, slots=True)
class Office:
    """The system as an actor, and the staff with their ids."""

    system: Actor
    placed: list[Placed]


class Founding:
    """Sets the office up the day before the first case. Every act's key follows from seed and purpose."""

    def __init__(self, *, seed: int, scale: Scale, today: date) -> None:
        day = back(today, scale.years) - timedelta(days=1)
        self.at = datetime(day.year, day.month, day.day, 8, tzinfo=ZONE)
        self._seed, self._scale, self._today = seed, scale, today
        self._ends = datetime(today.year, today.month, today.day, tzinfo=ZONE) + SERVES_FOR

    def found(self) -> Office:
        """Outlets, staff, sign-ins, duties."""
        first, *others = staff.OUTLETS[: self._scale.outlets]
        system = people.found_office(code=OFFICE, name=NAME, plate_prefix=PREFIX, hall=first[1], address=first[2])
        outlets = [Outlet.objects.get(pk=system.outlet_id)]
        outlets += [
            people.open_outlet(office=OFFICE, code=code, name=name, address=address)
            for code, name, address, _ in others
        ]
        members = staff.members(seed=self._seed, scale=self._scale)
        officers = [self._take_on(member) for member in members]
        # One slow hash for all of them; nobody else has a password.
        Account.objects.filter(staff_no__in=SIGNING_IN).update(password=make_password(signins.PASSWORD))
        leaders = {
            member.outlet: officer
            for member, officer in zip(members, officers, strict=True)
            if "leader" in member.posts
        }
        placed = []
        for member, officer in zip(members, officers, strict=True):
            partner = leaders[member.outlet] if member.kind == "auxiliary" else None
            self._put_to_work(member, officer, outlets[member.outlet], partner, by=system)
            placed.append(Placed(member, officer.pk, outlets[member.outlet].pk, partner.pk if partner else None))
        return Office(system, placed)

    def open_pools(self, opened: Mapping[str, Sequence[str]], *, by: Actor) -> None:
        """The patterns that numbers were given from, and the first of every kind of plate."""
        for kind in PLATE_KINDS:
            first = [law.patterns(kind, energy=energy)[0] for energy in ("A", "C", "O")]
            for pattern in dict.fromkeys([*opened.get(kind, ()), *first]):
                key = self._key("pool", kind, pattern)
                plates.open_pool(kind=kind, prefix=PREFIX, pattern=pattern, by=by, at=self.at, key=key)

    def stock_blanks(self, *, by: Actor) -> None:
        """空白证件入库: one lot of each kind for each outlet."""
        for outlet in Outlet.objects.order_by("pk"):
            for number, (kind, _) in enumerate(BLANKS, start=1):
                prefix = f"{OFFICE[:4]}{outlet.code}{number}"
                act = acts.record(
                    kind="receive_blanks", by=by, at=self.at, basis=[], key=self._key("blanks", outlet.code, kind)
                )
                BlankLot.objects.create(
                    kind=kind,
                    outlet=outlet,
                    prefix=prefix,
                    width=7,
                    first_no=1,
                    next_no=1,
                    last_no=LOT,
                    received_by_id=act,
                )

    def _take_on(self, member: Member) -> Officer:
        officer = people.take_on(
            staff_no=member.staff_no, name=member.name, kind=member.kind, office=OFFICE, password=None
        )
        if member.staff_no in signins.DECIDING and officer.account is not None:
            TOTP.activate(officer.account, signins.secret(member.staff_no))
        return officer

    def _put_to_work(
        self, member: Member, officer: Officer, outlet: Outlet, partner: Officer | None, *, by: Actor
    ) -> None:
        if "verification" in member.posts:
            key = self._key("certificate", member.staff_no)
            until = self._ends.date()
            people.certify(officer=officer, kind="inspector", valid_until=until, by=by, at=self.at, key=key)
        for post in member.posts:
            people.put_on_duty(
                officer=officer,
                post=post,
                outlet=outlet,
                starts_at=self.at,
                ends_at=self._ends,
                by=by,
                at=self.at,
                key=self._key("duty", member.staff_no, post),
                partner=partner,
            )

    def _key(self, *purpose: str) -> UUID:
        return uuid5(NAMESPACE, "/".join(("cheguan demo", str(self._seed), *purpose)))
