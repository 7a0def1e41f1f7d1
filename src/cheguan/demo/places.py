"""Beihai's districts and towns, and how people and vehicles lie over them.

District populations are the census of 2020. How a district divides into its towns is our own rough estimate, as is
the greater share of cars in the city districts; the island of Weizhou has the figures of the report.
"""

from dataclasses import dataclass

from cheguan.demo.draw import Weighted

OFFICE = "450500"
DISTRICTS = {
    "450502": ("海城区", 527_895, 1.2),
    "450503": ("银海区", 315_196, 1.2),
    "450512": ("铁山港区", 145_943, 0.85),
    "450521": ("合浦县", 864_193, 0.85),
}
SHARES = {
    "450502": {
        "001 中街街道": 12,
        "002 东街街道": 18,
        "003 西街街道": 14,
        "004 海角街道": 12,
        "005 地角街道": 10,
        "006 高德街道": 20,
        "100 驿马街道": 11,
    },
    "450503": {"100 福成镇": 26, "101 平阳镇": 22, "102 侨港镇": 12, "103 银滩镇": 40},
    "450512": {"100 南康镇": 48, "101 营盘镇": 30, "102 兴港镇": 22},
    "450521": {
        "100 廉州镇": 22,
        "101 党江镇": 6,
        "102 西场镇": 7,
        "103 沙岗镇": 4,
        "104 乌家镇": 4,
        "105 闸口镇": 4,
        "106 公馆镇": 10,
        "107 白沙镇": 7,
        "108 山口镇": 9,
        "109 沙田镇": 3,
        "110 石湾镇": 6,
        "111 石康镇": 8,
        "112 常乐镇": 6,
        "200 曲樟乡": 3,
        "201 星岛湖镇": 3,
    },
}
STREETS = (
    "解放路",
    "人民路",
    "新建路",
    "朝阳路",
    "建设路",
    "文明路",
    "和平路",
    "长青路",
    "海滨路",
    "东风路",
    "新安街",
    "振兴街",
)


@dataclass(frozen=True, slots=True)
class Town:
    """A town or subdistrict; ``drivers`` and ``vehicles`` are weights, not counts."""

    code: str
    district: str
    name: str
    drivers: float
    vehicles: float

    @property
    def address(self) -> str:
        """The part of an address that its streets share."""
        return f"北海市{DISTRICTS[self.district][0]}{self.name}"


def _towns() -> tuple[Town, ...]:
    found = [Town("450502101", "450502", "涠洲镇", 5_301 / 613_000, 3_315 / 593_000)]
    people = sum(population for _, population, _ in DISTRICTS.values())
    cars = sum(population * factor for _, population, factor in DISTRICTS.values())
    for district, (_, population, factor) in DISTRICTS.items():
        whole = sum(SHARES[district].values())
        for key, part in SHARES[district].items():
            number, name = key.split()
            share = population * part / whole
            found.append(Town(district + number, district, name, share / people, share * factor / cars))
    return tuple(found)


TOWNS = _towns()
BY_DRIVERS = Weighted({town: town.drivers for town in TOWNS})
BY_VEHICLES = Weighted({town: town.vehicles for town in TOWNS})
STREET = Weighted(dict.fromkeys(STREETS, 1))
