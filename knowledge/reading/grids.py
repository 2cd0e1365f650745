"""Ruled tables on a page, as their lines tell: columns, rows, merged cells.

Lengths are in any unit; x grows to the right and y downwards. `thin` is the distance below which two lines
are one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from knowledge.reading.tables import Cell


class Line(NamedTuple):
    """Stands at `at` on its own axis and runs from `start` to `end` along the other."""

    at: float
    start: float
    end: float


class Box(NamedTuple):
    """A cell, or what several merged cells cover."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Grid:
    """A table: its level and upright lines."""

    level: tuple[Line, ...]
    upright: tuple[Line, ...]
    thin: float

    @cached_property
    def columns(self) -> list[float]:
        """The edges of the columns, left to right."""
        return _places(self.upright, self.thin)

    @cached_property
    def rows(self) -> list[float]:
        """The edges of the rows, top down."""
        return _places(self.level, self.thin)

    @property
    def box(self) -> Box:
        """The whole table."""
        return Box(self.columns[0], self.rows[0], self.columns[-1], self.rows[-1])

    def cells(self, text_in: Callable[[Box], Cell]) -> Iterator[list[Cell]]:
        """Rows of cells; a merged cell has its text in its first row and column."""
        columns, rows = self.columns, self.rows
        taken: set[tuple[int, int]] = set()
        for row in range(len(rows) - 1):
            cells: list[Cell] = []
            for column in range(len(columns) - 1):
                if (row, column) in taken:
                    cells.append(())
                    continue
                right = _next(self.upright, columns, column, (rows[row] + rows[row + 1]) / 2, self.thin)
                low = _next(self.level, rows, row, (columns[column] + columns[column + 1]) / 2, self.thin)
                taken.update((r, c) for r in range(row, low) for c in range(column, right))
                cells.append(text_in(Box(columns[column], rows[row], columns[right], rows[low])))
            yield cells


def _next(lines: Iterable[Line], edges: list[float], index: int, position: float, thin: float) -> int:
    """The next edge behind `index` that is really drawn at `position`, or the last."""
    for edge in range(index + 1, len(edges) - 1):
        if any(abs(line.at - edges[edge]) <= thin and _passes(line, position, thin) for line in lines):
            return edge
    return len(edges) - 1


def find_grids(level: Iterable[Line], upright: Iterable[Line], thin: float) -> list[Grid]:
    """The tables of two columns and more that the lines of a page draw, from the top of the page down."""
    levels, uprights = joined(level, thin), joined(upright, thin)
    grids: list[Grid] = []
    while uprights:
        mine = [uprights.pop()]
        crossing: list[Line] = []
        while True:
            across = [line for line in levels if any(_cross(line, other, thin) for other in mine)]
            along = [line for line in uprights if any(_cross(other, line, thin) for other in across)]
            if not along and len(across) == len(crossing):
                break
            crossing = across
            mine += along
            uprights = [line for line in uprights if line not in along]
        grid = Grid(tuple(crossing), tuple(mine), thin)
        if len(grid.columns) >= 3 and len(grid.rows) >= 2:
            grids.append(grid)
    return sorted(grids, key=lambda grid: grid.rows[0])


def _cross(level: Line, upright: Line, thin: float) -> bool:
    return _passes(level, upright.at, thin) and _passes(upright, level.at, thin)


def _passes(line: Line, position: float, thin: float) -> bool:
    return line.start - thin <= position <= line.end + thin


def joined(lines: Iterable[Line], thin: float) -> list[Line]:
    """Pieces of one line as one; what stays short (a dash, a dot) is no rule of a table."""
    whole: list[Line] = []
    for group in _groups(lines, thin):
        at = sum(line.at for line in group) / len(group)
        pieces: list[Line] = []
        for line in sorted(group, key=lambda line: line.start):
            if pieces and line.start <= pieces[-1].end + thin:
                pieces[-1] = Line(at, pieces[-1].start, max(pieces[-1].end, line.end))
            else:
                pieces.append(Line(at, line.start, line.end))
        whole += [piece for piece in pieces if piece.end - piece.start >= 2 * thin]
    return whole


def _places(lines: Iterable[Line], thin: float) -> list[float]:
    return [sum(line.at for line in group) / len(group) for group in _groups(lines, thin)]


def _groups(lines: Iterable[Line], thin: float) -> list[list[Line]]:
    """Lines within `thin` of their neighbour, in order."""
    groups: list[list[Line]] = []
    for line in sorted(lines):
        if groups and line.at - groups[-1][-1].at <= thin:
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups
