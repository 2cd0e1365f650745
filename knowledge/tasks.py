"""Tasks that a document assigns in tables: content, product, who leads, who supports, when it is due.

Tables come as rows of tab-separated cells. Conversion splits them over pages: the heading row comes again on
each page, and a row cut by the page end goes on in a row without number.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from knowledge.deadlines import extract_deadlines
from knowledge.frame import is_roman, roman_number
from knowledge.models import Section, SectionType, TaskAssignment
from knowledge.phrases import phrase_places, phrase_words
from knowledge.text import TextView
from knowledge.vietnamese import is_marked

__all__ = ["extract_deadlines", "extract_tasks"]

_FIXED = (SectionType.HEADER, SectionType.RECIPIENTS, SectionType.SIGNATURE)


def extract_tasks(view: TextView, sections: tuple[Section, ...]) -> tuple[TaskAssignment, ...]:
    """All rows of the tables whose heading row names a task and who leads it or when it is due."""
    fixed = [section for section in sections if section.type in _FIXED]
    rows = [row for row in _rows(view.text) if not any(part.start <= row.start < part.end for part in fixed)]
    return tuple(_assignment(view, task) for table in _tables(rows) for task in table.tasks())


class _Row(NamedTuple):
    """`text[start:end]`, cut into cells; `line` is its number among all lines."""

    cells: tuple[str, ...]
    start: int
    end: int
    line: int


@dataclass
class _Task:
    """A row with the rows that continue it: cells by role, and where they stand."""

    group: str | None
    cells: dict[str, str]
    spans: list[tuple[int, int]] = field(default_factory=list)

    def go_on(self, cells: dict[str, str], row: _Row) -> None:
        """Take over what a continuing row adds to each cell."""
        for role, text in cells.items():
            if text:
                self.cells[role] = f"{self.cells.get(role, '')} {text}".strip()
        self.spans.append((row.start, row.end))


def _rows(text: str) -> Iterator[_Row]:
    for number, match in enumerate(re.finditer(r"[^\n]+", text)):
        if "\t" in match[0]:
            cells = tuple(" ".join(cell.split()) for cell in match[0].split("\t"))
            yield _Row(cells, match.start(), match.end(), number)


def _tables(rows: list[_Row]) -> Iterator[_Table]:
    """Tables of tasks: from a heading row up to another kind of heading or a break of several lines."""
    table: _Table | None = None
    for row in rows:
        roles = column_roles(row.cells)
        if roles:
            if table is None or roles != table.heading:
                if table is not None:
                    yield table
                table = _Table(roles, roles, [])
            table.rows.append(row)
        elif table is not None and _heads_another(row):
            yield table
            table = None
        elif table is not None and table.refine(row):
            continue
        elif (
            table is not None
            and row.line - table.rows[-1].line <= _BREAK
            and len(row.cells) <= len(table.roles) + 1
        ):
            table.rows.append(row)
        elif table is not None:
            yield table
            table = None
    if table is not None:
        yield table


def _heads_another(row: _Row) -> bool:
    """Whether a row names columns that are not those of a table of tasks: "TT | Chỉ tiêu | Đơn vị"."""
    return len(row.cells) > 2 and row.cells[0].strip(".").upper() in ("TT", "STT", "SỐ TT")


_BREAK = 3  # lines between the rows of one table: a page number, the title repeated


@dataclass
class _Table:
    """The rows of one table, heading rows included; `roles` by column, those of `heading` refined by a second
    heading row."""

    heading: tuple[str, ...]
    roles: tuple[str, ...]
    rows: list[_Row]

    def refine(self, row: _Row) -> bool:
        """Take over what a second heading row says ("Chủ trì", "Phối hợp" below "Đơn vị thực hiện"); pass
        over a row that only numbers the columns. Whether the row was one of them."""
        if not column_roles(self.rows[-1].cells):
            return False
        filled = [cell for cell in row.cells if cell]
        if filled and all(re.fullmatch(r"\(?\d{1,2}\)?", cell) for cell in filled) and len(filled) > 2:
            return True
        below = tuple(_role(cell) if cell else "" for cell in row.cells)
        if not filled or not all(_role(cell) and len(cell) < 40 for cell in filled) or "content" in below:
            return False
        padded = below + ("",) * (len(self.heading) - len(below))
        self.roles = tuple(low or high for low, high in zip(padded, self.heading, strict=False))
        return True

    def tasks(self) -> Iterator[_Task]:
        """The tasks in order, continued rows joined, each with the group it stands in."""
        task: _Task | None = None
        group: str | None = None
        after_heading = True
        for position, row in enumerate(self.rows):
            if column_roles(row.cells):
                after_heading = True
                continue
            cells = self._cells(row)
            named = self._group(row, cells, position)
            if named:
                if task is not None:
                    yield task
                task, group = None, named
            elif task is not None and _continues(cells, after_heading=after_heading):
                task.go_on(cells, row)
            elif cells.get("content"):
                if task is not None:
                    yield task
                task = _Task(group, cells, [(row.start, row.end)])
            after_heading = False
        if task is not None:
            yield task

    def _cells(self, row: _Row) -> dict[str, str]:
        """The cells by role; a cell that a merge repeats, or a second column of a role, is joined once."""
        cells: dict[str, str] = {}
        for role, cell in zip(self.roles, row.cells, strict=False):
            if role and cell and cell not in cells.get(role, ""):
                cells[role] = f"{cells.get(role, '')} {cell}".strip()
        return cells

    def _group(self, row: _Row, cells: dict[str, str], position: int) -> str | None:
        """The name of a group of rows: a number and a name and nothing else, the number being Roman, a
        letter, or one that the next row subdivides."""
        filled = list(dict.fromkeys(cell for cell in row.cells if cell))
        number = cells.get("number", "").rstrip(".")
        if len(filled) == 1 and not number and filled[0].isupper():
            return filled[0]
        if len(filled) != 2 or not number or filled[0].rstrip(".") != number:
            return None
        following = self.rows[position + 1].cells[0] if position + 1 < len(self.rows) else ""
        divided = bool(number) and following.startswith(f"{number}.")
        lettered = re.fullmatch("[A-HĐ]", number) is not None or is_roman(number)
        written = roman_number(number) if is_roman(number) else number
        return f"{written} {filled[1]}" if lettered or divided else None


def _continues(cells: dict[str, str], *, after_heading: bool) -> bool:
    """Whether a row without number goes on with the one before: cut by a page end, or in mid-sentence."""
    if cells.get("number"):
        return False
    content = cells.get("content", "")
    return not content or after_heading or content[0].islower()


def column_roles(cells: tuple[str, ...]) -> tuple[str, ...]:
    """The role of each column, "" for an unknown one, if cells are a heading row of an assignment table; else
    an empty tuple."""
    roles = tuple(_role(cell) for cell in cells)
    named = set(roles)
    heading = "content" in named and bool(named & {"lead", "due"}) and len(named - {""}) >= 3
    return roles if heading and max(map(len, cells)) < 80 else ()


def _role(heading: str) -> str:
    words, misread = phrase_words(heading), not is_marked(heading)
    for role, phrases in _columns():
        if any(any(phrase_places(words, phrase, misread=misread)) for phrase in phrases):
            return role
    return ""


@cache
def _columns() -> tuple[tuple[str, tuple[list[str], ...]], ...]:
    text = files("knowledge.reference_data").joinpath("task_columns.toml").read_text(encoding="utf-8")
    return tuple(
        (row["role"], tuple(map(phrase_words, row["phrases"]))) for row in tomllib.loads(text)["column"]
    )


def _assignment(view: TextView, task: _Task) -> TaskAssignment:
    return TaskAssignment(
        number=task.cells.get("number", "").rstrip(".") or None,
        group=task.group,
        content=task.cells["content"],
        product=task.cells.get("product"),
        lead=task.cells.get("lead"),
        support=task.cells.get("support"),
        due=task.cells.get("due"),
        start=task.spans[0][0],
        end=task.spans[-1][1],
        quote=" … ".join(view.quote(start, end) for start, end in task.spans),
    )
