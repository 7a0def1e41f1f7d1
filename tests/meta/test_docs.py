"""What the documents say is there: files, links, commands, settings, identifiers, and the examples they print."""

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import click
import pytest
from django.core.management import load_command_class
from django.urls import resolve
from tests.law.examples import Example, build

from cheguan.config import env, law_prints
from cheguan.config.cli import cheguan
from cheguan.law import catalogue, loader

pytestmark = pytest.mark.docs

ROOT = Path(__file__).parents[2]
DOCS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
READMES = (ROOT / "README.md", ROOT / "README.zh-CN.md")
SOURCES = (ROOT / "src", ROOT / "tests", ROOT / "web" / "static" / "js", ROOT / "web" / "templates")
ENDINGS = ".py|.toml|.md|.json|.js|.html|.po|.typ|.png|.txt"
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
QUOTED = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\(([^()\s]+)\)")
SETTING = re.compile(r"\bCHEGUAN_[A-Z_]+")
ASSIGNMENT = re.compile(r"^(export )?[A-Z_]+=('[^']*'|\S*) ?")
IDENTIFIER = re.compile(r"@?[A-Za-z_][\w.]*")
# A file that does not exist yet is the point of these.
YET_TO_WRITE = frozenset({"vehicle_licence_exchange.toml"})
# Django's own commands behind those of ``cheguan`` that pass their options on.
BEHIND = {("demo", "load"): ("cheguan.demo", "demo_load")}
EXAMPLE = ROOT / "docs" / "howto" / "add-a-service.md"


