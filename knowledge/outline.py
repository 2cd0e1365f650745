"""Which lines are headings, and how they stand below each other.

A line with a marker is a heading only if something follows that belongs to it; otherwise it is a list item or
a clause. The rank of a marker is fixed, the depth of a heading is not: a document may begin at "I.", "1." or
"Phần thứ nhất".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from textwrap import shorten
from typing import NamedTuple

from knowledge.frame import Frame, is_capitals, roman_number
from knowledge.headings import section_type, stated_type
from knowledge.lines import Line
from knowledge.models import Section, SectionType
from knowledge.vietnamese import fold, is_marked

_RANKS = {
    "part": 0,
    "chapter": 1,
    "division": 2,
    "roman": 3,
    "article": 4,
    "decimal": 5,
    "capital": 9,
    "letter": 10,
    "star": 11,
    "dash": 12,
}
_CAPITAL_OUTSIDE = 2  # "A." above "I."
_UNNUMBERED = 3
_ORDINALS = {"nhat": 1, "hai": 2, "ba": 3, "tu": 4, "nam": 5, "sau": 6}
_LONGEST = {"roman": 300, "part": 300, "chapter": 300, "division": 300, "capital": 250}
_LONGEST_CLAUSE_HEADING = 260  # characters; some headings of reports are whole sentences
_LONGEST_CLOSED_HEADING = 160  # characters of one that ends like a sentence
_LONGEST_LEAD = 100  # characters before the colon of a heading with its text on the same line


class Heading(NamedTuple):
    """A line that begins a section; the heading ends at `text[end]`. `number` is its part of the path."""

    line: int
    rank: int
    number: str
    title: str
    end: int


class Parent(NamedTuple):
    """The section below which an outline stands: "" at level 0 for the body itself."""

    path: str
    level: int
    type: SectionType | None


def outline(
    lines: Sequence[Line], indexes: Sequence[int], last: int, parent: Parent, kind: str | None
) -> Iterator[Section]:
    """Sections of the headings among the lines `indexes`, each up to the next heading of its rank or above,
    the last ones up to line `last`."""
    headings = list(find_headings(lines, indexes))
    used: Counter[str] = Counter()
    open_: list[tuple[int, Parent]] = []
    for position, heading in enumerate(headings):
        while open_ and open_[-1][0] >= heading.rank:
            open_.pop()
        above = open_[-1][1] if open_ else parent
        number = heading.number or str(used[above.path + "."] + 1)
        used[above.path + "."] += 1
        whole = heading.number.startswith("Điều ") and parent.level == 0  # articles are numbered throughout
        path = number if whole or not above.path else f"{above.path}.{number}"
        used[path] += 1
        if used[path] > 1:
            path = f"{path}({used[path]})"
        end = next((later.line for later in headings[position + 1 :] if later.rank <= heading.rank), last)
        kind_of = section_type(heading.title, above.type, kind)
        yield Section(
            path=path,
            title=heading.title,
            type=kind_of,
            level=above.level + 1,
            start=lines[heading.line].start,
            heading_end=heading.end,
            end=lines[end - 1].end,
        )
        open_.append((heading.rank, Parent(path, above.level + 1, kind_of)))


def find_headings(lines: Sequence[Line], indexes: Sequence[int]) -> Iterator[Heading]:
    """The headings among lines, in order."""
    ranks = _Ranks([lines[index] for index in indexes])
    taken = -1
    for position, index in enumerate(indexes):
        if index <= taken:
            continue
        following = lines[indexes[position + 1]] if position + 1 < len(indexes) else None
        heading = _heading(lines[index], index, following, ranks)
        if heading is None:
            continue
        if following is not None and _title_below(lines[index], following):
            taken = index + 1
            heading = heading._replace(title=f"{heading.title} {following.text}", end=following.end)
        yield heading


class _Ranks:
    """Ranks of markers in one document: whether "A." stands above "I.", whether there are numbers at all."""

    def __init__(self, lines: list[Line]) -> None:
        kinds = [line.marker.kind for line in lines if line.marker]
        first = {kind: kinds.index(kind) for kind in set(kinds)}
        self.capital_outside = first.get("capital", len(kinds)) < first.get("roman", len(kinds) + 1)
        self.numbered = bool({"roman", "article", "part", "chapter", "division"} & set(first))
        self._misread = set(_misread_romans(lines)) if "roman" in first else set()

    def of(self, line: Line) -> int | None:
        """The rank of a line's marker; a misread Roman number has that of one."""
        if line.marker is None:
            return None
        if line.marker.kind == "capital" and self.capital_outside:
            return _CAPITAL_OUTSIDE
        if line.marker.kind == "decimal":
            if line.start in self._misread:
                return _RANKS["roman"]
            return _RANKS["decimal"] + _numbers(line.text[: line.marker.length]).count(".")
        return _RANKS[line.marker.kind]


