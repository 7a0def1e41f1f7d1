"""What the law is asked about: plain values, gathered by whoever asks.

A caller fills these from the registers, from what the applicant brings and from what other authorities share.
The law reads nothing by itself: no clock, no database.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

NOTHING: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """A person or unit who asks, owns or holds. ``kind`` is ``person`` or ``organisation``."""

    kind: str = "person"
    birth: date | None = None
    resident_here: bool = True
    identity_valid_until: date | None = None
    barred_until: date | None = None


@dataclass(frozen=True, slots=True)
class VehicleFacts:
    """A registered vehicle, or the one that is to be registered. Codes are those of ``law/codes``.

    ``scrap_on`` is the end of the years of use as the register holds it, after a change of use for example; without
    it the day follows from the type and the dates. ``exemption_lost`` after an accident with injury or a penalised
    modification: the vehicle goes back to the test centre.
    """

    office: str = ""
    vehicle_type: str = "K33"
    plate_kind: str = "02"
    use: str = "A"
    seats: int = 5
    origin: str = "A"
    energy: str = "A"
    emission: str = ""
    factory_on: date | None = None
    imported_on: date | None = None
    registered_on: date | None = None
    mark_valid_until: date | None = None
    statuses: frozenset[str] = frozenset()
    holds: frozenset[str] = frozenset()
    mileage_km: int | None = None
    scrap_type: str | None = None
    plate_held_since: date | None = None
    scrap_on: date | None = None
    exemption_lost: bool = False
    open_violations: int = 0
    open_accidents: int = 0

    @property
    def reported_stolen(self) -> bool:
        return "stolen" in self.holds or "C" in self.statuses

    @property
    def seized(self) -> bool:
        return "seizure" in self.holds or "K" in self.statuses

    @property
    def mortgaged(self) -> bool:
        return "mortgage" in self.holds

    @property
    def pledged(self) -> bool:
        return "pledge" in self.holds


@dataclass(frozen=True, slots=True)
class LicenceFacts:
    """A driving licence. ``cycle_points`` are the points of each finished or running cycle of the present term.

    ``deferred_until`` ends an approved deferral of the renewal (延期换证), ``age_extension_until`` an approved
    extension of the classes that end at 63 (延长驾驶资格期限).
    """

    office: str = ""
    classes: frozenset[str] = frozenset()
    first_issued_on: date | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    term: str = "6"
    statuses: frozenset[str] = frozenset()
    cycle_points: tuple[int, ...] = ()
    open_violations: int = 0
    open_accidents: int = 0
    full_mark_study_open: bool = False
    deferred_until: date | None = None
    age_extension_until: date | None = None


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """One matter: the service asked for, the day it counts from, who asks, about what, with what in hand.

    ``materials`` are the codes of what is in hand, on paper or fetched from a register; ``declared`` are the facts
    the window states about the papers and the vehicle; a service publishes their keys as ``Service.declared``.
    ``networked`` are the materials whose facts another authority shares, so that nobody hands them in, and
    ``works_check`` where the maker's ex-works check of new vehicles is shared.
    """

    on: date
    office: str = ""
    office_level: str = "city"
    channel: str = "window"
    by_agent: bool = False
    agent_excused: bool = False
    materials: frozenset[str] = frozenset()
    networked: frozenset[str] = frozenset()
    joint: frozenset[str] = frozenset()
    declared: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    applicant: PersonFacts = field(default_factory=PersonFacts)
    vehicle: VehicleFacts | None = None
    licence: LicenceFacts | None = None

    @property
    def the_vehicle(self) -> VehicleFacts:
        """The vehicle that the matter is about; whoever asks about a vehicle service has to know one."""
        if self.vehicle is None:
            raise FactMissing("vehicle")
        return self.vehicle

    @property
    def the_licence(self) -> LicenceFacts:
        if self.licence is None:
            raise FactMissing("licence")
        return self.licence

    def says(self, key: str, *, otherwise: str = "") -> str:
        """What the window has stated under this key."""
        return self.declared.get(key, otherwise)

    def day(self, key: str) -> date | None:
        """A stated day; nothing when it was not stated or is no date."""
        try:
            return date.fromisoformat(self.says(key))
        except ValueError:
            return None


class FactMissing(Exception):
    """A question was asked of the law without the vehicle or the licence that it is about."""
