"""What is known of instruments: the checked reference table first, then what other documents say."""

from __future__ import annotations

import difflib
import itertools
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from bot import texts
from bot.assistant.checks.findings import Reviewed
from bot.assistant.cited import CitedInstrument, gather
from bot.assistant.corpus import MANY_DOCUMENTS, document_label
from bot.assistant.wording import section_label
from knowledge import reference
from knowledge.commune_units import same_province
from knowledge.instrument_records import same_issuer
from knowledge.models import Citation, WarningCode
from knowledge.reference import Replacement, body_by_code
from knowledge.symbols import Symbol, parse_symbol
from knowledge.vietnamese import fold

SAME_TITLE, OTHER_TITLE = 0.85, 0.5
"""Shares of a title's words from which two titles are one instrument's, and below which they are not; the
titles of the checked table reach at most .4 against each other."""


@dataclass(frozen=True)
class Known:
    """One instrument as the table (`checked`) or other documents give it; dates in ISO form."""

    symbol: str
    kind: str | None
    issued_on: str | None
    issuer: str | None
    subject: str | None
    source: str
    checked: bool = False
    replaced_by: tuple[Replacement, ...] = ()
    name: str | None = None


class Library:
    """What the reviewed document's instruments can be held against."""

    def __init__(self, reviewed: Reviewed) -> None:
        self.reviewed = reviewed
        province = reviewed.facts.header.province
        self.table = [
            _from_table(row)
            for row in reference.instruments()
            if row.place is None or province is None or same_province(row.place, province)
        ]

    def of(self, symbol: str) -> list[Known]:
        """All that is known under a symbol."""
        return self._by_symbol.get(symbol, [])

    @cached_property
    def _by_symbol(self) -> dict[str, list[Known]]:
        cited = {c.symbol for c in self.reviewed.facts.citations if c.symbol}
        found: dict[str, list[Known]] = {symbol: [] for symbol in cited}
        for row in self.table:
            if row.symbol in found:
                found[row.symbol].append(row)
        for instrument in gather(self.reviewed.mentions(sorted(cited))):
            found[instrument.symbol or ""].append(self._from_corpus(instrument))
        return found

    def like(self, symbol: Symbol, written: str) -> list[Known]:
        """Instruments of other numbers, but of the same type and issuer."""
        near = [row for row in self.table if row.symbol != written]
        if len(self.reviewed.others) <= MANY_DOCUMENTS:
            near += self._all_cited
        else:
            near += [self._from_corpus(i) for i in gather(self.reviewed.mentions(sorted(misprints(symbol))))]
        return [row for row in near if row.symbol != written and _same_series(row.symbol, symbol)]

    @cached_property
    def _all_cited(self) -> list[Known]:
        corpus = self.reviewed.corpus
        if corpus is None:
            return []
        return [self._from_corpus(i) for i in gather(corpus.snapshot.citations(self.reviewed.others))]

    def _from_corpus(self, instrument: CitedInstrument) -> Known:
        full = instrument.full
        document, citation = next(
            ((d, c) for d, c in instrument.mentions if c.issued_on == full.issued_on), instrument.mentions[0]
        )
        corpus = self.reviewed.corpus
        section = corpus.section_at(document, citation.start) if corpus else None
        place = document_label(document) + (f", {section_label(section.path)}" if section else "")
        usable = full.issued_on if WarningCode.BAD_DATE not in citation.warnings else None
        return Known(
            full.symbol or "",
            full.kind,
            usable,
            full.issuer,
            full.subject,
            texts.REVIEW_FROM_DOCUMENT.format(place=place, quote=citation.quote),
        )


def _from_table(row: reference.ReferenceInstrument) -> Known:
    return Known(
        row.symbol,
        row.kind,
        row.issued_on.isoformat(),
        row.issuer,
        row.subject,
        texts.REVIEW_FROM_TABLE.format(source=row.source),
        True,
        row.replaced_by,
        row.name,
    )


