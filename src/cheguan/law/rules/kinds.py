"""What kind of vehicle it is, from the codes of type and use (GA 802): the groups that rules speak of."""

from cheguan.law.conditions import predicate
from cheguan.law.facts import CaseFacts, VehicleFacts

COMMERCIAL_PASSENGER = frozenset("BCDEGT")
COMMERCIAL = COMMERCIAL_PASSENGER | frozenset("FNR")
SCHOOL_BUS = frozenset("OPQS")
NEEDS_TRANSPORT_PERMIT = frozenset("BER")
HAZARDOUS = "R"
# Which classes are meant differs from one notice to the next; these five are the ones most often named (grade C).
KEY_USES = frozenset("BER")
CUSTOMS_SUPERVISED = "G"
DOMESTIC = "A"
CONFISCATED = frozenset("CDE")


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


def is_truck(vehicle: VehicleFacts) -> bool:
    """载货汽车"""
    return vehicle.vehicle_type.startswith("H")


def moves_directly(vehicle: VehicleFacts) -> bool:
    """小型、微型载客汽车和摩托车：直接向转入地申请"""
    return is_small_passenger(vehicle) or is_motorcycle(vehicle)


def is_trailer(vehicle: VehicleFacts) -> bool:
    return vehicle.vehicle_type[:1] in ("B", "G")


def is_dedicated_school_bus(vehicle: VehicleFacts) -> bool:
    """专用校车"""
    return is_passenger(vehicle) and vehicle.vehicle_type.endswith("8")


def is_school_bus(vehicle: VehicleFacts) -> bool:
    return vehicle.use in SCHOOL_BUS or is_dedicated_school_bus(vehicle)


def is_key_vehicle(vehicle: VehicleFacts) -> bool:
    """重点车辆，五类：公路客运、旅游客运、危险货物运输车、校车、营转非大客车。"""
    former_coach = vehicle.use == "L" and vehicle.vehicle_type.startswith("K1")
    return vehicle.use in KEY_USES or is_school_bus(vehicle) or former_coach


def under_customs(vehicle: VehicleFacts) -> bool:
    """海关监管车辆"""
    return not vehicle.customs_released and (vehicle.origin == CUSTOMS_SUPERVISED or "H" in vehicle.statuses)


def through_customs(vehicle: VehicleFacts) -> bool:
    """经海关进口的机动车；没收的走私车不是"""
    return vehicle.origin != DOMESTIC and vehicle.origin not in CONFISCATED


@predicate("small_private_car", zh="小型、微型非营运载客汽车", en="small private car")
def small_private_car(case: CaseFacts) -> bool:
    return is_small_private(case.the_vehicle)


@predicate("imported", zh="进口机动车", en="imported")
def imported(case: CaseFacts) -> bool:
    return case.the_vehicle.origin != DOMESTIC


@predicate("customs_supervised", zh="海关监管车辆", en="under customs supervision")
def customs_supervised(case: CaseFacts) -> bool:
    return under_customs(case.the_vehicle)


@predicate("permit_bound_use", zh="危险货物运输、公路客运、旅游客运", en="dangerous goods, coach or tour")
def permit_bound_use(case: CaseFacts) -> bool:
    """危险货物运输、公路客运、旅游客运"""
    return case.the_vehicle.use in NEEDS_TRANSPORT_PERMIT


@predicate("motorcycle_plate", zh="摩托车号牌", en="motorcycle plates")
def motorcycle_plate(case: CaseFacts) -> bool:
    return case.the_vehicle.plate_kind in ("07", "08")


@predicate("trailer_plate", zh="挂车号牌", en="trailer plate")
def trailer_plate(case: CaseFacts) -> bool:
    return case.the_vehicle.plate_kind == "15"


@predicate("low_speed_plate", zh="三轮汽车、低速货车号牌", en="plates of low-speed vehicles")
def low_speed_plate(case: CaseFacts) -> bool:
    return case.the_vehicle.plate_kind == "13"


@predicate("clean_energy_plate", zh="新能源汽车号牌", en="new-energy plates")
def clean_energy_plate(case: CaseFacts) -> bool:
    return case.the_vehicle.plate_kind in ("51", "52")
