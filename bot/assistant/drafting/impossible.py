"""Figures that cannot be, and why: they are refused, not put into a draft."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from bot import texts
from bot.assistant.drafting.given import Given, with_unit
from knowledge import indicators
from knowledge.numbers import format_number
from knowledge.units import in_base_unit, unit_kind
from knowledge.vietnamese import fold


class Sifted(NamedTuple):
    """Figures that can be, and of each that cannot a sentence that says why."""

    possible: tuple[Given, ...]
    refused: tuple[str, ...]


def sifted(new: Sequence[Given], before: Sequence[Given] = ()) -> Sifted:
    """The new figures that can be, by themselves and beside each other and those given before."""
    reasons = [_fault(one) or _beside(one, [*before, *new]) for one in new]
    return Sifted(
        tuple(one for one, reason in zip(new, reasons, strict=True) if reason is None),
        tuple(
            texts.FIGURE_REFUSED.format(name=one.name, value=one.shown_with_unit, reason=reason)
            for one, reason in zip(new, reasons, strict=True)
            if reason is not None
        ),
    )


def _fault(one: Given) -> str | None:
    """What is wrong with one figure: its unit, its sign, a share of more than all, half a thing, more than
    its whole."""
    kind = unit_kind(one.unit) if one.unit else "other"
    if _unit_mistaken(one):
        return texts.UNIT_MISTAKEN.format(unit=one.unit, right=_right_unit(one))
    if one.value < 0 and not _FALLS.search(fold(one.name)):
        return texts.NEGATIVE
    if kind == "share" and one.value > 100 and not _EXCEEDS.search(fold(one.name)):
        return texts.SHARE_ABOVE
    if kind not in _BROKEN and one.value != int(one.value):
        return texts.NOT_WHOLE
    if one.whole is not None and one.value > one.whole:
        return texts.PART_ABOVE.format(whole=with_unit(format_number(one.whole), one.unit))
    return None


_BROKEN = frozenset(
    ("share", "points", "money", "dollars", "area", "length", "weight", "volume", "other", "per", "rate")
)
"""Kinds of units that may be broken; a person or a document cannot."""
_EXCEEDS = re.compile(r"(?<!\w)(?:tang|so voi|du toan|ke hoach|toc do|cung ky|nghi quyet giao)(?!\w)")
"""Growth and the fulfilment of an estimate can exceed 100 %."""
_FALLS = re.compile(r"(?<!\w)(?:tang|giam|toc do|chenh lech|can doi|boi chi|thay doi)(?!\w)")


def _unit_mistaken(one: Given) -> bool:
    if not one.unit:
        return False
    kind, row = unit_kind(one.unit), indicators.by_code().get(one.code or "")
    if row is not None:
        return not row.stated_in(one.unit) and kind != "other"
    name = fold(one.name)
    if name.startswith(("ty le", "ti le")):
        return kind != "share"
    return kind == "share" and name.startswith(("so ", "tong so "))


def _right_unit(one: Given) -> str:
    row = indicators.by_code().get(one.code or "")
    if row is not None:
        return row.unit
    return "%" if fold(one.name).startswith(("ty le", "ti le")) else texts.COUNTING_UNIT


def _beside(one: Given, others: Sequence[Given]) -> str | None:
    """Whether a figure is a part larger than its whole, or a whole smaller than its part, among these."""
    for other in others:
        if is_part(one, other) and one.value > other.value:
            return texts.ABOVE_WHOLE.format(whole=other.stated)
        if is_part(other, one) and other.value > one.value:
            return texts.BELOW_PART.format(part=other.stated)
    return None


def is_part(part: Given, whole: Given) -> bool:
    """Whether a count is one of some of the things that another counts, by their names: "số hộ dùng nước
    sạch" of "tổng số hộ", in the same period, both results or both targets."""
    if (part.target, part.period) != (whole.target, whole.period) or "share" in (
        unit_kind(part.unit),
        unit_kind(whole.unit),
    ):
        return False
    if in_base_unit(1.0, part.unit)[1] != in_base_unit(1.0, whole.unit)[1]:
        return False
    some, all_ = _counted(part.name), _counted(whole.name)
    return bool(all_) and some.startswith(all_ + " ")


def _counted(name: str) -> str:
    """The things counted, folded: "Tổng số hộ dân trên địa bàn" counts "ho"."""
    return _AROUND.sub("", fold(name)).strip()


_AROUND = re.compile(r"^(?:tong so|tong|so)\s+|(?:\s+dan)?(?:\s+(?:tren dia ban|toan (?:xa|phuong))\b.*)?$")
