"""遗失补证: from the identity card to the printed 驾驶证, handed to an agent."""

import pytest
from tests.journeys import registers, steps

pytestmark = [pytest.mark.journey, pytest.mark.service("licence_reissue")]


def test_a_lost_driving_licence_is_issued_again_to_an_agent(signed_in, owner):
    holder = registers.a_holder(owner, ends_in=(200, 3000))
    _, agent = registers.somebody_else(owner, than=holder.party)
    counter = signed_in(steps.CLERK)

    steps.look_up(counter, holder.number)
    form = steps.open_service(counter, "遗失补证")
    steps.fill(form, "代理人证件号码", agent)
    steps.expect_papers(form, "代理人身份证明", "委托书")
    steps.take_all_papers(counter)
    no = steps.accept(counter)
    steps.collect_fee(counter, no)
    steps.review_and_grant(signed_in(steps.REVIEWER), no)
    steps.make(signed_in(steps.MAKER), no)
    steps.hand_over(counter, no)
    card = steps.print_paper(counter, "驾驶证")
    steps.archive(signed_in(steps.ARCHIVIST), no)

    grant = registers.granted_by(owner, no)
    copies = "SELECT serial, issued_by_id, voided_by_id FROM drivers_licencecopy WHERE licence_id = %s"
    old, new = owner.execute(f"{copies} ORDER BY serial DESC LIMIT 2", [holder.licence]).fetchall()[::-1]
    assert (old[2], new) == (grant, (old[0] + 1, grant, None))
    kept = registers.one(
        owner, "SELECT valid_until FROM drivers_term WHERE licence_id = %s AND voided_by_id IS NULL", holder.licence
    )
    assert kept == holder.valid_until
    assert registers.one(owner, "SELECT basis FROM acts_act WHERE id = %s", grant) == [
        "《机动车驾驶证申领和使用规定》第69条"
    ]
    assert all(words in card for words in ("驾驶证", holder.name, holder.number))
