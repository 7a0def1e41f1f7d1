"""期满换证, with the medical certificate on paper: from the identity card to the printed 驾驶证."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate
from tests.journeys import registers, steps

pytestmark = [pytest.mark.journey, pytest.mark.service("licence_renewal")]
YEARS = {"10": 10, "long_term": None}


def test_a_licence_in_its_last_ninety_days_is_renewed(signed_in, owner):
    holder = registers.a_holder(owner, ends_in=(5, 85))
    counter = signed_in(steps.CLERK)

    steps.look_up(counter, holder.number)
    form = steps.open_service(counter, "期满换证")
    form.get_by_text("核对陈述").click()
    form.get_by_label("纸质身体条件证明的出具日期").fill(f"{localdate() - timedelta(days=10):%Y%m%d}")
    steps.take_all_papers(counter)
    no = steps.accept(counter)
    assert "受理凭证" in steps.print_paper(counter, "受理凭证")
    steps.collect_fee(counter, no, method="扫码支付")
    steps.review_and_grant(signed_in(steps.REVIEWER), no)
    steps.make(signed_in(steps.MAKER), no)
    steps.hand_over(counter, no)
    card = steps.print_paper(counter, "驾驶证")
    steps.archive(signed_in(steps.ARCHIVIST), no)

    grant = registers.granted_by(owner, no)
    terms = "SELECT term, valid_from, valid_until, issued_by_id, voided_by_id FROM drivers_term WHERE licence_id = %s"
    old, new = owner.execute(f"{terms} ORDER BY id DESC LIMIT 2", [holder.licence]).fetchall()[::-1]
    assert (old[2], old[4]) == (holder.valid_until, grant)
    assert (new[1], new[3], new[4]) == (holder.valid_until, grant, None)
    assert new[0] == {"6": "10", "10": "long_term"}[holder.term]
    assert new[2] == (holder.valid_until.replace(year=holder.valid_until.year + 10) if YEARS[new[0]] else None)
    assert registers.acts(owner, no)[-6:] == ["review", "grant", "make", "hand_over", "print_paper", "archive"]
    stated = registers.one(owner, "SELECT declared FROM cases_case WHERE no = %s", no)
    assert stated["medical_issued_on"] == f"{localdate() - timedelta(days=10)}"
    assert all(words in card for words in ("驾驶证", holder.name, holder.number))
    assert "长期" in card if new[2] is None else f"{new[2]:%Y-%m-%d}" in card


def test_too_early_is_told_with_the_first_day(signed_in, owner):
    holder = registers.a_holder(owner, ends_in=(200, 3000))
    counter = signed_in(steps.CLERK)

    steps.look_up(counter, holder.number)

    offer = counter.get_by_role("link", name="期满换证")
    assert f"{holder.valid_until - timedelta(days=90)}起可以申请" in offer.inner_text()
