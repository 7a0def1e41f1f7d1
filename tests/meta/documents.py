"""The documents of the project, taken apart."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "cheguan"
DOCS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
READMES = (ROOT / "README.md", ROOT / "README.zh-CN.md")
ENDINGS = ".py|.toml|.md|.json|.js|.html|.po|.typ|.png|.txt"
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
QUOTED = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\(([^()\s]+)\)")


def names(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


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
