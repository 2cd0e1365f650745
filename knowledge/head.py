"""The parts before the body: letterhead, title, addressee."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.frame import Frame, is_capitals, kind_named, leading_kind
from knowledge.lines import Line, Part
from knowledge.models import SectionType

_HEAD_LINES = 30  # a title stands within the first lines
HEADER_FRAMES = (
    Frame.MOTTO,
    Frame.ISSUER,
    Frame.NUMBER,
    Frame.DATE,
    Frame.AUTHORITY,
    Frame.DIGITAL_SIGNATURE,
)
_TITLE_ENDS = (
    Frame.MOTTO,
    Frame.NUMBER,
    Frame.DATE,
    Frame.ADDRESSEE,
    Frame.SUBJECT,
    Frame.KIND,
    Frame.AUTHORITY,
)
_OPENING_WORDS = re.compile(r"(thuc hien|can cu|trong|de |ngay|tiep tuc|theo|xet|sau khi)\b")
_LONGEST_LATER_TITLE = 150


def head_parts(lines: Sequence[Line]) -> tuple[str | None, list[Part], int]:
    """The kind, the parts before the body, and the line where the body begins."""
    at = _title_line(lines)
    if at is None:
        end = _skip_header(lines, 0)
        return None, _header_part(0, end), end
    subject = lines[at].frame is Frame.SUBJECT
    kind = "Công văn" if subject else (kind_named(lines[at].text) or leading_kind(lines[at].text))
    title_end = at + 1 if subject else _title_end(lines, at)
    parts = _header_part(0, at)
    parts.append(Part("title", lines[at].text, SectionType.TITLE, at, title_end))
    after = _skip_header(lines, title_end)
    parts += _header_part(title_end, after)
    if after < len(lines) and lines[after].frame is Frame.ADDRESSEE:
        end = _addressee_end(lines, after)
        parts.append(Part("addressee", "Kính gửi", SectionType.HEADER, after, end))
        after = end
    return kind, parts, after


def _title_line(lines: Sequence[Line]) -> int | None:
    """The line with the kind ("BÁO CÁO"), or the subject of a dispatch ("V/v …")."""
    for index, line in enumerate(lines[:_HEAD_LINES]):
        if line.frame in (Frame.KIND, Frame.SUBJECT) or _is_title(lines, index):
            return index
        body = line.marker is not None and line.marker.kind != "dash" and line.frame is None
        if body or len(line.text) > 300 or line.row:
            return None
    return None


def _is_title(lines: Sequence[Line], at: int) -> bool:
    """A line that begins with the kind: in capitals, alone, or right below number or date (the capitals of
    old fonts are lost in conversion)."""
    line = lines[at]
    if line.marker is not None or line.row or not leading_kind(line.text):
        return False
    above = lines[at - 1].frame if at else None
    below_number = above in (Frame.NUMBER, Frame.DATE) and not re.search(r"[.:;,]$", line.text)
    return is_capitals(line.text) or kind_named(line.text) is not None or below_number


def _title_end(lines: Sequence[Line], at: int) -> int:
    """The subject runs over lines that end without punctuation and begin no part of their own."""
    end = at + 1
    while end < len(lines):
        line = lines[end]
        first = end == at + 1
        if line.row or line.frame in _TITLE_ENDS or (line.frame is Frame.ISSUER and not first):
            break
        if line.marker is not None and line.marker.kind != "dash":
            break
        if re.search(r"[.:;,]$", line.text) and not (first and re.match(r"(ve|v/v) ", line.folded)):
            break
        if not first and (len(line.text) > _LONGEST_LATER_TITLE or _OPENING_WORDS.match(line.folded)):
            break
        end += 1
    return end


def _skip_header(lines: Sequence[Line], at: int) -> int:
    """The end of the fixed lines that begin at a line; short capitals between them belong to them."""
    end = at
    for index in range(at, min(at + 15, len(lines))):
        line = lines[index]
        if line.frame in HEADER_FRAMES:
            end = index + 1
        elif not (is_capitals(line.text) and len(line.text) < 60 and line.marker is None):
            break
    return end


def _header_part(first: int, last: int) -> list[Part]:
    return [Part("header", "Phần đầu", SectionType.HEADER, first, last)] if first < last else []


def _addressee_end(lines: Sequence[Line], at: int) -> int:
    """Several addressees stand in a list below the word, each with a semicolon or a full stop."""
    end = at + 1
    while end < len(lines) and lines[end].frame is None:
        line = lines[end]
        listed = line.marker is not None and line.marker.kind in ("dash", "star") and len(line.text) < 150
        if not listed and not (len(line.text) < 120 and line.text[-1] == ";"):
            break
        end += 1
    return end
