"""Ruled tables on a PDF page, found by their lines and read cell by cell.

A PDF holds strokes and letters, no tables; taken in drawing order the words of neighbouring cells run
together. Lengths are in points (1/72 inch).
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import pypdfium2.raw as pdfium

from knowledge.reading.grids import Box, Grid, Line, find_grids
from knowledge.reading.tables import table_lines

_THIN = 3.0
"""A drawn shape narrower than this is a line."""
_MOST_LINES = 2_000
"""A page of more drawn shapes is a drawing."""


def text_with_tables(page: Any, text_page: Any) -> str:
    """The text of a page, with ruled tables of two columns and more as tab-separated rows."""
    plain: str = text_page.get_text_range()
    if page.get_rotation():
        return plain
    height = page.get_height()
    grids = _grids(page, height)
    if not grids:
        return plain

    def lines_in(box: Box) -> list[str]:
        bounds = (box.left + 1, height - box.bottom + 1, box.right - 1, height - box.top - 1)
        found: list[str] = text_page.get_text_bounded(*bounds).splitlines()
        return found

    pieces: list[str] = []
    top = height
    for grid in grids:
        pieces.append(text_page.get_text_bounded(bottom=height - grid.box.top, top=top))
        pieces += table_lines(list(grid.cells(lines_in)))
        top = height - grid.box.bottom
    pieces.append(text_page.get_text_bounded(bottom=0, top=top))
    text = "\n".join(piece for piece in pieces if piece.strip())
    return text if _letters(text) == _letters(plain) else plain


def _letters(text: str) -> Counter[str]:
    """What must neither be lost nor doubled when a page is read in pieces."""
    return Counter(char for char in text if char.isalnum())


def _grids(page: Any, height: float) -> list[Grid]:
    """From level and upright lines: thin shapes, and the edges of boxes."""
    level: list[Line] = []
    upright: list[Line] = []
    for number, shape in enumerate(page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_PATH,), max_depth=3)):
        if number == _MOST_LINES:
            return []
        left, bottom, right, top = shape.get_bounds()
        if right - left > _THIN:
            level += [Line(height - at, left, right) for at in _edges(bottom, top)]
        if top - bottom > _THIN:
            upright += [Line(at, height - top, height - bottom) for at in _edges(left, right)]
    return find_grids(level, upright, _THIN)


def _edges(low: float, high: float) -> tuple[float, ...]:
    return ((low + high) / 2,) if high - low <= _THIN else (low, high)
