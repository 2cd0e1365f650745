"""Wrapped lines put together again: one paragraph, heading, list item or table row a line.

Nothing in a text says which line ends are a paragraph's. What is weighed: whether the line was full, how it
ends, how the next one begins, whether one of them is a fixed line or begins with a marker.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from knowledge.frame import VIETNAMESE_UPPER, Frame, Marker, frame_of, is_capitals, marker_of
from knowledge.text import Edit
from knowledge.vietnamese import fold


class _Line(NamedTuple):
    """A line without the spaces around it; `gap` counts the line ends before it."""

    text: str
    start: int
    end: int
    gap: int
    row: bool
    frame: Frame | None
    marker: Marker | None


class _Layout(NamedTuple):
    """How a text was set: `width` of full lines in characters, None where paragraphs are not wrapped, and of
    the fullest; `spaced` where blank lines stand between all lines and so mean nothing; `parted` where they
    stand between paragraphs only."""

    width: int | None
    fullest: int
    spaced: bool
    parted: bool


class _Paragraph(NamedTuple):
    """What the lines joined so far begin: a numbered heading or clause, the title below the kind; `text` is
    what they hold."""

    numbered: bool
    title: bool
    text: str


def join_lines(text: str) -> Iterator[Edit]:
    """Edits that join the lines of each paragraph and leave one line end between paragraphs."""
    lines = _lines(text)
    layout = _layout(lines)
    at = 0
    previous: _Line | None = None
    paragraph = _Paragraph(False, False, "")
    for line in lines:
        joint = None if previous is None else _joint(paragraph, previous, line, layout, text)
        if previous is None:
            yield Edit(0, line.start, "")
        elif joint == "":
            yield Edit(at, line.start, "")
        else:
            yield Edit(at, at + 1, joint or "\n")
            yield Edit(at + 1, line.start, "")
        if joint is None:
            numbered = line.marker is not None and line.marker.kind not in ("dash", "star")
            paragraph = _Paragraph(numbered, previous is not None and previous.frame is Frame.KIND, line.text)
        else:
            paragraph = paragraph._replace(text=paragraph.text + joint + line.text)
        previous, at = line, line.end
    yield Edit(at, len(text), "")


def _lines(text: str) -> list[_Line]:
    lines: list[_Line] = []
    for match in re.finditer(r"[^\n]+", text):
        bare = match[0].strip(" \t")
        if not bare:
            continue
        previous = lines[-1] if lines else None
        gap = text.count("\n", previous.end, match.start()) if previous else 0
        inside = "\t" in bare or match[0].rstrip(" ").endswith("\t")
        goes_on = previous is not None and previous.row and gap == 1
        row = inside or (goes_on and match[0].lstrip(" ").startswith("\t"))
        kept = match[0].strip(" ") if row else bare
        start = match.start() + match[0].index(kept)
        fixed, marker = (None, None) if row else (frame_of(kept), marker_of(kept))
        lines.append(_Line(kept, start, start + len(kept), gap, row, fixed, marker))
    return lines


_WIDEST = 130  # characters; longer lines are paragraphs
_FEWEST = 4  # lines, below which a width means nothing


def _layout(lines: list[_Line]) -> _Layout:
    """Lines are wrapped if most are short enough and some long ones go on with a small letter."""
    prose = [line for line in lines if not line.row and line.frame is None]
    if len(prose) < _FEWEST:
        return _Layout(None, 0, False, False)
    lengths = sorted(len(line.text) for line in prose)
    width = lengths[len(lengths) * 9 // 10]
    unfinished = [
        len(line.text) > 0.7 * width and not _TERMINAL.search(line.text) and following.text[0].islower()
        for line, following in pairwise(prose)
        if following.marker is None
    ]
    blank = sum(line.gap > 1 for line in prose) / len(prose)
    wrapped = width <= _WIDEST and sum(unfinished) > 0.02 * len(prose)
    fullest = lengths[len(lengths) * 49 // 50]
    return _Layout(width if wrapped else None, fullest, blank > 0.6, 0.1 < blank <= 0.6)


_TERMINAL = re.compile(r"[.;:!?…]['\"”)]*$|/\.$")
# Words that no paragraph ends with; unmarked only those that mean nothing else.
_CONNECTING = re.compile(
    r"(?:[,(]|\s[-–]|\b(?:và|của|các|những|cho|về|với|trong|theo|tại|là|để|do|bởi|từ|hoặc|gồm|va|cua|cac|nhung|voi|theo))$",
    re.IGNORECASE,
)
# Words that a number belongs to, so that it is no list marker ("khoản" / "2. …").
_COUNTED = re.compile(
    r"\b(?:khoản|điều|điểm|mục|ngày|tháng|năm|quý|phần|chương|khoan|dieu|diem)$", re.IGNORECASE
)
_LETTERED = re.compile(r"\b(?:khoản|điểm|khoan|diem)$", re.IGNORECASE)
_SYMBOL = re.compile(rf"\d[\d/ ]*[-/] ?[{VIETNAMESE_UPPER}][\w-]*[{VIETNAMESE_UPPER}]")


def _joint(paragraph: _Paragraph, previous: _Line, line: _Line, layout: _Layout, text: str) -> str | None:
    """What joins two lines: "" or " " within a paragraph, None between paragraphs."""
    if previous.row or line.row or _is_apart(paragraph, previous, line):
        return None
    if previous.frame in (Frame.SUBJECT, Frame.ADDRESSEE):
        return " " if line.text[0].islower() and line.marker is None else None
    if _is_cut_symbol(previous.text, line.text):
        return ""
    if line.marker is not None and not _marks_by_chance(previous, line, line.marker.kind, layout, text):
        return None
    if is_capitals(line.text) and is_capitals(previous.text):
        return " " if paragraph.numbered else None
    terminal = _TERMINAL.search(previous.text) is not None
    goes_on = not terminal and (_CONNECTING.search(previous.text) or line.text[0].islower())
    symbol = not terminal and _SYMBOL.match(line.text)
    listed = previous.text[-1] == ":" and line.text[0].islower() and layout.width is not None
    dated = _COUNTED.search(previous.text) and line.text[0].isdigit()
    bracketed = not terminal and paragraph.text.count("(") > paragraph.text.count(")")
    if goes_on or symbol or listed or dated or bracketed:
        return " "
    if line.gap > 1 and not layout.spaced:
        return None
    return " " if _is_full(paragraph, previous, line, layout) else None


def _is_apart(paragraph: _Paragraph, previous: _Line, line: _Line) -> bool:
    """Whether one of two lines is fixed and so stands alone. A heading in capitals may go on with the name of
    a body; a subject and an addressee may be wrapped."""
    if previous.frame not in (None, Frame.SUBJECT, Frame.ADDRESSEE):
        return not (paragraph.numbered and previous.frame is Frame.ISSUER)
    in_heading = paragraph.numbered and line.frame is Frame.ISSUER and is_capitals(previous.text)
    return line.frame is not None and not in_heading


def _is_cut_symbol(before: str, after: str) -> bool:
    """Whether a line ends within a symbol or a range ("89-" "CTr/TU", "2025-" "2030", "726" "/KH-UBND")."""
    if re.search(r"[\w][-/]$", before) and re.match(r"\w", after):
        return True
    return bool(
        re.search(rf"[\d{VIETNAMESE_UPPER}]$", before) and re.match(rf"[-/][{VIETNAMESE_UPPER}]{{2}}", after)
    )


def _marks_by_chance(previous: _Line, line: _Line, marker: str, layout: _Layout, text: str) -> bool:
    """Whether what looks like a marker is the wrapped middle of a sentence: a dash before a small letter or
    in a name that the text also has unbroken ("Lao động - Thương binh"), a number after "khoản"."""
    if layout.width is None or _TERMINAL.search(previous.text):
        return False
    if marker == "dash":
        words = line.text.split()
        if len(words) < 2 or len(words[0]) > 1 or not _reaches(previous, line, layout.width):
            return False
        return words[1][0].islower() or f"{previous.text.split()[-1]} {words[0]} {words[1]}" in text
    if marker in ("decimal", "article", "letter"):
        counted = _LETTERED if marker == "letter" else _COUNTED
        return counted.search(previous.text) is not None
    return False


# What a paragraph begins with, never a sentence within one.
_BEGINNING = re.compile(r"tren d\w{1,2} la\b|can cu\b|theo de nghi\b|xet de nghi\b|yeu cau cac\b|noi nhan\b")
_OPENING = re.compile(
    r"(thuc hien|trong|de|ngay|tiep tuc|phuc dap)\b"
)  # of the first paragraph below a title


def _is_full(paragraph: _Paragraph, previous: _Line, line: _Line, layout: _Layout) -> bool:
    """Whether a line ends where it does only because it was full. In a heading or a title, and after a full
    stop unless blank lines part the paragraphs, it must be one of the fullest; a colon ends a paragraph."""
    folded = fold(line.text)
    if previous.text[-1] == ":" or layout.width is None or previous.text.endswith("./."):
        return False
    if _BEGINNING.match(folded) or (paragraph.title and _OPENING.match(folded)):
        return False
    stopped = previous.text[-1] != ";" and _TERMINAL.search(previous.text) is not None
    if paragraph.numbered or paragraph.title or (stopped and not layout.parted):
        return _reaches(previous, line, layout.fullest)
    return len(previous.text) > 0.8 * layout.width


def _reaches(previous: _Line, line: _Line, width: int) -> bool:
    """Whether the next line's first word would not have fitted into the line before it."""
    return len(previous.text) + 1 + len(line.text.split()[0]) > width
