"""Exchanges of a licence at the window: by age, by wish, by health, for changed data."""

from datetime import date

from cheguan.law.conditions import predicate
from cheguan.law.dates import age_on
from cheguan.law.facts import CaseFacts
from cheguan.law.rule import REFUSE, SUPPLEMENT, WAIT, rule
from cheguan.law.rules.licence_age import ended_classes, heavy_age
from cheguan.law.rules.licence_application import target
from cheguan.law.rules.licence_coverage import above
from cheguan.law.rules.licence_downgrade import CARS, instead
from cheguan.law.rules.licence_lowering import ADAPTED, may_be_adapted

APRIL_2022 = date(2022, 4, 1)
NEW_DATA = ("holder_name", "holder_number", "holder_address")
NEW_CONTACT = ("holder_phone", "holder_address", "employer")
NOT_USABLE = {"D": "暂扣", "J": "停止使用", "K": "扣押", "U": "扣留", "M": "逾期未换证", "S": "逾期未审验"}


@predicate("identity_number_changed", declared=("holder_number",), zh="身份证明号码变化", en="new identity number")
def identity_number_changed(case: CaseFacts) -> bool:
    return bool(case.says("holder_number"))


def ended_by_age(case: CaseFacts) -> tuple[str, ...]:
    """The classes that the holder's age has ended, under the law of the day."""
    return ended_classes(case, heavy_from=heavy_age(case.on))


def left_by_age(case: CaseFacts) -> tuple[str, ...]:
    """What may be held then; alternatives are all named."""
    birth, gone = case.applicant.birth, ended_by_age(case)
    if birth is None:
        return tuple(case.the_licence.classes)
    return instead(case.the_licence.classes, gone=gone, age=age_on(birth, case.on))


def choices_by_age(case: CaseFacts) -> tuple[str, ...]:
    """Between which classes the holder chooses: the car class, where one comes in place of a larger one."""
    left = left_by_age(case)
    cars = tuple(each for each in left if each in CARS)
    return cars or left


@rule(
    "licence.age_reached",
    REFUSE,
    "机动车驾驶证申领和使用规定#65",
    since=APRIL_2022,
    en="No class held has ended with the holder's age",
    cure="自愿降低准驾车型的，按自愿降低办理",
    cure_en="Who wishes a lower class applies for that",
)
def age_reached(case: CaseFacts) -> str | None:
    """达到规定年龄，所持准驾车型中有不得再驾驶的，才办理达到规定年龄换证。"""
    return None if ended_by_age(case) else "所持准驾车型没有因年龄到期的"


@rule(
    "licence.class_left",
    REFUSE,
    "机动车驾驶证申领和使用规定#65",
    "机动车驾驶证申领和使用规定#79(10)",
    since=APRIL_2022,
    en="The class asked for cannot be had in place of those that ended; if there is none, the licence is cancelled",
    cure="选择可以换领的准驾车型；没有的，驾驶证应当注销",
    cure_en="Choose one of the classes that may be had; if there is none, the licence has to be cancelled",
    declared=("target_class",),
)
def class_left(case: CaseFacts) -> str | None:
    """只能换领法律准予的车型；仅有到龄不得驾驶车型的，应当注销。"""
    choices = choices_by_age(case)
    if ended_by_age(case) and target(case) and target(case) not in choices:
        return f"不能换领{target(case)}，可以换领：{'、'.join(choices) or '无'}"
    return None


@rule(
    "licence.class_is_lower",
    REFUSE,
    "机动车驾驶证申领和使用规定#65",
    since=APRIL_2022,
    en="The class asked for is not lower than one that is held",
    cure="选择现有准驾车型所包含的较低车型",
    cure_en="Choose a class that one of those held contains",
    declared=("target_class",),
)
def class_is_lower(case: CaseFacts) -> str | None:
    """自愿降低准驾车型，降到现有准驾车型包含的车型。"""
    if target(case) and not above(target(case), case.the_licence.classes):
        return f"{target(case)}不是现有准驾车型所包含的较低车型"
    return None