def _misread_romans(lines: list[Line]) -> Iterator[int]:
    """Where lines begin that have "1." or "11." before unmarked capitals where a Roman number is due."""
    last = 0
    for line in lines:
        if line.marker is None or line.marker.kind not in ("roman", "decimal"):
            continue
        number = line.text[: line.marker.length]
        if line.marker.kind == "roman":
            last = _ROMAN_VALUES.get(roman_number(number), last)
        elif not is_marked(line.text) and is_capitals(line.text) and _numbers(number) == "1" * (last + 1):
            last += 1
            yield line.start


_ROMAN_VALUES = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10}


def _heading(line: Line, index: int, following: Line | None, ranks: _Ranks) -> Heading | None:
    if line.row:
        return None
    if line.marker is None:
        return _unnumbered(line, index, following, ranks)
    kind, rank = line.marker.kind, ranks.of(line) or 0
    marker, rest = line.text[: line.marker.length], line.text[line.marker.length :]
    if kind == "dash":
        return None
    if kind == "article":
        lead = _lead(line.text, line.marker.length)
        title = lead or shorten(line.text, _LONGEST_LEAD, placeholder=" …")
        return Heading(index, rank, f"Điều {_numbers(marker)}", title, line.start + len(lead or marker))
    number = roman_number(marker) if rank == _RANKS["roman"] else _path_part(kind, marker)
    if kind in _LONGEST or rank == _RANKS["roman"]:
        return Heading(index, rank, number, line.text, line.end) if len(line.text) <= 300 else None
    lead = _lead(line.text, line.marker.length) if kind in ("decimal", "letter") else ""
    if lead:
        return Heading(index, rank, number, lead, line.start + len(lead))
    if _has_own_text(rank, following, ranks) and _reads_like_heading(rest, following, rank, ranks):
        return Heading(index, rank, number, line.text, line.end)
    return None


def _has_own_text(rank: int, following: Line | None, ranks: _Ranks) -> bool:
    """Whether what follows belongs below a marker of this rank."""
    if following is None:
        return False
    below = ranks.of(following)
    return below is None or below > rank


def _reads_like_heading(rest: str, following: Line | None, rank: int, ranks: _Ranks) -> bool:
    if len(rest) > _LONGEST_CLAUSE_HEADING:
        return False
    if rest[-1] not in ".;:":
        return True
    subdivided = following is not None and (ranks.of(following) or 0) > rank
    return len(rest) <= (_LONGEST_CLOSED_HEADING if subdivided else 60) and ". " not in rest


def _lead(text: str, marker: int) -> str:
    """The heading before a colon with text after it ("1. Về hạ tầng: đã …"), or ""."""
    colon = text.find(":", marker)
    lead = text[: colon + 1]
    if (
        not marker + 4 < colon <= _LONGEST_LEAD
        or len(text) - colon < 20
        or re.search(r"[.;](?=\s)", lead[marker:])
    ):
        return ""
    return lead


def _unnumbered(line: Line, index: int, following: Line | None, ranks: _Ranks) -> Heading | None:
    """A line in capitals, or one that begins with words of a heading, on its own above longer text."""
    if (
        following is None
        or len(line.text) > 120
        or line.text[-1] in ".;,!?"
        or line.frame not in (None, Frame.ISSUER)
    ):
        return None
    if not line.text[0].isupper() or following.row or "nhu sau" in line.folded:
        return None
    words = len(line.text.split())
    if is_capitals(line.text):
        plain = words >= 2 and (not ranks.numbered or stated_type(line.text) is not None)
        return Heading(index, _UNNUMBERED, "", line.text, line.end) if plain else None
    named = not ranks.numbered and words <= 12 and stated_type(" ".join(line.text.split()[:4])) is not None
    longer = len(following.text) > len(line.text) or following.marker is not None
    return Heading(index, _RANKS["article"], "", line.text, line.end) if named and longer else None


def _title_below(line: Line, following: Line) -> bool:
    """Whether a marker stands alone with its title in capitals on the next line ("Chương I")."""
    if line.marker is None or line.marker.kind not in ("part", "chapter", "division", "roman"):
        return False
    alone = len(line.text) <= line.marker.length + 1
    return alone and following.marker is None and is_capitals(following.text)


def _path_part(kind: str, marker: str) -> str:
    if kind == "part":
        words = fold(marker).replace(":", " ").split()
        ordinal = _ORDINALS.get(words[-1].strip(".-– ")) if words[1:2] == ["thu"] else None
        return f"Phần {ordinal or marker.split()[1].strip('.:-– ')}"
    if kind in ("chapter", "division"):
        word = "Chương" if kind == "chapter" else "Mục"
        return f"{word} {marker.split()[1].strip('.:-– ')}"
    if kind == "decimal":
        return _numbers(marker).split(".")[-1]
    return "" if kind == "star" else re.sub(r"\W", "", marker)


def _numbers(marker: str) -> str:
    return ".".join(re.findall(r"\d+", marker))
