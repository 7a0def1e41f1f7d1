"""One example of every paper."""

import dataclasses
from datetime import date
from enum import StrEnum
from typing import Any

from tests.db.paper_cards import CERTIFICATE, DRIVING_LICENCE, MARK, VEHICLE_LICENCE
from tests.db.paper_forms import LICENCE_FORM, PLATES_FORM, REGISTRATION_FORM
from tests.db.paper_office import MARCH, ORDER_164, SIGNED

from cheguan.work.printing.gap_papers import Undertaking
from cheguan.work.printing.papers import (
    AcceptanceReceipt,
    FeeLine,
    FeeReceipt,
    Ground,
    MissingItem,
    NonAcceptance,
    NumberDraw,
    Paper,
    Received,
    RegistrationRefusal,
    ServiceRefusal,
    SupplementNotice,
)
from cheguan.work.printing.remedies import in_force
from cheguan.work.printing.statements import CancellationCertificate, Fact, TemporaryPlate

RECEIPT = AcceptanceReceipt(
    **SIGNED,
    number="450500-01-2026-000123",
    service="补领行驶证",
    applicant="陈海燕",
    identity="居民身份证 450502********0028",
    subject="小型汽车 桂E·12345",
    query_code="7KQ2-M9XD",
    query="https://cheguan.example/q/7KQ2M9XD",
    promise="约 5 分钟",
    limit="1 个工作日",
    due_on=date(2026, 3, 3),
    fee_fen=1500,
    materials=(Received(name="机动车所有人身份证明", source="原件核对后退还"), Received(name="委托书", source="原件")),
    basis=(ORDER_164,),
)
NOTICE = SupplementNotice(
    **SIGNED,
    number="450500-01-2026-000124",
    service="转让登记",
    applicant="陈海燕",
    identity="居民身份证 450502********0028",
    subject="小型汽车 桂E·12345",
    basis=("《机动车登记规定》第3条",),
    items=(
        MissingItem(
            name="机动车登记证书",
            reason="转让登记须在登记证书上签注，本次未带来。",
            cure="请携带登记证书原件；已遗失的，可同时申请补领。",
            articles=("《机动车登记规定》第26条第3项",),
        ),
        MissingItem(
            name="抵押权人共同申请",
            reason="该车设有抵押，转让须与抵押权人共同申请。",
            cure="请抵押权人（北海某银行）派员携带营业执照复印件和授权书到场，或先解除抵押。",
            articles=("《机动车登记规定》第26条", "《机动车登记规定》第32条"),
        ),
    ),
)
REFUSAL = RegistrationRefusal(
    **SIGNED,
    number="北公交车不登〔2026〕7号",
    service="注册登记",
    applicant="北海某运输有限公司",
    identity="统一社会信用代码 91450500MA5K00000X",
    subject="LSVAA4187C2184841",
    applied_on=MARCH,
    case_no="450500-01-2026-000125",
    grounds=(
        Ground(reason="机动车达到国家规定的强制报废标准。", articles=("《机动车登记规定》第15条第7项",)),
        Ground(reason="机动车被人民法院依法查封。", articles=("《机动车登记规定》第15条第8项",)),
    ),
    remedies=in_force(MARCH),
)
FEE = FeeReceipt(
    **SIGNED,
    number="450500-2026-0000042",
    case_no="450500-01-2026-000123",
    payer="陈海燕",
    service="注册登记",
    method="银行卡",
    lines=(
        FeeLine(name="汽车反光号牌", basis="牌证工本费标准", quantity=1, unit_fen=10000),
        FeeLine(name="机动车行驶证", basis="牌证工本费标准", quantity=1, unit_fen=1500),
        FeeLine(name="机动车登记证书", basis="牌证工本费标准", quantity=1, unit_fen=1000),
    ),
)
DRAW = NumberDraw(
    **SIGNED,
    number="450500-XH-2026-000009",
    case_no="450500-01-2026-000125",
    applicant="陈海燕",
    vin="LSVAA4187C2184841",
    plate_kind="小型汽车",
    pool="桂E 小型汽车号池 2026-03",
    pool_size=41872,
    seed="3a" * 32,
    commitment="9f" * 32,
    candidates=tuple(f"桂E·{number}" for number in range(51000, 51050)),
    chosen="桂E·51017",
    skipped=("桂E·88888",),
    recheck=("次日公布当日密钥，核对其摘要。", "以密钥和受理编号算出随机种子，按公布的算法抽取，次序应与上列一致。"),
)
DECISION_FIELDS: dict[str, Any] = {field.name: getattr(REFUSAL, field.name) for field in dataclasses.fields(REFUSAL)}
TEMPORARY = TemporaryPlate(
    **SIGNED,
    number="桂E00042临",
    plate="桂E00042临",
    until="2026年3月31日",
    facts=(Fact(label="车辆识别代号", value="LSVAA4187C2184841"), Fact(label="机动车所有人", value="陈海燕")),
)
CANCELLED = CancellationCertificate(
    **SIGNED,
    number="450500-01-2026-000130",
    first=(Fact(label="车辆识别代号", value="LSVAA4187C2184841"),),
    facts=(Fact(label="机动车所有人", value="陈海燕"),),
    reason="该机动车已办理注销登记。",
    basis=("《机动车登记规定》第38条",),
)
UNDERTAKING = Undertaking(
    **SIGNED,
    number=RECEIPT.number,
    service=RECEIPT.service,
    applicant=RECEIPT.applicant,
    missing=("委托书",),
    cure_by=date(2026, 3, 9),
    promise="本人按期补齐；逾期未补齐的，同意退回申请。",
    identity=RECEIPT.identity,
    subject=RECEIPT.subject,
    basis=(ORDER_164,),
)
PAPERS: dict[str, Paper] = {
    "receipt": RECEIPT,
    "notice": NOTICE,
    "registration_form": REGISTRATION_FORM,
    "plates_form": PLATES_FORM,
    "licence_form": LICENCE_FORM,
    "non_acceptance": NonAcceptance(**DECISION_FIELDS),
    "registration_refusal": REFUSAL,
    "service_refusal": ServiceRefusal(**DECISION_FIELDS),
    "fee_receipt": FEE,
    "number_draw": DRAW,
    "vehicle_licence": VEHICLE_LICENCE,
    "driving_licence": DRIVING_LICENCE,
    "certificate": CERTIFICATE,
    "mark": MARK,
    "temporary_plate": TEMPORARY,
    "cancellation": CANCELLED,
    "undertaking": UNDERTAKING,
}


def with_text(value: Any, words: str) -> Any:
    """The same facts with ``words`` in every field that holds text."""
    if isinstance(value, str) and not isinstance(value, StrEnum):
        return words
    if isinstance(value, tuple):
        return tuple(with_text(item, words) for item in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        changed = {field.name: with_text(getattr(value, field.name), words) for field in dataclasses.fields(value)}
        return type(value)(**changed)
    return value
