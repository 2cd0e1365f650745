"""The marks of a .docx that python-docx has no words for: fonts of all scripts, lines, fields, table rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from bot.rendering.word_rules import PartRule, rules

_ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
_SLOT = re.compile(r"(\[…[^\]]*\])")


def element(tag: str, **attributes: str) -> Any:
    """An XML element of the `w:` namespace with `w:` attributes."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def set_default_font(doc: Any, name: str, size: float) -> None:
    """One font for Latin, complex and East Asian scripts, black, Vietnamese for the spelling checker."""
    normal = doc.styles["Normal"]
    normal.font.name, normal.font.size = name, Pt(size)
    normal.font.color.rgb = RGBColor.from_string(rules()["font"]["color"])
    fonts = normal.element.rPr.rFonts
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), name)
    normal.element.rPr.append(element("lang", val="vi-VN", eastAsia="vi-VN"))
    normal.paragraph_format.space_after = normal.paragraph_format.space_before = Pt(0)
    normal.paragraph_format.line_spacing = 1.0


def set_style(paragraph: Any, rule: PartRule) -> None:
    """Alignment and spacing of a part."""
    layout = paragraph.paragraph_format
    layout.alignment = _ALIGN[rule.align]
    layout.space_before, layout.space_after = Pt(rule.space_before), Pt(rule.space_after)
    layout.keep_with_next = rule.keep_with_next or None
    if rule.body:
        body = rules()["body"]
        layout.first_line_indent = Mm(body["first_line"])
        layout.space_after, layout.line_spacing = Pt(body["space_after"]), body["line_spacing"]


def add_text(paragraph: Any, text: str, rule: PartRule) -> list[Any]:
    """The text in the letters of its part; open slots highlighted. Returns its runs."""
    runs = []
    for piece in _SLOT.split(text):
        if piece:
            run = _run(paragraph, piece, rule)
            if _SLOT.fullmatch(piece):
                run.font.highlight_color = WD_COLOR_INDEX.YELLOW
            runs.append(run)
    return runs


def add_superscript(paragraph: Any, text: str, rule: PartRule) -> None:
    """A raised mark behind a sentence."""
    _run(paragraph, text, rule).font.superscript = True


def _run(paragraph: Any, text: str, rule: PartRule) -> Any:
    run = paragraph.add_run(text)
    run.font.size, run.bold, run.italic = Pt(rule.size), rule.bold, rule.italic
    return run


def add_page_number(paragraph: Any, rule: PartRule) -> None:
    """The number of the page, in Arabic figures."""
    run = _run(paragraph, "", rule)._r
    run.append(element("fldChar", fldCharType="begin"))
    instruction = element("instrText")
    instruction.text = "PAGE"
    run.append(instruction)
    run.append(element("fldChar", fldCharType="end"))


def restart_numbering(section: Any) -> None:
    """Count pages from 1 in this section."""
    properties = section._sectPr
    for inherited in properties.findall(qn("w:pgNumType")):
        properties.remove(inherited)
    numbering = element("pgNumType", start="1", fmt="decimal")
    properties.insert_element_before(numbering, "w:cols", "w:titlePg", "w:docGrid")


def add_rule(paragraph: Any, length: float, room: float) -> None:
    """A solid line of `length` millimetres, centred in `room`: the upper border of a tiny paragraph."""
    layout = paragraph.paragraph_format
    layout.left_indent = layout.right_indent = Mm(max(room - length, 0) / 2)
    layout.line_spacing, layout.space_before = Pt(4), Pt(2)
    borders = element("pBdr")
    borders.append(element("top", val="single", sz="6", space="1", color=rules()["font"]["color"]))
    paragraph._p.get_or_add_pPr().insert_element_before(borders, *_AFTER_BORDERS)


def add_frame(paragraph: Any) -> None:
    """A frame around a short line."""
    borders = element("pBdr")
    for side in ("top", "left", "bottom", "right"):
        borders.append(element(side, val="single", sz="6", space="1", color=rules()["font"]["color"]))
    paragraph._p.get_or_add_pPr().insert_element_before(borders, *_AFTER_BORDERS)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Mm(18)
    paragraph.paragraph_format.space_before = Pt(6)


_AFTER_BORDERS = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")


def next_paragraph(place: Any) -> Any:
    """A new paragraph of a document or cell; a cell's first, empty one is used up first."""
    if hasattr(place, "_tc") and len(place._tc.p_lst) == 1 and len(place._tc.p_lst[0]) == 0:
        return place.paragraphs[0]
    return place.add_paragraph()


def width_of(place: Any) -> float | None:
    """Millimetres of a table cell; None for the page."""
    return place.width.mm if hasattr(place, "_tc") and place.width else None


def set_widths(table: Any, millimetres: Sequence[float]) -> None:
    """Fixed column widths, for Word (cells) and LibreOffice (grid)."""
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for column, width in zip(table.columns, millimetres, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)


def set_padding(table: Any, millimetres: float) -> None:
    """Room between the sides of cells and their text."""
    margins = element("tblCellMar")
    for side in ("left", "right"):
        margins.append(element(side, w=str(Mm(millimetres).twips), type="dxa"))
    table._tbl.tblPr.insert_element_before(margins, "w:tblLook")


def keep_whole(row: Any, *, repeated: bool = False) -> None:
    """Do not split a row over pages; `repeated` at the top of each page."""
    properties = row._tr.get_or_add_trPr()
    properties.append(element("cantSplit"))
    if repeated:
        properties.append(element("tblHeader"))
