"""The counter: from the scan to the case, and what it refuses."""

from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.db.conftest import found_city, new_vehicle

from cheguan.base.acts.models import Act
from cheguan.base.attempts.models import Attempt
from cheguan.base.files.models import File
from cheguan.law import identifiers
from cheguan.registers.parties import queries as parties
from cheguan.registers.vehicles import queries as vehicles
from cheguan.work.cases.models import Case

SEARCH = "/window/search"
REISSUE = "vehicle_licence_reissue"
TRANSFER_PAPERS = ("new_owner_identity", "transfer_proof", "registration_certificate", "vehicle_licence", "vehicle")


def look_up(client: Client, text: str, **more: str) -> Any:
    return client.post(SEARCH, {"q": text, **more})


@pytest.fixture
def visit(clerk, owner_number):
    """The address of the counter's page with the vehicle's owner in front of it."""
    return look_up(clerk, owner_number)["Location"]


def apply(client: Client, visit: str, service: str = REISSUE, **given: Any) -> Any:
    data = {"key": str(uuid4()), "action": "accept", "paper_owner_identity": "on", **given}
    return client.post(f"{visit}{service}/apply", data)


def test_an_identity_number_leads_to_its_holder_and_is_recorded(clerk, visit):
    page = clerk.get(visit).content.decode()

    assert "陈*明" in page
    assert "陈大明" not in page
    assert "补领行驶证" in page
    assert Attempt.objects.get(kind="look_up").purpose == "申请人到窗口办理业务"


def test_a_plate_leads_to_the_owner(clerk, vehicle):
    number = vehicles.get(vehicle.pk).plate
    assert look_up(clerk, f" {number[:2].lower()}·{number[2:]} ")["Location"].startswith("/window/visits/")


def test_a_search_by_name_asks_for_the_purpose(clerk, vehicle):
    response = look_up(clerk, "陈大明")
    assert (response.status_code, "请说明查询用途" in response.content.decode()) == (422, True)
    assert not Attempt.objects.filter(kind="look_up").exists()

    look_up(clerk, "陈大明", purpose="check")
    assert Attempt.objects.get(kind="look_up").purpose == "核对材料或更正差错"


@pytest.mark.parametrize("text", ["", "\0", "<b>", "'; DELETE FROM parties_party; --", "😀", "x" * 10_000])
def test_strange_searches_are_refused_at_the_box(clerk, text):
    response = look_up(clerk, text)

    assert response.status_code == 422
    assert 'aria-invalid="true"' in response.content.decode()


def test_a_handle_is_only_good_for_the_officer_who_looked(visit, city, sign_in):
    assert sign_in(city.leader).get(visit)["Location"] == "/window/"


def test_a_forged_handle_leads_back_to_the_scan_box(clerk):
    assert clerk.get("/window/visits/WzEsMV0:x:y/")["Location"] == "/window/"


def test_acceptance_opens_a_case_and_leads_to_it(clerk, visit):
    response = apply(clerk, visit)

    case = Case.objects.get()
    assert response["Location"] == f"/window/cases/{case.no}/"
    assert case.state == "accepted"
    assert "已受理" in clerk.get(response["Location"]).content.decode()


def test_a_double_click_opens_one_case(clerk, visit):
    key = str(uuid4())
    first, second = apply(clerk, visit, key=key), apply(clerk, visit, key=key)

    assert first["Location"] == second["Location"]
    assert Case.objects.count() == 1


def test_what_is_missing_is_told_with_its_article_and_nothing_is_stored(clerk, visit):
    acts = Act.objects.count()
    response = apply(clerk, visit, paper_owner_identity="", agent="")

    page = response.content.decode()
    assert response.status_code == 422
    assert "还缺" in page
    assert "一次性告知" in page
    assert (Case.objects.count(), Act.objects.count()) == (0, acts)
    assert Attempt.objects.filter(kind="step", action="accept").exists()


def test_an_unknown_agent_is_refused_at_the_field(clerk, visit):
    response = apply(clerk, visit, agent="450502198005101234")

    assert response.status_code == 422
    assert "校验不符" in response.content.decode()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.pdf", b"MZ not a pdf", "只接受 PDF"),
        ("a.jpg", b"", "文件"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + b"0" * 21_000_000, "超过 20 MB"),
    ],
)
def test_a_file_is_judged_by_its_bytes(clerk, visit, name, content, said):
    response = apply(clerk, visit, scan_owner_identity=SimpleUploadedFile(name, content, "application/pdf"))

    assert response.status_code == 422
    assert said in response.content.decode()
    assert not File.objects.exists()
    assert not Case.objects.exists()


def test_a_scan_is_kept_with_its_material(clerk, visit):
    apply(clerk, visit, scan_owner_identity=SimpleUploadedFile("x", b"%PDF-1.7\n%%EOF\n"))

    assert Case.objects.get().materials.get().file_id == File.objects.get().pk


def test_the_papers_asked_for_follow_the_answers(clerk, visit, owner_number):
    response = clerk.post(f"{visit}{REISSUE}/check", {"key": str(uuid4()), "agent": owner_number})

    assert "委托书" in response.content.decode()


def test_seeing_everything_needs_a_purpose_when_no_case_is_open(clerk, visit):
    assert clerk.post(f"{visit}whole", {"key": str(uuid4())}).status_code == 422
    page = clerk.post(f"{visit}whole", {"key": str(uuid4()), "purpose": "enquiry"})

    assert "陈大明" in page.content.decode()
    assert Attempt.objects.filter(kind="look_up", action="person").get().purpose == "本人查询自己的登记信息"


