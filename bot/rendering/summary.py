"""A comparison on one page for a meeting: what is compared, the table, what to beware of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot import texts
from bot.assistant.answers.figures import shown
from bot.assistant.compare import Cell, Matrix, Row
from bot.assistant.comparing.ranking import ranking, summary
from bot.assistant.corpus import Corpus
from bot.assistant.models import SourceRef
from bot.rendering.paper import Annex, Block, BlockStyle, Paper
from knowledge.models import Nature
from knowledge.numbers import format_number

ROWS = 2
"""Indicators that fit on a page."""
COLUMNS = 6
"""Indicators that fit across a page."""
UNITS = 5
"""Units named at each end of a ranking."""


def summary_paper(corpus: Corpus, matrix: Matrix, today: date) -> Paper:
    """The page; every figure carries its quote as a comment."""
    body: list[Block] = []
    for number, row in enumerate([row for row in matrix.rows if row.stating()][:ROWS], 1):
        body.append(Block.of(BlockStyle.HEADING, f"{number}. {row.name}"))
        body += _row_blocks(corpus, row)
    body += [Block.of(BlockStyle.PARAGRAPH, f"* {note}") for note in _notes(matrix)]
    return Paper(
        issuer=texts.SUMMARY_ISSUER,
        symbol=texts.SUMMARY_SYMBOL,
        place_date=texts.SUMMARY_DATE.format(day=today.day, month=today.month, year=today.year),
        kind=texts.SUMMARY_KIND,
        subject=texts.SUMMARY_SUBJECT.format(count=len(matrix.units)),
        body=(*body, Block.of(BlockStyle.PARAGRAPH, texts.COMPARED_ANNEXED)),
        annexes=(_table(matrix),),
    )


def _table(matrix: Matrix) -> Annex:
    """Every unit with what it states of each indicator."""
    rows = matrix.rows[:COLUMNS]
    cells: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        for cell in row.cells:
            cells.setdefault((row.name, cell.commune), []).append(_said(cell))
    return Annex(
        label=texts.ANNEX,
        title=texts.COMPARED_TITLE,
        columns=(
            *texts.SUMMARY_COLUMNS,
            *(f"{row.name} ({row.unit})" if row.unit else row.name for row in rows),
        ),
        widths=(1, 4, *(4.0 for _ in rows)),
        rows=tuple(
            (
                str(number),
                unit,
                *("; ".join(dict.fromkeys(cells.get((row.name, unit), [texts.NOT_STATED]))) for row in rows),
            )
            for number, unit in enumerate(matrix.units, 1)
        ),
    )


def _said(cell: Cell) -> str:
    if cell.figure is None:
        return texts.NOT_STATED
    nature = texts.NATURES[cell.figure.nature.value]
    return texts.COMPARED_CELL.format(value=shown(cell.figure), nature=nature)


def _notes(matrix: Matrix) -> list[str]:
    """What holds for the whole page, each once."""
    general = (
        texts.BOUNDS_NOT_SUBTRACTED,
        texts.RESULT_IS_NOT_TARGET,
        texts.PERIODS_DIFFER,
        texts.UNITS_DIFFER,
    )
    said = [note for row in matrix.rows[:ROWS] for note in row.notes if note in general]
    return list(dict.fromkeys([*said, *matrix.warnings]))


def _row_blocks(corpus: Corpus, row: Row) -> list[Block]:
    ranked = [place.cell for place in ranking(row)]
    targets = [cell for cell in row.cells if cell.figure and cell.figure.nature is Nature.TARGET]
    blocks = []
    first = texts.SUMMARY_HIGHEST if len(ranked) > UNITS else texts.SUMMARY_ALL
    for label, cells in (
        (first, ranked[:UNITS]),
        (texts.SUMMARY_LOWEST, ranked[UNITS:][-UNITS:]),
    ):
        if cells:
            blocks.append(_listed(corpus, label, cells))
    if not ranked and targets:
        blocks.append(_listed(corpus, texts.SUMMARY_TARGETS, targets[: 2 * UNITS]))
    middle = summary(row)
    if middle is not None:
        said = texts.SUMMARY_MEDIAN.format(
            value=format_number(middle.median), unit=row.unit, formula=middle.formula, count=middle.count
        )
        blocks.append(Block.of(BlockStyle.PARAGRAPH, said))
    silent = row.silent()
    if silent:
        names = ", ".join(silent[: 4 * UNITS]) + (" …" if len(silent) > 4 * UNITS else "")
        blocks.append(
            Block.of(BlockStyle.PARAGRAPH, texts.SUMMARY_SILENT.format(count=len(silent), units=names))
        )
    return blocks


def _listed(corpus: Corpus, label: str, cells: Sequence[Cell]) -> Block:
    told = "; ".join(f"{cell.commune} {shown(cell.figure)}" for cell in cells if cell.figure)
    sources: list[SourceRef] = [source for cell in cells if (source := cell.source(corpus))]
    return Block.of(BlockStyle.PARAGRAPH, f"- {label}: {told}.", *sources)
