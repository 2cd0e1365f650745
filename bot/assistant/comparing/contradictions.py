"""The same figure stated differently by one unit: in one document, or in two that speak of the same time.

Only results are held against results. A bound and a number within it agree, and so do a number and its
rounding; parts of a whole ("lĩnh vực đất đai", "riêng thôn …") are other figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from weakref import WeakKeyDictionary

from bot.assistant.compare import Cell, Matrix, Row, matrix
from bot.assistant.corpus import Corpus
from bot.assistant.understanding.topic import syllables
from knowledge import indicators
from knowledge.models import Comparator, Figure
from knowledge.units import in_base_unit
from knowledge.vietnamese import fold

LEAST_ALIKE = 0.6
"""Least share of a statement's words that the other must have, numbers and the indicator's own words aside,
for two counts to be of the same things: "02 lớp về dữ liệu" and "03 lớp về an toàn thông tin" are not."""
_ABOUT = 0.05
"""How far a number may lie from one that is said to be about it."""

PART = re.compile(
    r"\b(?:rieng|trong do|linh vuc|cap huyen|cap tinh|cap thanh pho|thon|to dan pho|khoi|nganh|truong|ap|buon"
    r"|chi nhanh|hop tac xa|doi voi|muc do(?= \d)|tai (?:trung tam|bo phan|truong)|ke hoach giao"
    r"|dau nam|cung ky)\b"
    r"(?: \w+){0,3}"
)
"""Words that narrow a figure to a part of what the indicator measures, or to another measure of it."""
_FILLER = frozenset(
    word
    for line in (
        "dat duoc la co da tren dia ban toan xa phuong trong nam den nay hien uoc khoang ty le so tong cua",
        "va voi ket qua tinh bao cao thuc hien ra tai cac nhung mot",
    )
    for word in line.split()
)


class Where(StrEnum):
    """Between what the two statements differ."""

    WITHIN = "within"
    PLAN = "plan"
    DOCUMENTS = "documents"


@dataclass(frozen=True)
class Contradiction:
    """Two statements of one unit on one indicator and time that cannot both hold."""

    row: Row
    commune: str
    sides: tuple[Cell, Cell]
    where: Where


def contradictions(corpus: Corpus, rows: Matrix) -> list[Contradiction]:
    """All contradictions in the rows, by unit; each pair of values once."""
    found = [item for row in rows.rows for item in _in_row(corpus, row)]
    return sorted(found, key=lambda item: (item.commune, item.row.name))


_FOUND: WeakKeyDictionary[Corpus, list[Contradiction]] = WeakKeyDictionary()


def everywhere(corpus: Corpus) -> list[Contradiction]:
    """The contradictions of all documents, kept for the generation: its facts do not change."""
    if corpus not in _FOUND:
        _FOUND[corpus] = contradictions(corpus, matrix(corpus))
    return _FOUND[corpus]


def _in_row(corpus: Corpus, row: Row) -> Iterator[Contradiction]:
    own: dict[tuple[str, str | None], list[Cell]] = {}
    for cell in row.cells:
        if cell.figure is not None and cell.figure.nature == "result" and cell.figure.value is not None:
            own.setdefault((cell.commune, cell.former), []).append(cell)
    for (commune, _), cells in own.items():
        seen: set[tuple[object, ...]] = set()
        for one, other in combinations(cells, 2):
            values = (one.figure and one.figure.value, other.figure and other.figure.value, one.time)
            if values not in seen and _contradict(corpus, row, one, other):
                seen.add(values)
                yield Contradiction(row, commune, (one, other), _where(one, other))


def _where(one: Cell, other: Cell) -> Where:
    assert one.document is not None and other.document is not None
    if one.document.name == other.document.name:
        return Where.WITHIN
    return Where.PLAN if one.document.header.kind != other.document.header.kind else Where.DOCUMENTS


def _contradict(corpus: Corpus, row: Row, one: Cell, other: Cell) -> bool:
    if one.figure is None or other.figure is None or one.document is None or other.document is None:
        return False
    within = one.document.name == other.document.name
    if within and (one.time != other.time or _one_sentence(corpus, one, other)):
        return False
    if not within and not one.time.same(other.time):
        return False
    return not agree(one.figure, other.figure) and _same_thing(row, one.figure, other.figure)


def _one_sentence(corpus: Corpus, one: Cell, other: Cell) -> bool:
    """Two numbers of one sentence are parts, or before and after."""
    assert one.figure is not None and other.figure is not None and one.document is not None
    start = min(one.figure.end, other.figure.end)
    end = max(one.figure.start, other.figure.start)
    between = corpus.view(one.document).text[start:end]
    return end <= start or not re.search(r"[.;!?](?:\s|$)|\n", between)


def agree(one: Figure, other: Figure) -> bool:
    """Whether both statements can be true of the same thing."""
    if one.unit.partition("/")[2] != other.unit.partition("/")[2]:
        return True
    ours, theirs = _limits(one), _limits(other)
    if ours is None or theirs is None or ours[2] != theirs[2]:
        return True
    if one.comparator is other.comparator and one.comparator not in (Comparator.EQUAL, Comparator.RANGE):
        return one.value == other.value or one.comparator is Comparator.ABOUT
    if ours[0] <= theirs[1] and theirs[0] <= ours[1]:
        return True
    return _rounds_to(one, other) or _rounds_to(other, one)


def _limits(figure: Figure) -> tuple[float, float, str] | None:
    """Between what the real value lies, in the base unit."""
    if figure.value is None:
        return None
    value, unit = in_base_unit(figure.value, figure.unit)
    low, high = value if isinstance(value, tuple) else (value, value)
    match figure.comparator:
        case Comparator.GREATER | Comparator.AT_LEAST:
            high = float("inf")
        case Comparator.LESS | Comparator.AT_MOST:
            low = float("-inf")
        case Comparator.ABOUT:
            low, high = low * (1 - _ABOUT), high * (1 + _ABOUT)
    return low, high, unit


def _rounds_to(exact: Figure, rounded: Figure) -> bool:
    """Whether one number is the other with fewer decimals ("71,2%" and "71%"). Counts are not rounded."""
    if not isinstance(exact.value, float) or not isinstance(rounded.value, float):
        return False
    base, _ = in_base_unit(exact.value, exact.unit)
    one, _ = in_base_unit(1.0, rounded.unit)
    if not isinstance(base, float) or not isinstance(one, float) or exact.value == int(exact.value) == base:
        return False
    decimals = len(f"{rounded.value:g}".partition(".")[2])
    return round(base / one, decimals) == rounded.value


def _same_thing(row: Row, one: Figure, other: Figure) -> bool:
    """Whether two quotes are of the same whole: no part named in one only; counts also in like words."""
    if _parts(row, one) != _parts(row, other):
        return False
    if row.code is not None and row.unit.startswith("%"):
        return True
    known = _known_words(row)
    mine, its = _telling(_counted(one)) - known, _telling(_counted(other)) - known
    smaller = min(len(mine), len(its))
    return smaller == 0 or len(mine & its) >= LEAST_ALIKE * smaller


def _parts(row: Row, figure: Figure) -> list[str]:
    """The parts that a quote names. What the indicator counts ("trường đạt chuẩn") is no part of it, only
    words that narrow it are ("trường mầm non đạt chuẩn")."""
    parts: list[str] = []
    unit = fold(row.unit).split("/")[0]
    for part in PART.findall(fold(figure.quote)):
        narrowed = part.startswith(unit) and _telling(part) - _known_words(row)
        parts += [" ".join(sorted(narrowed)) if part.startswith(unit) else part] if narrowed != set() else []
    return sorted(parts)


def _counted(figure: Figure) -> str:
    """What is counted: the words behind the number, all where it stands last."""
    behind = re.split(r"\d[\d.,]*", figure.quote)[-1]
    return behind if len(behind.split()) > 1 else figure.quote


def _known_words(row: Row) -> set[str]:
    known = indicators.by_code().get(row.code or "")
    phrases: Sequence[str] = (known.name, *known.synonyms) if known else (row.name,)
    return {word for phrase in phrases for word in syllables(phrase)}


def _telling(text: str) -> set[str]:
    return {word for word in syllables(text) if not word.isdigit()} - _FILLER
