"""The ruled lines in the image of a page."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from knowledge.reading.grids import Grid, Line, find_grids

_INK = 140
"""Grey value under which a pixel is ink."""
_STEP = 8
"""Pixels along a line that are judged together; letters have no level or upright stroke of several steps."""
_EDGE = 2
"""Pixels on either side of a line that its blurred edge may darken."""
_SHORTEST = 0.03
"""Of the page's width: a piece of a line. At 200 dpi 6 mm, three times the stem of a capital letter."""
_THIN = 0.005
"""Of the page's width: lines closer than this are one; a line of a page half a degree tilted drifts as much
in half its length."""


def without_rules(image: Image.Image) -> tuple[Image.Image, tuple[Grid, ...]]:
    """A grey, level page with the lines of its tables wiped out, and those tables (of two columns and more;
    lengths in pixels). The recogniser drops whole rows of a table that is closely ruled, and columns of one
    that is not: a page with tables is worth reading both ways."""
    pixels = np.asarray(image)
    ink = pixels < _INK
    shortest = max(int(image.width * _SHORTEST) // _STEP, 2)
    level, upright = list(_lines(ink, shortest)), list(_lines(ink.T, shortest))
    grids = find_grids(level, upright, max(image.width * _THIN, 3.0))
    if not grids:
        return image, ()
    wiped = pixels.copy()
    _wipe(wiped, level, [(grid.box.top, grid.box.bottom) for grid in grids])
    _wipe(wiped.T, upright, [(grid.box.left, grid.box.right) for grid in grids])
    return Image.fromarray(wiped), tuple(grids)


def _wipe(pixels: NDArray[np.uint8], lines: list[Line], stretches: list[tuple[float, float]]) -> None:
    """Whiten lines along the rows that lie within a stretch of rows, and their soft edges."""
    margin = _EDGE + pixels.shape[1] * _THIN
    for line in lines:
        if any(low - margin <= line.at <= high + margin for low, high in stretches):
            row = int(line.at)
            pixels[max(row - _EDGE, 0) : row + _EDGE + 1, int(line.start) : int(line.end)] = 255


def _lines(ink: NDArray[np.bool_], shortest: int) -> Iterator[Line]:
    """Runs of ink along the rows, broken by no more than a pixel's unevenness."""
    steps = ink.shape[1] // _STEP
    if steps < shortest or ink.shape[0] < 3:
        return
    thick = ink[:-2] | ink[1:-1] | ink[2:]
    inked = thick[:, : steps * _STEP].reshape(len(thick), steps, _STEP).mean(axis=2) > 0.8
    bounds = np.diff(np.pad(inked, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    rows, starts = np.nonzero(bounds == 1)
    _, ends = np.nonzero(bounds == -1)
    for row, start, end in zip(rows, starts, ends, strict=True):
        if end - start >= shortest:
            yield Line(float(row + 1), float(start * _STEP), float(end * _STEP))
