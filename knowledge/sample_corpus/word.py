"""Typeset a manuscript as a .docx in the layout of Decree 30/2020/NĐ-CP, Appendix I."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from knowledge.sample_corpus.manuscript import COUNTRY, MOTTO, Annex, BlockKind, Manuscript

_CENTER, _JUSTIFY, _LEFT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY, WD_ALIGN_PARAGRAPH.LEFT
_MADE_ON = datetime(2025, 1, 1)  # files must not differ from run to run


def document(manuscript: Manuscript) -> bytes:
    """The .docx file."""
    doc = Document()
    doc.styles["Normal"].font.name = "Times New Roman"
    doc.styles["Normal"].element.rPr.rFonts.set(qn("w:eastAsia"), "Times New Roman")
    doc.core_properties.created = doc.core_properties.modified = _MADE_ON
    doc.core_properties.author = manuscript.issuer[-1]
    page = doc.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin, page.bottom_margin, page.left_margin, page.right_margin = Mm(20), Mm(20), Mm(30), Mm(15)
    _header(doc, manuscript)
    for kind, text in manuscript.blocks:
        heading = kind in (BlockKind.PART, BlockKind.ITEM)
        _line(doc, text, align=_JUSTIFY, bold=heading, indent=True)
    _ending(doc, manuscript)
    if manuscript.annex:
        _annex(doc, manuscript.annex)
    buffer = io.BytesIO()
    doc.save(buffer)
    return _without_timestamps(buffer.getvalue())


def _header(doc: Any, manuscript: Manuscript) -> None:
    left, right = _two_columns(doc)
    for line in manuscript.issuer:
        _line(left, line, size=13, bold=True)
    _line(left, manuscript.symbol, size=13)
    if manuscript.about:
        _line(left, manuscript.about, size=12)
    _line(right, COUNTRY, size=12, bold=True)
    _line(right, MOTTO, size=13, bold=True)
    _line(right, manuscript.place_date, size=13, italic=True)
    for text in (manuscript.kind, manuscript.subject):
        if text:
            _line(doc, text, bold=True)
    if manuscript.addressee:
        _line(doc, manuscript.addressee)


def _ending(doc: Any, manuscript: Manuscript) -> None:
    left, right = _two_columns(doc)
    _line(left, "Nơi nhận:", size=12, bold=True, italic=True, align=_LEFT)
    for recipient in manuscript.recipients:
        _line(left, f"- {recipient}", size=11, align=_LEFT)
    for text in manuscript.signature:
        _line(right, text, bold=True)


def _two_columns(doc: Any) -> tuple[Any, Any]:
    table = doc.add_table(rows=1, cols=2)
    table.autofit = False
    for column, width in zip(table.columns, (Mm(60), Mm(105)), strict=True):
        column.width = column.cells[0].width = width
    left, right = table.rows[0].cells
    return left, right


def _annex(doc: Any, annex: Annex) -> None:
    page = doc.add_section(WD_SECTION.NEW_PAGE)
    page.orientation, page.page_width, page.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    _line(doc, annex.label, bold=True)
    _line(doc, annex.title, bold=True)
    _line(doc, annex.attached, italic=True)
    table = doc.add_table(rows=0, cols=len(annex.columns), style="Table Grid")
    for number, row in enumerate([annex.columns, *annex.rows]):
        cells = table.add_row().cells
        for cell, text in zip(cells, row, strict=False):
            _line(cell, text, size=12, bold=number == 0 or len(row) < len(annex.columns), align=_LEFT)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _line(
    place: Any,
    text: str,
    *,
    size: int = 14,
    bold: bool = False,
    italic: bool = False,
    align: WD_ALIGN_PARAGRAPH = _CENTER,
    indent: bool = False,
) -> None:
    first_of_cell = hasattr(place, "_tc") and not place.paragraphs[0].text
    paragraph = place.paragraphs[0] if first_of_cell else place.add_paragraph()
    paragraph.alignment = align
    if indent:
        paragraph.paragraph_format.first_line_indent = Mm(12.7)
        paragraph.paragraph_format.space_before = Pt(6)
    run = paragraph.add_run(text)
    run.font.size, run.bold, run.italic = Pt(size), bold, italic


def _without_timestamps(docx: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(
                zipfile.ZipInfo(name, _MADE_ON.timetuple()[:6]), old.read(name), zipfile.ZIP_DEFLATED
            )
    return buffer.getvalue()
