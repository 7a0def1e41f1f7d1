"""One example of every paper."""

import dataclasses
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from enum import StrEnum
from typing import Any

from cheguan.work.printing.cards import (
    DrivingLicence,
    Endorsement,
    Holder,
    InspectionMark,
    RegistrationCertificate,
    VehicleDetails,
    VehicleLicence,
)
from cheguan.work.printing.forms import ApplicationForm, FormKind, FormLicence, FormVehicle
from cheguan.work.printing.gap_papers import Undertaking
from cheguan.work.printing.papers import (
    AcceptanceReceipt,
    FeeLine,
    FeeReceipt,
    Ground,
    Issuer,
    MissingItem,
    NonAcceptance,
    NumberDraw,
    Paper,
    Party,
    Received,
    RegistrationRefusal,
    ServiceRefusal,
    SupplementNotice,
)
from cheguan.work.printing.remedies import in_force
from cheguan.work.printing.statements import CancellationCertificate, Fact, TemporaryPlate

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
REGISTRATION_FORM = ApplicationForm(
    **SIGNED,
    number="450500-01-2026-000125",
    kind=FormKind.REGISTRATION,
    service="注册登记",
    system_code="A",
    reasons=frozenset({"A"}),
    acquired_by="A",
    use="A",
    parties=(OWNER, AGENT),
    vehicle=FormVehicle(
        plate_kind="小型汽车",
        vehicle_type="小型轿车",
        model="大众牌SVW71411",
        vin="LSVAA4187C2184841",
        engine_no="CFB123456",
    ),
    materials=(Received(name="购车发票", source="原件"), Received(name="合格证", source="联网核查")),
)
LICENCE_FORM = ApplicationForm(
    **SIGNED,
    number="450500-01-2026-000126",
    kind=FormKind.LICENCE,
    service="期满换证",
    system_code="C",
    reasons=frozenset({"A"}),
    parties=(replace(OWNER, role="申请人"),),
    licence=FormLicence(
        number="450502199003070028", file_no="450500123456", classes="C1", sex="女", nationality="中国",
        born_on=date(1990, 3, 7), valid_until=date(2026, 5, 6),
    ),
)  # fmt: skip
PLATES_FORM = replace(
    REGISTRATION_FORM,
    kind=FormKind.PAPERS,
    service="补领行驶证",
    system_code="K",
    reasons=frozenset({"B"}),
    cause="B",
    acquired_by="",
    use="",
    materials=(),
)
VEHICLE_LICENCE = VehicleLicence(
    **SIGNED,
    number="4500017654321",
    plate="桂E12345",
    vehicle_type="小型轿车",
    owner="陈海燕",
    address="广西北海市海城区四川路 88 号 2 栋 301 室",
    use="非营运",
    model="大众牌SVW71411",
    vin="LSVAA4187C2184841",
    engine_no="CFB123456",
    registered_on=date(2020, 6, 15),
    issued_on=MARCH,
    file_no="450500123456",
    seats="5人",
    gross_mass="1790kg",
    curb_mass="1315kg",
    dimensions="4605×1765×1460mm",
    remarks="强制报废期止：无",
    inspection="检验有效期至2026年6月 桂E（北海）",
)
DRIVING_LICENCE = DrivingLicence(
    **SIGNED,
    number="4500098765432",
    licence_no="450502199003070028",
    name="陈海燕",
    sex="女",
    nationality="中国",
    address="广西北海市海城区四川路 88 号 2 栋 301 室",
    born_on=date(1990, 3, 7),
    first_issued_on=date(2014, 5, 6),
    classes="C1",
    valid_from=date(2020, 5, 6),
    valid_until=date(2030, 5, 6),
    file_no="450500123456",
    record="实习期至2015年5月5日",
)
CERTIFICATE = RegistrationCertificate(
    **SIGNED,
    number="450012345678",
    holders=(
        Holder(
            name="陈海燕", id_kind="居民身份证", id_number="450502199003070028", office="北海市车辆管理所",
            registered_on=date(2020, 6, 15), plate="桂E12345",
        ),
        Holder(
            name="黄志强", id_kind="居民身份证", id_number="450502198501010015", office="北海市车辆管理所",
            registered_on=MARCH, plate="桂E51017",
        ),
    ),
    vehicle=VehicleDetails(
        vehicle_type="小型轿车", brand="大众牌", model="SVW71411", colour="白", vin="LSVAA4187C2184841",
        origin="国产", engine_no="CFB123456", engine_model="CFB", fuel="汽油", displacement="1390ml / 96kW",
        maker="上汽大众汽车有限公司", steering="方向盘", tyres="4", tyre_size="205/55R16", wheelbase="2610mm", axles="2",
        dimensions="4605×1765×1460mm", gross_mass="1790kg", seats="5人", use="非营运", acquired_by="购买",
        made_on=date(2020, 5, 20),
    ),
    issued_on=date(2020, 6, 15),
    endorsements=(
        Endorsement(title="抵押登记", on=date(2020, 7, 1), lines=("抵押权人：北海某银行", "证号 91450500MA5K00000X")),
        Endorsement(title="解除抵押登记", on=date(2025, 7, 1)),
    ),
)  # fmt: skip
MARK = InspectionMark(
    **SIGNED,
    number="450026000321",
    plate="桂E12345",
    vehicle_type="小型轿车",
    use="非营运",
    vin="LSVAA4187C2184841",
    inspected_on=MARCH,
    valid_until=date(2028, 6, 30),
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
