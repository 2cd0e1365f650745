"""Tables of figures: rows of tab-separated cells under a row of headings.

A column headed "Chỉ tiêu" or "Nội dung" names the indicator, one headed "ĐVT" the unit; the columns with
numbers are results, targets or shares of the plan by their heading ("Thực hiện", "Kế hoạch năm 2026",
"TH/KH (%)"). Cells with sentences are read as prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from knowledge.models import Comparator, Nature
from knowledge.numbers import counted_noun, find_quantities, parse_number
from knowledge.periods import periods
from knowledge.units import Value, standard_unit
from knowledge.vietnamese import as_letters, fold


class TableFigure(NamedTuple):
    """A value in a cell; `text[start:end]` runs from the label of its row to the cell."""

    label: str
    value: Value
    comparator: Comparator
    unit: str
    relative: str | None
    nature: Nature | None
    period: str | None
    start: int
    end: int


class _Cell(NamedTuple):
    start: int
    end: int
    text: str


class _Column(NamedTuple):
    """What the heading of a column says of its numbers."""

    heading: str
    unit: str | None
    relative: str | None
    nature: Nature | None
    period: str | None


class Table(NamedTuple):
    """The figures of a table and the cells that were read for them."""

    figures: tuple[TableFigure, ...]
    used: frozenset[tuple[int, int]]
    cells: tuple[_Cell, ...]

    def prose(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The cells between two places that hold words and no figure of the table."""
        for cell in self.cells:
            if start <= cell.start < end and (cell.start, cell.end) not in self.used and " " in cell.text:
                yield cell.start, cell.end


_NUMBER_CELL = re.compile(r"[<>≥≤~]?\s*\d[\d.,]*(?:\s*[-–]\s*\d[\d.,]*)?\s*%?")
_LABEL_HEADING = re.compile(
    r"chi tieu|noi dung|ten|danh muc|loai|linh vuc|hang muc|dien giai|san pham|don vi$|thon|khoan"
)
_UNIT_HEADING = re.compile(r"don vi tinh|dvt|dv tinh|^don vi$")
_NUMBER_HEADING = re.compile(
    r"ke hoach|thuc hien|ket qua|so luong|so lieu|nam 20\d\d|20\d\d|ty le|ti le|dien tich|so tien"
    r"|kinh phi|muc tieu|gia tri"
    r"|uoc|tong|\bkh\b|\bth\b|san luong|so ho|so nguoi|du toan|quyet toan|chi tieu giao|cung ky|so sanh"
)
_INDEX_HEADING = re.compile(r"^(?:tt|stt|so tt)\.?$")
_AIMED = re.compile(r"ke hoach|muc tieu|\bkh\b|chi tieu giao|du toan|phan dau|du kien")
_RELATIVE = re.compile(
    r"\b(?:th|thuc hien|uth)\s*/\s*(?:kh|ke hoach|dt|du toan|ck)|so sanh|so voi|% (?:kh|ke hoach"
    r"|hoan thanh)|dat % |ty le (?:dat|hoan thanh|th)"
)
_BRACKETED_UNIT = re.compile(r"\(([^()]{1,25})\)\s*$")


def is_table_row(line: str) -> bool:
    """Whether a line is a row of cells."""
    return "\t" in line.strip()


def table_figures(text: str, rows: Sequence[tuple[int, int]]) -> Table:
    """The figures of consecutive rows; the first row with headings for numbers opens a table."""
    figures: list[TableFigure] = []
    used: set[tuple[int, int]] = set()
    everything: list[_Cell] = []
    columns: list[_Column] | None = None
    label_at = unit_at = -1
    for start, end in rows:
        cells = _cells(text, start, end)
        everything += cells
        heading = _heading(cells)
        if heading is not None:
            columns, label_at, unit_at = heading
            used.update((cell.start, cell.end) for cell in cells)
            continue
        if columns is None or label_at >= len(cells):
            continue
        found = list(_row_figures(cells, columns, label_at, unit_at))
        if found:
            figures += found
            used.update((cell.start, cell.end) for cell in cells)
    return Table(tuple(figures), frozenset(used), tuple(everything))


def _cells(text: str, start: int, end: int) -> list[_Cell]:
    cells: list[_Cell] = []
    at = start
    for part in text[start:end].split("\t"):
        stripped = part.strip()
        begin = at + len(part) - len(part.lstrip())
        cells.append(_Cell(begin, begin + len(stripped), stripped))
        at += len(part) + 1
    return cells


