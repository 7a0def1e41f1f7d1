"""Documents that follow from the code: written again they are the same, and what they print really works."""

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.urls import resolve
from tests.law.examples import Example, build
from tests.meta.documents import PACKAGE, READMES, ROOT, fences, names, text_of

from cheguan.config import law_prints
from cheguan.law import catalogue, loader

pytestmark = pytest.mark.docs

EXAMPLE = ROOT / "docs" / "howto" / "add-a-service.md"


def traced() -> list[tuple[str, str]]:
    """File and name, for every line of the map's trace that has them."""
    (trace,) = fences(ROOT / "docs" / "map.md", "")
    return re.findall(r"(\S+\.py) {2,}(\S+)", trace)


def test_the_map_traces_real_functions():
    assert len(traced()) > 15
    for file, name in traced():
        code = text_of(PACKAGE / file)
        for part in name.split("."):
            assert re.search(rf"\b(def|class) {part}\b|^{part}\b.* = ", code, re.MULTILINE), (file, name)


def test_the_map_traces_real_addresses():
    addresses = re.findall(r"(?:GET|POST) (/\S+)", text_of(ROOT / "docs" / "map.md"))
    given = [address.replace("<handle>", "x").replace("<no>", "45050001-260302-00001") for address in addresses]
    assert [resolve(address).view_name for address in given] == [
        "window:apply",
        "window:grant",
        "window:paper",
    ]


@pytest.mark.parametrize("document", READMES, ids=names)
def test_the_guides_to_all_services_are_linked(document: Path):
    assert "docs/services/README.md" in text_of(document)


def test_documents_named_in_the_code_exist():
    named = {name for path in (ROOT / "src").rglob("*.py") for name in re.findall(r"docs/[\w/-]+\.md", text_of(path))}
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []


def test_the_list_of_evidence_is_what_the_law_says():
    script = ROOT / "scripts" / "make-evidence"
    printed = subprocess.run([sys.executable, script], capture_output=True, text=True, encoding="utf-8", check=True)
    assert text_of(ROOT / "docs" / "evidence.md") == printed.stdout, "run make docs"


def test_the_pages_of_services_are_what_the_catalogue_says(tmp_path: Path):
    law_prints.write(tmp_path, on=datetime.now(UTC).date())
    pages = {path.name: text_of(path) for path in tmp_path.iterdir()}
    assert {path.name: text_of(path) for path in (ROOT / "docs" / "services").iterdir()} == pages, "run make docs"


def test_whatever_the_code_calls_a_choice_of_ours_is_in_the_list_of_evidence():
    """In quotation marks it is the grade itself that is spoken of."""
    assert not_listed("*.py", r"""(?<!["'])\bDESIGN\b(?!["'])""") == []


def test_files_that_hold_a_choice_of_ours_are_in_the_list_of_evidence():
    assert not_listed("*.toml", r"""^grade = ["']DESIGN["']|[{,] *grade = ["']DESIGN["']""") == []


def not_listed(pattern: str, graded: str) -> list[str]:
    """Files of the product that say DESIGN, as ``graded`` finds it, and are not linked in the list of evidence."""
    listed = text_of(ROOT / "docs" / "evidence.md")
    found = [path for path in PACKAGE.rglob(pattern) if re.search(graded, text_of(path), re.MULTILINE)]
    assert found
    return sorted(names(path) for path in found if f"(../{names(path)})" not in listed)


def test_the_service_of_the_howto_loads_and_its_examples_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    definition, worked = fences(EXAMPLE, "toml")
    file = tmp_path / "rated_load_correction.toml"
    file.write_text(definition, encoding="utf-8")
    monkeypatch.setitem(catalogue._SERVICES, file.stem, loader.load(file))

    for example in worked_examples(worked):
        assert example.found == tuple(example.expected["findings"]), example.title


def worked_examples(text: str) -> Iterator[Example]:
    data = tomllib.loads(text)
    for row in data["example"]:
        yield build(data["service"], data["ordinary"], row)
