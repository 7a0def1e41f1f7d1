"""The only writer of buses."""

from dataclasses import dataclass
from datetime import date

from cheguan.registers.buses.models import Opinion, Tag


@dataclass(frozen=True, slots=True)
class Run:
    """What the tag says of the run: who drives, where, when, with which stops."""

    driver: str
    route: str
    hours: str
    stops: str


def give_opinion(*, vehicle_id: int, provider_id: int, on: date, act: int) -> None:
    """回复意见 in favour of the permit."""
    Opinion.objects.create(vehicle_id=vehicle_id, provider_id=provider_id, given_on=on, issued_by_id=act)


def tag(
    *, vehicle_id: int, provider_id: int, run: Run, permit_until: date, valid_until: date, office: str, act: int
) -> Tag:
    """核发校车标牌：the pair there was is void."""
    take_back(vehicle_id=vehicle_id, act=act)
    return Tag.objects.create(
        office=office,
        vehicle_id=vehicle_id,
        provider_id=provider_id,
        driver=run.driver,
        route=run.route,
        hours=run.hours,
        stops=run.stops,
        permit_until=permit_until,
        valid_until=valid_until,
        issued_by_id=act,
    )


def tag_again(*, vehicle_id: int, act: int, valid_until: date | None = None) -> Tag:
    """换发、补发：the same run and permit; without a day also the same validity."""
    former = Tag.objects.get(vehicle_id=vehicle_id, voided_by=None)
    return tag(
        vehicle_id=vehicle_id,
        provider_id=former.provider_id,
        run=Run(former.driver, former.route, former.hours, former.stops),
        permit_until=former.permit_until,
        valid_until=valid_until or former.valid_until,
        office=former.office,
        act=act,
    )


def take_back(*, vehicle_id: int, act: int) -> None:
    """收回校车标牌。"""
    Tag.objects.filter(vehicle_id=vehicle_id, voided_by=None).update(voided_by=act)
