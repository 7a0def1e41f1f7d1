"""Every paper: the facts are in it, nothing in a field is markup, the same facts give the same bytes."""

import dataclasses
import re
import struct
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from cheguan.work.printing.capitals import in_capitals
from cheguan.work.printing.cards import (
    DrivingLicence,
    Endorsement,
    Holder,
    InspectionMark,
    RegistrationCertificate,
    VehicleDetails,
    VehicleLicence,
)
from cheguan.work.printing.forms import ApplicationForm, FormKind, FormLicence, FormVehicle, boxes_of
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
from cheguan.work.printing.plain import unprintable
from cheguan.work.printing.remedies import in_force
from cheguan.work.printing.render import LAYOUTS, pictures, qr, render

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
}

HOSTILE = (
    "#panic() $x^2$ *粗* _斜_ `码` \\u{41} </div><script>alert(1)</script> @label <label> // 注释 /* */ = 标题 - 项"
    ' [括] {码} "引" ~ \'; DROP TABLE acts_act; --'
)
LETTERS_OF_HOSTILE = re.sub(r"[^\w]", "", HOSTILE)


def read(document: bytes) -> str:
    """The words of the PDF without the spaces and line ends that the reader puts between them."""
    words = "".join(page.extract_text() for page in PdfReader(BytesIO(document)).pages)
    return re.sub(r"\s", "", words).replace("\u200b", "")


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


def fonts_of(document: bytes) -> set[str]:
    names: set[str] = set()
    for page in PdfReader(BytesIO(document)).pages:
        resources: Any = page["/Resources"]
        names |= {str(font["/BaseFont"]).split("+")[-1] for font in resources.get("/Font", {}).values()}
    return names


OURS = {"NotoSansSC-Regular-Identity-H", "NotoSerifSC-Regular-Identity-H"}
every_paper = pytest.mark.parametrize("name", PAPERS)


@every_paper
def test_the_same_facts_give_the_same_bytes(name):
    assert render(PAPERS[name]) == render(PAPERS[name])


@every_paper
def test_the_moment_of_the_paper_is_the_moment_of_the_file(name):
    written = PdfReader(BytesIO(render(PAPERS[name]))).metadata
    assert written is not None
    assert written.creation_date == MORNING.astimezone(UTC)


@every_paper
def test_only_the_two_chinese_fonts_are_embedded(name):
    assert fonts_of(render(PAPERS[name])) == OURS


@every_paper
def test_the_number_and_the_title_are_on_the_paper(name):
    words = read(render(PAPERS[name]))
    assert PAPERS[name].number in words
    if not isinstance(PAPERS[name], ApplicationForm):
        assert PAPERS[name].title in words


@every_paper
def test_markup_in_any_field_is_only_text(name):
    words = re.sub(r"[^\w]", "", read(render(with_text(PAPERS[name], HOSTILE))))
    assert LETTERS_OF_HOSTILE[:40] in words or PAPERS[name].layout in CUT_BY_THEIR_FRAME


CUT_BY_THEIR_FRAME = {"vehicle_licence", "driving_licence", "inspection_mark"}


@every_paper
@pytest.mark.parametrize(
    "words",
    [
        pytest.param("", id="empty"),
        pytest.param("陈" * 10_000, id="long"),
        pytest.param("A" * 10_000, id="unbroken"),
        pytest.param("\U0001f642" * 10_000, id="emoji"),
        pytest.param("\x00\x07\x1b[31m\u202e甲\ud800\ufffe", id="control"),
        pytest.param("𠮷\U000e0100〇䶮\ue000", id="rare"),
        pytest.param("\n" * 50, id="lines"),
    ],
)
def test_no_text_stops_a_paper(name, words):
    document = render(with_text(PAPERS[name], words))
    assert document.startswith(b"%PDF-")
    assert fonts_of(document) <= OURS


@pytest.mark.parametrize(("name", "pages"), [("vehicle_licence", 2), ("driving_licence", 2), ("mark", 1)])
@pytest.mark.parametrize("words", ["陈海燕", "陈" * 10_000, "W" * 10_000])
def test_a_card_keeps_its_size_and_its_sides(name, pages, words):
    document = PdfReader(BytesIO(render(with_text(PAPERS[name], words))))
    assert len(document.pages) == pages
    width, height = document.pages[0].mediabox[2:]
    assert (round(float(width) / 72 * 25.4), round(float(height) / 72 * 25.4)) == (88, 60)


def test_a_long_name_is_cut_and_says_so():
    words = read(render(replace(RECEIPT, applicant="陈" * 10_000)))
    assert "陈" * 30 in words
    assert "（共10000字，全文见电子档案）" in words


def test_a_character_without_a_glyph_is_printed_as_its_code_point():
    words = read(render(replace(RECEIPT, applicant="王𠮷😀\u200d")))
    assert "王〔U+20BB7〕〔U+1F600〕" in words
    assert unprintable("王𠮷😀\u200d\n") == ("𠮷", "😀")
    assert unprintable("韦䶮〇·Ærø") == ()


