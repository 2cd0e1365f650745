"""Programmes that go by the number of the paper that approves them: "Đề án 06" of decision 06/QĐ-TTg."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from bot.assistant.cited import CitedInstrument, all_cited
from bot.assistant.corpus import Corpus
from knowledge.instruments import InstrumentQuery
from knowledge.symbols import parse_symbol
from knowledge.vietnamese import fold

_PROGRAMMES = frozenset(("Đề án", "Chương trình", "Dự án"))
_OF_THE_PAPER = frozenset(
    ("about", "cite", "how_to_write", "issuer", "number_of", "still_valid", "symbol_check")
)
"""Rows of the vocabulary that ask about a paper, not about what is done under it."""
_ITS_PAPER = re.compile(r"\bquyet dinh (?:nao|gi|so may)\b")


def meant(
    queries: Sequence[InstrumentQuery], folded: str, asks: Collection[str], corpus: Corpus
) -> Iterator[InstrumentQuery]:
    """The papers that a folded question names, a nickname read as the paper that approves the programme; left
    out where the question is about the programme: then it is part of its topic."""
    for query in queries:
        if query.kind not in _PROGRAMMES or any(g.matches(query) for g in _numbered(query, corpus)):
            yield query
        elif not _OF_THE_PAPER.isdisjoint(asks) or _ITS_PAPER.search(folded):
            yield from list(_approving(query, corpus)) or [query]


def _approving(query: InstrumentQuery, corpus: Corpus) -> Iterator[InstrumentQuery]:
    named = re.compile(rf"\b(?:phe duyet|ban hanh) {fold(query.kind or '')}\b")
    for group in _numbered(query, corpus):
        symbol = parse_symbol(group.symbol or "")
        if symbol is not None and named.search(fold(group.described)):
            yield InstrumentQuery(group.full.kind, symbol.number, symbol.year, symbol.issuer_head)


def _numbered(query: InstrumentQuery, corpus: Corpus) -> list[CitedInstrument]:
    return list(all_cited(corpus).of_number(query.number))
