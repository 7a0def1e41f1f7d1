"""Every visible Chinese sentence has its English."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.conf import settings

TEMPLATES = sorted((settings.WEB / "templates").rglob("*.html"))
CHANNELS = sorted((settings.PROJECT / "src/cheguan/channels").rglob("*.py"))
TRANSLATE = re.compile(r"""{%\s*translate\s+(?:"([^"]*)"|'([^']*)')""")
BLOCK = re.compile(r"{%\s*blocktranslate[^%]*%}(.*?){%\s*endblocktranslate\s*%}", re.DOTALL)
VARIABLE = re.compile(r"{{\s*(\w+)\s*}}")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
FUNCTIONS = {"_", "gettext", "gettext_lazy", "ngettext"}


@pytest.fixture(scope="module")
def english() -> dict[str, str]:
    with (settings.WEB / "locale/en/LC_MESSAGES/django.po").open("rb") as file:
        catalogue = read_po(file)
    found = {}
    for message in catalogue:
        key = message.id if isinstance(message.id, str) else message.id[0]
        words = message.string if isinstance(message.string, str) else " ".join(message.string or ())
        found[key] = words
    return found


def of_template(path: Path) -> Iterator[str]:
    text = path.read_text()
    yield from (double or single for double, single in TRANSLATE.findall(text))
    yield from (VARIABLE.sub(r"%(\1)s", block) for block in BLOCK.findall(text))


def of_module(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in FUNCTIONS:
            first = node.args[0] if node.args else None
            if isinstance(first, ast.Constant):
                yield str(first.value)


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
    for chinese, words in english.items():
        assert set(re.findall(r"%\(\w+\)[sd]", chinese)) == set(re.findall(r"%\(\w+\)[sd]", words)), chinese
