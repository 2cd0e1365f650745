"""Statements of one figure at several places of a document, joined."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz

from knowledge.models import Figure
from knowledge.units import Value

PART_OF = " - "
"""Between an indicator and the place or part of a whole whose it is, in the name of a figure of a table."""
_LOOK_BACK = 30
"""Figures of one value that a new one is compared with, so that a long list of them costs no more."""


def joined(found: Sequence[Figure]) -> list[Figure]:
    """One figure for each that is stated again: same value, unit and nature, and the same rate of the
    catalogue or nearly the same words."""
    kept: dict[tuple[object, ...], list[Figure]] = {}
    order: list[tuple[tuple[object, ...], int]] = []
    for figure in found:
        key = (figure.code or "", figure.value, figure.comparator, figure.unit, figure.nature, figure.words)
        same = kept.setdefault(key, [])
        for at in range(max(len(same) - _LOOK_BACK, 0), len(same)):
            earlier = same[at]
            if _restates(figure, earlier):
                spans = (*earlier.repeats, (figure.start, figure.end))
                same[at] = earlier.model_copy(update={"repeats": spans})
                break
        else:
            same.append(figure)
            order.append((key, len(same) - 1))
    return sorted((kept[key][at] for key, at in order), key=lambda figure: figure.start)


def _telling(value: Value | None) -> bool:
    """Whether two statements of one indicator with this value can hardly be of different things."""
    return isinstance(value, float) and (value >= 100 or value != int(value))


def _restates(figure: Figure, earlier: Figure) -> bool:
    if figure.period != earlier.period and None not in (figure.period, earlier.period):
        return False
    if figure.code is not None and (figure.unit == "%" or _telling(figure.value)):
        return True
    if PART_OF in figure.indicator and figure.indicator != earlier.indicator:
        return False
    return fuzz.token_sort_ratio(figure.quote.lower(), earlier.quote.lower()) >= 80
