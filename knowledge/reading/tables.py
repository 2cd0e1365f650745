"""Tables as text: one line a row, cells apart by tabs.

The head and the end of an official document are set in borderless tables (agency beside motto, recipients
beside signature; Nghị định 30/2020/NĐ-CP, phụ lục I). Those are not tables to a reader: their cells are
written one after the other, line by line. So is a table of one column: it is a frame.
"""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.vietnamese import fold, nfc

Cell = Sequence[str]
"""The paragraphs of a cell; a cell covered by a merged one is empty."""
Row = Sequence[Cell]

_LAYOUT_WORDS = ("cong hoa xa hoi chu nghia", "dang cong san viet nam", "noi nhan")
_LAYOUT_ROWS = 4


def table_lines(rows: Sequence[Row]) -> list[str]:
    """The lines of a table; empty rows are left out."""
    if _is_layout(rows):
        return [line for row in rows for cell in row for line in cell if line.strip()]
    lines = ("\t".join(_one_line(cell) for cell in row) for row in rows)
    return [line for line in lines if line.strip()]


def _is_layout(rows: Sequence[Row]) -> bool:
    if all(len(row) < 2 for row in rows):
        return True
    if len(rows) > _LAYOUT_ROWS:
        return False
    words = fold(nfc(" ".join(_one_line(cell) for row in rows for cell in row)))
    return any(phrase in words for phrase in _LAYOUT_WORDS)


def _one_line(cell: Cell) -> str:
    return " ".join(" ".join(cell).split())
