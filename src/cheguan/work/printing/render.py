"""A paper's facts and its Typst layout make a PDF: the same facts, the same bytes."""

import json
from functools import cache, singledispatch
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import Literal

import segno
from typst import Compiler

from cheguan.work.printing.capitals import in_capitals
from cheguan.work.printing.fonts import fonts
from cheguan.work.printing.forms import ApplicationForm, boxes_of, title_of
from cheguan.work.printing.papers import AcceptanceReceipt, FeeReceipt, Paper
from cheguan.work.printing.plain import Data, data, yuan

LAYOUTS = Path(__file__).with_name("layouts")
ONE_AT_A_TIME = Lock()
QR_BYTES = 300


def render(paper: Paper) -> bytes:
    """The paper as a PDF/A-2b file."""
    (document,) = _compiled(paper, "pdf")
    return document


def pictures(paper: Paper, *, dots_per_inch: int = 144) -> list[bytes]:
    """The paper's pages as PNG pictures, for the screen."""
    return _compiled(paper, "png", dots_per_inch=dots_per_inch)


def _compiled(paper: Paper, form: Literal["pdf", "png"], *, dots_per_inch: int = 144) -> list[bytes]:
    """Run Typst. Its compiler serves one caller at a time; it lets other threads run meanwhile."""
    facts = json.dumps(facts_of(paper), ensure_ascii=False)
    with ONE_AT_A_TIME:
        made = _compiler().compile(
            input=str(LAYOUTS / f"{paper.layout}.typ"),
            format=form,
            ppi=dots_per_inch,
            sys_inputs={"paper": facts},
            timestamp=int(paper.at.timestamp()),
            pdf_standards="a-2b",
        )
    if made is None:
        raise RuntimeError("Typst wrote its result elsewhere")
    return made if isinstance(made, list) else [made]


@cache
def _compiler() -> Compiler:
    """One compiler for the process: the fonts are opened once."""
    return Compiler(root=str(LAYOUTS), font_paths=fonts())


def facts_of(paper: Paper) -> dict[str, Data]:
    """Everything the layout reads."""
    facts = data(paper)
    assert isinstance(facts, dict)
    return {**facts, "title": paper.title, **further(paper)}


@singledispatch
def further(_paper: Paper) -> dict[str, Data]:
    """What a kind of paper needs beside its own fields."""
    return {}


@further.register
def _(paper: AcceptanceReceipt) -> dict[str, Data]:
    return {"qr": qr(paper.query)}


@further.register
def _(paper: FeeReceipt) -> dict[str, Data]:
    total = sum(line.quantity * line.unit_fen for line in paper.lines)
    sums: list[Data] = [yuan(line.quantity * line.unit_fen) for line in paper.lines]
    return {"sums": sums, "total": yuan(total), "capitals": in_capitals(total)}


@further.register
def _(paper: ApplicationForm) -> dict[str, Data]:
    return {"title": title_of(paper), "groups": data(boxes_of(paper))}


def qr(content: str) -> str:
    """A QR code as SVG, or nothing when there is nothing, or too much, to encode. Medium correction survives a fold."""
    if not 0 < len(content.encode("utf-8", "ignore")) <= QR_BYTES:
        return ""
    drawing = BytesIO()
    code = segno.make(content.encode("utf-8", "ignore").decode(), error="m", micro=False)
    code.save(drawing, kind="svg", border=0, xmldecl=False)
    return drawing.getvalue().decode()
