"""The lines of a clean text, and runs of them that are one part of the document."""

from __future__ import annotations

import re
from typing import NamedTuple

from knowledge.frame import Frame, Marker, frame_of, marker_of
from knowledge.models import SectionType
from knowledge.vietnamese import as_letters, fold


class Line(NamedTuple):
    """`text[start:end]` of a clean text, with the fixed line that it is and the marker it begins with."""

    text: str
    start: int
    end: int
    frame: Frame | None
    marker: Marker | None

    @property
    def row(self) -> bool:
        """Whether the line is a row of a table."""
        return "\t" in self.text

    @property
    def folded(self) -> str:
        """Without marks and case, with digits in words read as letters."""
        return as_letters(fold(self.text))


class Part(NamedTuple):
    """Lines `first:last` are one fixed part."""

    path: str
    title: str
    type: SectionType
    first: int
    last: int


def read_lines(text: str) -> tuple[Line, ...]:
    """All lines of a clean text. Rows of tables are never fixed lines."""
    return tuple(
        Line(m[0], m.start(), m.end(), None, None)
        if "\t" in m[0]
        else Line(m[0], m.start(), m.end(), frame_of(m[0]), marker_of(m[0]))
        for m in re.finditer(r"[^\n]+", text)
    )
