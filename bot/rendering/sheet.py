"""A comparison as an Excel file: the matrix, every figure with its quote, notes; sums are live formulas.

Numbers stand in cells as numbers only where one exact number is stated; bounds, ranges and words are text, so
that no formula takes "trên 85%" for 85. Medians and counts are formulas over the cells that they are of.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import cache
from typing import Any

from bot import texts
from bot.assistant.answers.figures import shown
from bot.assistant.compare import Cell, Matrix, Row
from bot.assistant.comparing.ranking import in_unit
from bot.assistant.corpus import Corpus
from bot.assistant.wording import section_label
from knowledge.models import Figure, Nature

_FILL = "DDE8F3"
_FONT = "Calibri"
_COLUMN = 20
"""Width of a matrix column in characters."""
_LINE = 15
"""Height of a line in points."""
_LONGEST = 32_767
"""Characters that a cell may hold (Excel specifications and limits)."""


Sheet = tuple[str, Sequence[Sequence[str]]]


def workbook(corpus: Corpus, matrix: Matrix, extra: Sequence[Sheet] = ()) -> bytes:
    """The .xlsx file: results, targets, one line per figure with its quote, notes. `extra` are further
    sheets: a title and rows, the first of which heads them."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    quotes = _quote_lines(corpus, matrix)
    places = {id(cell): number for number, (cell, _) in enumerate(quotes, 2)}
    for nature, title in ((Nature.RESULT, texts.SHEET_RESULTS), (Nature.TARGET, texts.SHEET_TARGETS)):
        rows = [row for row in matrix.rows if any(_of(cell, nature) for cell in row.cells)]
        if rows or nature is Nature.RESULT:
            _matrix_sheet(book.create_sheet(title), rows, matrix.units, nature, places)
    lines = [line for _, line in quotes]
    _plain_sheet(book.create_sheet(texts.SHEET_QUOTES), texts.SHEET_QUOTE_COLUMNS, lines)
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
    from openpyxl.utils import get_column_letter

    letters = [get_column_letter(column) for column in range(2, len(rows) + 2)]
    for letter in letters:
        sheet.column_dimensions[letter].width = _COLUMN
    sheet.column_dimensions["A"].width = 28
    longest = max((len(row.name) + len(row.unit) for row in rows), default=0)
    sheet.row_dimensions[1].height = _LINE * (longest // (_COLUMN - 4) + 1)
    sheet.freeze_panes = "B2"
    sheet.append(_heading(sheet, [texts.UNIT_COLUMN, *(f"{row.name} ({row.unit})" for row in rows)]))
    chosen = [_chosen(row, nature) for row in rows]
    for unit in units:
        told = (own.get(unit, []) for own in chosen)
        values = [_value_cell(sheet, cells, row, places) for row, cells in zip(rows, told, strict=True)]
        sheet.append([unit, *values])
    sheet.append([])
    for label, function in texts.SHEET_FORMULAS:
        formulas = ("=" + function.format(area=f"{letter}2:{letter}{len(units) + 1}") for letter in letters)
        cells = [_styled(sheet, formula, number_format="#,##0.##") for formula in formulas]
        sheet.append([_styled(sheet, label, bold=True), *cells])


def _value_cell(sheet: Any, cells: Sequence[Cell], row: Row, places: dict[int, int]) -> Any:
    from openpyxl.worksheet.hyperlink import Hyperlink

    cell = _styled(sheet, _entry(cells, row), right=True, faint=not cells)
    if cells:
        place = f"'{texts.SHEET_QUOTES}'!A{places[id(cells[0])]}"
        cell._hyperlink = Hyperlink(ref="", location=place)  # the setter wants a place, known when appended
    return cell


def _styled(
    sheet: Any,
    value: object,
    *,
    bold: bool = False,
    faint: bool = False,
    right: bool = False,
    filled: bool = False,
    number_format: str | None = None,
) -> Any:
    from openpyxl.cell import WriteOnlyCell

    fonts, alignments, fill = _styles()
    cell = WriteOnlyCell(sheet, value)
    if bold or faint:
        cell.font = fonts["bold" if bold else "faint"]
    if right or filled:
        cell.alignment = alignments["right" if right else "top"]
    if filled:
        cell.fill = fill
    if number_format:
        cell.number_format = number_format
    return cell


@cache
def _styles() -> tuple[dict[str, Any], dict[str, Any], Any]:
    """Fonts, alignments and the fill of headings, made once: openpyxl compares styles by value."""
    from openpyxl.styles import Alignment, Font, PatternFill

    fonts = {
        "bold": Font(name=_FONT, bold=True),
        "faint": Font(name=_FONT, italic=True, color="808080"),
    }
    alignments = {
        "right": Alignment(horizontal="right", vertical="top", wrap_text=True),
        "top": Alignment(vertical="top", wrap_text=True),
    }
    return fonts, alignments, PatternFill("solid", fgColor=_FILL)


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


def _heading(sheet: Any, columns: Sequence[str]) -> list[Any]:
    return [_styled(sheet, label, bold=True, filled=True) for label in columns]


def _plain_sheet(sheet: Any, columns: Sequence[str], lines: Sequence[Sequence[Any]]) -> None:
    """A heading and lines of text or numbers; words never become formulas."""
    from openpyxl.utils import get_column_letter

    for column, label in enumerate(columns, 1):
        longest = max([len(label), *(len(str(line[column - 1])) for line in lines[:200])])
        sheet.column_dimensions[get_column_letter(column)].width = min(max(longest + 2, 8), 70)
    sheet.freeze_panes = "A2"
    if lines:
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{len(lines) + 1}"
    sheet.append(_heading(sheet, columns))
    for line in lines:
        sheet.append([_plain(sheet, value) for value in line])


def _plain(sheet: Any, value: object) -> Any:
    """A value as it may stand in a sheet: words that begin like a formula stay words."""
    if not isinstance(value, str):
        return value
    if value.startswith("="):
        cell = _styled(sheet, value)
        cell.data_type = "s"
        return cell
    return value[:_LONGEST] or None
