"""The people of the city. All invented; see the package's own words on why nobody can be meant."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from random import Random
from typing import NamedTuple

from cheguan.demo.draw import Weighted, stream
from cheguan.demo.places import STREET, Town
from cheguan.law.identifiers import resident_id_check

SURNAMES = Weighted(
    {
        "陈": 100, "黄": 90, "李": 85, "梁": 55, "王": 52, "吴": 50, "张": 48, "刘": 46, "苏": 40, "庞": 38, "林": 36,
        "韦": 34, "莫": 32, "罗": 30, "杨": 30, "周": 28, "谢": 26, "廖": 24, "邓": 24, "钟": 22, "叶": 20, "劳": 18,
        "许": 18, "何": 18, "潘": 16, "覃": 16, "卢": 15, "蔡": 14, "包": 10, "易": 10, "洪": 10, "冯": 10, "宁": 9,
        "沈": 8, "范": 8, "石": 8, "香": 4, "欧阳": 3,
    }
)  # fmt: skip
FEMALE = Weighted(dict.fromkeys("梅兰英秀玲娟敏静丽莉霞燕芳萍琴洁颖婷雪琳妍欣怡慧倩蓉月珍春凤云海晓文思雨诗", 1.0))
MALE = Weighted(dict.fromkeys("伟强军勇杰涛明超辉刚平波宁华健鹏飞林峰亮成志国建海文宇浩然子俊锦家振世永福生", 1.0))
HOME_CODES = Weighted(
    {"450500": 84, "450700": 4, "450900": 4, "450600": 2, "450100": 2, "440800": 2, "430400": 1, "510500": 1}
)
TWO_CHARACTERS = 0.82
MEN = {"person": 0.56, "driver": 0.66}
UNUSED_PREFIX = "164"


class Party(NamedTuple):
    """A person or a firm. ``birth`` is an ordinal, 0 for a firm; ``sex`` is 1 for men, 2 for women, empty for a firm."""

    kind: str
    identity: str
    name: str
    sex: str
    birth: int
    town: str
    address: str
    phone: str


class Identities:
    """Resident identity numbers, no two alike: within a day the sequence goes up, odd for men."""

    def __init__(self) -> None:
        self._taken: Counter[str] = Counter()
        self._heads: dict[int, str] = {}

    def next(self, *, home: str, birth: int, male: bool) -> str:
        head = home + (self._heads.get(birth) or self._head(birth))
        slot = head + ("1" if male else "2")
        self._taken[slot] += 1
        body = f"{head}{2 * self._taken[slot] - male:03}"
        return body + resident_id_check(body)

    def _head(self, birth: int) -> str:
        self._heads[birth] = date.fromordinal(birth).strftime("%Y%m%d")
        return self._heads[birth]


def people(
    *, seed: int, purpose: str, births: Sequence[int], towns: Sequence[Town], identities: Identities
) -> list[Party]:
    """One person for each day of birth, living in the town of the same place in the row."""
    rng = stream(seed, "people", purpose)
    count = len(births)
    streets, homes = STREET.many(rng, count), HOME_CODES.many(rng, count)
    names = _names(rng, count, men=MEN[purpose])
    found = []
    for birth, town, street, home, (name, male) in zip(births, towns, streets, homes, names, strict=True):
        chance = int(rng.random() * 1e8)
        found.append(
            Party(
                "person",
                identities.next(home=home, birth=birth, male=male),
                name,
                "1" if male else "2",
                birth,
                town.code,
                f"{town.address}{street}{chance % 280 + 1}号",
                f"{UNUSED_PREFIX}{chance:08}",
            )
        )
    return found


def _names(rng: Random, count: int, *, men: float) -> list[tuple[str, bool]]:
    """Full names with whether each is a man's."""
    surnames = SURNAMES.many(rng, count)
    female = FEMALE.many(rng, count), FEMALE.many(rng, count)
    male = MALE.many(rng, count), MALE.many(rng, count)
    found = []
    for index, surname in enumerate(surnames):
        is_man = rng.random() < men
        first, second = male if is_man else female
        given = first[index] + (second[index] if rng.random() < TWO_CHARACTERS else "")
        found.append((surname + given, is_man))
    return found