def names(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


each_document = pytest.mark.parametrize("document", DOCS, ids=names)


def text_of(document: Path) -> str:
    return document.read_text(encoding="utf-8")


def fences(document: Path, *languages: str) -> list[str]:
    return [body for language, body in FENCE.findall(text_of(document)) if language in languages]


def quoted(document: Path) -> list[str]:
    """What stands between backticks, in running text."""
    return QUOTED.findall(FENCE.sub("", text_of(document)))


def command_lines(document: Path) -> list[str]:
    """Commands in fences, and those in running text that begin with one of our own."""
    shown = [line for body in fences(document, "sh") for line in body.splitlines() if line]
    said = [words for words in quoted(document) if re.match(r"(CHEGUAN_\w+=\S+ )?(make|cheguan) ", words)]
    return shown + said


def looks_like_a_path(words: str) -> bool:
    return not re.search(r"[\s=*…]", words) and (bool(re.search(rf"\w({ENDINGS})$", words)) or "/" in words)


@cache
def folders() -> tuple[Path, ...]:
    package = ROOT / "src" / "cheguan"
    return (ROOT, package, *(path for path in package.rglob("*") if path.is_dir() and path.name != "__pycache__"))


def exists(words: str, document: Path) -> bool:
    """From the root, from the package, or a bare file name anywhere in the package."""
    places = folders() if "/" not in words else (ROOT, ROOT / "src" / "cheguan", document.parent)
    return any((place / words).exists() for place in places)


@cache
def words_of_the_code() -> frozenset[str]:
    kinds = {".py", ".toml", ".js", ".html"}
    files = [
        path for folder in SOURCES for path in folder.rglob("*") if path.suffix in kinds and path != Path(__file__)
    ]
    libraries = ["pyproject.toml", "requirements/run.txt", "requirements/dev.txt"]
    files += [ROOT / name for name in libraries]
    words = {word for path in files for word in re.findall(r"[\w-]+", text_of(path))}
    return frozenset(words | {path.stem for path in files})


@each_document
def test_every_path_exists(document: Path):
    paths = [words for words in quoted(document) if looks_like_a_path(words) and Path(words).name not in YET_TO_WRITE]
    assert [words for words in paths if not exists(words, document)] == []


@each_document
def test_every_link_leads_somewhere(document: Path):
    links = [link for link in LINK.findall(text_of(document)) if not link.startswith("https://")]
    assert [link for link in links if not (document.parent / link).exists()] == []


@each_document
def test_every_setting_is_one(document: Path):
    known = {variable.name for variable in env.VARIABLES}
    assert set(SETTING.findall(text_of(document))) <= known


@each_document
def test_every_identifier_is_in_the_code(document: Path):
    """A word in backticks that is written like code is a word of the code, each of its parts."""
    found = [words for words in quoted(document) if IDENTIFIER.fullmatch(words) and not looks_like_a_path(words)]
    parts = {part for words in found if not SETTING.fullmatch(words) for part in words.strip("@").split(".")}
    assert sorted(parts - words_of_the_code() - {"CHANGELOG"} - {"vehicle_licence_exchange"}) == []


def traced() -> list[tuple[str, str]]:
    """File and name, for every line of the map's trace that has them."""
    (trace,) = [body for body in fences(ROOT / "docs" / "map.md", "") if "→" in body]
    lines = re.findall(r"(\S+\.py) {2,}(\S+(?: → \S+)*)", trace)
    return [(file, name) for file, found in lines for name in found.split(" → ")]


def test_the_map_traces_real_functions():
    assert len(traced()) > 15
    for file, name in traced():
        code = text_of(ROOT / "src" / "cheguan" / file)
        for part in name.split("."):
            assert re.search(rf"\b(def|class) {part}\b|^{part}\b.* = ", code, re.MULTILINE), (file, name)


def test_the_map_traces_real_addresses():
    addresses = re.findall(r"(?:GET|POST) (/\S+)", text_of(ROOT / "docs" / "map.md"))
    assert [resolve(re.sub(r"<\w+>", "x", address)).view_name for address in addresses] == [
        "window:apply",
        "window:grant",
        "window:paper",
    ]


@each_document
def test_every_command_works_as_written(document: Path):
    for line in command_lines(document):
        check_command(line)


def check_command(line: str) -> None:
    while found := ASSIGNMENT.match(line):
        line = line[found.end() :]
    if not line:
        return
    program, *arguments = line.partition(" >")[0].split()
    if program == "make":
        assert set(arguments) <= targets(), line
    elif program in ("cheguan", ".venv/bin/cheguan"):
        check_our_command(arguments, line)
    elif program == ".venv/bin/python":
        assert (ROOT / next(word for word in arguments if word not in ("-m", "pytest"))).exists(), line
    else:
        raise AssertionError(f"who knows this command? {line}")


@cache
def targets() -> set[str]:
    return set(re.findall(r"^([a-z]+):", text_of(ROOT / "Makefile"), re.MULTILINE))


def check_our_command(arguments: list[str], line: str) -> None:
    command: click.Command = cheguan
    taken: tuple[str, ...] = ()
    while isinstance(command, click.Group):
        assert arguments, f"a command is missing: {line}"
        name, *arguments = arguments
        assert name in command.commands, line
        command, taken = command.commands[name], (*taken, name)
    options = [word for word in arguments if word.startswith("-")]
    if taken in BEHIND:
        known = load_command_class(*BEHIND[taken]).create_parser("cheguan", taken[-1])._option_string_actions
        assert set(options) <= set(known), line
    elif taken == ("law", "service"):
        assert arguments[0] in catalogue._SERVICES, line
    else:
        assert not options, line


def test_both_readmes_name_the_same_commands_paths_and_links():
    english, chinese = READMES
    assert fences(english, "sh") == fences(chinese, "sh")
    assert sorted(filter(looks_like_a_path, quoted(english))) == sorted(filter(looks_like_a_path, quoted(chinese)))
    links = [[link for link in LINK.findall(text_of(each)) if "README" not in link] for each in READMES]
    assert links[0] == links[1]


def test_the_readmes_begin_with_the_two_commands():
    for readme in READMES:
        assert fences(readme, "sh")[:2] == ["make run\n", "make test\n"]


@pytest.mark.parametrize("document", [*READMES, ROOT / "CHANGELOG.md"], ids=names)
def test_every_service_in_force_is_named(document: Path):
    services = [editions[-1] for editions in catalogue._SERVICES.values()]
    missing = [each.name for each in services if each.name not in text_of(document)]
    assert missing == []


def test_the_glossary_has_one_identifier_for_a_term():
    rows = [row for row in text_of(ROOT / "docs" / "glossary.md").splitlines() if row.startswith("| ")]
    terms = [row.split("|")[1].strip() for row in rows if "identifier |" not in row]
    identifiers = [name for row in rows for name in QUOTED.findall(row.split("|")[2])]
    assert len(terms) == len(set(terms))
    assert len(identifiers) == len(set(identifiers))


def test_decisions_are_numbered_and_of_one_shape():
    files = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert [int(path.name[:4]) for path in files] == list(range(1, len(files) + 1))
    for path in files:
        assert text_of(path).startswith(f"# {path.name[:4]} ")
        assert re.findall(r"^\*\*(\w+)\.\*\*", text_of(path), re.MULTILINE) == ["Context", "Decision", "Consequence"]


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
    listed = text_of(ROOT / "docs" / "evidence.md")
    graded = [path for path in sorted((ROOT / "src").rglob("*.py")) if re.search(r"\bDESIGN\b", text_of(path))]
    assert [names(path) for path in graded if f"(../{names(path)})" not in listed] == []


def test_the_service_of_the_howto_loads_and_its_examples_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    definition, worked = fences(EXAMPLE, "toml")
    file = tmp_path / "vehicle_licence_exchange.toml"
    file.write_text(definition, encoding="utf-8")
    monkeypatch.setitem(catalogue._SERVICES, file.stem, loader.load(file))

    for example in worked_examples(worked):
        assert example.found == tuple(example.expected["findings"]), example.title


def worked_examples(text: str) -> Iterator[Example]:
    data = tomllib.loads(text)
    for row in data["example"]:
        yield build(data["service"], data["ordinary"], row)


@pytest.mark.parametrize("picture", sorted(set(re.findall(r"!\[[^\]]*\]\(([^)]+)\)", text_of(READMES[0])))))
def test_pictures_are_as_large_as_a_window(picture: str):
    header = (ROOT / picture).read_bytes()[:24]
    assert header[:8] == b"\x89PNG\r\n\x1a\n"
    assert (int.from_bytes(header[16:20], "big"), int.from_bytes(header[20:24], "big")) == (1440, 900)
