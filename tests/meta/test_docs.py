"""What the documents say is there: files, links, commands, settings, identifiers."""

import re
from functools import cache
from pathlib import Path

import click
import pytest
from django.core.management import load_command_class
from tests.meta.documents import (
    DOCS,
    LINK,
    PACKAGE,
    QUOTED,
    READMES,
    ROOT,
    command_lines,
    fences,
    looks_like_a_path,
    names,
    quoted,
    text_of,
)

from cheguan.config import env
from cheguan.config.cli import cheguan
from cheguan.law import catalogue

pytestmark = pytest.mark.docs

SOURCES = (ROOT / "src", ROOT / "web" / "static" / "js", ROOT / "web" / "templates")
SETTING = re.compile(r"\bCHEGUAN_[A-Z_]+")
ASSIGNMENT = re.compile(r"^(export )?[A-Z_]+=('[^']*'|\S*) ?")
IDENTIFIER = re.compile(r"@?[A-Za-z_][\w.]*")
# A file that does not exist yet is the point of these.
YET_TO_WRITE = frozenset({"rated_load_correction.toml"})
# Django's own commands behind those of ``cheguan`` that pass their options on.
BEHIND = {("demo", "load"): ("cheguan.demo", "demo_load")}

each_document = pytest.mark.parametrize("document", DOCS, ids=names)


@cache
def folders() -> tuple[Path, ...]:
    return (ROOT, PACKAGE, *(path for path in PACKAGE.rglob("*") if path.is_dir() and path.name != "__pycache__"))


def exists(words: str, document: Path) -> bool:
    """From the root, from the package, or a bare file name anywhere in the package."""
    places = folders() if "/" not in words else (ROOT, PACKAGE, document.parent)
    return any((place / words).exists() for place in places)


@cache
def words_of_the_code() -> frozenset[str]:
    kinds = {".py", ".toml", ".js", ".html"}
    files = [path for folder in SOURCES for path in folder.rglob("*") if path.suffix in kinds]
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
    assert sorted(parts - words_of_the_code() - {"rated_load_correction"}) == []


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
        assert set(options) <= {name for each in command.params for name in each.opts}, line


def test_both_readmes_name_the_same_commands_paths_and_links():
    english, chinese = READMES
    assert fences(english, "sh") == fences(chinese, "sh")
    assert sorted(filter(looks_like_a_path, quoted(english))) == sorted(filter(looks_like_a_path, quoted(chinese)))
    links = [[link for link in LINK.findall(text_of(each)) if "README" not in link] for each in READMES]
    assert links[0] == links[1]


def test_the_readmes_begin_with_the_two_commands():
    for readme in READMES:
        assert fences(readme, "sh")[:2] == ["make run\n", "make test\n"]


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


@pytest.mark.parametrize("picture", sorted(set(re.findall(r"!\[[^\]]*\]\(([^)]+)\)", text_of(READMES[0])))))
def test_pictures_are_as_large_as_a_window(picture: str):
    header = (ROOT / picture).read_bytes()[:24]
    assert header[:8] == b"\x89PNG\r\n\x1a\n"
    assert (int.from_bytes(header[16:20], "big"), int.from_bytes(header[20:24], "big")) == (1440, 900)
