"""Slips of the finger in abbreviations: "VHXXH" for VHXH, "UBDN" for UBND."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from knowledge import abbreviations
from knowledge.reference import document_kinds, issuing_bodies
from knowledge.spelling import table as misspelling_table


class Slip(NamedTuple):
    """`text[start:end]` should be `right`."""

    start: int
    end: int
    right: str


_SHORT = re.compile(r"(?<![\w/&@.-])[A-ZĐƯ]{4,9}(?![\w&@-]|\.\w)")
"""Abbreviations of four letters and more; shorter ones are one letter away from too many others."""


def slips(text: str) -> Iterator[Slip]:
    """Each abbreviation that is none, but a known one with a letter doubled or two letters swapped; or with
    one letter wrong, where the text has the right one more than once and the wrong one only here. Headings
    in capitals hold words, not abbreviations."""
    found = list(_SHORT.finditer(text))
    counted = Counter(match[0] for match in found)
    for match in found:
        if match[0] in _known() or _in_capitals(text, match):
            continue
        right = _meant(match[0], counted) or _miswritten(match[0], counted)
        if right is not None:
            yield Slip(*match.span(), right)


def _meant(written: str, counted: Counter[str]) -> str | None:
    """Known abbreviations are anagrams of others (KTHT, KTTH): a swap is judged only towards a frequent one
    or one that the text has."""
    pairs = range(len(written) - 1)
    once = {written[:n] + written[n + 1 :] for n in pairs if written[n] == written[n + 1]}
    swapped = {written[:n] + written[n + 1] + written[n] + written[n + 2 :] for n in pairs}
    likely = {right for right in swapped if right in _frequent() or counted[right]}
    return next(iter(sorted((once | likely) & _known())), None)


def _miswritten(written: str, counted: Counter[str]) -> str | None:
    if counted[written] > 1:
        return None
    return next(
        (
            right
            for right, count in counted.most_common()
            if count > 1 and right in _known() and len(right) == len(written)
            if sum(a != b for a, b in zip(right, written, strict=True)) == 1
        ),
        None,
    )


def _in_capitals(text: str, match: re.Match[str]) -> bool:
    """Whether the line around it is a heading in capitals."""
    start, end = text.rfind("\n", 0, match.start()) + 1, text.find("\n", match.end())
    line = text[start : end if end >= 0 else len(text)]
    return not any(char.islower() for char in line) and line.strip() != match[0]


@cache
def _frequent() -> frozenset[str]:
    return frozenset(short for row in abbreviations.table() if row.formal for short in row.short)


@cache
def _known() -> frozenset[str]:
    shorts = {short for row in abbreviations.table() for short in row.short}
    bodies = {body.code for body in issuing_bodies()}
    kinds = {code for kind in document_kinds() for code in kind.codes}
    others = set(misspelling_table()["abbreviations"])
    return frozenset(word for word in shorts | bodies | kinds | others if word.isupper())
