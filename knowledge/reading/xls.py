"""Excel 97-2003 workbooks."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import xlrd

from knowledge.errors import EncryptedFile
from knowledge.reading.pages import FileText, SourceFile
from knowledge.reading.sheets import SheetPages, cell_text


def read(file: SourceFile) -> FileText:
    """Visible sheets with values as last calculated. Raises EncryptedFile."""
    with Path(os.devnull).open("w") as nowhere:
        try:
            book = xlrd.open_workbook(
                file_contents=file.content,
                logfile=nowhere,
                formatting_info=True,
                on_demand=True,
                ragged_rows=True,
            )
        except xlrd.XLRDError as error:
            if "encrypted" in str(error):
                raise EncryptedFile(
                    file.name, "bảng tính có mật khẩu; hãy bỏ mật khẩu rồi nạp lại"
                ) from error
            raise
        pages = SheetPages(file, book.nsheets)
        for index in range(book.nsheets):
            sheet = book.sheet_by_index(index)
            if sheet.visibility == 0:
                pages.add(sheet.name, _rows(book, sheet))
            book.unload_sheet(index)
    return pages.text()


def _rows(book: Any, sheet: Any) -> Iterator[list[str]]:
    for number in range(sheet.nrows):
        yield [_text(book, cell) for cell in sheet.row(number)]


def _text(book: Any, cell: Any) -> str:
    form = book.format_map[book.xf_list[cell.xf_index].format_key].format_str
    match cell.ctype:
        case xlrd.XL_CELL_DATE:
            return cell_text(_moment(cell.value, book.datemode))
        case xlrd.XL_CELL_BOOLEAN:
            return cell_text(bool(cell.value))
        case xlrd.XL_CELL_ERROR:
            return ""
        case _:
            return cell_text(cell.value, form)


def _moment(value: float, datemode: int) -> date | time | datetime:
    year, month, day, hour, minute, second = xlrd.xldate_as_tuple(value, datemode)
    return datetime(year, month, day, hour, minute, second) if year else time(hour, minute, second)
