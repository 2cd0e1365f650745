"""Counts in badly recognised text whose noun cannot be read any more."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.figure_readings import row_counted
from knowledge.models import Comparator
from knowledge.numbers import Quantity, find_numbers
from knowledge.units import tables, unit_kind
from knowledge.vietnamese import fold

_WORDS = re.compile(r"\s+((?:[^\s\d,;.()]\S*\s+){2,7})")
"""The next words behind a number, up to a digit or a mark."""


def misread_counts(line: str, found: Sequence[Quantity]) -> list[Quantity]:
    """Numbers of a line whose noun bad recognition left unreadable ("12 Tb cong nghé sd cong ddng"), where
    the words behind them still mean a row of the catalogue that is counted. `found` are those that were
    read."""
    counts: list[Quantity] = []
    taken = {quantity.number_start for quantity in found}
    for number in find_numbers(line):
        words = _WORDS.match(line, number.end)
        if words is None or number.start in taken:
            continue
        following = words[1].split()
        if fold(following[0]) in tables().not_units:
            continue
        row = row_counted(following)
        if row is not None:
            noun = words.start(1)
            counts.append(
                Quantity(
                    start=number.start,
                    end=noun + len(following[0]),
                    number_start=number.start,
                    unit_start=noun,
                    value=number.value,
                    comparator=Comparator.EQUAL,
                    unit=row.unit,
                    kind=unit_kind(row.unit),
                )
            )
    return counts
