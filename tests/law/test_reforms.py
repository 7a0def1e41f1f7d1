"""Reforms on record: what there is, and what holds where and when."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from tests.law.measures import BEIHAI, HEPU, LIUZHOU, TODAY, registration, transfer

from cheguan.law import catalogue, one_id, reform, reform_changes
from cheguan.law.conditions import ALWAYS
from cheguan.law.facts import CaseFacts, PersonFacts, VehicleFacts
from cheguan.law.measure import within


class TestOnRecord:
    def test_thirty_six_came_first(self) -> None:
        counts = {each.code: each.count for each in reform.groups()}
        assert [counts[code] for code in ("2018", "2019-06", "2019-09")] == [20, 10, 6]
        assert [counts[code] for code in ("2020", "2021", "2022", "2023", "2024", "2025")] == [12, 12, 9, 10, 8, 7]

    def test_a_batch_is_found_by_its_code(self) -> None:
        assert {path.stem for path in reform.REFORMS.glob("*.toml")} == {each.code for each in reform.groups()}
        assert {each.part_of for each in reform.groups()} - {""} == {"2018"}

    def test_every_measure_that_changes_something_says_by_what_right_and_what_for(self) -> None:
        acting = [each for group in reform.groups() for each in group.measures if each.changes]
        assert len(acting) > 10
        assert all((each.basis or each.absorbed) and each.hoped and each.hoped_en and each.source for each in acting)

    def test_what_nobody_has_read_changes_nothing(self) -> None:
        unread = [
            each for group in reform.groups() for each in group.measures if each.grade == "U" and not each.changes
        ]
        assert len(unread) > 10
        assert {each.unread for each in reform.groups() if each.code in ("2019-06", "2018")} == {4, 0}

    def test_the_services_on_an_identity_document_are_derived_and_said_to_be(self) -> None:
        found = {each.code for each in reform.by_identity_alone(on=TODAY, place=BEIHAI)}
        assert {"vehicle_licence_reissue", "licence_reissue", "licence_renewal"} <= found
        assert not found & {"vehicle_registration", "vehicle_transfer"}
        (group,) = (each for each in reform.groups() if each.code == "identity_alone")
        assert group.grade == "C"
        assert "不是公布的18类" in group.source


class TestWhereAndWhen:
    @pytest.mark.parametrize(
        ("code", "last"), [("four_reductions.submission", date(2022, 4, 30)), ("2021.mortgage_data", date(2022, 4, 30))]
    )
    def test_what_the_orders_took_over_ended_the_day_before(self, code: str, last: date) -> None:
        before = reform.layers(on=date(2021, 12, 1), place=BEIHAI)
        after = reform.layers(on=date(2022, 5, 1), place=BEIHAI)
        assert code in {each.code for each in before}
        assert code not in {each.code for each in after}
        assert reform.get(code).last_day(transfer()) == last

    def test_licences_were_taken_over_a_month_before_vehicles(self) -> None:
        shared = reform.get("four_reductions.submission")
        assert shared.last_day(catalogue.get("licence_renewal", on=TODAY)) == date(2022, 3, 31)
        assert shared.holds(transfer(), on=date(2022, 4, 30))

    def test_what_became_law_at_once_was_never_a_layer(self) -> None:
        assert not [each for each in reform.layers(on=date(2022, 5, 1), place=BEIHAI) if each.group == "2022"]

    def test_beihai_is_not_in_every_pilot(self) -> None:
        here = {each.code for each in reform.layers(on=TODAY, place=BEIHAI)}
        there = {each.code for each in reform.layers(on=TODAY, place=LIUZHOU)}
        assert there - here == {"2023.no_verification_of_new_cars"}

    def test_a_list_that_was_not_read_holds_nowhere(self) -> None:
        unread = reform.get("2021.used_car_data")
        assert unread.places_unread
        assert not unread.reaches(BEIHAI)

    @pytest.mark.parametrize(
        ("place", "division", "inside"),
        [
            ("450500", "450500", True),
            (HEPU, "450500", True),
            (HEPU, "450000", True),
            ("450500", HEPU, False),
            ("451100", "451000", False),
            ("110101", "100000", False),
            ("440500", "450000", False),
        ],
    )
    def test_a_place_lies_within_a_division(self, place: str, division: str, *, inside: bool) -> None:
        assert within(place, division) is inside

    def test_a_new_car_in_liuzhou_needs_no_verification(self) -> None:
        car = CaseFacts(on=TODAY, applicant=PersonFacts(), vehicle=VehicleFacts(use="A", origin="A"))
        bus = replace(car, vehicle=VehicleFacts(vehicle_type="K11", use="B"))
        there = reform.in_force(registration(), on=TODAY, place=LIUZHOU)
        here = reform.in_force(registration(), on=TODAY, place=BEIHAI)
        assert (there.route_for(car), here.route_for(car), there.route_for(bus)) == ("R1", "R2", "R2")
        assert "vehicle" not in {each.code for each in there.needed(car)}
        assert "vehicle" in {each.code for each in here.needed(car)}
        assert "vehicle" in {each.code for each in there.needed(bus)}

    def test_a_fetched_paper_is_missing_where_the_network_has_it_not(self) -> None:
        service = reform.in_force(registration(), on=TODAY, place=BEIHAI)
        car = CaseFacts(on=TODAY, vehicle=VehicleFacts(use="A", origin="A"))
        (invoice,) = (each for each in service.materials if each.code == "origin_proof")
        assert invoice.missing(car)
        assert not invoice.missing(replace(car, networked=frozenset({"origin_proof"})))
        imported = replace(car, networked=frozenset({"origin_proof"}), vehicle=VehicleFacts(use="A", origin="B"))
        assert invoice.missing(imported)
        assert invoice.waiver is not None
        assert invoice.waiver.measure == "2025.new_car_in_one_go"

    def test_accepting_with_a_gap_is_off_until_the_office_switches_it_on(self) -> None:
        local = reform.get("accept_with_gap.local")
        assert (local.on, local.grade) == (False, "DESIGN")
        assert reform.in_force(transfer(), on=TODAY, place=BEIHAI).gap is None

        gap = reform.apply(transfer(), (local,)).gap
        assert gap is not None
        assert (gap.days, gap.unit, gap.stops, gap.measure) == (5, "working", "grant", "accept_with_gap.local")
        assert gap.materials == {"power_of_attorney", "insurance"}
        assert gap.materials < set(reform_changes.MAY_COME_LATER)


def test_every_edition_of_every_service_is_whole_under_its_layers() -> None:
    for code in sorted(catalogue.codes()):
        for earlier, later in pairwise([*catalogue.editions(code), None]):
            assert earlier is not None
            for place in (BEIHAI, LIUZHOU):
                found = reform.in_force(earlier, on=max(earlier.valid_from, TODAY), place=place)
                assert {each.code for each in found.materials} <= {each.code for each in earlier.materials}
                assert found.channels >= earlier.channels
                assert later is None or later.valid_from > earlier.valid_from


def test_who_needs_only_an_identity_document() -> None:
    base = catalogue.get("vehicle_licence_reissue", on=TODAY)
    assert one_id.by_identity_alone(base)
    paper = replace(base.materials[0], code="transfer_proof", needed_if=ALWAYS)
    asks_more = replace(base, materials=(*base.materials, paper))
    assert not one_id.by_identity_alone(asks_more)
    assert one_id.by_identity_alone(
        replace(asks_more, materials=(*base.materials, replace(paper, waived_if="networked")))
    )
