"""Examples of the application forms."""

from dataclasses import replace
from datetime import date

from tests.db.paper_office import AGENT, OWNER, SIGNED

from cheguan.work.printing.forms import ApplicationForm, FormKind, FormLicence, FormVehicle
from cheguan.work.printing.papers import (
    Received,
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