def _heading(cells: Sequence[_Cell]) -> tuple[list[_Column], int, int] | None:
    """The columns, which of them labels the rows and which holds the units (-1: none)."""
    folded = [as_letters(fold(" ".join(cell.text.split()))) for cell in cells]
    if any(_NUMBER_CELL.fullmatch(cell.text) and not re.fullmatch(r"20\d\d", cell.text) for cell in cells):
        return None
    unit_at = next((at for at, words in enumerate(folded) if _UNIT_HEADING.search(words)), -1)
    label_at = next(
        (
            at
            for at, words in enumerate(folded)
            if _LABEL_HEADING.search(words) and not _INDEX_HEADING.match(words) and at != unit_at
        ),
        -1,
    )
    numeric = [
        at
        for at, words in enumerate(folded)
        if at not in (label_at, unit_at) and _NUMBER_HEADING.search(words)
    ]
    if label_at < 0 or not numeric or any(len(words) > 60 for words in folded):
        return None
    return (
        [
            _column(cell.text, words, at in numeric)
            for at, (cell, words) in enumerate(zip(cells, folded, strict=True))
        ],
        label_at,
        unit_at,
    )


def _column(heading: str, folded: str, numeric: bool) -> _Column:
    unit = _BRACKETED_UNIT.search(heading)
    named = periods(as_letters(fold(heading)), 0, len(heading))
    year = re.search(r"\b20\d\d\b", folded)
    period = named[-1].words if named else f"năm {year[0]}" if year else None
    relative = _RELATIVE.search(folded) is not None
    aimed = _AIMED.search(folded) is not None
    reached = re.search(r"thuc hien|ket qua|\bth\b|uoc|quyet toan", folded) is not None
    nature = Nature.TARGET if aimed and not relative else Nature.RESULT if reached or relative else None
    return _Column(
        heading if numeric else "",
        "%" if "%" in folded else (unit[1] if unit else None),
        _BRACKETED_UNIT.sub("", " ".join(heading.split())).strip() if relative else None,
        nature,
        period,
    )


def _row_figures(
    cells: Sequence[_Cell], columns: Sequence[_Column], label_at: int, unit_at: int
) -> Iterator[TableFigure]:
    label = cells[label_at]
    if not re.search(r"[^\W\d]{2}", label.text):
        return
    row_unit = cells[unit_at].text if 0 <= unit_at < len(cells) else ""
    bracketed = _BRACKETED_UNIT.search(label.text)
    if not row_unit and bracketed:
        row_unit = bracketed[1]
    name = _BRACKETED_UNIT.sub("", label.text).strip(" -+*")
    several = sum(bool(column.heading) for column in columns) > 1
    for cell, column in zip(cells, columns, strict=False):
        if not column.heading or cell.start <= label.start:
            continue
        value = _value(cell.text)
        if value is None:
            continue
        number, comparator, stated_unit = value
        headed = column.unit if column.relative else row_unit or column.unit
        unit = standard_unit(stated_unit or headed or counted_noun(name))
        own = several and not (column.nature or column.period or column.relative)
        yield TableFigure(
            f"{name} - {_BRACKETED_UNIT.sub('', column.heading).strip().lower()}" if own else name,
            number,
            comparator,
            unit,
            column.relative,
            column.nature,
            column.period,
            label.start,
            cell.end,
        )


def _value(cell: str) -> tuple[Value, Comparator, str] | None:
    quantities = find_quantities(cell, marked=True)
    if len(quantities) == 1 and quantities[0].start == 0 and quantities[0].end >= len(cell.rstrip(" .")) - 1:
        return quantities[0].value, quantities[0].comparator, quantities[0].unit
    if not _NUMBER_CELL.fullmatch(cell):
        return None
    sign = {
        ">": Comparator.GREATER,
        "<": Comparator.LESS,
        "≥": Comparator.AT_LEAST,
        "≤": Comparator.AT_MOST,
        "~": Comparator.ABOUT,
    }
    try:
        return (
            parse_number(cell.strip("<>≥≤~ %")),
            sign.get(cell[0], Comparator.EQUAL),
            "%" if "%" in cell else "",
        )
    except ValueError:
        return None
