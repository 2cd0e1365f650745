"""Word documents of today (.docx, .docm and their templates)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from io import BytesIO
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsmap, qn
from docx.package import Package
from PIL import Image, UnidentifiedImageError

from knowledge.reading.archive import macro_notes
from knowledge.reading.image import opened, recognised, upright
from knowledge.reading.numbering import ListNumbers
from knowledge.reading.pages import FileText, SourceFile
from knowledge.reading.tables import table_lines

_W = f"{{{nsmap['w']}}}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
"""The older drawing of what `mc:Choice` holds already."""
_TEXT_BOX = qn("w:txbxContent")
_REMOVED = frozenset({qn("w:del"), qn("w:moveFrom"), _FALLBACK})
_WRITTEN = {
    qn("w:tab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
    qn("w:softHyphen"): "\u00ad",
}
_DRAWN = {qn("a:blip"): (qn("r:embed"),), "{urn:schemas-microsoft-com:vml}imagedata": (qn("r:id"),)}
"""Where a picture is named, in today's drawing and in the older one."""
_THIN = 300
"""Letters below which the pictures hold what the document says; a signature block has 150-235."""
_PAGE_POINTS = 300_000
"""Pixels from which a picture may be a page or a piece of one: a page at 60 dpi has 350,000."""
_MARGIN_PARTS = ("/word/header", "/word/footer")
_NOTE_PARTS = ("/word/footnotes", "/word/endnotes")


def read(file: SourceFile) -> FileText:
    """The body with list numbers and text boxes, then the notes. Tracked deletions, hidden text and field
    codes are left out; running headers and footers go to `margins`. Where there is hardly a word, its
    pictures are pages that were pasted in, and are recognised."""
    package = Package.open(BytesIO(file.content))
    parts = {str(part.partname): part for part in package.iter_parts()}
    document = _root(package.main_document_part)
    numbers = ListNumbers(*(_root(parts[name]) if name in parts else None
                            for name in ("/word/numbering.xml", "/word/styles.xml")))  # fmt: skip
    lines = list(_lines(document.find(qn("w:body")), numbers))
    lines += _lines_of_parts(parts, _NOTE_PARTS)
    margins = "\n".join(_lines_of_parts(parts, _MARGIN_PARTS))
    text = FileText.of("\n".join(lines), margins=margins, notes=macro_notes(file))
    pictures = list(_pictures(file.name, package.main_document_part))
    if not pictures or sum(map(str.isalpha, text.pages[0].text)) >= _THIN:
        return text
    found = recognised(file, len(pictures), lambda number: upright(pictures[number]))
    return replace(
        text,
        pages=(*(text.pages if any(map(str.strip, lines)) else ()), *found.pages),
        paged=True,
        notes=(*text.notes, *found.notes),
    )


def _pictures(name: str, part: Any) -> Iterator[Image.Image]:
    """The larger pictures of the body in their order, each once. Raises OversizedFile."""
    used = [node.get(attribute) for node in _root(part).iter(*_DRAWN) for attribute in _DRAWN[node.tag]]
    for key in dict.fromkeys(filter(None, used)):
        relation = part.rels.get(key)
        if relation is None or relation.is_external:
            continue
        with suppress(UnidentifiedImageError):
            picture = opened(name, relation.target_part.blob)
            if picture.width * picture.height >= _PAGE_POINTS:
                yield picture


def _root(part: Any) -> Any:
    return part.element if hasattr(part, "element") else parse_xml(part.blob)


def _lines_of_parts(parts: dict[str, Any], prefixes: tuple[str, ...]) -> list[str]:
    no_numbers = ListNumbers(None, None)
    return [
        line
        for name, part in sorted(parts.items())
        if name.startswith(prefixes)
        for line in _lines(_root(part), no_numbers)
        if line.strip()
    ]


def _lines(parent: Any, numbers: ListNumbers) -> Iterator[str]:
    for child in parent.iterchildren():
        if child.tag == qn("w:p"):
            yield _paragraph(child, numbers)
            for box in _boxes(child):
                yield from _lines(box, numbers)
        elif child.tag == qn("w:tbl"):
            yield from table_lines(list(_rows(child, numbers)))
        elif child.tag not in _REMOVED and isinstance(child.tag, str):
            yield from _lines(child, numbers)


def _rows(table: Any, numbers: ListNumbers) -> Iterator[list[list[str]]]:
    """Rows of cells; a cell that spans columns is followed by empty ones, so that columns stay in line."""
    for row in _found(table, "w:tr"):
        properties = row.find(qn("w:trPr"))
        if properties is not None and properties.find(qn("w:del")) is not None:
            continue
        cells: list[list[str]] = []
        for cell in _found(row, "w:tc"):
            cells.append(_cell(cell, numbers))
            cells.extend([] for _ in range(_span(cell) - 1))
        yield cells


def _found(parent: Any, tag: str) -> Iterator[Any]:
    """Children of a kind, also inside content controls, but not those of a nested table."""
    for child in parent.iterchildren():
        if child.tag == qn(tag):
            yield child
        elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:customXml"), qn("w:ins"), qn("w:moveTo")):
            yield from _found(child, tag)


def _cell(cell: Any, numbers: ListNumbers) -> list[str]:
    merged = cell.find(f"{_W}tcPr/{_W}vMerge")
    if merged is not None and merged.get(qn("w:val"), "continue") == "continue":
        return []
    return list(_lines(cell, numbers))


def _span(cell: Any) -> int:
    span = cell.find(f"{_W}tcPr/{_W}gridSpan")
    return min(int(span.get(qn("w:val"), "1")), 63) if span is not None else 1


def _paragraph(paragraph: Any, numbers: ListNumbers) -> str:
    text = "".join(_run(run) for run in _kept(paragraph, qn("w:r")))
    label = numbers.label(paragraph) if text.strip() else ""
    return f"{label} {text}" if label else text


def _kept(parent: Any, tag: str) -> Iterator[Any]:
    """Descendants of a kind, but none that was deleted or stands in a text box."""
    for child in parent.iterchildren():
        if child.tag == tag:
            yield child
        elif child.tag not in _REMOVED and child.tag != _TEXT_BOX:
            yield from _kept(child, tag)


def _boxes(paragraph: Any) -> Iterator[Any]:
    for child in paragraph.iterchildren():
        if child.tag == _TEXT_BOX:
            yield child
        elif child.tag not in _REMOVED:
            yield from _boxes(child)


def _run(run: Any) -> str:
    properties = run.find(qn("w:rPr"))
    hidden = None if properties is None else properties.find(qn("w:vanish"))
    if hidden is not None and hidden.get(qn("w:val"), "1") not in ("0", "false"):
        return ""
    return "".join(_characters(node) for node in run.iterchildren())


def _characters(node: Any) -> str:
    if node.tag == qn("w:t"):
        return node.text or ""
    if node.tag == qn("w:sym"):
        return chr(int(node.get(qn("w:char"), "20"), 16))
    return _WRITTEN.get(node.tag, "")
