"""A document as statements: sections, paragraphs, sentences and the clauses between their semicolons.

A statement knows where it stands: its section, how far its sentence reaches back, and the line that
introduces the list it belongs to ("Phấn đấu đến năm 2030 đạt các chỉ tiêu sau:").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from knowledge.models import Section
from knowledge.numbers import POOR_DIACRITICS
from knowledge.vietnamese import diacritic_share

_SENTENCE_END = re.compile(
    r"(?<=[.!?…])(?<!TP\.)(?<!Tp\.)(?<!TS\.)(?<!BS\.)(?<!tr\.)\s+(?=[\"“(\-+*•]*\s*[A-ZÀ-ỸĐ0-9])"
    r"|(?<=[a-zà-ỹ0-9%]\.)(?=[A-ZÀ-ỸĐ][a-zà-ỹ])"
)
_CLAUSE_END = re.compile(r";\s*")
_BULLET = re.compile(r"\s*(?:[-–+*•~]|[a-zđ]\)|\d{1,2}(?:\.\d{1,2})*[.)])\s*")
_SUBHEADING = re.compile(r"\s*(?:[a-zđ]\)|\d{1,2}(?:\.\d{1,2})*[.)])\s+[^\n]{3,90}(?<![.;,:!?])\s*")
"""A short numbered line without a mark at its end ("1. Đến năm 2026") introduces what follows it."""
_LONGEST = 3000
"""Characters of a sentence; the longest real one of the shared corpus has 830."""
_LONG_ENOUGH = 80
"""Letters from which on a paragraph's own diacritics decide whether they can be relied on."""


class Statement(NamedTuple):
    """`text[start:end]` is a clause, `text[sentence:end]` its sentence so far, `text[paragraph:…]` its
    line."""

    start: int
    end: int
    sentence: int
    paragraph: int
    section: Section | None
    intro: tuple[int, int] | None
    marked: bool


class Line(NamedTuple):
    """One line of the clean text, which is a paragraph or a row of a table, with the section it is in."""

    start: int
    end: int
    section: Section | None
    intro: tuple[int, int] | None
    marked: bool


def lines(text: str, sections: Sequence[Section]) -> Iterator[Line]:
    """The lines that hold something, in order."""
    marked = diacritic_share(text) >= POOR_DIACRITICS
    intro: tuple[int, int] | None = None
    owner: Section | None = None
    just_introduced = False
    for start, end, section in _innermost(sections, len(text)):
        for match in re.finditer(r"[^\n]+", text[start:end]):
            line = match[0]
            if not line.strip():
                continue
            if section is not owner or not (_BULLET.match(line) or just_introduced):
                intro, owner = None, section
            share = diacritic_share(line) >= POOR_DIACRITICS if len(line) >= _LONG_ENOUGH else marked
            span = (start + match.start(), start + match.end())
            yield Line(*span, section, intro, share)
            if _SUBHEADING.fullmatch(line):
                intro, owner, just_introduced = span, section, True
                continue
            just_introduced = line.rstrip().endswith(":")
            if just_introduced:
                intro, owner = span, section


def statements(text: str, line: Line) -> Iterator[Statement]:
    """The clauses of a line."""
    for sentence_start, sentence_end in _bounded(text, _pieces(text, line.start, line.end, _SENTENCE_END)):
        for start, end in _pieces(text, sentence_start, sentence_end, _CLAUSE_END):
            yield Statement(start, end, sentence_start, line.start, line.section, line.intro, line.marked)


def _pieces(text: str, start: int, end: int, boundary: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    at = start
    for match in boundary.finditer(text, start, end):
        if match.start() > at:
            yield at, match.start()
        at = match.end()
    if text[at:end].strip():
        yield at, end


def _bounded(text: str, pieces: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The pieces, the endless ones cut at a space, so that no statement costs more than its length."""
    for start, end in pieces:
        while end - start > _LONGEST:
            cut = text.rfind(" ", start + _LONGEST // 2, start + _LONGEST)
            cut = cut + 1 if cut >= 0 else start + _LONGEST
            yield start, cut
            start = cut
        yield start, end


def _innermost(sections: Sequence[Section], length: int) -> Iterator[tuple[int, int, Section | None]]:
    """The stretches of the text with the deepest section that holds each."""
    edges = sorted({0, length, *(s.start for s in sections), *(s.end for s in sections)})
    ordered = sorted(sections, key=lambda s: (s.start, s.level))
    open_sections: list[Section] = []
    following = 0
    for start, end in pairwise(edges):
        while following < len(ordered) and ordered[following].start <= start:
            open_sections.append(ordered[following])
            following += 1
        open_sections = [section for section in open_sections if section.end > start]
        yield start, min(end, length), open_sections[-1] if open_sections else None
