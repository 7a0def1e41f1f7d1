"""What the law is asked about: plain values, gathered by whoever asks.

A caller fills these from the registers, from what the applicant brings and from what other authorities share.
The law reads nothing by itself: no clock, no database.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

NOTHING: Mapping[str, str] = {}
NO_DAYS: Mapping[str, date] = {}
NOTHING_ISSUED: Mapping[str, int] = {}


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """A person or unit who asks, owns or holds. ``kind`` is ``person`` or ``organisation``.

    ``permits_since`` and ``permits_until`` are the days of the learner's permits by class, ``place_changes`` how often
    the place of examination was changed under each.
    """

    kind: str = "person"
    birth: date | None = None
    resident_here: bool = True
    identity_valid_until: date | None = None
    barred_until: date | None = None
    permits_since: Mapping[str, date] = field(default_factory=lambda: NO_DAYS)
    permits_until: Mapping[str, date] = field(default_factory=lambda: NO_DAYS)
    place_changes: Mapping[str, int] = field(default_factory=lambda: NOTHING_ISSUED)


@dataclass(frozen=True, slots=True)
class VehicleFacts:
    """A registered vehicle, or the one that is to be registered. Codes are those of ``law/codes``.

    ``scrap_on`` is the end of the years of use as the register holds it, after a change of use for example; without
    it the day follows from the type and the dates. ``exemption_lost`` after an accident with injury or a penalised
    modification: the vehicle goes back to the test centre. ``temporary_plates`` counts those issued so far by their
    purpose; ``plates_awaited`` while ordered plates have not been handed over; ``title_issued`` once there was a
    registration certificate; ``bus_tag_until`` and ``bus_permit_until`` are those of the school bus's tag.
    ``numbers_swapped_on`` is the day of the last swap of plate numbers.
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
    scrap_on: date | None = None
    exemption_lost: bool = False
    open_violations: int = 0
    open_accidents: int = 0
    temporary_plates: Mapping[str, int] = field(default_factory=lambda: NOTHING_ISSUED)
    plates_awaited: bool = False
    title_issued: bool = True
    customs_released: bool = False
    bus_tag_until: date | None = None
    bus_permit_until: date | None = None
    numbers_swapped_on: date | None = None
    held_by_applicant: bool = True

    @property
    def reported_stolen(self) -> bool:
        return "stolen" in self.holds or "C" in self.statuses

    @property
    def seized(self) -> bool:
        return "seizure" in self.holds or "K" in self.statuses

    @property
    def temporary_before_registration(self) -> int:
        """How many were issued while the vehicle was unsold or not yet registered."""
        return self.temporary_plates.get("bought_not_registered", 0)

    @property
    def temporary_for_export(self) -> int:
        return self.temporary_plates.get("new_vehicle_export", 0)

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

    ``class_dates`` are the days on which the classes were granted; ``last_cycles`` the most points that stood at once
    in the running cycle and the three before it, oldest first; ``points_now`` what stands today and ``reduced`` what study
    took off in this cycle; ``full_marks`` the full-mark educations passed in this or the last cycle and ``full_marks_now``
    those in this one, ``full_mark_on`` the last day on which
    twelve points were reached. ``probation_until`` is the last day by family, ``car`` or ``motorcycle``. ``cancelled_for`` is why.
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
    class_dates: Mapping[str, date] = field(default_factory=lambda: NO_DAYS)
    last_cycles: tuple[int, ...] = ()
    points_now: int = 0
    reduced: int = 0
    full_marks: int = 0
    full_marks_now: int = 0
    full_mark_on: date | None = None
    probation_until: Mapping[str, date] = field(default_factory=lambda: NO_DAYS)
    medical_on: date | None = None
    reviewed_on: date | None = None
    review_deferred_until: date | None = None
    medical_deferred_until: date | None = None
    cancelled_on: date | None = None
    cancelled_for: str = ""
    school_bus: bool = False

    @property
    def in_force(self) -> bool:
        """Neither cancelled nor revoked nor rescinded."""
        return not self.statuses & {"E", "F", "G", "R"}


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """One matter: the service asked for, the day it counts from, who asks, about what, with what in hand.

    ``materials`` are the codes of what is in hand, on paper or fetched from a register; ``declared`` are the facts
    the window states about the papers and the vehicle; a service publishes their keys as ``Service.declared``.
    ``networked`` are the materials whose facts another authority shares, so that nobody hands them in, and
    ``works_check`` where the maker's ex-works check of new vehicles is shared. ``other`` is the second vehicle of a
    swap of plate numbers.
    """

    on: date
    office: str = ""
    office_level: str = "city"
    channel: str = "window"
    by_agent: bool = False
    materials: frozenset[str] = frozenset()
    networked: frozenset[str] = frozenset()
    joint: frozenset[str] = frozenset()
    declared: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    applicant: PersonFacts = field(default_factory=PersonFacts)
    vehicle: VehicleFacts | None = None
    licence: LicenceFacts | None = None
    other: VehicleFacts | None = None

    @property
    def agent_excused(self) -> bool:
        """Whether the owner cannot come, so that an agent may apply even where the law asks for the owner in person."""
        return self.says("owner_hindered") == "yes"

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

    def number(self, key: str) -> int | None:
        """A stated whole number; nothing when it was not stated or is none."""
        said = self.says(key)
        return int(said) if said.isascii() and said.isdigit() else None

    def day(self, key: str) -> date | None:
        """A stated day; nothing when it was not stated or is no date."""
        try:
            return date.fromisoformat(self.says(key))
        except ValueError:
            return None


class FactMissing(Exception):
    """A question was asked of the law without the vehicle or the licence that it is about."""
