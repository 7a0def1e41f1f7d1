"""The kinds of vehicle on the road, with their share of the stock and what papers say of them.

Shares are rough: cars about 70 in 100, motorcycles 18, then lorries, trailers, buses. ``life`` is the number of years
after which few are left, from the compulsory scrapping ages. Makes are invented.
"""

from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from cheguan.demo.draw import Weighted


@dataclass(frozen=True, slots=True)
class Kind:
    """Codes are the national ones; ``firms`` is the share owned by organisations."""

    name: str
    share: float
    vehicle_type: str
    plate_kind: str
    use: str
    seats: int
    energy: str
    displacement_ml: int
    power_kw: str
    mass_kg: int
    total_mass_kg: int
    life: int
    firms: float
    make: str
    turns_electric: bool = False


KINDS = (
    Kind("sedan", 36, "K33", "02", "A", 5, "A", 1498, "83.0", 1245, 1660, 30, 0.03, "car", True),
    Kind("suv", 22, "K32", "02", "A", 5, "A", 1499, "115.0", 1480, 1900, 30, 0.03, "car", True),
    Kind("people carrier", 6, "K31", "02", "A", 7, "A", 1485, "82.0", 1330, 1870, 30, 0.06, "car", True),
    Kind("minibus", 3, "K39", "02", "A", 7, "A", 1206, "63.0", 1060, 1650, 18, 0.10, "car"),
    Kind("motorcycle", 15, "M21", "07", "A", 2, "A", 124, "7.2", 121, 271, 13, 0.01, "motorcycle"),
    Kind("light motorcycle", 3, "M22", "08", "A", 2, "C", 0, "1.2", 88, 163, 13, 0.01, "motorcycle"),
    Kind("light lorry", 6, "H31", "02", "F", 2, "B", 2771, "85.0", 2450, 4495, 15, 0.35, "lorry", True),
    Kind("medium lorry", 0.7, "H21", "01", "F", 3, "B", 4088, "110.0", 5200, 9900, 15, 0.60, "lorry"),
    Kind("heavy lorry", 1.2, "H17", "01", "F", 2, "B", 9726, "257.0", 12600, 25000, 15, 0.80, "lorry"),
    Kind("tractor", 0.8, "Q11", "01", "F", 2, "B", 12419, "338.0", 8800, 25000, 15, 0.92, "lorry"),
    Kind("semi-trailer", 0.8, "B11", "15", "F", 0, "Y", 0, "", 6800, 40000, 15, 0.92, "trailer"),
    Kind("coach", 0.3, "K11", "01", "B", 45, "B", 8849, "257.0", 12500, 17800, 15, 1.0, "bus"),
    Kind("city bus", 0.3, "K11", "51", "C", 32, "C", 0, "150.0", 11800, 17500, 13, 1.0, "bus"),
    Kind("medium bus", 0.3, "K21", "01", "A", 19, "B", 2982, "110.0", 4200, 6000, 20, 0.9, "bus"),
    Kind("taxi", 0.3, "K33", "02", "D", 5, "A", 1598, "86.0", 1280, 1690, 8, 1.0, "car"),
    Kind("training car", 0.3, "K33", "16", "N", 5, "A", 1398, "73.0", 1150, 1570, 10, 1.0, "car"),
    Kind("rental car", 0.3, "K33", "02", "G", 5, "A", 1498, "83.0", 1240, 1650, 15, 1.0, "car", True),
)  # fmt: skip
COLOURS = Weighted({"A": 46, "J": 18, "B": 14, "H": 6, "E": 6, "I": 4, "G": 2, "C": 2, "F": 1, "AJ": 1})
MAKES = {
    "car": (("海棠牌", "HT7", "L9A"), ("银沙牌", "YS7", "L9B"), ("南流牌", "NL6", "L9C"), ("骑楼牌", "QL7", "L9D"),
            ("红树牌", "HS6", "L9E"), ("潮信牌", "CX7", "L9F")),
    "motorcycle": (("海燕牌", "HY125-", "L9M"), ("疍家牌", "DJ110-", "L9N"), ("白鹭牌", "BL125-", "L9P")),
    "lorry": (("铁港牌", "TG1", "L9T"), ("廉湖牌", "LH1", "L9U"), ("冠岭牌", "GL3", "L9V")),
    "trailer": (("铁港牌", "TG94", "L9W"), ("石湾牌", "SW94", "L9X")),
    "bus": (("斜阳牌", "XY6", "L9Y"), ("星岛牌", "XD6", "L9Z")),
}  # fmt: skip
LEFT_AFTER_LIFE = 0.01
ELECTRIC, HYBRID = "C", "O"
# Share of new energy among cars registered in a year; the years between are read off the line.
NEW_ENERGY = ((2014, 0.0), (2017, 0.03), (2020, 0.06), (2022, 0.25), (2024, 0.42), (2026, 0.52))
PURE_ELECTRIC = 0.68


@cache
def mix(age: int) -> Weighted[Kind]:
    """Which kinds are found among vehicles of that age in years."""
    return Weighted({kind: kind.share * (1.0 if age < kind.life else LEFT_AFTER_LIFE) for kind in KINDS})


@cache
def new_energy_share(year: int) -> float:
    """How many of the cars registered in ``year`` bear a green plate."""
    if year >= NEW_ENERGY[-1][0]:
        return NEW_ENERGY[-1][1]
    for (first, low), (last, high) in pairwise(NEW_ENERGY):
        if first <= year < last:
            return low + (high - low) * (year - first) / (last - first)
    return 0.0


@cache
def electrified(kind: Kind, *, pure: bool) -> Kind:
    """The same kind with a new-energy drive and the small green plate."""
    if pure:
        return replace(kind, energy=ELECTRIC, plate_kind="52", displacement_ml=0, mass_kg=kind.mass_kg + 320)
    return replace(kind, energy=HYBRID, plate_kind="52", mass_kg=kind.mass_kg + 180)
