"""The parts after the body: closing, recipients, signature, annexes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from knowledge.frame import Frame, is_capitals
from knowledge.lines import Line, Part
from knowledge.models import SectionType

_CLOSING_WORDS = ("tren day la", "tren day", "tran trong", "rat mong")
_CALLING_WORDS = (
    *("kinh de nghi", "de nghi cac", "yeu cau cac", "trong qua trinh thuc hien", "trong qua trinh to chuc"),
    *("can cu noi dung", "nhan duoc"),
)
_CALLS = re.compile(
    r"(uy ban nhan dan|ubnd|so|bo|van phong|phong)\b.{0,60}?"
    r"\b(yeu cau|de nghi|bao cao|kinh trinh|thong bao)\b"
)
ATTACHED = re.compile(r"\(?\s*(kem theo|ban hanh kem)")  # the line below an annex's title
_SHORT = 90  # characters; longer lines are no names, offices or recipients


def closing_start(lines: Sequence[Line], first: int, last: int) -> int:
    """The closing paragraphs: the last one, if it ends the document or says so, and those above it that say
    so too."""
    start = last
    while start > first:
        line = lines[start - 1]
        marker = line.marker.kind if line.marker else None
        if line.row or marker not in (None, "dash") or line.frame is not None:
            break
        bare = line.folded[line.marker.length if line.marker else 0 :]
        ends = start == last and marker is None and line.text.endswith("./.")
        calls = marker is None and (_says(bare, _CALLING_WORDS) or (start == last and _CALLS.match(bare)))
        if not ends and not calls and not _says(bare, _CLOSING_WORDS):
            break
        start -= 1
    return start


def _says(folded: str, beginnings: tuple[str, ...]) -> bool:
    return any(fuzz.ratio(folded[: len(words)], words) >= 80 for words in beginnings)


def tail_starts(lines: Sequence[Line], first: int) -> tuple[int, int]:
    """Where the annexes and where recipients and signature begin; the number of lines for none."""
    count = len(lines)
    tail = next((i for i in range(first, count) if lines[i].frame is Frame.RECIPIENTS), None)
    if tail is None:
        tail = next((i for i in range(first, count) if _begins_signature(lines, i)), count)
    else:
        tail = next(
            (i for i in range(max(first, tail - 10), tail) if _begins_signature(lines, i, tail)), tail
        )
    if tail == count:
        return next((i for i in range(first, count) if _is_annex_title(lines[i])), count), tail
    annex = next((i for i in range(tail, count) if _begins_annex(lines, i)), count)
    return min(annex, _overflow(lines, tail)), tail


def _overflow(lines: Sequence[Line], tail: int) -> int:
    """Where text goes on behind the signature: after the last fixed or listed line and a few short ones (the
    signer's name, "(Đã ký)"). What stands there is no signature, whatever it is, and must not be lost."""
    fixed = tail
    for index in range(tail, len(lines)):
        line = lines[index]
        listed = line.marker is not None and line.marker.kind == "dash"
        if line.frame in _TAIL_FRAMES or listed:
            fixed = index + 1
        elif index - fixed >= _NAMES or len(line.text) > _LONGEST_TAIL_LINE:
            return fixed + 1 if index - fixed >= _NAMES else index
    return len(lines)


_TAIL_FRAMES = (Frame.RECIPIENTS, Frame.AUTHORITY, Frame.ISSUER, Frame.DIGITAL_SIGNATURE)
_NAMES = 4  # lines after an office: a note on the signature, the signer's name, an initial
_LONGEST_TAIL_LINE = 200  # characters; recipients may be long, paragraphs are longer


def _begins_signature(lines: Sequence[Line], at: int, end: int | None = None) -> bool:
    """Whether from here on there are only the office, the signer and what follows them."""
    if lines[at].frame not in (Frame.AUTHORITY, Frame.DIGITAL_SIGNATURE):
        return False
    following = lines[at : end if end is not None else at + 8]
    for index, line in enumerate(following):
        if _begins_annex(lines, at + index):
            return True
        if len(line.text) > _SHORT and line.frame is None:
            return False
        if line.marker is not None and line.marker.kind not in ("dash", "star") and line.frame is None:
            return False
    return True


def _is_annex_title(line: Line) -> bool:
    if line.frame is Frame.ANNEX:
        return True
    return re.fullmatch(r"phu luc\s*(so\s*)?[ivx\d]{0,4}\s*[.:–-]?", line.folded) is not None


def _begins_annex(lines: Sequence[Line], at: int) -> bool:
    """Whether an annex begins: by its title, a table, or capitals above a table or "(Kèm theo …)"."""
    line = lines[at]
    if _is_annex_title(line):
        return True
    if line.row:
        return True
    if not is_capitals(line.text) or line.frame not in (None, Frame.KIND) or len(line.text.split()) < 2:
        return False
    following = [other for other in lines[at + 1 : at + 5] if not is_capitals(other.text)]
    return any(ATTACHED.match(other.folded) for other in following) or (bool(following) and following[0].row)


def tail_parts(lines: Sequence[Line], first: int, last: int) -> Iterator[Part]:
    """Recipients and signature, which two columns may mix, as runs of lines."""
    start, current = first, ""
    for index in range(first, last):
        line = lines[index]
        listed = line.marker is not None and line.marker.kind in ("dash", "star")
        goes_on = current == "recipients" and line.frame is None and line.text[-1] in ";,."
        path = "recipients" if line.frame is Frame.RECIPIENTS or listed or goes_on else "signature"
        if path != current and index > start:
            yield _tail_part(current, start, index)
            start = index
        current = path
    if start < last:
        yield _tail_part(current, start, last)


def _tail_part(path: str, first: int, last: int) -> Part:
    if path == "recipients":
        return Part(path, "Nơi nhận", SectionType.RECIPIENTS, first, last)
    return Part(path, "Chữ ký", SectionType.SIGNATURE, first, last)


def annex_ranges(lines: Sequence[Line], first: int) -> tuple[tuple[range, ...], list[Part]]:
    """The annexes, and a digital signature after the last of them."""
    last = len(lines)
    while last > first and lines[last - 1].frame is Frame.DIGITAL_SIGNATURE:
        last -= 1
    starts = [first] + [
        i for i in range(first + 1, last) if _is_annex_title(lines[i]) and not _is_annex_title(lines[i - 1])
    ]
    if first >= last:
        return (), []
    after = [_tail_part("signature", last, len(lines))] if last < len(lines) else []
    ends = [*starts[1:], last]
    return tuple(range(start, end) for start, end in zip(starts, ends, strict=True)), after
