"""Tables of figures: rows of tab-separated cells under one or two rows of headings.

    Chỉ tiêu | ĐVT | Kế hoạch 2025 | Thực hiện | TH/KH (%)    each row an indicator, each column a value
    Thôn | Số hộ | Hộ nghèo | Tỷ lệ (%)                       each column an indicator, each row a place
    Lĩnh vực | Số hồ sơ | Trong đó trực tuyến | Tỷ lệ (%)     the same, each row a part of the whole

Columns are results, targets or shares of the plan by their heading. Of places and parts only the row of the
total states an indicator of the catalogue; the others are figures of their own. A column that counts what the
one before it counts ("Trong đó …", "Quá hạn") or states its share ("Tỷ lệ (%)") is named with it. Cells with
sentences are read as prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from knowledge.models import Comparator, Nature
from knowledge.numbers import counted_noun, find_quantities, parse_number
from knowledge.table_headings import BRACKETED_UNIT, Column, Frame, frame_of
from knowledge.units import Value, standard_unit
from knowledge.vietnamese import as_letters, fold


class TableFigure(NamedTuple):
    """A value in a cell; `text[start:end]` runs from the label of its row to the cell. `label` names the
    indicator, `part` the place or part of the whole whose it is ("" for all), `relative` says what a share is
    taken of."""

    label: str
    part: str
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

    @property
    def folded(self) -> str:
        return as_letters(fold(" ".join(self.text.split())))


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


_NUMBER_CELL = re.compile(r"(?P<sign>[<>≥≤~]?)\s*(?P<number>\d[\d.,]*)(?:\s*/\s*\d+)?\s*(?P<share>%?)")
_SIGNS = {
    ">": Comparator.GREATER,
    "<": Comparator.LESS,
    "≥": Comparator.AT_LEAST,
    "≤": Comparator.AT_MOST,
    "~": Comparator.ABOUT,
}
_TOTAL_ROW = re.compile(r"(?:tong(?: cong| so)?|cong|toan (?:xa|phuong))\b")


def is_table_row(line: str) -> bool:
    """Whether a line is a row of cells."""
    return "\t" in line.strip()


def table_figures(text: str, rows: Sequence[tuple[int, int]]) -> Table:
    """The figures of consecutive rows; a row with headings for values opens a table."""
    figures: list[TableFigure] = []
    used: set[tuple[int, int]] = set()
    everything: list[_Cell] = []
    frame: Frame | None = None
    heading: list[str] = []
    found_last = False
    for start, end in rows:
        cells = _cells(text, start, end)
        everything += cells
        if frame is not None and not found_last and _goes_on(cells, frame):
            heading = _merged(heading, cells)
        elif _may_head(cells):
            heading = [cell.text for cell in cells]
        else:
            found = list(_row_figures(cells, frame)) if frame is not None else []
            figures += found
            if found:
                used.update((cell.start, cell.end) for cell in cells)
            found_last = bool(found)
            continue
        opened = frame_of(heading)
        if opened is not None:
            frame, found_last = opened, False
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


def _may_head(cells: Sequence[_Cell]) -> bool:
    """Whether a row holds words only, or years."""
    numbers = [cell.text for cell in cells if _NUMBER_CELL.fullmatch(cell.text)]
    return all(re.fullmatch(r"20\d\d", number) for number in numbers) and len(cells) > 1


def _goes_on(cells: Sequence[_Cell], frame: Frame) -> bool:
    """Whether a row is the second one of the headings: words only, and none where the labels stand."""
    label = cells[frame.label_at].text if frame.label_at < len(cells) else ""
    return not label and _may_head(cells) and any(cell.text for cell in cells)


def _merged(heading: Sequence[str], cells: Sequence[_Cell]) -> list[str]:
    """Two rows of headings as one; an empty cell of the first row goes on with the one before it."""
    merged: list[str] = []
    above = ""
    for at in range(max(len(heading), len(cells))):
        above = (heading[at] if at < len(heading) else "") or above
        below = cells[at].text if at < len(cells) else ""
        merged.append(f"{above} {below}" if below else heading[at] if at < len(heading) else "")
    return merged


def _row_figures(cells: Sequence[_Cell], frame: Frame) -> Iterator[TableFigure]:
    if frame.label_at >= len(cells) or not re.search(r"[^\W\d]{2}", cells[frame.label_at].text):
        return
    label = cells[frame.label_at]
    for at, column in frame.columns.items():
        read = _value(cells[at].text) if at < len(cells) else None
        if read is None:
            continue
        value, comparator, stated = read
        name, part, unit = _indicator(cells, frame, column)
        yield TableFigure(
            name,
            part,
            value,
            comparator,
            standard_unit(stated or unit),
            column.relative,
            column.nature,
            column.period,
            label.start,
            cells[at].end,
        )


def _indicator(cells: Sequence[_Cell], frame: Frame, column: Column) -> tuple[str, str, str]:
    """The name of the indicator in one column of a row, the place or part it is of, and its unit."""
    label = cells[frame.label_at]
    bracketed = BRACKETED_UNIT.search(label.text)
    name = BRACKETED_UNIT.sub("", label.text).strip(" -+*")
    if frame.places:
        return column.heading, "" if _TOTAL_ROW.match(label.folded) else name, column.unit
    row_unit = cells[frame.unit_at].text if 0 <= frame.unit_at < len(cells) else ""
    unit = column.unit if column.relative else row_unit or (bracketed[1] if bracketed else "") or column.unit
    alone = len(frame.columns) == 1 or column.nature or column.period or column.relative
    full = name if alone else f"{name} - {column.heading[:1].lower()}{column.heading[1:]}"
    return full, "", unit or counted_noun(name)


def _value(cell: str) -> tuple[Value, Comparator, str] | None:
    """The value of a cell that holds nothing else, its bound, and its unit where the cell states one."""
    quantities = find_quantities(cell, marked=True)
    if len(quantities) == 1 and quantities[0].start == 0 and quantities[0].end >= len(cell.rstrip(" .")) - 1:
        return quantities[0].value, quantities[0].comparator, quantities[0].unit
    match = _NUMBER_CELL.fullmatch(cell)
    if match is None:
        return None
    try:
        return parse_number(match["number"]), _SIGNS.get(match["sign"], Comparator.EQUAL), match["share"]
    except ValueError:
        return None
