"""Spreadsheet cells as a Vietnamese reader sees them, and sheets as pages of tab-separated rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time

from knowledge.errors import OversizedFile
from knowledge.reading.pages import FileText, PageText, SourceFile

MAX_CELLS = 2_000_000
"""Cells read before a workbook is refused; a report holds some thousands, a trap billions."""
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_VIETNAMESE_SIGNS = str.maketrans(",.", ".,")
_DECIMALS = re.compile(r"[0#]\.(0+)")


def cell_text(value: object, number_format: str = "General") -> str:
    """A value as shown: decimal comma, thousands and percent as formatted, dates as 31/12/2025."""
    match value:
        case None:
            return ""
        case bool():
            return "Có" if value else "Không"
        case datetime() if (value.hour, value.minute, value.second) != (0, 0, 0):
            return value.strftime("%d/%m/%Y %H:%M")
        case date():
            return value.strftime("%d/%m/%Y")
        case time():
            return value.strftime("%H:%M")
        case int() | float():
            return _number(value, _QUOTED.sub("", number_format))
        case _:
            return " ".join(str(value).split())


def _number(value: float, number_format: str) -> str:
    percent = "%" in number_format
    decimals = _DECIMALS.search(number_format)
    if percent:
        value *= 100
    places = len(decimals[1]) if decimals else 10
    written = f"{value:,.{places}f}" if "#,##" in number_format else f"{value:.{places}f}"
    if "." in written:
        written = written.rstrip("0").rstrip(".")
    return written.translate(_VIETNAMESE_SIGNS) + ("%" if percent else "")


class SheetPages:
    """Collects sheets row by row. Raises OversizedFile past `MAX_CELLS`."""

    def __init__(self, file: SourceFile, sheets: int) -> None:
        self._file = file
        self._sheets = sheets
        self._cells = 0
        self._pages: list[PageText] = []

    def add(self, title: str, rows: Iterable[Sequence[str]]) -> None:
        """A sheet: its title, then its rows that hold anything."""
        lines = [title]
        for row in rows:
            self._cells += len(row) + 1
            if self._cells > MAX_CELLS:
                raise OversizedFile(self._file.name, f"bảng tính có hơn {MAX_CELLS:,} ô".replace(",", "."))
            if any(row):
                lines.append("\t".join(row))
        self._pages.append(PageText("\n".join(lines) if len(lines) > 1 else ""))
        self._file.report(len(self._pages), self._sheets, recognised=False)

    def text(self, notes: tuple[str, ...] = ()) -> FileText:
        """All sheets as pages."""
        return FileText(tuple(self._pages), paged=True, notes=notes)