def test_the_receipt_says_who_what_when_and_by_which_article():
    words = read(render(RECEIPT))
    for fact in ("陈海燕", "补领行驶证", "2026年3月3日前", "约5分钟", "15.00元", "7KQ2-M9XD", ORDER_164, "09:05"):
        assert fact in words
    assert "委托书" in words
    assert "原件核对后退还" in words
    assert len(PdfReader(BytesIO(render(RECEIPT))).pages) == 1


def test_the_receipt_of_a_free_matter_says_so():
    assert "不收费" in read(render(replace(RECEIPT, fee_fen=0, materials=())))


def test_the_moment_is_said_in_local_time():
    assert "2026年3月3日07:30" in read(render(replace(RECEIPT, at=datetime(2026, 3, 2, 23, 30, tzinfo=UTC))))


@pytest.mark.parametrize("query", ["", "x" * 10_000, "\ud800"])
def test_a_receipt_without_a_usable_query_has_no_qr_code(query):
    assert qr(query) == ""
    assert "7KQ2-M9XD" in read(render(replace(RECEIPT, query=query)))


def test_the_qr_code_holds_the_query():
    zxing = pytest.importorskip("zxingcpp")
    (page,) = pictures(RECEIPT, dots_per_inch=72)
    width, height, grey = grey_pixels(page)
    (code,) = zxing.read_barcodes(memoryview(grey).cast("B", (height, width)))
    assert code.text == RECEIPT.query


def test_the_notice_names_every_missing_item_with_its_article_and_its_cure():
    words = read(render(NOTICE))
    assert "2项" in words
    for item in NOTICE.items:
        for fact in (item.name, item.reason, item.cure, *item.articles):
            assert re.sub(r"\s", "", fact) in words


def test_a_long_notice_repeats_its_head_on_every_page():
    items = tuple(replace(NOTICE.items[0], name=f"材料{number:02d}") for number in range(1, 31))
    pages = PdfReader(BytesIO(render(replace(NOTICE, items=items)))).pages
    words = [re.sub(r"\s", "", page.extract_text()) for page in pages]
    assert len(pages) >= 2
    assert all("项目与依据" in page for page in words if "转让登记须在" in page)
    assert all(f"第{number}页，共{len(pages)}页" in page for number, page in enumerate(words, start=1))
    assert all(NOTICE.number in page for page in words)
    assert re.findall(r"材料\d\d", "".join(words)) == [item.name for item in items]


def test_a_refusal_gives_each_reason_its_article_and_the_remedies():
    words = read(render(REFUSAL))
    for fact in ("强制报废标准", "第15条第7项", "人民法院依法查封", "第15条第8项", "决定不予登记"):
        assert fact in words
    assert "您于2026年3月2日申请办理" in words
    assert "六十日内，向北海市人民政府申请行政复议（《行政复议法》第20条）" in words
    assert "六个月内，向北海市海城区人民法院提起行政诉讼（《行政诉讼法》第46条）" in words


def test_each_decision_says_what_was_decided():
    assert "决定不予受理" in read(render(PAPERS["non_acceptance"]))
    assert "决定不予办理" in read(render(PAPERS["service_refusal"]))


def test_the_remedies_are_those_of_the_day_of_the_decision():
    before, after = in_force(date(2023, 12, 31)), in_force(date(2024, 1, 1))
    assert [remedy.basis for remedy in before] == ["《行政复议法》第9条", "《行政诉讼法》第46条"]
    assert [remedy.basis for remedy in after] == ["《行政复议法》第20条", "《行政诉讼法》第46条"]
    assert all(remedy.grade == "B" for remedy in after)


def test_the_receipt_for_money_adds_up_in_figures_and_in_capitals():
    words = read(render(FEE))
    for fact in ("汽车反光号牌", "100.00", "15.00", "10.00", "125.00", "壹佰贰拾伍元整", "陈海燕"):
        assert fact in words


TRANSFERRED = {"转让登记（辖区内）", "购买", "非营运"}


@pytest.mark.parametrize(
    ("fen", "said"),
    [
        (0, "零元整"),
        (5, "伍分"),
        (50, "伍角整"),
        (1500, "壹拾伍元整"),
        (10005, "壹佰元零伍分"),
        (10010, "壹佰元壹角整"),
        (12345, "壹佰贰拾叁元肆角伍分"),
        (100_100_00, "壹拾万零壹佰元整"),
        (1000_0000_00, "壹仟万元整"),
        (1_0000_0001_00, "壹亿零壹元整"),
        (1_2000_0300_00, "壹亿贰仟万零叁佰元整"),
        (10_0005_0000_00, "壹拾亿零伍万元整"),
    ],
)
def test_money_in_capitals(fen, said):
    assert in_capitals(fen) == said


@pytest.mark.parametrize("fen", [-1, 10**18])
def test_money_that_no_receipt_holds(fen):
    with pytest.raises(ValueError, match="capitals"):
        in_capitals(fen)


