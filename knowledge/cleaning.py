"""Source text to running text: one paragraph, heading, list item or table row a line.

Conversion from PDF and Word leaves lines wrapped in mid-sentence (often with blank lines between), page
numbers, doubled spaces, marks of Markdown and syllables in pieces. Every step is a function from a text to
the edits that put it right; `clean` applies them one after the other and keeps the way back to the source.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from knowledge.characters import bars_to_tabs, plain_characters, single_spaces, unmarked
from knowledge.frame import Frame, frame_of
from knowledge.mending import mend
from knowledge.text import Edit, TextView
from knowledge.wrapping import join_lines


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
    for match in re.finditer(r"[^\n]+", text):
        cells = match[0].split("\t")
        follows = last_end is not None and match.start() == last_end + 1
        if not 2 <= len(cells) <= 3 or not (follows or any(frame_of(cell) in _LETTERHEAD for cell in cells)):
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


_STEPS: tuple[Callable[[str], Iterator[Edit]], ...] = (
    plain_characters,
    _page_furniture,
    unmarked,
    bars_to_tabs,
    _columns,
    join_lines,
    single_spaces,
    mend,
)
