"""Numbers of headings and clauses that repeat or jump: I, II, IV; 1, 2, 4; 1.1, 1.3; a, c; Điều 4, Điều 6."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from bot import texts
from bot.assistant.checks.findings import Finding, Kind, Reviewed, Severity
from knowledge.frame import roman_number
from knowledge.models import SectionType

_AGAIN = re.compile(r"(.*)\((\d+)\)$")
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")
_LETTERS = "abcdđeghiklmnopqrstuvxy"
"""The Vietnamese alphabet as points of a clause use it (Decree 30/2020/NĐ-CP, Appendix I part II item 6c)."""
_MOST = 60
"""Greatest number of a clause; above it stand years, quantities and measures."""
_FARTHEST = 3
"""A number farther on than this begins something else."""
_MARK = re.compile(
    r"(?P<article>Điều) (?P<of_article>\d{1,3})\."
    r"|(?P<part>Phần|Chương|Mục|PHẦN|CHƯƠNG|MỤC) (?:thứ )?\w+"
    r"|(?P<roman>[IVX]{1,5})\s?[.)] "
    r"|(?P<parent>\d{1,2}(?:\.\d{1,2})*)\.(?P<child>\d{1,2})\.? (?=[^\W\d])"
    r"|(?P<clause>\d{1,2})\s?(?P<close>[.)])(?:\s(?=\S)|(?=[^\W\d]))"
    r"|(?P<point>[a-zđ])\) "
)


class _Mark(NamedTuple):
    """A marker: its style, what it counts within, its place in the order, as written, and where it stands."""

    style: str
    parent: str
    number: int
    written: str
    start: int
    end: int


def check(reviewed: Reviewed) -> Iterator[Finding]:
    """One finding for each jump or repetition; a bad scan loses numbers of its own."""
    if reviewed.misread:
        return
    yield from _main_headings(reviewed)
    yield from _below(reviewed)


def _main_headings(reviewed: Reviewed) -> Iterator[Finding]:
    main = [s for s in reviewed.facts.sections if s.level == 1 and _AGAIN.sub(r"\1", s.path) in _ROMAN]
    counted = Counter[str]()
    before = 0
    for section in main:
        number = _AGAIN.sub(r"\1", section.path)
        counted[number] += 1
        place = _ROMAN.index(number) + 1
        span = (section.start, section.heading_end)
        if counted[number] > 1:
            yield _finding(reviewed, span, texts.REVIEW_NUMBER_TWICE.format(number=number))
        elif place > before + 1:
            yield _finding(reviewed, span, _jump(_ROMAN[before - 1] if before else "–", number))
        before = max(before, place)


def _below(reviewed: Reviewed) -> Iterator[Finding]:
    """Numbers under the main headings, each style counted until a higher one stands between."""
    last: dict[tuple[str, str], _Mark] = {}
    for mark in _marks(reviewed):
        key = (mark.style, mark.parent)
        before = last.get(key)
        for lower in [k for k in last if _RANK[k[0]] > _RANK[mark.style]]:
            del last[lower]
        if mark.style in ("part", "roman"):
            last.clear()
            continue
        last[key] = mark
        if before is None or mark.number in (1, before.number + 1) or not mark.written:
            continue
        if mark.number == before.number and mark.style != "point":
            reason = texts.REVIEW_NUMBER_TWICE.format(number=mark.written)
        elif before.number + 1 < mark.number <= before.number + _FARTHEST and not _skips_letter(before, mark):
            reason = _jump(before.written, mark.written)
        else:
            continue
        yield _finding(reviewed, (mark.start, mark.end), reason)


_RANK = {"part": 0, "roman": 1, "article": 2, "clause": 3, "child": 4, "bracket": 5, "point": 6}


def _marks(reviewed: Reviewed) -> Iterator[_Mark]:
    """The markers that begin lines of running text; rows of tables and lists of names are none."""
    for line in re.finditer(r"[^\n]+", reviewed.text):
        match = _MARK.match(line[0])
        if match is None or "\t" in line[0] or reviewed.type_at(line.start()) in _SILENT:
            continue
        mark = _mark(match, line.start(), line.end())
        if mark is not None:
            yield mark


_SILENT = frozenset((SectionType.HEADER, SectionType.TITLE, SectionType.RECIPIENTS, SectionType.SIGNATURE))


def _mark(match: re.Match[str], start: int, end: int) -> _Mark | None:
    written = match[0].strip().rstrip(".")
    if match["article"]:
        return _Mark("article", "", int(match["of_article"]), written, start, end)
    if match["part"]:
        return _Mark("part", "", 0, written, start, end)
    if match["roman"]:
        return _Mark("roman", "", 0, written, start, end) if roman_number(match["roman"]) else None
    if match["child"]:
        return _Mark("child", match["parent"], int(match["child"]), written, start, end)
    if match["clause"]:
        style = "clause" if match["close"] == "." else "bracket"
        number = int(match["clause"])
        return _Mark(style, "", number, written, start, end) if 0 < number <= _MOST else None
    at = _LETTERS.find(match["point"])
    return _Mark("point", "", at + 1, written, start, end) if at >= 0 else None


def _skips_letter(before: _Mark, mark: _Mark) -> bool:
    """From "d)" to "e)": many leave out "đ"."""
    return mark.style == "point" and _LETTERS[before.number : mark.number - 1] == "đ"


def _jump(before: str, number: str) -> str:
    return texts.REVIEW_NUMBER_JUMPS.format(before=before, number=number)


def _finding(reviewed: Reviewed, span: tuple[int, int], reason: str) -> Finding:
    return reviewed.finding(
        Kind.FORMAT, Severity.LOW, span, reason, texts.REVIEW_RENUMBER, texts.REVIEW_RULE_LAYOUT
    )
