"""A comparison as an Excel file: the matrix, every figure with its quote, notes; sums are live formulas.

Numbers stand in cells as numbers only where one exact number is stated; bounds, ranges and words are text, so
that no formula takes "trên 85%" for 85. Medians and counts are formulas over the cells that they are of.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from bot import texts
from bot.assistant.answers.figures import shown
from bot.assistant.compare import Cell, Matrix, Row
from bot.assistant.corpus import Corpus, section_label
from bot.assistant.ranking import in_unit
from knowledge.models import Figure, Nature

_FILL = "DDE8F3"
_LONGEST = 32_767
"""Characters that a cell may hold (Excel specifications and limits)."""


def workbook(
    corpus: Corpus, matrix: Matrix, extra: Sequence[tuple[str, Sequence[Sequence[str]]]] = ()
) -> bytes:
    """The .xlsx file: results, targets, one line per figure with its quote, notes. `extra` are further
    sheets: a title and rows, the first of which heads them."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    quotes = _quote_lines(corpus, matrix)
    places = {id(cell): number for number, (cell, _) in enumerate(quotes, 2)}
    for nature, title in ((Nature.RESULT, texts.SHEET_RESULTS), (Nature.TARGET, texts.SHEET_TARGETS)):
        rows = [row for row in matrix.rows if any(_of(cell, nature) for cell in row.cells)]
        if rows or nature is Nature.RESULT:
            _matrix_sheet(book.create_sheet(title), rows, matrix.units, nature, places)
    _plain_sheet(
        book.create_sheet(texts.SHEET_QUOTES), texts.SHEET_QUOTE_COLUMNS, [line for _, line in quotes]
    )
    notes = [(row.name, note) for row in matrix.rows for note in row.notes]
    notes += [("", warning) for warning in matrix.warnings]
    _plain_sheet(book.create_sheet(texts.SHEET_NOTES), texts.SHEET_NOTE_COLUMNS, notes)
    if matrix.absent:
        absent = [(unit,) for unit in matrix.absent]
        _plain_sheet(book.create_sheet(texts.SHEET_ABSENT), texts.SHEET_ABSENT_COLUMNS, absent)
    for title, table in extra:
        _plain_sheet(book.create_sheet(title), table[0], table[1:])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _of(cell: Cell, nature: Nature) -> bool:
    return cell.figure is not None and cell.figure.nature is nature


def _matrix_sheet(
    sheet: Any, rows: Sequence[Row], units: Sequence[str], nature: Nature, places: dict[int, int]
) -> None:
    """Units down, indicators across; a cell links to its quote. Below: count, median, lowest, highest."""
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    _heading(sheet, [texts.UNIT_COLUMN, *(f"{row.name} ({row.unit})" for row in rows)])
    for number, unit in enumerate(units, 2):
        sheet.cell(number, 1, unit)
    for column, row in enumerate(rows, 2):
        chosen = _chosen(row, nature)
        for number, unit in enumerate(units, 2):
            cells = chosen.get(unit, [])
            target = sheet.cell(number, column, _entry(cells, row))
            target.alignment = Alignment(horizontal="right", vertical="top", wrap_text=True)
            if not cells:
                target.font = Font(italic=True, color="808080")
                continue
            target.hyperlink = f"#'{texts.SHEET_QUOTES}'!A{places[id(cells[0])]}"
    last = len(units) + 1
    for offset, (label, function) in enumerate(texts.SHEET_FORMULAS, 2):
        sheet.cell(last + offset, 1, label).font = Font(bold=True)
        for column in range(2, len(rows) + 2):
            letter = get_column_letter(column)
            area = f"{letter}2:{letter}{last}"
            cell = sheet.cell(last + offset, column, "=" + function.format(area=area))
            cell.number_format = "#,##0.##"
    sheet.column_dimensions["A"].width = 28
    for column in range(2, len(rows) + 2):
        sheet.column_dimensions[get_column_letter(column)].width = 20
    sheet.freeze_panes = "B2"


def _chosen(row: Row, nature: Nature) -> dict[str, list[Cell]]:
    """The cells of each unit that the matrix shows: results of the one period compared, all targets."""
    time = row.time() if nature is Nature.RESULT else None
    chosen: dict[str, list[Cell]] = {}
    for cell in row.cells:
        if _of(cell, nature) and (time is None or cell.time.aligned(time)):
            chosen.setdefault(cell.commune, []).append(cell)
    return chosen


def _entry(cells: Sequence[Cell], row: Row) -> float | str:
    """A number where one exact number is stated in the row's unit, words otherwise."""
    if not cells:
        return texts.NOT_STATED
    value = in_unit(cells[0], row)
    if len(cells) == 1 and value is not None and not cells[0].bound and cells[0].former is None:
        return value
    return "; ".join(dict.fromkeys(_said(cell) for cell in cells))


def _said(cell: Cell) -> str:
    assert cell.figure is not None
    return f"{shown(cell.figure)} ({cell.former} cũ)" if cell.former else shown(cell.figure)


def _quote_lines(corpus: Corpus, matrix: Matrix) -> list[tuple[Cell, tuple[Any, ...]]]:
    """One line a figure, all of a document together: its text is then read once."""
    cells = [(row, cell) for row in matrix.rows for cell in row.cells if cell.figure]
    cells.sort(key=lambda pair: (pair[1].commune, pair[1].document.name if pair[1].document else ""))
    return [(cell, _quote_line(corpus, row, cell, cell.figure)) for row, cell in cells if cell.figure]


def _quote_line(corpus: Corpus, row: Row, cell: Cell, figure: Figure) -> tuple[Any, ...]:
    document = cell.document
    assert document is not None
    section = corpus.section_at(document, figure.start)
    exact = isinstance(figure.value, float | int)
    return (
        row.code or "",
        row.name,
        cell.commune if cell.former is None else f"{cell.commune} ({cell.former} cũ)",
        shown(figure),
        figure.value if exact else "",
        figure.comparator.value,
        figure.unit,
        texts.NATURES[figure.nature.value],
        cell.period or "",
        document.name,
        section_label(section.path) if section else "",
        " ".join(figure.quote.split()),
        texts.SHEET_SCAN if document.quality.poor else "",
    )


def _heading(sheet: Any, columns: Sequence[str]) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    for column, label in enumerate(columns, 1):
        cell = sheet.cell(1, column, label)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor=_FILL)
        cell.alignment = Alignment(wrap_text=True, vertical="top")


def _plain_sheet(sheet: Any, columns: Sequence[str], lines: Sequence[Sequence[Any]]) -> None:
    """A heading and lines of text or numbers; words never become formulas."""
    from openpyxl.utils import get_column_letter

    _heading(sheet, columns)
    for number, line in enumerate(lines, 2):
        for column, value in enumerate(line, 1):
            if isinstance(value, str):
                cell = sheet.cell(number, column, value[:_LONGEST])
                cell.data_type = "s"
            else:
                sheet.cell(number, column, value)
    for column, label in enumerate(columns, 1):
        longest = max([len(label), *(len(str(line[column - 1])) for line in lines[:200])])
        sheet.column_dimensions[get_column_letter(column)].width = min(max(longest + 2, 8), 70)
    sheet.freeze_panes = "A2"
    if lines:
        sheet.auto_filter.ref = sheet.dimensions