def test_the_draw_can_be_checked_again():
    words = read(render(DRAW))
    for fact in (DRAW.seed, DRAW.commitment, "桂E·88888", "41872个", "桂E·51017", *DRAW.candidates, *DRAW.recheck):
        assert re.sub(r"\s", "", fact) in words
    assert len(PdfReader(BytesIO(render(DRAW))).pages) == 1


@pytest.mark.parametrize(
    ("form", "ticked"),
    [
        (REGISTRATION_FORM, {"注册登记", "购买", "非营运"}),
        (replace(REGISTRATION_FORM, system_code="B", reasons=frozenset({"B"})), TRANSFERRED),
        (PLATES_FORM, {"补领行驶证", "丢失"}),
        (LICENCE_FORM, {"有效期满换证"}),
        (replace(LICENCE_FORM, reasons=frozenset({"F"})), {"遗失补证"}),
        (replace(PLATES_FORM, reasons=frozenset({"B", "A"})), {"补领行驶证", "补领号牌", "丢失"}),
        (replace(REGISTRATION_FORM, kind=FormKind.TRANSFER, system_code="B", reasons=frozenset({"A"})), TRANSFERRED),
        (replace(REGISTRATION_FORM, kind=FormKind.MORTGAGE, system_code="E", reasons=frozenset({"A"})), {"抵押登记"}),
        (replace(LICENCE_FORM, system_code="Q", service="换发学习材料"), {"其他：换发学习材料"}),
    ],
)
def test_the_boxes_are_ticked_from_the_codes(form, ticked):
    assert {box.name for group in boxes_of(form) for box in group.boxes if box.ticked} == ticked
    words = read(render(form))
    assert all(f"√{name}" in words for name in ticked)
    assert words.count("√") == len(ticked)


@pytest.mark.parametrize(
    ("form", "title"),
    [
        (REGISTRATION_FORM, "机动车注册、转让、注销登记/转入申请表"),
        (replace(REGISTRATION_FORM, kind=FormKind.TRANSFER), "机动车注册、转让、注销登记/转入申请表"),
        (replace(REGISTRATION_FORM, kind=FormKind.MORTGAGE), "机动车抵押登记/质押备案申请表"),
        (PLATES_FORM, "机动车牌证申请表"),
        (LICENCE_FORM, "机动车驾驶证申请表"),
    ],
)
def test_nobody_fills_a_form(form, title):
    words = read(render(form))
    assert title in words
    for fact in ("陈海燕", "450502199003070028", "13900000000", "签名（盖章）"):
        assert fact in words
    assert len(PdfReader(BytesIO(render(form))).pages) == 1


def test_the_certificates_carry_the_register():
    licence = read(render(VEHICLE_LICENCE))
    for fact in ("桂E12345", "LSVAA4187C2184841", "2020-06-15", "2026-03-02", "4605×1765×1460mm", "450500123456"):
        assert fact in licence
    driver = read(render(DRIVING_LICENCE))
    for fact in ("陈海燕", "1990-03-07", "2020-05-06至2030-05-06", "C1"):
        assert fact in driver
    assert "2020-05-06至长期" in read(render(replace(DRIVING_LICENCE, valid_until=None)))
    certificate = read(render(CERTIFICATE))
    for fact in ("第1次转让登记", "黄志强", "桂E51017", "205/55R16", "解除抵押登记", "2025年7月1日"):
        assert fact in certificate
    assert "2028年6月" in read(render(MARK))


def test_every_layout_has_a_paper():
    layouts = {path.stem for path in LAYOUTS.glob("*.typ")} - {"base", "card"}
    assert layouts == {paper.layout for paper in PAPERS.values()}


def test_many_threads_print_at_once():
    with ThreadPoolExecutor(8) as printers:
        made = set(printers.map(lambda _: render(RECEIPT), range(24)))
    assert made == {render(RECEIPT)}


def grey_pixels(picture: bytes) -> tuple[int, int, bytes]:
    """Width, height and the first channel of a PNG with four channels of 8 bits."""
    position, header, packed = 8, b"", b""
    while position < len(picture):
        (length,), kind = struct.unpack_from(">I", picture, position), picture[position + 4 : position + 8]
        chunk = picture[position + 8 : position + 8 + length]
        header, packed = (chunk if kind == b"IHDR" else header), packed + (chunk if kind == b"IDAT" else b"")
        position += 12 + length
    width, height = struct.unpack_from(">II", header)
    return width, height, b"".join(unfiltered(zlib.decompress(packed), width * 4))


def unfiltered(data: bytes, length: int) -> Iterator[bytes]:
    """The rows of the first channel: a PNG stores each as the difference from a guess."""
    above = bytes(length // 4)
    for start in range(0, len(data), length + 1):
        left = corner = 0
        row = bytearray()
        for stored, up in zip(data[start + 1 : start + 1 + length : 4], above, strict=True):
            guess = (0, left, up, (left + up) // 2, nearest(left, up, corner))[data[start]]
            left, corner = (stored + guess) & 255, up
            row.append(left)
        above = bytes(row)
        yield above


def nearest(left: int, up: int, corner: int) -> int:
    return min((left, up, corner), key=lambda value: abs(left + up - corner - value))
