"""Reforms as dated layers: what is on record, what holds where and when, and that the law beneath stays as it is."""

from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import fields, replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.law.measures import measure

from cheguan.law import catalogue, layering, one_id, reform, reform_changes, reform_loader
from cheguan.law.conditions import ALWAYS
from cheguan.law.facts import CaseFacts, PersonFacts, VehicleFacts
from cheguan.law.lawfile import LawFileError
from cheguan.law.layering import Change, Contradiction
from cheguan.law.measure import Measure, within
from cheguan.law.reform import Reforms
from cheguan.law.relief import Gap
from cheguan.law.service import Service

TODAY = date(2026, 3, 2)
BEIHAI, LIUZHOU, HEPU = "450500", "450200", "450521"
FILE = """code = "trial"
name = "试点"
name_en = "A trial"
in_force_from = 2026-01-01
count = 3
grade = "C"
source = "某文件"

[[measures]]
code = "no_proof"
number = 1
name = "免交转让凭证"
name_en = "No proof of the transfer"
places = ["450500"]
hoped = "少一份材料"
hoped_en = "One paper less"
basis = "机动车登记规定#4"
scope = { services = ["vehicle_transfer"] }

[[measures.changes]]
kind = "waive_material"
materials = ["transfer_proof"]
when = "natural_person"

[[measures]]
code = "title_only"
number = 2
name = "只知名称"
name_en = "Known by its title"
grade = "U"

[[measures]]
code = "ended"
number = 3
name = "已被吸收"
name_en = "Absorbed"
in_force_from = 2019-01-01
hoped = "快"
hoped_en = "Quick"
scope = { subject = "licence" }
absorbed = [{ on = 2022-04-01, by = "机动车驾驶证申领和使用规定#4", subjects = ["licence"] }]
changes = [{ kind = "promise_minutes", minutes = 3 }]
"""

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(*changes: tuple[str, str], name: str = "t.toml") -> Path:
        text = FILE
        for old, new in changes:
            assert old in text, old
            text = text.replace(old, new, 1)
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return written


def transfer() -> Service:
    return catalogue.get("vehicle_transfer", on=TODAY)


def registration() -> Service:
    return catalogue.get("vehicle_registration", on=TODAY)


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

    def test_files_that_contradict_each_other_are_not_loaded(self, write: Write) -> None:
        write(
            ('code = "trial"', 'code = "trial_b"'),
            ('kind = "waive_material"', 'kind = "drop_material"'),
            name="u.toml",
        )
        folder = write().parent
        with pytest.raises(LawFileError, match=r"u.toml: vehicle_transfer: material transfer_proof: trial.no_proof"):
            reform.load(folder)

    def test_elsewhere_or_later_is_no_contradiction(self, write: Write) -> None:
        changed = [('code = "trial"', 'code = "trial_b"'), ('kind = "waive_material"', 'kind = "drop_material"')]
        write(*changed, ('places = ["450500"]', 'places = ["450200"]'), name="u.toml")
        assert len(reform.load(write().parent).groups) == 2
        write(*changed, ('places = ["450500"]', 'places = ["450521"]'), name="u.toml")
        with pytest.raises(LawFileError, match="contradict each other"):
            reform.load(write().parent)


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


