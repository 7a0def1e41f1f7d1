"""The office, the day and the people of the example papers."""

from datetime import date, datetime, timedelta, timezone
from typing import Any

from cheguan.work.printing.papers import (
    Issuer,
    Party,
)

MARCH = date(2026, 3, 2)
MORNING = datetime(2026, 3, 2, 9, 5, tzinfo=timezone(timedelta(hours=8)))
OFFICE = Issuer(
    office="北海市公安局交通警察支队车辆管理所",
    outlet="城区办事大厅",
    address="北海市北部湾西路 1 号",
    telephone="0779-0000000",
    reconsideration="北海市人民政府",
    court="北海市海城区人民法院",
)
SIGNED: dict[str, Any] = {"issuer": OFFICE, "at": MORNING, "officer": "韦晓明（450500123）"}
OWNER = Party(
    role="机动车所有人",
    name="陈海燕",
    id_kind="居民身份证",
    id_number="450502199003070028",
    telephone="13900000000",
    postcode="536000",
    address="广西北海市海城区四川路 88 号 2 栋 301 室",
)
AGENT = Party(role="代理人", name="李大山", id_kind="居民身份证", id_number="450502198811110016")
ORDER_164 = "《机动车登记规定》第52条"
