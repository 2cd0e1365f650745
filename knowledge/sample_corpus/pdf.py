"""Typeset a manuscript as a PDF with a text layer."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import matplotlib
from fpdf import FPDF
from fpdf.enums import XPos, YPos

from knowledge.sample_corpus.manuscript import COUNTRY, MOTTO, BlockKind, Manuscript

# matplotlib carries DejaVu, which has all Vietnamese letters; no system font is needed
_FONTS = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
_MADE_ON = datetime(2025, 1, 1, tzinfo=UTC)  # files must not differ from run to run
_LEFT_COLUMN, _RIGHT_COLUMN, _LINE = 70, 95, 6.5


class _Page(FPDF):
    def header(self) -> None:
        if self.page_no() > 1:
            self.set_font("serif", "", 11)
            self.cell(0, _LINE, str(self.page_no()), align="C", new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def document(manuscript: Manuscript) -> bytes:
    """The PDF file, A4, page numbers in the upper margin from page 2 on."""
    page = _Page(format="A4")
    for style, file in (
        ("", "DejaVuSerif.ttf"),
        ("B", "DejaVuSerif-Bold.ttf"),
        ("I", "DejaVuSerif-Italic.ttf"),
    ):
        page.add_font("serif", style, _FONTS / file)
    page.set_creation_date(_MADE_ON)
    page.set_margins(30, 20, 15)
    page.set_auto_page_break(True, 20)
    page.add_page()
    _header(page, manuscript)
    for kind, text in manuscript.blocks:
        page.set_font("serif", "" if kind is BlockKind.PARAGRAPH else "B", 11)
        page.multi_cell(0, _LINE, text, align="J", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        page.ln(1.5)
    page.ln(4)
    _columns(
        page,
        ["Nơi nhận:", *(f"- {recipient}" for recipient in manuscript.recipients)],
        manuscript.signature,
        "",
    )
    if manuscript.trailer:
        page.add_page()
        page.set_font("serif", "", 9)
        for text in manuscript.trailer:
            page.cell(0, _LINE, text, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    return bytes(page.output())


def _header(page: FPDF, manuscript: Manuscript) -> None:
    _columns(
        page, [*manuscript.issuer, manuscript.symbol], [COUNTRY, MOTTO, manuscript.place_date], "B", size=9
    )
    if manuscript.about:
        page.set_font("serif", "", 9)
        page.multi_cell(_LEFT_COLUMN, _LINE, manuscript.about, align="C", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    page.ln(4)
    for text, style in ((manuscript.kind, "B"), (manuscript.subject, "B"), (manuscript.addressee, "")):
        if text:
            page.set_font("serif", style, 11)
            page.multi_cell(0, _LINE, text, align="C", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
            page.ln(2)


def _columns(page: FPDF, left: list[str], right: list[str], style: str, *, size: int = 10) -> None:
    page.set_font("serif", style, size)
    height = max(len(left), len(right))
    for index in range(height):
        for column, width in ((left, _LEFT_COLUMN), (right, _RIGHT_COLUMN)):
            page.cell(width, _LINE, column[index] if index < len(column) else "", align="C")
        page.ln(_LINE)
