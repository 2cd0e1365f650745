"""In which unit a question asks for a number: "bao nhiêu hộ", "mấy phần trăm", "hết bao nhiêu tiền"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import IntEnum
from functools import lru_cache

from bot.assistant.understand import Understanding
from knowledge.units import Form, tables, unit_kind
from knowledge.vietnamese import fold

_COUNTED = re.compile(r"\b(?:bao nhieu|may)\s+(%|\w+(?:\s+\w+){0,2})")
_SHARE = re.compile(r"\bt[iy] le\b|%|\bphan tram\b")
_MONEY = re.compile(r"\b(?:tong|so|bao nhieu|may) tien\b")

_REPORTERS = frozenset(["don vi", "xa", "phuong", "noi"])
"""Counted themselves, they are no unit of what they report."""

MEASURES = frozenset(["share", "points", "money", "area", "length", "weight"])
"""Kinds whose units say how a value is measured, not what of."""

_ONE_DIMENSION = MEASURES | {"people", "households"}
"""Kinds all of whose units can stand for each other; a "vụ" and a "lớp" are both events and still differ."""


class Fit(IntEnum):
    """How a unit fits the one asked for; OPEN: of its kind, or none is asked for."""

    OTHER = -2
    OPEN = 1
    SAME_MEASURE = 2
    VERY_THING = 3


def units_asked(asked: Understanding) -> Sequence[Form]:
    """The units in which a number is asked; none where that is left open."""
    return _units(asked.folded, asked.asks_any("money"))


def counted(asked: Understanding) -> str:
    """The folded nouns whose number is asked for, as far as they are units."""
    return " ".join(_nouns(asked.folded))


def _nouns(folded: str) -> list[str]:
    nouns = []
    for match in _COUNTED.finditer(folded):
        words = match[1].split()
        named = (" ".join(words[:count]) for count in range(len(words), 0, -1))
        nouns.append(next((noun for noun in named if noun in tables().forms), ""))
    return nouns


@lru_cache(maxsize=256)
def _units(folded: str, money: bool) -> tuple[Form, ...]:
    known = tables().forms
    forms: list[Form] = []
    for noun in _nouns(folded):
        forms += known[noun] if noun and noun not in _REPORTERS else []
        forms += known["diem %"] if noun == "diem" else []
    if _SHARE.search(folded):
        forms += known["%"]
    if money or _MONEY.search(folded):
        forms += known["dong"]
    return tuple(forms)


def fit(units: Sequence[Form], unit: str) -> Fit:
    """How a unit ("tấn/ngày": by what stands before the stroke) fits the units asked for."""
    if not units:
        return Fit.OPEN
    kind, name = unit_kind(unit), fold(unit.partition("/")[0].strip())
    if kind not in _ONE_DIMENSION and any(name == fold(form.unit) for form in units):
        return Fit.VERY_THING
    if any(kind == form.kind in _ONE_DIMENSION for form in units):
        return Fit.SAME_MEASURE
    kinds = {kind, unit_kind(unit.removeprefix("lượt "))}  # who asks for people means those who came, too
    return Fit.OPEN if any(form.kind in kinds - {"other"} for form in units) else Fit.OTHER
