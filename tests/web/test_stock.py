"""Blanks: taking in a lot, spoiling one."""

from uuid import uuid4

import pytest

from cheguan.work.printing import queries
from cheguan.work.printing.models import BlankUse


@pytest.fixture
def maker(city, sign_in):
    return sign_in(city.maker)


def lot(**changes: str) -> dict[str, str]:
    return {"key": str(uuid4()), "kind": "inspection_mark", "first": "GX0001", "last": "GX0100", **changes}


def test_a_lot_is_taken_in_and_counted(maker, city):
    assert maker.post("/desk/stock", lot()).status_code == 302

    left = {line.kind: line.left for line in queries.stock(city.maker.outlet_id)}
    assert left["inspection_mark"] == 100
    assert "GX0001" in maker.get("/desk/stock").content.decode()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"last": "GX0000"}, "起止号码不成一批"),
        ({"first": "\0"}, "控制字符"),
        ({"first": ""}, "必填"),
        ({"kind": "passport"}, "有效的选项"),
    ],
)
def test_a_wrong_lot_is_refused_at_its_field(maker, changes, said):
    response = maker.post("/desk/stock", lot(**changes))

    assert (response.status_code, said in response.content.decode()) == (422, True)


def test_a_clerk_has_no_business_with_the_stock(clerk):
    assert clerk.get("/desk/stock").status_code == 403


def test_a_spoiled_blank_is_recorded_and_replaced(maker, reviewer, clerk, owner_number):
    visit = clerk.post("/window/search", {"q": owner_number})["Location"]
    papers = {"key": str(uuid4()), "action": "accept", "paper_owner_identity": "on"}
    case = clerk.post(f"{visit}vehicle_licence_reissue/apply", papers)["Location"]
    clerk.post(f"{case}pay", {"key": str(uuid4()), "method": "cash"})
    for client, step in ((reviewer, "review"), (reviewer, "grant"), (maker, "make")):
        assert client.post(f"{case}{step}", {"key": str(uuid4())}).status_code == 302
    used = BlankUse.objects.get()

    given = {"key": str(uuid4()), "kind": used.kind, "number": used.number}
    assert maker.post(f"{case}spoil", given).status_code == 422
    assert maker.post(f"{case}spoil", {**given, "reason": "打印偏移"}).status_code == 302
    assert BlankUse.objects.get(voided_by=None).replaces == used
    assert "打印偏移" in maker.get(case).content.decode()
