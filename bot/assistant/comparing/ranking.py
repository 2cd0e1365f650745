"""Rank, median, spread, threshold and change of what units state, each with how it was computed."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from bot import texts
from bot.assistant.compare import Cell, Row
from bot.assistant.period import UNSAID, Time
from knowledge.models import Comparator
from knowledge.numbers import format_number
from knowledge.units import in_base_unit

_SHOWN = 12
"""Values listed in a formula; more are counted."""


@dataclass(frozen=True)
class Ranked:
    """A unit's place; `rank` None where only a bound or words are stated."""

    cell: Cell
    rank: int | None


@dataclass(frozen=True)
class Summary:
    """Median and extremes of the exact results of a row in its unit, `values` from the lowest up, how the
    median was computed, and the cells whose values that names."""

    median: float
    low: Cell
    high: Cell
    values: tuple[float, ...]
    formula: str
    shown: tuple[Cell, ...]

    @property
    def count(self) -> int:
        """Units that state one exact number."""
        return len(self.values)


class Reckoned(NamedTuple):
    """A number that code computed, and how."""

    value: float
    formula: str


LIMITS = (Comparator.GREATER, Comparator.AT_LEAST, Comparator.LESS, Comparator.AT_MOST)


def ranking(row: Row, asked: Time = UNSAID, *, ascending: bool = False) -> list[Ranked]:
    """Units by the stated value, the highest first; equal values share a rank. Bounds stand where their
    value puts them but have no rank."""
    sign = 1 if ascending else -1
    stated = [cell for cell in row.results(asked) if in_unit(cell, row) is not None]
    stated.sort(key=lambda cell: (sign * (in_unit(cell, row) or 0.0), cell.bound))
    exact = [in_unit(cell, row) for cell in stated if not cell.bound]
    ranked = [Ranked(cell, None if cell.bound else exact.index(in_unit(cell, row)) + 1) for cell in stated]
    return ranked + [Ranked(cell, None) for cell in row.results(asked) if in_unit(cell, row) is None]


def summary(row: Row, asked: Time = UNSAID) -> Summary | None:
    """Statistics over the units that state one exact number; None for fewer than two."""
    exact = [
        (value, cell)
        for cell in row.results(asked)
        if not cell.bound and (value := in_unit(cell, row)) is not None
    ]
    if len(exact) < 2:
        return None
    exact.sort(key=lambda pair: pair[0])
    values = [value for value, _ in exact]
    cells = [cell for _, cell in exact]
    shown = tuple(cells if len(cells) <= _SHOWN else (cells[0], cells[-1]))
    return Summary(statistics.median(values), cells[0], cells[-1], tuple(values), _formula(values), shown)


def _formula(values: Sequence[float]) -> str:
    if len(values) > _SHOWN:
        return texts.MEDIAN_OF_MANY.format(count=len(values))
    return texts.MEDIAN_OF.format(values="; ".join(map(format_number, values)))


def total(values: Sequence[float]) -> Reckoned:
    """The sum; many values are counted instead of listed."""
    value = round(sum(values), 6)
    if len(values) > _SHOWN:
        return Reckoned(value, texts.SUM_OF_MANY.format(count=len(values), total=format_number(value)))
    return Reckoned(value, f"{' + '.join(map(format_number, values))} = {format_number(value)}")


def mean(values: Sequence[float]) -> Reckoned:
    """The arithmetic mean to two decimals, as sum over count."""
    exact = sum(values) / len(values)
    value = round(exact, 2)
    equals = "=" if abs(value - exact) < 1e-9 else "≈"
    listed = " + ".join(map(format_number, values))
    added = format_number(round(sum(values), 6)) if len(values) > _SHOWN else f"({listed})"
    return Reckoned(value, f"{added} : {len(values)} {equals} {format_number(value)}")


def less(new: float, old: float) -> Reckoned:
    """How far the first lies above the second."""
    value = round(new - old, 6)
    return Reckoned(value, _difference(new, old))


def _difference(new: float, old: float) -> str:
    """The larger less the smaller: the direction is said in words."""
    high, low = max(new, old), min(new, old)
    return texts.DIFFERENCE.format(
        new=format_number(high), old=format_number(low), difference=format_number(round(high - low, 6))
    )


def in_unit(cell: Cell, row: Row) -> float | None:
    """The stated number in the row's unit: 1,2 tỷ đồng is 1.200 in triệu đồng. None for ranges, words and
    numbers counted per something else."""
    value = cell.value
    if value is None or cell.figure is None:
        return None
    own, wanted = cell.figure.unit, row.unit
    if own.partition("/")[2] != wanted.partition("/")[2] and "/" in own + wanted:
        return None
    base, base_unit = in_base_unit(value, own)
    one, row_base = in_base_unit(1.0, wanted)
    if base_unit != row_base or not isinstance(base, float) or not isinstance(one, float):
        return value
    return round(base / one, 6)


class Meets(StrEnum):
    """Whether a stated value meets a condition; a bound may leave it open."""

    YES = "yes"
    NO = "no"
    OPEN = "open"


def meets(cell: Cell, value: float, comparator: Comparator, row: Row) -> Meets:
    """Whether what is stated is above, at least, below or at most `value`."""
    own = in_unit(cell, row)
    if own is None or cell.figure is None:
        return Meets.OPEN
    said = cell.figure.comparator
    lower, upper = _limits(own, said)
    above = comparator in (Comparator.GREATER, Comparator.AT_LEAST)
    closed = comparator in (Comparator.AT_LEAST, Comparator.AT_MOST)
    if above:
        if lower > value or (lower == value and (closed or said is Comparator.GREATER)):
            return Meets.YES
        return Meets.NO if upper < value or (upper == value and not closed) else Meets.OPEN
    if upper < value or (upper == value and (closed or said is Comparator.LESS)):
        return Meets.YES
    return Meets.NO if lower > value or (lower == value and not closed) else Meets.OPEN


def _limits(value: float, said: Comparator) -> tuple[float, float]:
    if said in (Comparator.GREATER, Comparator.AT_LEAST):
        return value, float("inf")
    if said in (Comparator.LESS, Comparator.AT_MOST):
        return float("-inf"), value
    if said is Comparator.ABOUT:
        return float("-inf"), float("inf")
    return value, value


@dataclass(frozen=True)
class Change:
    """Two exact results of one unit in the same part of different years, and their difference in words."""

    before: Cell
    after: Cell
    difference: float
    formula: str


def changes(row: Row) -> list[Change]:
    """For each unit its newest exact result against the one before it of the like period."""
    found = []
    by_unit: dict[str, list[Cell]] = {}
    for cell in row.cells:
        by_unit.setdefault(cell.commune, []).append(cell)
    for unit in by_unit:
        own: dict[tuple[int, str], Cell] = {}
        for cell in by_unit[unit]:
            exact = cell.is_result() and not cell.bound
            if exact and cell.time.year and in_unit(cell, row) is not None:
                own[cell.time.year, cell.time.part or ""] = cell
        if not own:
            continue
        year, part = max(own)
        earlier = [key for key in own if key[1] == part and key[0] < year]
        if earlier:
            found.append(_change(own[max(earlier)], own[year, part], row))
    return found


def _change(before: Cell, after: Cell, row: Row) -> Change:
    old, new = in_unit(before, row) or 0.0, in_unit(after, row) or 0.0
    return Change(before, after, round(new - old, 6), _difference(new, old))
