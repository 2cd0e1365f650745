"""Source text to running text: one paragraph, heading, list item or table row a line.

Conversion from PDF and Word leaves lines wrapped in mid-sentence (often with blank lines between), page
numbers, doubled spaces, marks of Markdown and syllables in pieces. Every step is a function from a text to
the edits that put it right; `clean` applies them one after the other and keeps the way back to the source.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from knowledge.characters import bars_to_tabs, plain_characters, single_spaces, unmarked
from knowledge.frame import VIETNAMESE_UPPER, Frame, frame_of, is_capitals, marker_of
from knowledge.mending import mend
from knowledge.text import Edit, TextView
from knowledge.vietnamese import fold


def clean(source: str) -> TextView:
    """The readable text of a source in NFC, one paragraph a line; table rows keep their tabs."""
    view = TextView.identity(source)
    for step in _STEPS:
        view = view.edited(step(view.text))
    return view


_LETTERHEAD = (Frame.MOTTO, Frame.NUMBER, Frame.DATE, Frame.RECIPIENTS, Frame.AUTHORITY)


def _columns(text: str) -> Iterator[Edit]:
    """The two columns of a letterhead or a signature block, tab-separated in one line, as lines. A row is one
    of them if it holds a fixed line, or follows such a row."""
    last_end: int | None = None
    for match in re.finditer(r"[^\n]*\t[^\n]*", text):
        cells = match[0].split("\t")
        follows = last_end is not None and match.start() == last_end + 1
        if len(cells) > 3 or not (follows or any(frame_of(cell) in _LETTERHEAD for cell in cells)):
            continue
        last_end = match.end()
        for tabs in re.finditer(r"\t+", match[0]):
            start, end = match.start() + tabs.start(), match.start() + tabs.end()
            yield Edit(start, start + 1, "\n")
            yield Edit(start + 1, end, "")


_PAGE_NUMBER = re.compile(
    r"^[ \t]*(?:[-–—] ?)?(?:[Tt]rang )?(\d{1,3})(?:/\d{1,3})?(?: ?[-–—])?[ \t]*$", re.MULTILINE
)
_RULE = re.compile(r"^[ \t]*[-_=*–—~]{3,}[ \t]*$", re.MULTILINE)


def _page_furniture(text: str) -> Iterator[Edit]:
    """Page numbers, recognised by going up through the text, and drawn rules left out."""
    rules = [(match.start(), match.end()) for match in _RULE.finditer(text)]
    numbers: list[tuple[int, int]] = []
    last = 0
    for match in _PAGE_NUMBER.finditer(text):
        if last < int(match[1]) <= last + 30:
            last = int(match[1])
            numbers.append((match.start(), match.end()))
    for start, end in sorted(rules + numbers):
        yield Edit(start, end, "")


class _Line(NamedTuple):
    """A line without the spaces around it; `gap` counts the line ends before it."""

    text: str
    start: int
    end: int
    gap: int
    row: bool


def _lines(text: str) -> list[_Line]:
    lines: list[_Line] = []
    for match in re.finditer(r"[^\n]+", text):
        bare = match[0].strip(" \t")
        if not bare:
            continue
        previous = lines[-1] if lines else None
        gap = text.count("\n", previous.end, match.start()) if previous else 0
        inside = "\t" in bare or match[0].rstrip(" ").endswith("\t")
        row = inside or (
            previous is not None and previous.row and gap == 1 and match[0].lstrip(" ").startswith("\t")
        )
        kept = match[0].strip(" ") if row else bare
        start = match.start() + match[0].index(kept)
        lines.append(_Line(kept, start, start + len(kept), gap, row))
    return lines


class _Layout(NamedTuple):
    """How a text was set: `width` of full lines in characters, None where paragraphs are not wrapped;
    `spaced` where blank lines stand between all lines and so mean nothing."""

    width: int | None
    spaced: bool


_WIDEST = 130  # characters; longer lines are paragraphs
_FEWEST = 6  # lines, below which a width means nothing


def _layout(lines: list[_Line]) -> _Layout:
    prose = [line for line in lines if not line.row and frame_of(line.text) is None]
    if len(prose) < _FEWEST:
        return _Layout(None, False)
    lengths = sorted(len(line.text) for line in prose)
    width = lengths[len(lengths) * 9 // 10]
    unfinished = sum(1 for line in prose if len(line.text) > 0.8 * width and line.text[-1] not in ".;:")
    spaced = sum(line.gap > 1 for line in prose) > 0.6 * len(prose)
    wrapped = width <= _WIDEST and unfinished > 0.2 * len(prose)
    return _Layout(width if wrapped else None, spaced)


def _joined_lines(text: str) -> Iterator[Edit]:
    """Wrapped lines made one paragraph; all other line ends made single."""
    lines = _lines(text)
    layout = _layout(lines)
    at = 0
    previous: _Line | None = None
    heading = False
    for line in lines:
        if previous is None:
            yield Edit(0, line.start, "")
        else:
            joint = _joint(previous, line, layout, heading)
            space = line.start - at
            if joint == "":
                yield Edit(at, at + space, "")
            else:
                yield Edit(at, at + 1, "\n" if joint is None else joint)
                yield Edit(at + 1, at + space, "")
            heading = heading and joint is not None
        if previous is None or joint is None:
            marker = marker_of(line.text)
            heading = marker is not None and marker.kind not in ("dash", "star")
        previous, at = line, line.end
    yield Edit(at, len(text), "")


_TERMINAL = re.compile(r"[.;:!?…]['\"”)]*$|/\.$")
# Words that no paragraph ends with; unmarked only those that mean nothing else.
_CONNECTING = re.compile(
    r"(?:[,(]|\b(?:và|của|các|những|cho|về|với|trong|theo|tại|là|để|do|bởi|từ|hoặc|gồm|va|cua|cac|nhung|voi|theo))$",
    re.IGNORECASE,
)
# Words that a number belongs to, so that it is no list marker ("khoản" / "2. …").
_COUNTED = re.compile(
    r"\b(?:khoản|điều|điểm|mục|ngày|tháng|năm|quý|phần|chương|khoan|dieu|diem)$", re.IGNORECASE
)
_LETTERED = re.compile(r"\b(?:khoản|điểm|khoan|diem)$", re.IGNORECASE)
_SYMBOL = re.compile(rf"\d[\d/ ]*[-/] ?[{VIETNAMESE_UPPER}]")
_NUMBERED = re.compile(r"\b(?:số|so|s6|sb|sé)$", re.IGNORECASE)


def _joint(previous: _Line, line: _Line, layout: _Layout, heading: bool) -> str | None:
    """What joins two lines: "" or " " within a paragraph, None between paragraphs."""
    if previous.row or line.row:
        return None
    frame = frame_of(line.text)
    if frame is not None and not (heading and frame is Frame.ISSUER and is_capitals(previous.text)):
        return None
    framed = frame_of(previous.text)
    if framed is not None:
        wraps = framed in (Frame.SUBJECT, Frame.ADDRESSEE) and line.text[0].islower()
        return " " if wraps and not marker_of(line.text) else None
    if _is_cut_symbol(previous.text, line.text):
        return ""
    marker = marker_of(line.text)
    if marker is not None and not _marks_by_chance(previous, line, marker.kind, layout):
        return None
    if is_capitals(line.text) and is_capitals(previous.text):
        return " " if heading else None
    terminal = _TERMINAL.search(previous.text) is not None
    if line.gap > 1 and not layout.spaced and (terminal or not line.text[0].islower()):
        return None
    if not terminal and (_CONNECTING.search(previous.text) or line.text[0].islower()):
        return " "
    if _NUMBERED.search(previous.text) and _SYMBOL.match(line.text):
        return " "
    if _COUNTED.search(previous.text) and line.text[0].isdigit():
        return " "
    return " " if _is_full(previous, line, layout, heading) else None


def _is_cut_symbol(before: str, after: str) -> bool:
    """Whether a line ends within a symbol or a range ("89-" "CTr/TU", "2025-" "2030", "726" "/KH-UBND")."""
    if re.search(r"[\w][-/]$", before) and re.match(r"\w", after):
        return True
    return bool(
        re.search(rf"[\d{VIETNAMESE_UPPER}]$", before) and re.match(rf"[-/][{VIETNAMESE_UPPER}]{{2}}", after)
    )


def _marks_by_chance(previous: _Line, line: _Line, marker: str, layout: _Layout) -> bool:
    """Whether what looks like a marker is the wrapped middle of a sentence: a dash before a small letter, a
    number after "khoản"."""
    if layout.width is None or _TERMINAL.search(previous.text):
        return False
    if marker == "dash":
        return (
            bool(re.match(r"[-–—] [^\W\d_]", line.text))
            and line.text[2].islower()
            and _reaches(previous, line, layout.width)
        )
    if marker in ("decimal", "article", "letter"):
        counted = _LETTERED if marker == "letter" else _COUNTED
        return counted.search(previous.text) is not None
    return False


_CLOSING = re.compile(r"tren d\w{1,2} la\b")  # "Trên đây là …" begins the closing paragraph


def _is_full(previous: _Line, line: _Line, layout: _Layout, heading: bool) -> bool:
    """Whether a line ends where it does only because it was full. After a full stop, and in a heading, it
    must have been quite full; a colon ends a paragraph in any case."""
    if previous.text[-1] == ":" or layout.width is None or _CLOSING.match(fold(line.text)):
        return False
    if heading or (previous.text[-1] != ";" and _TERMINAL.search(previous.text)):
        return not previous.text.endswith("./.") and _reaches(previous, line, layout.width)
    return len(previous.text) > 0.8 * layout.width


def _reaches(previous: _Line, line: _Line, width: int) -> bool:
    """Whether the next line's first word would not have fitted into the line before it."""
    return len(previous.text) + 1 + len(line.text.split()[0]) > width


_STEPS: tuple[Callable[[str], Iterator[Edit]], ...] = (
    plain_characters,
    _page_furniture,
    unmarked,
    bars_to_tabs,
    _columns,
    _joined_lines,
    single_spaces,
    mend,
)
