"""Ruled tables on a PDF page, found by their lines and read cell by cell.

A PDF holds strokes and letters, no tables; taken in drawing order the words of neighbouring cells run
together. Lengths are in points (1/72 inch), y grows upwards.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from knowledge.reading.tables import table_lines

_THIN = 3.0
"""A drawn shape narrower than this is a line; lines closer than this are one."""
_SHORTEST = 6.0
_MOST_LINES = 2_000
"""A page of more drawn shapes is a drawing."""


class _Line(NamedTuple):
    """Stands at `at` on its own axis and runs from `start` to `end` along the other."""

    at: float
    start: float
    end: float

    def passes(self, position: float) -> bool:
        return self.start - _THIN <= position <= self.end + _THIN


@dataclass(frozen=True)
class _Grid:
    """A table: its lines, and the edges of its columns (left to right) and rows (top down)."""

    level: tuple[_Line, ...]
    upright: tuple[_Line, ...]

    @property
    def columns(self) -> list[float]:
        return _places(self.upright)

    @property
    def rows(self) -> list[float]:
        return _places(self.level)[::-1]


def text_with_tables(page: Any, text_page: Any) -> str:
    """The text of a page, with ruled tables of two columns and more as tab-separated rows."""
    plain: str = text_page.get_text_range()
    if page.get_rotation():
        return plain
    grids = sorted(_grids(page), key=lambda grid: -grid.rows[0])
    if not grids:
        return plain
    pieces: list[str] = []
    top = page.get_height()
    for grid in grids:
        if grid.rows[0] > top + _THIN:
            return plain  # tables side by side
        pieces.append(text_page.get_text_bounded(bottom=grid.rows[0], top=top))
        pieces += table_lines(list(_cells(grid, text_page)))
        top = grid.rows[-1]
    pieces.append(text_page.get_text_bounded(bottom=0, top=top))
    text = "\n".join(piece for piece in pieces if piece.strip())
    return text if _letters(text) == _letters(plain) else plain


def _letters(text: str) -> Counter[str]:
    """What must neither be lost nor doubled when a page is read in pieces."""
    return Counter(char for char in text if char.isalnum())


def _cells(grid: _Grid, text_page: Any) -> Iterator[list[list[str]]]:
    """Rows of cells; a merged cell has its text in its first row and column."""
    columns, rows = grid.columns, grid.rows
    taken: set[tuple[int, int]] = set()
    for row in range(len(rows) - 1):
        cells: list[list[str]] = []
        for column in range(len(columns) - 1):
            if (row, column) in taken:
                cells.append([])
                continue
            middle = (rows[row] + rows[row + 1]) / 2
            right = column + 1
            while right < len(columns) - 1 and not _ruled(grid.upright, columns[right], middle):
                right += 1
            center = (columns[column] + columns[column + 1]) / 2
            low = row + 1
            while low < len(rows) - 1 and not _ruled(grid.level, rows[low], center):
                low += 1
            taken.update((r, c) for r in range(row, low) for c in range(column, right))
            text = text_page.get_text_bounded(
                columns[column] + 1, rows[low] + 1, columns[right] - 1, rows[row] - 1
            )
            cells.append(text.splitlines())
        yield cells


def _ruled(lines: Iterable[_Line], at: float, position: float) -> bool:
    return any(abs(line.at - at) <= _THIN and line.passes(position) for line in lines)


def _grids(page: Any) -> Iterator[_Grid]:
    level, upright = _lines(page)
    while upright:
        mine = [upright.pop()]
        crossing: list[_Line] = []
        grown = True
        while grown:
            across = [line for line in level if any(_cross(line, other) for other in mine)]
            along = [line for line in upright if any(_cross(other, line) for other in across)]
            grown = bool(along) or len(across) > len(crossing)
            crossing = across
            mine += along
            upright = [line for line in upright if line not in along]
        grid = _Grid(tuple(crossing), tuple(mine))
        if len(grid.columns) >= 3 and len(grid.rows) >= 2:
            yield grid


def _cross(level: _Line, upright: _Line) -> bool:
    return level.passes(upright.at) and upright.passes(level.at)


def _lines(page: Any) -> tuple[list[_Line], list[_Line]]:
    """Level and upright lines: thin shapes, and the edges of boxes."""
    level: list[_Line] = []
    upright: list[_Line] = []
    for number, shape in enumerate(page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_PATH,), max_depth=3)):
        if number == _MOST_LINES:
            return [], []
        left, bottom, right, top = shape.get_bounds()
        if right - left > _THIN:
            level += [_Line(at, left, right) for at in _edges(bottom, top)]
        if top - bottom > _THIN:
            upright += [_Line(at, bottom, top) for at in _edges(left, right)]
    return _joined(level), _joined(upright)


def _edges(low: float, high: float) -> tuple[float, ...]:
    return ((low + high) / 2,) if high - low <= _THIN else (low, high)


def _joined(lines: list[_Line]) -> list[_Line]:
    """Pieces of one line as one; what stays short (a dash, a dot) is no rule of a table."""
    joined: list[_Line] = []
    for at in _places(lines):
        on_it = [line for line in lines if 0 <= line.at - at <= _THIN]
        for line in sorted(on_it, key=lambda line: line.start):
            if joined and joined[-1].at == at and line.start <= joined[-1].end + _THIN:
                joined[-1] = _Line(at, joined[-1].start, max(joined[-1].end, line.end))
            else:
                joined.append(_Line(at, line.start, line.end))
    return [line for line in joined if line.end - line.start >= _SHORTEST]


def _places(lines: Sequence[_Line]) -> list[float]:
    """Where lines stand, those within a line's width taken as one."""
    places: list[float] = []
    for at in sorted(line.at for line in lines):
        if not places or at - places[-1] > _THIN:
            places.append(at)
    return places
