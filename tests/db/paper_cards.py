"""Examples of the cards and certificates that are printed on numbered blanks."""

from datetime import date

from tests.db.paper_office import MARCH, SIGNED

from cheguan.work.printing.cards import (
    DrivingLicence,
    Endorsement,
    Holder,
    InspectionMark,
    RegistrationCertificate,
    VehicleDetails,
    VehicleLicence,
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
