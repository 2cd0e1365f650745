"""Figures that cannot all be right: one indicator with two values, what does not follow from the numbers
beside it, parts larger than the whole, shares above one hundred."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from rapidfuzz import fuzz

from bot import texts
from bot.assistant.checks.findings import Finding, Kind, Reviewed, Severity
from bot.assistant.comparing import arithmetic
from bot.assistant.comparing.contradictions import PART
from knowledge.models import Comparator, Figure
from knowledge.notation import NUMBER, parse_number
from knowledge.vietnamese import fold

_SAME_WORDS = 75
"""Likeness of 100 from which two statements of an indicator speak of the same thing."""


def check(reviewed: Reviewed) -> Iterator[Finding]:
    """All contradictions within the document."""
    if not reviewed.normative:
        seen = list(_twice(reviewed))
        yield from seen
        yield from _said_again(reviewed, [f.start for f in seen if f.start is not None])
    for start, end in reviewed.sentences:
        yield from _reckoned(reviewed, start, end)
        yield from _parts(reviewed, start, end)
    yield from _above_all(reviewed)


# ------------------------------------------------------------------- one indicator, two values


def _twice(reviewed: Reviewed) -> Iterator[Finding]:
    groups: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for figure in reviewed.facts.figures:
        if isinstance(figure.value, float) and figure.comparator is not Comparator.ABOUT:
            name = figure.code or fold(figure.indicator)
            key = (name, fold(figure.unit), figure.nature, figure.period, figure.comparator)
            groups[key].append(figure)
    for figures in groups.values():
        for n, figure in enumerate(figures):
            other = next(
                (f for f in figures[:n] if not _is_part(reviewed, f, figure) and _contradict(f, figure)), None
            )
            if other is not None:
                yield reviewed.finding(
                    Kind.FIGURE_CONTRADICTION,
                    Severity.HIGH,
                    (figure.start, figure.end),
                    texts.REVIEW_TWO_VALUES.format(name=figure.indicator, other=other.quote),
                    texts.REVIEW_ONE_VALUE,
                    texts.REVIEW_IN_DOCUMENT.format(quote=other.quote),
                )


_NUMBER = re.compile(NUMBER)
_REFERENCE = re.compile(
    r"\b(?:dieu|khoan|diem|muc|chuong|phan|phu luc|bieu|mau so|quy|thang|nam|ngay|so|thu|lan)\s+[\d/.,-]+"
    r"(?!\s?%)"
    r"|\d+/\d[\w/-]*[-/][a-z]\w*"
)
"""Numbers that point to a place or a time and count nothing."""
_LEAST_WORDS = 5
"""Words of a sentence that is compared with others."""


def _said_again(reviewed: Reviewed, known: list[int]) -> Iterator[Finding]:
    """Sentences of the same words and other numbers in parts of one kind, whatever they count."""
    said: dict[tuple[str, object], tuple[tuple[int, int], set[tuple[str, ...]]]] = {}
    for start, end in reviewed.sentences:
        numbers = tuple(_NUMBER.findall(_REFERENCE.sub(" ", reviewed.folded[start:end])))
        words = " ".join(re.findall(r"[a-z]+", reviewed.folded[start:end]))
        if (
            not numbers
            or words.count(" ") + 1 < _LEAST_WORDS
            or re.search(r"[\t|]", reviewed.text[start:end])
        ):
            continue
        before, values = said.setdefault((words, reviewed.type_at(start)), ((start, end), {numbers}))
        if numbers in values:
            continue
        values.add(numbers)
        if any(start <= at < end for at in known):
            continue
        other = reviewed.extraction.view.quote(*before)
        yield reviewed.finding(
            Kind.FIGURE_CONTRADICTION,
            Severity.HIGH,
            (start, end),
            texts.REVIEW_TWO_VALUES.format(name=texts.REVIEW_SAME_SENTENCE, other=other),
            texts.REVIEW_ONE_VALUE,
            texts.REVIEW_IN_DOCUMENT.format(quote=other),
        )


def _is_part(reviewed: Reviewed, one: Figure, other: Figure) -> bool:
    """ "46 cán bộ, gồm 20 cán bộ …": the second number counts a part of the first."""
    between = reviewed.folded[min(one.end, other.end) : max(one.start, other.start)]
    return re.fullmatch(r"[^.;\n]*\b(?:gom|trong do|cu the|thuoc)\b[^.;\n]*", between) is not None


_COUNTED = re.compile(
    r"\W+|\b(?:co|dat|la|tong so|so|da|duoc|toan|voi|hien|nay|den|tren dia ban|xa|phuong)\b"
)


def _contradict(one: Figure, other: Figure) -> bool:
    """Whether two values of one indicator are said of the same thing: with their numbers taken out, the
    words are the same or nearly so. A part of it ("trong đó …") may have a value of its own."""
    if one.value == other.value:
        return False
    if sorted(PART.findall(fold(one.quote))) != sorted(PART.findall(fold(other.quote))):
        return False
    left, right = (_words(figure.quote) for figure in (one, other))
    if not left or not right:
        return False
    shorter, longer = sorted((left, right), key=len)
    return fuzz.ratio(left, right) >= _SAME_WORDS or (len(shorter.split()) > 3 and shorter in longer)


def _words(quote: str) -> str:
    return " ".join(_COUNTED.sub(" ", _NUMBER.sub(" ", fold(quote))).split())


# ------------------------------------------------------------------- within a sentence


def _reckoned(reviewed: Reviewed, start: int, end: int) -> Iterator[Finding]:
    """What a sentence states and its own numbers do not bear out."""
    for reckoning in arithmetic.read(reviewed.folded, start, end):
        if not reckoning.holds:
            yield reviewed.finding(
                Kind.FIGURE_CONTRADICTION,
                Severity.HIGH,
                (reckoning.start, reckoning.end),
                reckoning.said,
                reckoning.proposal,
                texts.REVIEW_RECKONED,
            )


_AMONG = re.compile(
    rf"(?P<whole>{NUMBER}) (?P<noun>[a-z]+(?: [a-z]+)?)[^.;:\d]{{0,60}}?[,(:]? ?trong do[^\d;.]{{0,40}}?"
    rf"(?P<part>{NUMBER}) (?P<same>[a-z]+(?: [a-z]+)?)"
)


def _parts(reviewed: Reviewed, start: int, end: int) -> Iterator[Finding]:
    """ "18 tổ, trong đó 21 tổ …": a part is no more than the whole."""
    for match in _AMONG.finditer(reviewed.folded, start, end):
        whole, part = parse_number(match["whole"]), parse_number(match["part"])
        same = match["noun"].split()[0] == match["same"].split()[0]
        if same and part > whole:
            yield reviewed.finding(
                Kind.FIGURE_CONTRADICTION,
                Severity.HIGH,
                match.span(),
                texts.REVIEW_PART_ABOVE.format(part=match["part"], whole=match["whole"]),
                texts.REVIEW_ONE_VALUE,
                texts.REVIEW_RECKONED,
            )


_MAY_EXCEED = re.compile(r"ke hoach|du toan|chi tieu|cung ky|so voi|tang|muc tieu|vuot|giao|nghi quyet|bang")


def _above_all(reviewed: Reviewed) -> Iterator[Finding]:
    """A share of things above 100 %; only against a plan or an earlier year can it be."""
    for figure in reviewed.facts.figures:
        if figure.unit != "%" or not isinstance(figure.value, float) or figure.value <= 100:
            continue
        start, end = reviewed.sentence(figure.start)
        if _MAY_EXCEED.search(reviewed.folded[start:end]):
            continue
        yield reviewed.finding(
            Kind.FIGURE_CONTRADICTION,
            Severity.HIGH,
            (figure.start, figure.end),
            texts.REVIEW_ABOVE_ALL.format(name=figure.indicator),
            texts.REVIEW_CHECK_FIGURE,
            texts.REVIEW_RECKONED,
        )