@rule(
    "licence.class_for_health",
    REFUSE,
    "机动车驾驶证申领和使用规定#67",
    "机动车驾驶证申领和使用规定#30",
    since=APRIL_2022,
    en="The class asked for is neither lower than one that is held nor the adapted car",
    cure="选择较低的车型或者残疾人专用小型自动挡载客汽车；不适合驾驶的申请注销",
    cure_en="Choose a lower class or the adapted car; who is unfit to drive applies for cancellation",
    declared=("target_class",),
)
def class_for_health(case: CaseFacts) -> str | None:
    """身体条件变化，降到符合身体条件的较低车型；大中型、小型、小型自动挡汽车可以改为残疾人专用小型自动挡载客汽车。"""
    if target(case) == ADAPTED and may_be_adapted(case.the_licence.classes):
        return None
    return class_is_lower(case)


@rule(
    "licence.data_stated",
    SUPPLEMENT,
    "机动车驾驶证申领和使用规定#66",
    since=APRIL_2022,
    en="Nothing that changed is stated",
    cure="填写变化的姓名、身份证明号码或者住址",
    cure_en="State the new name, identity number or address",
    declared=NEW_DATA,
)
def data_stated(case: CaseFacts) -> str | None:
    """驾驶证记载的信息发生变化的，换领。"""
    return None if any(map(case.says, NEW_DATA)) else "未填写变化的信息"


@rule(
    "licence.contact_stated",
    SUPPLEMENT,
    "机动车驾驶证申领和使用规定#81",
    since=APRIL_2022,
    en="Nothing to be filed is stated",
    cure="填写联系电话、地址或者从业单位",
    cure_en="State the telephone, address or employer",
    declared=NEW_CONTACT,
)
def contact_stated(case: CaseFacts) -> str | None:
    """联系电话、联系地址变化，大中型车驾驶人从业单位变化的，三十日内备案。"""
    return None if any(map(case.says, NEW_CONTACT)) else "未填写备案的信息"


@rule(
    "licence.issued_here",
    REFUSE,
    "机动车驾驶证申领和使用规定#75",
    since=APRIL_2022,
    en="This is done at the office of issue only",
    cure="向驾驶证核发地车辆管理所申请；也可以先转入换证",
    cure_en="Apply at the office of issue, or move the licence in first",
)
def issued_here(case: CaseFacts) -> str | None:
    """延期、因身体条件注销，向核发地车辆管理所申请。"""
    return None if case.the_licence.office[:4] == case.office[:4] else "驾驶证不是本所核发"


@rule(
    "licence.filed_here",
    REFUSE,
    "机动车驾驶证申领和使用规定#81",
    since=APRIL_2022,
    en="Telephone and address are filed at the office of issue",
    cure="联系电话、地址向驾驶证核发地车辆管理所备案；从业单位向其所在地备案",
    cure_en="File telephone and address at the office of issue, the employer where the employer is",
    declared=NEW_CONTACT,
)
def filed_here(case: CaseFacts) -> str | None:
    """联系电话、联系地址向核发地备案；大中型车驾驶人的从业单位向单位所在地备案，不论何地核发。"""
    return issued_here(case) if case.says("holder_phone") or case.says("holder_address") else None


@rule(
    "licence.electronic_usable",
    WAIT,
    "机动车驾驶证申领和使用规定#61",
    since=APRIL_2022,
    grade="C",
    en="No electronic licence while the licence is detained, suspended, stopped or overdue",
    cure="处理完毕、补办审验或者换证后申领",
    cure_en="Settle the matter, or make good the review or renewal, first",
)
def electronic_usable(case: CaseFacts) -> str | None:
    """扣押、扣留、暂扣、停止使用、逾期未换证、逾期未审验期间不核发电子驾驶证。"""
    stood = [name for letter, name in NOT_USABLE.items() if letter in case.the_licence.statuses]
    return f"机动车驾驶证处于{'、'.join(stood)}状态" if stood else None
