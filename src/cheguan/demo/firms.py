"""The firms of the city: owners of lorries, buses, taxis and fleets, and the banks that lend on cars."""

from cheguan.demo.draw import Weighted, stream
from cheguan.demo.people import Party
from cheguan.demo.places import BY_VEHICLES, OFFICE, STREET, Town
from cheguan.law.identifiers import uscc_check

TRADES = Weighted(
    {
        "物流": 14, "运输": 14, "商贸": 18, "建材": 10, "渔业": 6, "旅游服务": 6, "汽车租赁": 5, "环卫服务": 4,
        "农业发展": 8, "水产": 7, "装饰工程": 8, "出租汽车": 3,
    }
)  # fmt: skip
SIGNS = Weighted(dict.fromkeys("瀚珺湘沅骏鸿翊澜祺晟铭昊旭泓睿璟煜霖", 1.0))
LENDERS = ("海角商业银行", "南珠农村信用社", "银沙汽车金融", "北湾融资租赁", "珠城村镇银行")
ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
STEP, ROUND = 73_687_87, 10**8


def unified_code(number: int) -> str:
    """统一社会信用代码 of an enterprise, both check digits right; another one for every number."""
    body = f"{number * STEP % ROUND:08}"
    total = sum(int(digit) * weight for digit, weight in zip(body, ORGANISATION_WEIGHTS, strict=True))
    whole = f"91{OFFICE}{body}{'0X987654321'[total % 11]}"
    return whole + uscc_check(whole)


def firms(*, seed: int, count: int) -> list[Party]:
    """Firms that own vehicles."""
    rng = stream(seed, "firms")
    signs = zip(SIGNS.many(rng, count), SIGNS.many(rng, count), TRADES.many(rng, count), strict=True)
    places = zip(BY_VEHICLES.many(rng, count), STREET.many(rng, count), strict=True)
    return [
        _firm(number, f"北海{first}{second}{trade}有限公司", town, street)
        for number, ((first, second, trade), (town, street)) in enumerate(zip(signs, places, strict=True), start=1)
    ]


def lenders() -> list[Party]:
    """Those to whom cars are mortgaged."""
    town = BY_VEHICLES.values[1]
    return [_firm(10**7 + number, f"{name}北海分部", town, "北部湾路") for number, name in enumerate(LENDERS)]


def _firm(number: int, name: str, town: Town, street: str) -> Party:
    phone = f"164{number * STEP % ROUND:08}"
    address = f"{town.address}{street}{number % 300 + 1}号"
    return Party("organisation", unified_code(number), name, "", 0, town.code, address, phone)
