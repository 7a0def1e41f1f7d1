"""Files of reforms: what a wrong one is told, and two that do not go together."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.law.measures import HEPU, TODAY, transfer

from cheguan.law import reform, reform_loader
from cheguan.law.facts import CaseFacts, PersonFacts, VehicleFacts
from cheguan.law.lawfile import LawFileError

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
