"""What a text states that can be wrong: instruments, dates, amounts, communes.

The reading is wider than extraction's: extraction must not take a house number for a figure, a check must
not let a digit pass unseen. So every digit of a text ends up in exactly one of: a symbol ("03/NQ-CP"), a
mention by kind and number ("Nghị quyết 57"), a period, a place in a document ("mục I.2", left out), an
amount with or without unit, a code ("4G").
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property, lru_cache
from typing import NamedTuple

from bot.assistant.grounding.amounts import Amount, amounts_of, year_of
from bot.assistant.grounding.instruments_named import Cited, Issued, Mention, Symbol, by_kind, by_symbol
from bot.assistant.grounding.named import Named, commune_key, find_communes
from bot.assistant.grounding.numerals import in_digits
from bot.assistant.grounding.periods import PATTERNS, Period
from bot.assistant.grounding.phrases import PLACE
from bot.assistant.grounding.remainder import Remainder
from knowledge.models import DocumentHeader
from knowledge.vietnamese import nfc

_LIST_NUMBER = re.compile(r"(?:^|(?<=[.;:] ))(?:\d{1,2}(?:\.\d{1,2})*[.)]|\(\d{1,2}\))(?= )")

_CODE = re.compile(
    r"(?<!\w)(?=\w*\d)(?=\w*[a-z])(?!\d[\d.,]*(?:trd|tr|km2?|ha|m[23]?|kg|kwh|mbps|d)(?!\w))\w+"
)


class _Numbers(NamedTuple):
    """Everything with digits in a text but its symbols."""

    mentions: frozenset[Mention]
    issued: frozenset[Issued]
    periods: frozenset[Period]
    amounts: tuple[Amount, ...]
    codes: frozenset[str]


class Stated:
    """Everything checkable in a text; spans refer to `text`. Each kind is read when it is first asked for: of
    the head of a document that is mostly one."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def cited(self) -> frozenset[Cited]:
        """The instruments cited by symbol."""
        return self._without_cited[0]

    @cached_property
    def communes(self) -> tuple[Named, ...]:
        """The communes named."""
        return tuple(find_communes(self.text))

    @cached_property
    def periods(self) -> frozenset[Period]:
        """The times, years of symbols among them."""
        return self._numbers.periods

    @cached_property
    def symbols(self) -> frozenset[Symbol]:
        """The symbols of the instruments cited."""
        return frozenset(cited.symbol for cited in self.cited)

    @property
    def mentions(self) -> frozenset[Mention]:
        """The instruments named by kind and number."""
        return self._numbers.mentions

    @property
    def issued(self) -> frozenset[Issued]:
        """Those of them with a date."""
        return self._numbers.issued

    @property
    def amounts(self) -> tuple[Amount, ...]:
        """The amounts, in order."""
        return self._numbers.amounts

    @property
    def codes(self) -> frozenset[str]:
        """Letters and digits in one word."""
        return self._numbers.codes

    @cached_property
    def _without_cited(self) -> tuple[frozenset[Cited], str]:
        """What is cited, and the folded text without it."""
        left = Remainder(self.text)
        return frozenset(by_symbol(left)), left.folded

    @cached_property
    def _numbers(self) -> _Numbers:
        left = Remainder(self.text, self._without_cited[1])
        issued = by_kind(left)
        periods = {period for pattern, make in PATTERNS for period in left.take(pattern, make)}
        periods |= {Period(year=symbol.year) for symbol, _, _ in self.cited if symbol.year}
        left.take(_LIST_NUMBER, lambda match: match)
        for place in PLACE.found(left.marked):
            left.blank(*place.span())
        codes = frozenset(left.take(_CODE, lambda match: match[0].lower()))
        amounts = amounts_of(left)
        years = {year for amount in amounts if (year := year_of(amount))}
        return _Numbers(
            frozenset(mention for mention, _ in issued),
            frozenset(Issued(mention, date) for mention, date in issued if date),
            frozenset(periods | {Period(year=year) for year in years}),
            tuple(sorted((a for a in amounts if not year_of(a)), key=lambda a: a.start)),
            codes,
        )


def cited_in(text: str) -> frozenset[Cited]:
    """What `read` finds of instruments with a symbol, without reading the rest."""
    return frozenset(by_symbol(Remainder(_plain(text))))


def _plain(text: str) -> str:
    return in_digits(" ".join(nfc(text).split()))


@lru_cache(maxsize=4096)
def read(text: str) -> Stated:
    """Read a text; line breaks and runs of spaces count as one space, counted numerals as digits."""
    return Stated(_plain(text))


def of_headers(headers: Iterable[DocumentHeader]) -> Stated:
    """What the heads of documents state: their symbols, dates, communes."""
    cited: set[Cited] = set()
    periods: set[Period] = set()
    named: set[Named] = set()
    held = tuple(headers)
    for symbol in filter(None, {head.symbol for head in held}):
        cited |= cited_in(symbol)
    for date in filter(None, {head.issued_on for head in held}):
        periods |= read(date).periods
    for unit in filter(None, {head.commune for head in held}):
        named.add(Named(commune_key(unit), 0, 0))
    together = Stated("")
    together.cited, together.periods = frozenset(cited), frozenset(periods)
    together.communes = tuple(sorted(named))
    return together
