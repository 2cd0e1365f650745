"""The officer's figures in the places that are open for them."""

from __future__ import annotations

from collections.abc import Sequence

from bot.assistant.drafting.given import LIKE, Given
from bot.assistant.drafting.slots import Edit, Slot, applied, slots
from knowledge import indicators
from knowledge.numbers import format_number
from knowledge.units import in_base_unit, unit_kind
from knowledge.vietnamese import fold


def filled(text: str, given: Sequence[Given], *, target: bool) -> tuple[str, tuple[str, ...]]:
    """The text with the slots filled for which a figure was given, and what was said of each. `target`
    says whether the text states targets or results."""
    edits, used = [], []
    latest_first = sorted(given, key=lambda one: one.order, reverse=True)
    for slot in slots(text):
        fitting = (g for g in latest_first if slot.figure and g.target == target and _fits(slot, g))
        figure = next(fitting, None)
        if figure is not None:
            edits.append(Edit(slot.start, slot.end, _in_sentence(text, slot, figure)))
            used.append(figure.stated)
    return applied(text, edits), tuple(used)


def _fits(slot: Slot, given: Given) -> bool:
    if (slot.unit == "%") != (given.unit == "%") or (slot.unit and _in_unit_of(slot, given) is None):
        return False
    return fold(slot.name) == fold(given.name) or (given.code is not None and _code(slot) == given.code)


def _code(slot: Slot) -> str | None:
    matched = indicators.match(slot.name, slot.unit)
    return matched[0][0].code if matched and matched[0][1] >= LIKE else None


def _in_unit_of(slot: Slot, given: Given) -> float | None:
    """The value in the unit of the place ("1,5 tỷ đồng" is 1500 where "triệu đồng" follows); None where it
    measures something else."""
    if not slot.unit or not given.unit:
        return given.value
    own, base = _factor(given.unit)
    one, wanted = _factor(slot.unit)
    if base == wanted:
        return round(given.value * own / one, 6)
    same_kind = unit_kind(given.unit) == unit_kind(slot.unit) not in _MEASURED
    return given.value if same_kind else None


def _factor(unit: str) -> tuple[float, str]:
    """How much one unit is in the base unit of its measure."""
    value, base = in_base_unit(1.0, unit)
    assert isinstance(value, float)
    return value, base


_MEASURED = ("share", "money", "dollars", "area", "length", "weight", "volume")
"""Kinds whose units are no other words for each other, as "thành viên" is for "người"."""


def _in_sentence(text: str, slot: Slot, given: Given) -> str:
    """The value, with its unit where the sentence does not go on with one."""
    if given.unit == "%":
        return f"{given.shown}%"
    behind = fold(text[slot.end : slot.end + 60])
    if slot.unit and behind.startswith(" " + fold(slot.unit)):
        return format_number(_in_unit_of(slot, given) or given.value)
    return given.shown if behind.startswith(" " + fold(given.unit)) else given.shown_with_unit
