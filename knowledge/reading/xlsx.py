"""Excel workbooks of today (.xlsx, .xlsm), read row by row."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from knowledge.reading.archive import macro_notes
from knowledge.reading.pages import FileText, SourceFile
from knowledge.reading.sheets import SheetPages, cell_text


def read(file: SourceFile) -> FileText:
    """Visible sheets with values as last calculated. Raises OversizedFile."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl tells of styles and extensions it does not keep
        workbook = load_workbook(BytesIO(file.content), read_only=True, data_only=True)
        sheets = [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"]
        pages = SheetPages(file, len(sheets))
        for sheet in sheets:
            sheet.reset_dimensions()  # what the file says of its size is often wrong
            pages.add(sheet.title, _rows(sheet))
        workbook.close()
    return pages.text(macro_notes(file))


def _rows(sheet: Any) -> Iterator[list[str]]:
    for row in sheet.iter_rows():
        yield [cell_text(cell.value, getattr(cell, "number_format", "General")) for cell in row]
