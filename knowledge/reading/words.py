"""Recognised words with their places, put together as text: paragraphs, and tables row by row."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from knowledge.reading.grids import Box, Grid
from knowledge.reading.tables import table_lines

DOUBTFUL = 70.0
"""Confidence under which a word counts against its reading, and a page may lie on its side or upside down."""
SURE_SIGN = 80.0
"""Confidence under which a word in a table that has no letter or digit is a piece of a ruled line."""


@dataclass(frozen=True)
class Word:
    """A word in reading order; `confidence` 0-100. `line` orders its line, `paragraph` its paragraph."""

    text: str
    confidence: float
    paragraph: tuple[str, str]
    line: str
    x: float
    y: float
    """The middle of the word, in pixels."""

    def inside(self, box: Box) -> bool:
        """Whether the word's middle lies in a box."""
        return box.left <= self.x < box.right and box.top <= self.y < box.bottom


def words_of(table: str) -> list[Word]:
    """The words of tesseract's table (TSV), which has one row a word."""
    rows = csv.DictReader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    return [
        Word(
            row["text"].strip(),
            float(row["conf"]),
            (row["block_num"], row["par_num"]),
            row["line_num"],
            float(row["left"]) + float(row["width"]) / 2,
            float(row["top"]) + float(row["height"]) / 2,
        )
        for row in rows
        if row["level"] == "5" and (row["text"] or "").strip()
    ]


def certainty(words: Iterable[Word]) -> float:
    """Rises with every letter read surely and falls with every doubtful one: compares readings."""
    return sum((word.confidence - DOUBTFUL) * len(word.text) for word in words)


def text_of(words: Sequence[Word], grids: Sequence[Grid], spare: Sequence[Word] = ()) -> str:
    """The text of a page. `grids` are its ruled tables from the top down; a cell takes the surer of its words
    in this reading and in another, `spare`."""
    pieces: list[str] = []
    rest = list(words)
    for grid in grids:
        table = _Table(tuple(word for word in rest if word.inside(grid.box)), tuple(spare))
        above = [word for word in rest if word.y < grid.box.top]
        rest = [word for word in rest if word.y >= grid.box.top and not word.inside(grid.box)]
        pieces += [_paragraphs(above), "\n".join(table_lines(list(grid.cells(table.lines_in))))]
    pieces.append(_paragraphs(rest))
    return "\n\n".join(piece for piece in pieces if piece)


@dataclass(frozen=True)
class _Table:
    words: tuple[Word, ...]
    spare: tuple[Word, ...]

    def lines_in(self, box: Box) -> list[str]:
        """The lines in a cell, without strokes of its frame that were taken for signs."""
        ours = max(_in_cell(self.words, box), _in_cell(self.spare, box), key=certainty)
        return [" ".join(word.text.strip("|_") for word in line) for _, line in groupby(ours, key=_line_of)]


def _in_cell(words: Iterable[Word], box: Box) -> list[Word]:
    return [word for word in words if word.inside(box) and not _is_stroke(word)]


def _is_stroke(word: Word) -> bool:
    return word.confidence < SURE_SIGN and not any(char.isalnum() for char in word.text)


def _line_of(word: Word) -> tuple[tuple[str, str], str]:
    return word.paragraph, word.line


def _paragraphs(words: Iterable[Word]) -> str:
    return "\n\n".join(
        "\n".join(" ".join(word.text for word in line) for _, line in groupby(paragraph, key=_line_of))
        for _, paragraph in groupby(words, key=lambda word: word.paragraph)
    )
