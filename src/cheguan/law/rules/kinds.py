"""What kind of vehicle it is, from the codes of type and use (GA 802): the groups that rules speak of."""

from cheguan.law.conditions import predicate
from cheguan.law.facts import CaseFacts, VehicleFacts

COMMERCIAL_PASSENGER = frozenset("BCDEGT")
COMMERCIAL = COMMERCIAL_PASSENGER | frozenset("FNR")
SCHOOL_BUS = frozenset("OPQS")
NEEDS_TRANSPORT_PERMIT = frozenset("BER")
HAZARDOUS = "R"
CUSTOMS_SUPERVISED = "G"
DOMESTIC = "A"
CLEAN_ENERGY = frozenset("COP")


def is_passenger(vehicle: VehicleFacts) -> bool:
    return vehicle.vehicle_type.startswith("K")


def is_small_passenger(vehicle: VehicleFacts) -> bool:
    """小型、微型载客汽车"""
    return vehicle.vehicle_type[:2] in ("K3", "K4")


def is_small_private(vehicle: VehicleFacts) -> bool:
    """小型、微型非营运载客汽车"""
    return is_small_passenger(vehicle) and vehicle.use == "A"


def is_minibus(vehicle: VehicleFacts) -> bool:
    """面包车"""
    return vehicle.vehicle_type in ("K39", "K49")


def is_motorcycle(vehicle: VehicleFacts) -> bool:
    return vehicle.vehicle_type.startswith("M")


def is_trailer(vehicle: VehicleFacts) -> bool:
    return vehicle.vehicle_type[:1] in ("B", "G")


def is_dedicated_school_bus(vehicle: VehicleFacts) -> bool:
    """专用校车"""
    return is_passenger(vehicle) and vehicle.vehicle_type.endswith("8")


def is_school_bus(vehicle: VehicleFacts) -> bool:
    return vehicle.use in SCHOOL_BUS or is_dedicated_school_bus(vehicle)


def under_customs(vehicle: VehicleFacts) -> bool:
    """海关监管车辆"""
    return vehicle.origin == CUSTOMS_SUPERVISED or "H" in vehicle.statuses


@predicate("small_private_car")
def small_private_car(case: CaseFacts) -> bool:
    return is_small_private(case.the_vehicle)


@predicate("imported")
def imported(case: CaseFacts) -> bool:
    return case.the_vehicle.origin != DOMESTIC


@predicate("customs_supervised")
def customs_supervised(case: CaseFacts) -> bool:
    return under_customs(case.the_vehicle)


@predicate("permit_bound_use")
def permit_bound_use(case: CaseFacts) -> bool:
    """危险货物运输、公路客运、旅游客运"""
    return case.the_vehicle.use in NEEDS_TRANSPORT_PERMIT


@predicate("motorcycle_plate")
def motorcycle_plate(case: CaseFacts) -> bool:
    return case.the_vehicle.plate_kind in ("07", "08")


@predicate("trailer_plate")
def trailer_plate(case: CaseFacts) -> bool:
    return case.the_vehicle.plate_kind == "15"


@predicate("low_speed_plate")
def low_speed_plate(case: CaseFacts) -> bool:
    return case.the_vehicle.plate_kind == "13"


@predicate("clean_energy_plate")
def clean_energy_plate(case: CaseFacts) -> bool:
    return case.the_vehicle.plate_kind in ("51", "52")
