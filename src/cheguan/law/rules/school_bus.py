"""School buses (校车): what the police look at before the permit, and the tags."""

from datetime import date

from cheguan.law.facts import CaseFacts
from cheguan.law.rule import REFUSE, SUPPLEMENT, rule
from cheguan.law.rules import kinds

MAY_2022 = date(2022, 5, 1)
EQUIPMENT = {
    "bus_lights_signs": "校车标志灯、停车指示标志",
    "bus_positioning": "卫星定位装置",
    "bus_safety_kit": "逃生锤、干粉灭火器、急救箱",
}


def tag_until(*, mark_until: date, permit_until: date) -> date:
    """标牌有效期止：与检验有效期一致，不超过使用许可有效期。"""
    return min(mark_until, permit_until)


@rule(
    "school_bus.equipped",
    REFUSE,
    "机动车登记规定#59",
    since=MAY_2022,
    en="The school bus lacks prescribed equipment",
    cure="补齐设备后重新交验",
    cure_en="Fit the equipment and present the bus again",
    declared=tuple(EQUIPMENT),
)
def equipped(case: CaseFacts) -> str | None:
    """查验标志灯、停车指示标志、卫星定位装置和安全设备。"""
    missing = [name for key, name in EQUIPMENT.items() if case.says(key) == "no"]
    return f"{'、'.join(missing)}不符合规定" if missing else None


@rule(
    "school_bus.livery",
    REFUSE,
    "机动车登记规定#59",
    since=MAY_2022,
    en="The livery of the dedicated school bus is not as prescribed",
    cure="按规定喷涂后重新交验",
    cure_en="Paint the bus as prescribed and present it again",
    declared=("bus_livery",),
)
def livery(case: CaseFacts) -> str | None:
    """专用校车还查验外观标识。"""
    wrong = case.says("bus_livery") == "no" and kinds.is_dedicated_school_bus(case.the_vehicle)
    return "专用校车外观标识不符合规定" if wrong else None


@rule(
    "school_bus.route_sound",
    REFUSE,
    "机动车登记规定#59",
    since=MAY_2022,
    en="Route, hours or stops are not sound",
    cure="调整运行方案",
    cure_en="Change the operating plan",
    declared=("bus_route_sound",),
)
def route_sound(case: CaseFacts) -> str | None:
    """审核行驶线路、开行时间和停靠站点。"""
    return "行驶线路、开行时间或者停靠站点不可行" if case.says("bus_route_sound") == "no" else None


@rule(
    "school_bus.inspected",
    SUPPLEMENT,
    "机动车登记规定#61",
    since=MAY_2022,
    en="The inspection of the bus has ended",
    cure="先检验并取得检验合格标志",
    cure_en="Have the bus inspected first",
)
def inspected(case: CaseFacts) -> str | None:
    """标牌有效期与检验有效期一致；检验已经过期的没有可核发的期限。"""
    until = case.the_vehicle.mark_valid_until
    return None if until is not None and case.on <= until else "校车检验已过有效期"


@rule(
    "school_bus.tagged",
    REFUSE,
    "机动车登记规定#66",
    since=MAY_2022,
    en="The vehicle has no school bus tag",
    cure="先领取校车标牌",
    cure_en="Obtain a school bus tag first",
)
def tagged(case: CaseFacts) -> str | None:
    """换发、补领、交回的是已经核发的校车标牌。"""
    return "该车没有校车标牌" if case.the_vehicle.bus_tag_until is None else None


@rule(
    "school_bus.permit_in_force",
    SUPPLEMENT,
    "机动车登记规定#61",
    since=MAY_2022,
    en="The permit to use the school bus has ended",
    cure="取得新的校车使用许可后重新领取标牌",
    cure_en="Obtain a new permit, then a new tag",
)
def permit_in_force(case: CaseFacts) -> str | None:
    """标牌有效期不得超过校车使用许可有效期。"""
    until = case.the_vehicle.bus_permit_until
    return f"校车使用许可已于{until.isoformat()}到期" if until is not None and until < case.on else None
