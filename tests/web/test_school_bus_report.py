"""The month's school bus tags: on the screen, as a table, for those who supervise."""

import csv
from datetime import date
from io import StringIO
from uuid import uuid4

import pytest
from tests.db.conftest import MORNING
from tests.db.units import enter_unit

from cheguan.base.acts import commands as acts
from cheguan.registers.buses import commands as buses
from cheguan.registers.buses.commands import Run


@pytest.fixture
def tagged(city, vehicle):
    act = acts.record(kind="grant", by=city.system, at=MORNING, basis=[], key=uuid4())
    school = enter_unit(act, name="=银海区中心小学")
    buses.tag(
        vehicle_id=vehicle.pk,
        provider_id=school.pk,
        run=Run("韦校车", "福成—银海", "7:00", "西塘"),
        permit_until=date(2026, 8, 31),
        valid_until=date(2026, 8, 31),
        office=city.system.office,
        act=act,
    )


def test_the_month_is_listed(leader, tagged):
    page = leader.get("/desk/buses?month=2026-03").content.decode()
    assert "韦校车" in page
    assert "发放" in page
    assert "本月没有" in leader.get("/desk/buses?month=2026-02").content.decode()


def test_the_table_is_the_same_and_starts_no_formula(leader, tagged):
    response = leader.get("/desk/buses.csv?month=2026-03")
    rows = list(csv.reader(StringIO(response.content.decode("utf-8-sig"))))
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert [row[1] for row in rows] == ["事项", "发放"]
    assert rows[1][3:5] == ["'=银海区中心小学", "韦校车"]


@pytest.mark.parametrize("month", ["2026-13", "2026", "0001-01", "9999-12", "'; DROP TABLE buses_tag; --", "\0"])
def test_a_month_that_is_none(leader, month):
    assert leader.get("/desk/buses", {"month": month}).status_code == 404


def test_only_who_supervises(clerk):
    assert clerk.get("/desk/buses").status_code == 403
