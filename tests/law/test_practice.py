"""Rules without an article of their own are the office's choice, and said to be."""

from pathlib import Path

import pytest

from cheguan.law import loader, practice, rule
from cheguan.law.catalogue import SERVICES
from cheguan.law.lawfile import LawFileError

SWITCH = '["vehicle.still_registered"]\non = false\nwhy = "试"\n'


def test_every_rule_of_practice_is_named_and_no_other() -> None:
    graded = {code for code in rule.codes() if any(each.grade in practice.GRADES for each in rule.editions(code))}
    assert set(practice.switches()) == graded


def test_a_rule_with_an_article_cannot_be_switched_off() -> None:
    assert all(practice.applies(each) for each in rule.editions("vehicle.not_stolen"))


def test_a_rule_switched_off_is_not_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "practice.toml").write_text(SWITCH, encoding="utf-8")
    off = practice.load(tmp_path / "practice.toml", of_practice={"vehicle.still_registered"})
    known = practice.switches()
    monkeypatch.setattr(practice, "switches", lambda: {**known, **off})

    (service,) = loader.load(SERVICES / "vehicle" / "vehicle_licence_reissue.toml")
    assert "vehicle.still_registered" not in {each.code for each in service.rules}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('["vehicle.not_stolen"]\non = false\nwhy = "试"\n', "vehicle.not_stolen"),
        (SWITCH + "extra = 1\n", "unknown key"),
        ("", "does not say whether vehicle.still_registered is on"),
        ('["vehicle.still_registered"]\non = 1\nwhy = "试"\n', "true or false"),
    ],
)
def test_a_wrong_file_is_named_with_what_is_wrong(text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "practice.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LawFileError, match=said):
        practice.load(path, of_practice={"vehicle.still_registered"})
