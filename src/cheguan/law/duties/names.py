"""The duties by code, in the order in which they press, with the articles they come from."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from cheguan.law.citation import cite

O162, O164, SCRAP = "机动车驾驶证申领和使用规定", "机动车登记规定", "机动车强制报废标准规定"


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing that somebody has to do by a day, or that the office has to do then."""

    code: str
    name: str
    name_en: str
    articles: tuple[str, ...]


def _named(*duties: tuple[str, str, str, tuple[str, ...]]) -> Mapping[str, Duty]:
    found = {code: Duty(code, zh, en, tuple(str(cite(each)) for each in by)) for code, zh, en, by in duties}
    return MappingProxyType(found)


OF_VEHICLES = _named(
    ("mark_due", "申领检验标志（免上线）", "Mark to be applied for, no presentation", (f"{O164}#54", f"{O164}#55")),
    ("inspection_due", "上线检验", "Inspection due", (f"{O164}#54",)),
    ("inspection_overdue", "逾期未检验", "Inspection overdue", ("道路交通安全法#13",)),
    ("cycles_missed", "连续三个周期未检验，应当报废", "Three cycles missed, to be scrapped", (f"{SCRAP}#4",)),
    ("scrap_last_year", "使用年限最后一年", "Last year of use", (f"{O164}#29(3)",)),
    ("scrap_notice", "报废期满前两个月告知", "Notice two months before the end of use", ("道路交通安全法实施条例#9",)),
    ("scrap_reached", "达到使用年限", "End of use reached", (f"{SCRAP}#5",)),
)
OF_LICENCES = _named(
    ("renewal_due", "期满换证", "Renewal open", (f"{O162}#63",)),
    ("renewal_overdue", "逾期未换证", "Renewal overdue", (f"{O162}#79(8)",)),
    ("cancel_expired", "逾期一年未换证，应当注销", "To be cancelled, not renewed for a year", (f"{O162}#79(8)",)),
    ("medical_due", "提交身体条件证明", "Medical certificate due", (f"{O162}#74",)),
    ("medical_overdue", "逾期未提交身体条件证明", "Medical certificate overdue", (f"{O162}#74",)),
    ("cancel_medical", "逾期一年未提交，应当注销", "To be cancelled, no certificate for a year", (f"{O162}#79(9)",)),
    ("review_due", "审验", "Review due", (f"{O162}#72",)),
    ("review_overdue", "逾期未审验", "Review overdue", (f"{O162}#72",)),
    ("downgrade_soon", "一年内达到规定年龄", "Age limit within a year", (f"{O162}#65",)),
    ("downgrade_due", "达到规定年龄，应当换证", "Age limit reached", (f"{O162}#65",)),
)