class TestBadFiles:
    def test_the_file_itself_is_good(self, write: Write) -> None:
        group = reform_loader.load(write())
        assert [each.code for each in group.measures] == ["trial.no_proof", "trial.title_only", "trial.ended"]
        assert group.unread == 0
        assert group.measures[0].reaches(HEPU)
        (proof,) = (
            each for each in reform.apply(transfer(), group.measures[:1]).materials if each.code == "transfer_proof"
        )
        unit = CaseFacts(on=TODAY, applicant=PersonFacts(kind="organisation"), vehicle=VehicleFacts())
        assert proof.missing(unit)
        assert not proof.missing(replace(unit, applicant=PersonFacts()))

    @pytest.mark.parametrize(
        ("old", "new", "message"),
        [
            ('source = "某文件"\n', "", r"t.toml: source is missing"),
            ("count = 3", "count = 3\nmood = 1", r"t.toml:6: unknown key mood; allowed: code, count"),
            ("in_force_from = 2026-01-01", "in_force_from = 2026-02-30", r"t.toml:4: not valid TOML"),
            ("in_force_from = 2026-01-01", 'in_force_from = "soon"', r"t.toml:4: in_force_from must be a date"),
            (
                '["vehicle_transfer"]',
                '["teleportation"]',
                r"t.toml:18: .*services is not known: teleportation; allowed: can",
            ),
            ('["transfer_proof"]', '["a_smile"]', r"t.toml:22: .*materials is not known: a_smile; allowed: agent_id"),
            (
                '["transfer_proof"]',
                '["origin_proof"]',
                r"t.toml:22: waive_material: vehicle_transfer has no origin_proof; allowed: agent_identity",
            ),
            ('materials = ["transfer_proof"]\n', "", r"t.toml:21: .*materials is missing; allowed: agent_identity"),
            ('"waive_material"', '"give_away"', r"t.toml:21: .*kind is not known: give_away; allowed: allow_agent"),
            ('when = "natural_person"', 'when = "sunny"', r"t.toml:23: condition “sunny”: unknown name"),
            (
                'when = "natural_person"',
                'when = "outside_purchase_tax"',
                r"t.toml:23: when: vehicle_transfer does not ask outside_purchase_tax",
            ),
            ('basis = "机动车登记规定#4"', 'basis = "机动车登记规定#400"', r"t.toml:17: no such article"),
            (
                'basis = "机动车登记规定#4"\n',
                "",
                r"t.toml:10: basis is missing: a measure that changes something cites",
            ),
            ('scope = { services = ["vehicle_transfer"] }\n', "", r"t.toml:10: scope is missing"),
            ('hoped = "少一份材料"\n', "", r"t.toml:10: hoped and hoped_en are missing"),
            ('places = ["450500"]', 'places = ["北海"]', r"t.toml:14: .*places must be codes of divisions"),
            ('grade = "U"', 'grade = "Z"', r"t.toml:30: .*grade is not known: Z; allowed: A, B, C, DESIGN, U"),
            ("number = 2", "number = 1", r"number 1 is there twice"),
            ("number = 2", "number = 4", r"t.toml:5: measures.number 4 is beyond the count of 3"),
            ('code = "title_only"', 'code = "no_proof"', r"t.toml:10: measures has trial.no_proof twice"),
            (", by =", ", bye =", r"absorbed.by must be one article"),
            (
                "on = 2022-04-01",
                "on = 1990-04-01",
                r"t.toml:41: 机动车驾驶证申领和使用规定#4 was not in force on 1990-04-01",
            ),
            ("2019-01-01", "2023-01-01", r"t.toml:33: absorbed on 2022-04-01, before it began on 2023-01-01"),
            (
                "in_force_from = 2019-01-01",
                "in_force_from = 2019-01-01\nin_force_until = 2018-01-01",
                "is before 2019-01-01",
            ),
            ('subject = "licence"', 'subject = "boat"', r"t.toml:40: .*subject is not known: boat"),
            ("minutes = 3", "minutes = 0", r"t.toml:42: .*minutes is below one"),
            ('kind = "promise_minutes", minutes = 3', 'kind = "promise_minutes", seconds = 3', "minutes is missing"),
            (
                'kind = "waive_material"\nmaterials = ["transfer_proof"]\nwhen = "natural_person"',
                'kind = "shorten_limit"\ndays = 1',
                r"t.toml:21: shorten_limit: there is nothing of that kind to change in vehicle_transfer",
            ),
            (
                'kind = "waive_material"\nmaterials = ["transfer_proof"]\nwhen = "natural_person"',
                'kind = "widen_place"\nrules = ["vehicle.not_stolen"]',
                r"t.toml:22: .*rules is not known: vehicle.not_stolen; allowed: change.colour_office, licence.issued_here, registration.office_competent",
            ),
            (
                'kind = "waive_material"\nmaterials = ["transfer_proof"]\nwhen = "natural_person"',
                'kind = "allow_gap"\nmaterials = ["new_owner_identity"]',
                r"t.toml:22: .*materials is not known: new_owner_identity; allowed: ",
            ),
        ],
    )
    def test_a_wrong_file_is_told_where_and_what_is_allowed(
        self, write: Write, old: str, new: str, message: str
    ) -> None:
        with pytest.raises(LawFileError, match=message):
            reform_loader.load(write((old, new)))

    def test_two_files_share_no_code(self, write: Write) -> None:
        write(name="u.toml")
        with pytest.raises(LawFileError, match=r"u.toml: the code trial is taken by t.toml"):
            reform.load(write().parent)


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
