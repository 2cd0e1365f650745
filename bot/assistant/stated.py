"""What a text states that can be wrong: instruments, dates, amounts, communes.

The reading is wider than extraction's: extraction must not take a house number for a figure, a check must
not let any digit pass unseen. So every digit of a text ends up in exactly one of: a symbol ("03/NQ-CP"), a
mention by kind and number ("Nghị quyết 57"), a day or period, a place in a document ("mục I.2", left out),
an amount with or without unit, or a code ("4G").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from knowledge import communes, reference
from knowledge.models import Comparator
from knowledge.numbers import find_quantities, parse_number
from knowledge.units import Value, in_base_unit
from knowledge.vietnamese import fold, nfc


class Symbol(NamedTuple):
    """A document symbol without its separators and marks, which sources write in many ways:
    "03-NQ/CP" and "03/NQ-CP" are both (3, None, ("NQ", "CP"))."""

    number: int
    year: str | None
    codes: tuple[str, ...]


class Mention(NamedTuple):
    """An instrument named by kind (folded) and number alone: "NQ57" is ("nghi quyet", 57)."""

    kind: str
    number: int


class Period(NamedTuple):
    """A day, month, quarter, year or span of years; None where the text does not say."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    quarter: int | None = None
    until: int | None = None


class Amount(NamedTuple):
    """A number at `text[start:end]`, `value` in the base unit of its measure. `unit` and `kind` are None
    for a number that nothing counted follows."""

    value: Value
    comparator: Comparator
    unit: str | None
    kind: str | None
    start: int
    end: int


class Named(NamedTuple):
    """A commune at `text[start:end]`, by the folded bare name."""

    key: str
    start: int
    end: int


class Stated(NamedTuple):
    """Everything checkable in a text; spans refer to `text`."""

    text: str
    symbols: frozenset[Symbol]
    mentions: frozenset[Mention]
    periods: frozenset[Period]
    amounts: tuple[Amount, ...]
    codes: frozenset[str]
    communes: tuple[Named, ...]


@lru_cache(maxsize=4096)
def read(text: str) -> Stated:
    """Read a text; line breaks and runs of spaces count as one space."""
    text = " ".join(nfc(text).split())
    left = _Remainder(text)
    symbols = frozenset(left.take(_symbol_pattern(), _symbol) + left.take(_typed_symbol_pattern(), _symbol))
    mentions = frozenset(left.take(_mention_pattern(), _mention))
    periods = set(left.take(_DATES, _period))
    periods.update(Period(year=int(symbol.year)) for symbol in symbols if symbol.year)
    left.take(_PLACES, bool)
    codes = frozenset(left.take(_CODES, lambda match: match[0]))
    amounts = [*_quantities(left), *left.take(_BARE, _bare)]
    years = {Period(year=int(a.value)) for a in amounts if _is_year(a)}
    return Stated(
        text,
        symbols,
        mentions,
        frozenset(periods | years),
        tuple(sorted((a for a in amounts if not _is_year(a)), key=lambda a: a.start)),
        codes,
        tuple(_communes(text)),
    )


def commune_key(name: str) -> str:
    """The folded bare name: "Xã Phú Thái" is "phu thai"."""
    return communes.name_key(communes.split_kind(nfc(name))[1])


class _Remainder:
    """A text, and what of it no earlier pattern has taken."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.cased = "".join(
            low.upper() if char.isupper() else low for char, low in zip(text, fold(text), strict=True)
        )

    @property
    def folded(self) -> str:
        return self.cased.lower()

    def take[T](self, pattern: re.Pattern[str], make: Callable[[re.Match[str]], T | None]) -> list[T]:
        """Make something of each match, and blank out the matches of which something was made."""
        found: list[T] = []
        for match in pattern.finditer(self.cased):
            made = make(match)
            if made is not None:
                found.append(made)
                self.blank(*match.span())
        return found

    def blank(self, start: int, end: int) -> None:
        self.cased = self.cased[:start] + " " * (end - start) + self.cased[end:]
