"""Every visible Chinese sentence has its English, and no English is kept whose Chinese is gone."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.conf import settings

TEMPLATES = sorted((settings.WEB / "templates").rglob("*.html"))
PACKAGE = settings.PROJECT / "src/cheguan"
CHANNELS = sorted((PACKAGE / "channels").rglob("*.py"))
# Whose sentences may be translated where they are shown; the law's, and the demo's, have their English beside them.
SPEAKING = ("base", "registers", "work", "oversight", "channels")
TRANSLATE = re.compile(r"""{%\s*translate\s+(?:"([^"]*)"|'([^']*)')(?:\s+context\s+"([^"]*)")?""")
BLOCK = re.compile(r"{%\s*blocktranslate[^%]*%}(.*?){%\s*endblocktranslate\s*%}", re.DOTALL)
VARIABLE = re.compile(r"{{\s*(\w+)\s*}}")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
FUNCTIONS = {"_", "gettext", "gettext_lazy", "ngettext"}
# Where one line of a sentence ends in a module, and the next begins.
NEXT_LINE = re.compile(r'"\s+"')
# What is said, and the context that tells it from the same words elsewhere.
Said = tuple[str, str | None]


@pytest.fixture(scope="module")
def english() -> dict[Said, str]:
    with (settings.WEB / "locale/en/LC_MESSAGES/django.po").open("rb") as file:
        catalogue = read_po(file)
    found = {}
    for message in catalogue:
        key = message.id if isinstance(message.id, str) else message.id[0]
        words = message.string if isinstance(message.string, str) else " ".join(message.string or ())
        if key:
            found[key, message.context] = words
    return found


def of_template(path: Path) -> Iterator[Said]:
    text = path.read_text()
    yield from ((double or single, context or None) for double, single, context in TRANSLATE.findall(text))
    yield from ((VARIABLE.sub(r"%(\1)s", block), None) for block in BLOCK.findall(text))


def of_module(path: Path) -> Iterator[Said]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in FUNCTIONS:
            first = node.args[0] if node.args else None
            if isinstance(first, ast.Constant):
                yield str(first.value), None


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_page_can_be_read_in_english(path, english):
    assert not [text for text in of_template(path) if not english.get(text)]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_page_has_no_chinese_outside_the_catalogue(path):
    text = re.sub(r"{%.*?%}|{{.*?}}", "", BLOCK.sub("", path.read_text()))
    assert set(CHINESE.findall(text)) <= set("中文")


@pytest.mark.parametrize("path", CHANNELS, ids=lambda path: path.stem)
def test_what_a_form_says_can_be_read_in_english(path, english):
    assert not [text for text in of_module(path) if not english.get(text)]


def test_placeholders_are_the_same_in_both(english):
    for (chinese, _), words in english.items():
        assert set(re.findall(r"%\(\w+\)[sd]", chinese)) == set(re.findall(r"%\(\w+\)[sd]", words)), chinese


def test_no_english_is_kept_whose_chinese_is_gone(english):
    """A reason, a choice and the like are translated from a variable: they stand in quotes somewhere, whole."""
    shown = {said for path in TEMPLATES for said in of_template(path)}
    quoted = "".join(path.read_text() for folder in SPEAKING for path in (PACKAGE / folder).rglob("*.py"))
    quoted = NEXT_LINE.sub("", quoted)
    assert not [said for said in english if said not in shown and (said[1] or f'"{said[0]}"' not in quoted)]
