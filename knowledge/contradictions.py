"""Where the body of a plan and its annex table do not say the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from operator import itemgetter
from typing import NamedTuple

from rapidfuzz import fuzz

from knowledge.frame import marker_of
from knowledge.models import (
    Contradiction,
    ContradictionKind,
    Deadline,
    Section,
    SectionType,
    TaskAssignment,
)
from knowledge.text import TextView
from knowledge.vietnamese import fold

_TASKS = (SectionType.TASKS, SectionType.SOLUTIONS)
_SAME = 70
"""Likeness of 100 from which a clause and a row are one task. Rows shorten and reword clauses: in a
real plan those that belong together reach 78 to 100, the others up to 62."""
_RESTATED = 0.5
"""Share of rows that clauses must announce for the table to count as a restatement of the body."""


class _Clause(NamedTuple):
    folded: str
    start: int
    end: int


def contradictions(
    view: TextView,
    sections: tuple[Section, ...],
    tasks: tuple[TaskAssignment, ...],
    deadlines: tuple[Deadline, ...],
) -> tuple[Contradiction, ...]:
    """All contradictions, in the order of the text; none where the table is no restatement of the body."""
    found = [*_unmatched(list(_clauses(view, sections)), tasks), *_late(tasks, deadlines)]
    return tuple(
        Contradiction(kind=kind, deadline=deadline, start=start, end=end, quote=view.quote(start, end))
        for start, end, kind, deadline in sorted(found, key=itemgetter(0))
    )


def _clauses(view: TextView, sections: tuple[Section, ...]) -> Iterator[_Clause]:
    """Numbered and listed clauses of the sections that set tasks, headings aside."""
    headings = {section.start for section in sections}
    for section in sections:
        if section.type not in _TASKS or section.level != 1:
            continue
        for line in re.finditer(r"[^\n]+", view.text[section.start : section.end]):
            start = section.start + line.start()
            marker = marker_of(line[0])
            if marker is not None and start not in headings and "\t" not in line[0]:
                yield _Clause(fold(line[0][marker.length :]), start, section.start + line.end())


_Found = tuple[int, int, ContradictionKind, str | None]
"""Where it stands, what it is, and the deadline missed."""


def _unmatched(clauses: list[_Clause], tasks: tuple[TaskAssignment, ...]) -> Iterator[_Found]:
    """Clauses and rows that remain when each clause has been given the row most like it."""
    rows = [fold(task.content) for task in tasks]
    pairs = sorted(
        (
            (_likeness(clause.folded, row), i, j)
            for i, clause in enumerate(clauses)
            for j, row in enumerate(rows)
        ),
        reverse=True,
    )
    row_of: dict[int, int] = {}
    for likeness, i, j in pairs:
        if likeness < _SAME:
            break
        if i not in row_of and j not in row_of.values():
            row_of[i] = j
    if len(row_of) < _RESTATED * len(rows) or not row_of:
        return
    for i, clause in enumerate(clauses):
        if i not in row_of:
            yield clause.start, clause.end, ContradictionKind.UNASSIGNED, None
    for j, task in enumerate(tasks):
        if j not in row_of.values():
            yield task.start, task.end, ContradictionKind.UNANNOUNCED, None


def _likeness(clause: str, row: str) -> float:
    return (fuzz.token_set_ratio(clause, row) + fuzz.partial_ratio(clause, row)) / 2


_DATE = re.compile(r"(\d{1,2})\s?/\s?(\d{1,2})(?:\s?/\s?(\d{4}))?|(\d{1,2}) thang (\d{1,2})(?: nam (\d{4}))?")


def _late(tasks: tuple[TaskAssignment, ...], deadlines: tuple[Deadline, ...]) -> Iterator[_Found]:
    """Rows that report, due on a later day of the year than the body wants the report."""
    for deadline in deadlines:
        wanted = _day(deadline.due)
        for task in tasks:
            due = _day(task.due or "")
            same = fuzz.token_set_ratio(fold(deadline.content), fold(task.content)) >= _SAME
            if wanted and due and same and wanted[0] == due[0] and due > wanted:
                yield task.start, task.end, ContradictionKind.LATE, deadline.due


def _day(words: str) -> tuple[str, int, int] | None:
    """Year ("" where none is said), month and day of the first date in words."""
    match = _DATE.search(fold(words))
    if match is None:
        return None
    day, month, year = (match[1], match[2], match[3]) if match[1] else (match[4], match[5], match[6])
    return year or "", int(month), int(day)