def _same_series(written: str, symbol: Symbol) -> bool:
    other = parse_symbol(written)
    return (
        other is not None
        and other.type_code == symbol.type_code
        and other.issuer_code == symbol.issuer_code
        and other.number != symbol.number
    )


def misprints(symbol: Symbol) -> set[str]:
    """Symbols whose number is one digit away: another, missing, added or swapped with its neighbour."""
    number = symbol.number
    digits = "0123456789"
    found = {number[:n] + d + number[n + 1 :] for n in range(len(number)) for d in digits}
    found |= {number[:n] + number[n + 1 :] for n in range(len(number))}
    found |= {number[:n] + d + number[n:] for n in range(len(number) + 1) for d in digits}
    found |= {number[:n] + number[n + 1] + number[n] + number[n + 2 :] for n in range(len(number) - 1)}
    rest = str(symbol).removeprefix(number)
    return {f"{other.zfill(2)}{rest}" for other in found if other.strip("0") and other != number}


_CENTRAL_LEVELS = frozenset(("national", "ministry"))


def is_central(symbol: Symbol | None) -> bool:
    """Whether the symbol itself names a body that exists once in the country."""
    if symbol is None:
        return False
    if symbol.issuer_head == "TW":
        return True
    body = body_by_code().get(symbol.issuer_head.rstrip("0123456789"))
    return body is not None and body.level in _CENTRAL_LEVELS


def may_be_one(citation: Citation, row: Known) -> bool:
    """Whether a mention and a known instrument can have one issuer. Numbers of local bodies repeat from place
    to place, so there both must say who issued them."""
    if is_central(parse_symbol(row.symbol)):
        return True
    if citation.issuer is None or row.issuer is None:
        return citation.issued_on == row.issued_on
    return same_issuer(citation.issuer, row.issuer)


class Wording(NamedTuple):
    """How two titles compare: `share` (0-1) of the shorter one that stands in the other, in order, and the
    first difference inside."""

    share: float
    written: str
    right: str


_LEAD = re.compile(r"^(?:(?:v/v|ve viec|ve|viec) )?(?:(?:ban hanh|phe duyet) )?")
_LEAST_WORDS = 4


def compared(written: str, right: str) -> Wording | None:
    """Two titles word by word, what leads to or follows them left aside; None where one is too short."""
    own, other = _words(written), _words(right)
    if min(len(own), len(other)) < _LEAST_WORDS:
        return None
    match = difflib.SequenceMatcher(None, [w for w, _ in own], [w for w, _ in other], autojunk=False)
    blocks = [block for block in match.get_matching_blocks() if block.size]
    share = sum(block.size for block in blocks) / min(len(own), len(other))
    for before, after in itertools.pairwise(blocks):
        left = own[before.a + before.size : after.a]
        other_words = other[before.b + before.size : after.b]
        if left or other_words:
            around = (own[before.a + before.size - 1][1], own[after.a][1])
            return Wording(share, _shown(around, left), _shown(around, other_words))
    return Wording(share, "", "")


def _words(title: str) -> list[tuple[str, str]]:
    """Folded words, each with its spelling."""
    folded = fold(title)
    lead = _LEAD.match(folded)
    found = re.compile(r"\w+").finditer(folded, lead.end() if lead else 0)
    return [(word[0], title[word.start() : word.end()]) for word in found]


def _shown(around: tuple[str, str], words: Iterable[tuple[str, str]]) -> str:
    return " ".join([around[0], *(word for _, word in words), around[1]])


def best_title(written: str, rows: Collection[Known]) -> tuple[Known, Wording] | None:
    """The known title most like the written one."""
    pairs = [
        (row, wording)
        for row in rows
        if row.subject and (wording := compared(written, row.subject)) is not None
    ]
    return max(pairs, key=lambda pair: (pair[1].share, not pair[1].written), default=None)
