"""Rich Text Format, read by striprtf; what that library does not know is marked for it beforehand."""

from __future__ import annotations

import re

from striprtf.striprtf import rtf_to_text

from knowledge.errors import DamagedFile
from knowledge.reading.pages import FileText, SourceFile
from knowledge.reading.tables import table_lines

_CELL, _ROW, _CELL_LINE = "\ue000", "\ue001", "\ue002"
"""Private characters that stand for the end of a cell, of a row and of a paragraph inside a cell."""
_NOT_TEXT = re.compile(r"\\(?:deleted|v|fldinst)(?![a-z0-9-])")
"""Tracked deletions, hidden text, field codes: the rest of their group is not the document's text."""
_TABLE_WORD = re.compile(r"\\(pard|intbl|par|nestcell|cell|row|trowd)(?![a-z])-?\d* ?")
_BRACE = re.compile(rb"\\[\\{}]|([{}])")


def read(file: SourceFile) -> FileText:
    """The text, with table cells apart by tabs. Raises DamagedFile where groups are left open."""
    depth = sum({b"{": 1, b"}": -1}.get(match[1], 0) for match in _BRACE.finditer(file.content))
    if depth > 0 and rb"\bin" not in file.content:
        raise DamagedFile(file.name, "tệp RTF bị cắt cụt")
    source = _NOT_TEXT.sub(r"\\*", file.content.decode("latin-1"))
    text = rtf_to_text(_mark_tables(source), errors="replace")
    return FileText.of("\n".join(_lines(text)))


def _mark_tables(source: str) -> str:
    in_table = False

    def mark(word: re.Match[str]) -> str:
        nonlocal in_table
        match word[1]:
            case "pard":
                in_table = False
            case "intbl":
                in_table = True
            case "par" if in_table:
                return _unicode(_CELL_LINE)
            case "cell" | "nestcell":
                return _unicode(_CELL)
            case "row":
                return _unicode(_ROW)
        return word[0]

    return _TABLE_WORD.sub(mark, source)


def _unicode(char: str) -> str:
    """The character as an RTF escape that leaves no substitute behind."""
    return f"{{\\uc0\\u{ord(char) - 0x10000} }}"


def _lines(text: str) -> list[str]:
    """Lines outside tables as they are; runs of rows laid out as tables."""
    lines: list[str] = []
    rows: list[list[list[str]]] = []
    *finished, rest = text.split(_ROW)
    for part in finished:
        before, _, first = part.partition(_CELL)[0].rpartition("\n")
        if before.strip() and rows:
            lines += table_lines(rows)
            rows = []
        lines += before.split("\n") if before.strip() else []
        cells = [first, *part.split(_CELL)[1:-1]] if _CELL in part else [part]
        rows.append([cell.replace("\n", _CELL_LINE).split(_CELL_LINE) for cell in cells])
    return [*lines, *table_lines(rows), *rest.replace(_CELL, "\t").replace(_CELL_LINE, "\n").split("\n")]
