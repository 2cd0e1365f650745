"""OpenDocument texts (.odt), as LibreOffice saves them."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from docx.oxml import parse_xml

from knowledge.errors import EncryptedFile
from knowledge.reading.pages import FileText, SourceFile
from knowledge.reading.tables import table_lines

_NAMES = "urn:oasis:names:tc:opendocument:xmlns:"
_TEXT, _TABLE = f"{{{_NAMES}text:1.0}}", f"{{{_NAMES}table:1.0}}"
_PARAGRAPHS = frozenset((f"{_TEXT}p", f"{_TEXT}h"))
_NOT_SHOWN = frozenset(
    (f"{_TEXT}tracked-changes", f"{_TEXT}sequence-decls", f"{{{_NAMES}office:1.0}}annotation")
)
_WRITTEN = {f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n", f"{_TEXT}s": " "}
_MARGINS = tuple(f"{{{_NAMES}style:1.0}}{name}" for name in ("header", "footer"))


def read(file: SourceFile) -> FileText:
    """The body, with tables and text boxes; tracked deletions and comments are left out, running headers and
    footers go to `margins`. Raises EncryptedFile."""
    with ZipFile(BytesIO(file.content)) as container:
        names = container.namelist()
        manifest = container.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in names else b""
        if b"encryption-data" in manifest:
            raise EncryptedFile(file.name, "tệp OpenDocument có mật khẩu; hãy bỏ mật khẩu rồi nạp lại")
        content = parse_xml(container.read("content.xml"))
        styles = parse_xml(container.read("styles.xml")) if "styles.xml" in names else None
    margins = [] if styles is None else [line for part in styles.iter(*_MARGINS) for line in _lines(part)]
    return FileText.of("\n".join(_lines(content)), margins="\n".join(margins))


def _lines(parent: Any) -> Iterator[str]:
    for child in parent.iterchildren():
        if child.tag in _PARAGRAPHS:
            yield "".join(_characters(child))
            for box in child.iter(f"{{{_NAMES}drawing:1.0}}text-box"):
                yield from _lines(box)
        elif child.tag == f"{_TABLE}table":
            yield from table_lines([list(_cells(row)) for row in child.iter(f"{_TABLE}table-row")])
        elif child.tag not in _NOT_SHOWN and isinstance(child.tag, str):
            yield from _lines(child)


def _cells(row: Any) -> Iterator[list[str]]:
    """Cells, and for each column that a merged one covers an empty one."""
    for cell in row.iterchildren(f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
        yield list(_lines(cell))


def _characters(parent: Any) -> Iterator[str]:
    yield parent.text or ""
    for child in parent.iterchildren():
        if child.tag in _WRITTEN:
            yield _WRITTEN[child.tag]
        elif child.tag not in _NOT_SHOWN and not str(child.tag).startswith(f"{{{_NAMES}drawing"):
            yield from _characters(child)
        yield child.tail or ""
