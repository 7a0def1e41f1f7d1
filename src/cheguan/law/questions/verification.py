"""Verification of the vehicle: recorded, presented, photographed."""

from datetime import date
from typing import Literal

from cheguan.law.citation import cite
from cheguan.law.question import Answer, MissingInput, question
from cheguan.law.rules import verification as rules

SINCE = date(2022, 5, 1)
ORDER = "机动车登记规定"
ARTICLES = {
    "registration": f"{ORDER}#12",
    "transfer": f"{ORDER}#26",
    "change_of_use": f"{ORDER}#17",
    "colour": f"{ORDER}#17",
    "engine": f"{ORDER}#17",
    "body": f"{ORDER}#17",
    "move_in": f"{ORDER}#27",
}


@question("verification.video", f"{ORDER}#73", since=SINCE, en="May the vehicle be verified without a recording?")
def video(*, recording_available: bool) -> dict[str, bool]:
    """查验全程录音录像并实时监控，没有录像的不得查验。"""
    return {"may_verify": rules.may_verify(recorded=recording_available)}


@question(
    "verification.present_vehicle",
    f"{ORDER}#12",
    f"{ORDER}#14",
    f"{ORDER}#17",
    f"{ORDER}#26",
    f"{ORDER}#27",
    since=SINCE,
    en="Must the vehicle be presented?",
)
def present_vehicle(
    *,
    vehicle: Literal["small_noncommercial", "other"] | None = None,
    factory_preverification_linked: bool = False,
    business: rules.Business = "registration",
) -> Answer:
    """出厂查验信息联网的小微型非营运载客汽车注册登记免予交验；其他车、其他业务都须交验。"""
    if vehicle is None and factory_preverification_linked and business == "registration":
        raise MissingInput("vehicle")
    present = rules.must_present(
        business=business,
        small_non_commercial=vehicle == "small_noncommercial",
        works_check_linked=factory_preverification_linked,
    )
    return Answer({"must_present": present}, (cite(ARTICLES[business] if present else f"{ORDER}#14"),))


@question(
    "verification.photo_angle",
    "机动车登记工作规范#85",
    since=date(2008, 10, 1),
    grade="B",
    en="From where the standard photograph is taken",
)
def photo_angle(*, vehicle: rules.Photographed) -> dict[str, str]:
    """标准照片：汽车自前方左侧四十五度拍摄，摩托车和挂车自后方左侧四十五度。"""
    return {"angle": rules.PHOTO_ANGLES[vehicle]}
