"""Reforms as layers over a service: in any order the same, never two that contradict, and the law beneath stays as it is."""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import fields
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.law.measures import BEIHAI, TODAY, measure, registration, transfer

from cheguan.law import catalogue, layering, reform
from cheguan.law.layering import Change, Contradiction
from cheguan.law.measure import Measure
from cheguan.law.reform import Reforms
from cheguan.law.relief import Gap
from cheguan.law.service import Service


class TestTheLawBeneath:
    def test_without_a_layer_it_is_the_very_same_service(self) -> None:
        early = catalogue.get("vehicle_licence_reissue", on=date(2022, 5, 1))
        assert reform.apply(early, ()) is early
        assert Reforms(()).in_force(early, on=TODAY, place=BEIHAI) is early
        assert reform.pinned(early.code, edition=early.valid_from, layers=()) is early

    def test_it_is_asked_once_for_a_day_and_a_place(self) -> None:
        one = reform.in_force(registration(), on=TODAY, place=BEIHAI)
        assert reform.in_force(registration(), on=TODAY, place=BEIHAI) is one
        assert reform.pinned("vehicle_registration", edition=one.valid_from, layers=one.layers) == one

    def test_a_case_of_then_is_seen_as_then(self) -> None:
        then = reform.pinned("vehicle_transfer", edition=date(2022, 5, 1), layers=("2021.mortgage_data",))
        assert then.layers == ("2021.mortgage_data",)
        with pytest.raises(reform.UnknownMeasure):
            reform.pinned("vehicle_transfer", edition=date(2022, 5, 1), layers=("2031.flying",))

    def test_two_that_contradict_are_refused_with_both_names(self) -> None:
        one = measure("a", Change("waive_material", ("insurance",)))
        other = measure("b", Change("drop_material", ("insurance",)))
        with pytest.raises(Contradiction, match="vehicle_transfer: material insurance: a（措施a） / b（措施b）"):
            reform.apply(transfer(), (one, other))
        with pytest.raises(Contradiction, match="a（措施a） / b（措施b）"):
            reform.apply(transfer(), (other, one))

    def test_two_that_want_the_same_agree(self) -> None:
        one, other = (measure(code, Change("fetch_material", ("insurance",))) for code in "ab")
        found = reform.apply(transfer(), (other, one))
        (insurance,) = (each for each in found.materials if each.code == "insurance")
        assert found.layers == ("a", "b")
        assert insurance.waiver is not None
        assert insurance.waiver.measure == "a"

    def test_a_layered_service_is_not_layered_again(self) -> None:
        one = reform.apply(transfer(), (measure("a", Change("allow_agent")),))
        with pytest.raises(ValueError, match="layered already: a"):
            reform.apply(one, (measure("b", Change("allow_agent")),))


# What a generated layer may do to the transfer of a vehicle, attribute by attribute.
CHANGES = st.one_of(
    st.builds(
        Change,
        st.sampled_from(["waive_material", "fetch_material", "drop_material"]),
        st.lists(st.sampled_from(["insurance", "transfer_proof", "vehicle", "residence_proof"]), min_size=1, max_size=3).map(
            tuple
        ),
        st.sampled_from(["", "natural_person", "mortgaged"]),
    ),
    st.builds(Change, st.just("open_channel"), st.sampled_from([("online",), ("kiosk", "partner")])),
    st.just(Change("allow_agent")),
    st.builds(Change, st.just("skip_verification"), value=st.sampled_from(["", "small_private_car"])),
    st.builds(Change, st.just("free_party"), st.sampled_from([("mortgagee",), ("former_owner", "pledgee")])),
    st.just(Change("widen_place", ("vehicle.registered_here",))),
    st.builds(Change, st.just("promise_minutes"), value=st.integers(1, 60)),
    st.builds(
        Change,
        st.just("allow_gap"),
        value=st.builds(
            Gap, st.just(frozenset({"insurance"})), st.just("承诺"), st.just("promise"), st.integers(1, 9),
            st.just("working"), st.just("grant"), st.just(()), st.just("C"), st.just(""),
        ),
    ),
)  # fmt: skip
LAYERS = st.lists(st.lists(CHANGES, min_size=1, max_size=3), min_size=1, max_size=5)


def built(changes: Sequence[Sequence[Change]]) -> list[Measure]:
    return [measure(f"m{number}", *each, services=["vehicle_transfer"]) for number, each in enumerate(changes)]


def tried(service: Service, layers: Sequence[Measure]) -> Service | None:
    """The service under the layers; nothing when they contradict each other."""
    try:
        return reform.apply(service, layers)
    except Contradiction:
        return None


class TestNothingLeaks:
    @given(LAYERS, st.randoms(use_true_random=False))
    def test_the_order_of_the_layers_is_no_matter(self, changes, chance) -> None:
        base, layers = transfer(), built(changes)
        shuffled = list(layers)
        chance.shuffle(shuffled)
        assert tried(base, layers) == tried(base, shuffled)

    @given(LAYERS)
    def test_the_base_is_untouched(self, changes) -> None:
        base = transfer()
        before, parts = deepcopy(base), [id(getattr(base, each.name)) for each in fields(base)]
        tried(base, built(changes))
        assert catalogue.get("vehicle_transfer", on=TODAY) is base
        assert base == before
        assert [id(getattr(base, each.name)) for each in fields(base)] == parts

    @given(LAYERS, LAYERS)
    def test_one_reform_does_not_leak_into_another_run(self, one, other) -> None:
        """Two runs over the same base, taken turn by turn: each sees what it sees alone, and so does one without."""
        base, first, second = transfer(), built(one), built(other)
        untouched, alone = deepcopy(base), (tried(base, first), tried(base, second))
        partly = tried(base, first[:-1])
        turns = [tried(base, each) for each in (second, first, second, first)]
        assert (turns[1], turns[0]) == (turns[3], turns[2]) == alone
        assert base == untouched
        assert tried(base, first[:-1]) == partly

    @given(LAYERS)
    def test_a_layer_changes_what_it_names_and_nothing_else(self, changes) -> None:
        base, layers = transfer(), built(changes)
        try:
            found = reform.apply(base, layers)
        except Contradiction:
            return
        keys = set(layering.written(base, layers))
        touched = {
            "material": "materials", "route": "route quick_route quick_route_if", "channel": "channels",
            "agent": "agent_allowed", "limit": "limit", "party": "parties", "rule": "rules", "gap": "gap",
            "promise": "promise_minutes",
        }  # fmt: skip
        named = {name for kind, _ in keys for name in touched[kind].split()} | {"layers"}
        for each in fields(base):
            if each.name not in named:
                assert getattr(found, each.name) is getattr(base, each.name), each.name
        kept = {each.code: each for each in found.materials}
        for material in base.materials:
            if ("material", material.code) not in keys:
                assert kept[material.code] is material
