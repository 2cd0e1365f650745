"""Which lines of a document are its fixed parts, and which its body and annexes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.frame import Frame, is_capitals
from knowledge.head import HEADER_FRAMES, head_parts
from knowledge.lines import Line, Part, read_lines
from knowledge.models import SectionType
from knowledge.tail import annex_ranges, closing_start, tail_parts, tail_starts


@dataclass(frozen=True)
class Division:
    """A document's lines by part. `kind` is as in the table of kinds; `body` runs from the opening to the
    closing; each annex is a range of lines."""

    lines: tuple[Line, ...]
    kind: str | None
    parts: tuple[Part, ...]
    body: range
    annexes: tuple[range, ...]


def divide(text: str) -> Division:
    """Find the parts of a clean text (one paragraph a line)."""
    lines = read_lines(text)
    kind, head, body_start = head_parts(lines)
    annex_start, tail_start = tail_starts(lines, body_start)
    end = min(tail_start, annex_start)
    closing = closing_start(lines, body_start, end)
    parts = [*head, *_stray_headers(lines, body_start, closing)]
    if closing < end:
        parts.append(Part("closing", "Kết thúc", SectionType.CLOSING, closing, end))
    parts += tail_parts(lines, tail_start, annex_start)
    annexes, after = annex_ranges(lines, annex_start)
    parts += after
    return Division(lines, kind, tuple(parts), range(body_start, closing), annexes)


def _stray_headers(lines: Sequence[Line], first: int, last: int) -> Iterator[Part]:
    """Letterheads that conversion has put into the middle of the text."""
    at = first
    while at < last:
        end = at
        while end < last and (lines[end].frame in HEADER_FRAMES or _is_unit_line(lines[end])):
            end += 1
        frames = {line.frame for line in lines[at:end]}
        if frames & {Frame.MOTTO, Frame.NUMBER} or (Frame.DATE in frames and end - at > 1):
            yield Part("header", "Phần đầu", SectionType.HEADER, at, end)
        at = max(end, at + 1)


def _is_unit_line(line: Line) -> bool:
    return (
        is_capitals(line.text)
        and re.match(r"(xa|phuong|thi tran|huyen|quan|thanh pho|tinh)\b", line.folded) is not None
    )