def test_with_a_case_open_looking_is_part_of_it(clerk, visit):
    apply(clerk, visit)

    assert clerk.post(f"{visit}whole", {"key": str(uuid4())}).status_code == 200
    assert Attempt.objects.get(kind="look_up", action="person").case_no == Case.objects.get().no


def test_another_office_has_no_such_case(clerk, visit, sign_in):
    no = apply(clerk, visit)["Location"].split("/")[3]
    stranger = sign_in(found_city("450600").clerk)

    assert stranger.get(f"/window/cases/{no}/").status_code == 404


def person_form(**changes: str) -> dict[str, str]:
    body = "45050219900307001"
    given = {
        "key": str(uuid4()),
        "kind": "person",
        "document": "A",
        "number": body + identifiers.resident_id_check(body),
        "name": "阿不都·热合曼",
        "address": "海城区北部湾中路1号",
        "phone": "13800000000",
    }
    return {**given, **changes}


def test_a_person_is_entered_and_stands_at_the_counter(clerk):
    response = clerk.post("/window/people/new", person_form())

    assert response["Location"].startswith("/window/visits/")
    assert "1990" not in clerk.get(response["Location"]).content.decode()


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("name", "陈\0", "控制字符"),
        ("name", "陈" * 10_000, "最多 120 个字"),
        ("number", "450502199003070014", "校验不符"),
        ("born_on", "19910101", "与身份证号不一致"),
        ("address", "<b>1</b>", "不能含有"),
        ("phone", "abc", "11 位手机号"),
        ("document", "?", "有效的选项"),
    ],
)
def test_a_wrong_entry_is_told_at_its_field(clerk, field, value, said):
    response = clerk.post("/window/people/new", person_form(**{field: value}))

    assert response.status_code == 422
    assert said in response.content.decode()
    assert not Attempt.objects.filter(kind="step").exists()


def test_somebody_known_is_not_entered_twice(clerk):
    clerk.post("/window/people/new", person_form())
    response = clerk.post("/window/people/new", person_form())

    assert (response.status_code, "已登记在另一当事人名下" in response.content.decode()) == (422, True)


def test_a_notified_case_is_completed_and_accepted(clerk, visit):
    no = apply(clerk, visit, action="notify", paper_owner_identity="")["Location"].split("/")[3]
    assert Case.objects.get().state == "notified"
    page = clerk.get(f"/window/cases/{no}/complete").content.decode()
    assert "机动车所有人身份证明" in page

    clerk.post(f"/window/cases/{no}/complete", {"key": str(uuid4()), "paper_owner_identity": "on"})
    assert Case.objects.get().state == "accepted"


def test_completing_with_something_still_missing_says_what(clerk, visit):
    no = apply(clerk, visit, action="notify", paper_owner_identity="")["Location"].split("/")[3]
    response = clerk.post(f"/window/cases/{no}/complete", {"key": str(uuid4())})

    assert (response.status_code, "缺少机动车所有人身份证明" in response.content.decode()) == (422, True)


def test_completing_asks_the_law_again_after_every_answer(clerk, visit, person):
    missing = {"new_owner": parties.get(person(name="刘小红").pk).number, "action": "notify"}
    no = apply(clerk, visit, "vehicle_transfer", **missing)["Location"].split("/")[3]
    asked, acts = f"/window/cases/{no}/complete/check", Act.objects.count()
    ticks = {f"paper_{code}": "on" for code in TRANSFER_PAPERS}

    ready = clerk.post(asked, ticks).content.decode()
    refused = clerk.post(asked, {**ticks, "declared_papers_valid": "no"}).content.decode()

    assert "cg-note" not in ready[ready.index('id="findings"') :]
    assert "提交的证明、凭证无效" in refused[refused.index('id="findings"') :]
    assert (Case.objects.get().state, Act.objects.count()) == ("notified", acts)


def test_a_transfer_is_applied_for_by_the_new_owner(clerk, visit, person):
    buyer = person(name="刘小红")
    ticks = {f"paper_{code}": "on" for code in TRANSFER_PAPERS}
    number = parties.get(buyer.pk).number
    response = apply(clerk, visit, "vehicle_transfer", new_owner=number, **ticks)

    assert response.status_code == 302
    assert Case.objects.get().applicant_id == buyer.pk


def test_the_owner_cannot_buy_the_own_vehicle(clerk, visit, owner_number):
    response = apply(clerk, visit, "vehicle_transfer", new_owner=owner_number, paper_vehicle="on")

    assert response.status_code == 422
    assert not Case.objects.exists()


def test_a_new_vehicle_is_registered_from_its_certificate(clerk, visit):
    car = new_vehicle()
    data = {name: getattr(car, name) for name in ("vin", "engine_no", "brand", "model", "vehicle_type", "energy")}
    data |= {"origin": "A", "seats": "5", "colour": "A", "use": "A", "factory_on": "2025-12-01"}
    papers = ["owner_identity", "origin_proof", "conformity_certificate", "insurance", "purchase_tax", "vessel_tax"]
    ticks = {f"paper_{code}": "on" for code in [*papers, "inspection_certificate", "vehicle"]}
    response = apply(clerk, visit, "vehicle_registration", **data, **ticks)

    assert response.status_code == 302
    assert (Case.objects.get().new_vehicle or {})["vin"] == car.vin


def test_a_vehicle_made_tomorrow_is_refused_at_its_field(clerk, visit):
    response = apply(clerk, visit, "vehicle_registration", factory_on="2026-03-03", vin="X")

    page = response.content.decode()
    assert response.status_code == 422
    assert "日期不能晚于今天" in page
    assert "车辆识别代号应为 17 位" in page
