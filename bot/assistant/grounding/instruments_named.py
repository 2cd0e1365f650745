"""How a text names instruments: by symbol, or by kind and number, with date and issuer right behind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from bot.assistant.grounding.remainder import Remainder
from knowledge import dates, issuers, reference, symbols
from knowledge.plain import Plain
from knowledge.units import alternation
from knowledge.vietnamese import fold


class Symbol(NamedTuple):
    """A document symbol without separators and marks, which sources write in many ways: "03-NQ/CP" and
    "03/NQ-CP" are both (3, None, ("NQ", "CP"))."""

    number: int
    year: int | None
    codes: tuple[str, ...]


class Mention(NamedTuple):
    """An instrument named by kind (folded) and number alone: "NQ57" is ("nghi quyet", 57)."""

    kind: str
    number: int


class Issued(NamedTuple):
    """The date (ISO) right behind a mention: "Nghị quyết 57 ban hành ngày 22/12/2024"."""

    mention: Mention
    issued_on: str


class Cited(NamedTuple):
    """What a text says of an instrument right behind its symbol: the date (ISO, perhaps partial) and the
    issuer as folded words."""

    symbol: Symbol
    issued_on: str | None
    issuer: str | None


def by_symbol(left: Remainder) -> Iterator[Cited]:
    """The instruments cited by symbol, their symbols taken out of the text."""
    plain = Plain(left.text)
    for reading in symbols.find_symbols(plain.unified):
        date = dates.date_after(plain.folded, reading.end)
        issuer = issuers.issuer_after(plain, date.end if date else reading.end, reading.symbol.issuer_code)
        left.blank(reading.start, reading.end)
        yield Cited(
            _symbol(reading.symbol), date.iso if date else None, fold(issuer.name) if issuer else None
        )


def _symbol(read: symbols.Symbol) -> Symbol:
    digits = re.match(r"\d+", read.number)
    codes = (read.type_code or "", *re.split(r"[-/.]", read.issuer_code))
    return Symbol(int(digits[0]) if digits else 0, read.year, tuple(fold(c).upper() for c in codes if c))


@cache
def _kinds() -> dict[str, str]:
    """Folded names and abbreviations of document kinds, to the folded name."""
    table: dict[str, str] = {}
    for kind in reference.document_kinds():
        for form in (kind.name, *kind.codes, *kind.short):
            table.setdefault(fold(form), fold(kind.name))
    return table


@cache
def _mention_pattern() -> re.Pattern[str]:
    periods = "nam|thang|quy|tuan|ngay|gio|nhiem|cap|ben"
    return re.compile(
        rf"(?<!\w)(?P<kind>{alternation(_kinds())})\s?(?:so\s?)?(?P<number>\d{{1,5}})"
        rf"(?![\w%]|[.,/-]\d|\s?%|\s(?:{periods})\b)"
    )


def by_kind(left: Remainder) -> list[tuple[Mention, str | None]]:
    """The instruments named by kind and number, taken out of the text, each with its date."""
    return left.take(_mention_pattern(), _mention)


def _mention(match: re.Match[str]) -> tuple[Mention, str | None]:
    date = dates.date_after(match.string, match.end())
    kind = _kinds()[" ".join(match["kind"].split())]
    return Mention(kind, int(match["number"])), date.iso if date else None


def kind_of(symbol: Symbol) -> str | None:
    """The folded kind that a symbol's codes say ("nghi quyet"), None for dispatches and the like."""
    return _kinds().get(symbol.codes[0].lower()) if symbol.codes else None
