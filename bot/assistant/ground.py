"""Deterministic checks between an answer and its sources. What is not supported is not said.

A claim may state only what its own quotes state (or their repaired reading), what the officer asked, what
code computed and says so, what the head of a cited document says of it, or what the checked reference
table holds (then marked "ngoài kho"). How each kind of statement is compared: grounding/backing.py.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import pairwise
from typing import Protocol

from bot import texts
from bot.assistant.grounding.backing import Backing, faults
from bot.assistant.grounding.instruments_named import Symbol
from bot.assistant.grounding.quoted import Quoted
from bot.assistant.grounding.stated import Stated, cited_in, read
from bot.assistant.models import Answer, Claim, ClaimStyle, Question, SourceRef, Status, Table
from bot.assistant.understanding import vocabulary
from knowledge import dates, reference
from knowledge.models import Nature, SectionType
from knowledge.symbols import Reading, find_symbols, unify
from knowledge.vietnamese import fold, nfc

_log = logging.getLogger(__name__)

ReferenceSymbols = Mapping[Symbol, str]
"""What is known of instruments outside the corpus: a full first mention by symbol."""


class SourceLookup(Protocol):
    """What the checks need to know of documents."""

    @property
    def held(self) -> Stated:
        """What the heads of all documents state (`stated.of_headers`)."""

    def source_text(self, document: str) -> str | None:
        """The source text that quotes are cut from; None for a document that is not held."""

    def heading(self, document: str, section: str) -> str:
        """What the head of the document and the headings above a section say, as one text."""

    def section_type(self, document: str, section: str) -> SectionType | None:
        """What a section is for."""

    def cites(self, symbol: str) -> bool:
        """Whether any document cites an instrument, by its normalised symbol."""


def check(answer: Answer, question: Question, sources: SourceLookup, reference: ReferenceSymbols) -> Answer:
    """The answer without quotes that are not in their source or are orders to its reader, claims and rows
    that are not supported, and instruments that no surviving part names. INSUFFICIENT where nothing with a
    source is left."""
    planted = {ref.document for ref in answer.sources if _is_planted(ref)}
    held = [ref if is_quoted(ref, sources) and not _is_planted(ref) else None for ref in answer.sources]
    ground = _Ground(question, sources, reference, held)
    claims = without_bare_headings(answer.claims, [c for c in answer.claims if ground.holds(c)])
    table = ground.rows(answer.table) if answer.table else None
    if not (claims or table) or (
        answer.status is Status.ANSWERED and _lost_sources(answer, claims, table, held)
    ):
        return nothing_proven()
    if answer.claims and not claims and table is None:
        return nothing_proven()
    settled = ground.settled(answer, claims, table)
    orders = [texts.PLANTED_ORDER.format(document=document) for document in sorted(planted)]
    return settled.model_copy(update={"warnings": tuple(dict.fromkeys((*settled.warnings, *orders)))})


def _is_planted(ref: SourceRef) -> bool:
    """Whether a quote is an order to whoever reads the document out, not a statement."""
    return vocabulary.says("vocabulary.toml", "planted", fold(nfc(ref.readable or ref.quote)))


def is_quoted(ref: SourceRef, sources: SourceLookup) -> bool:
    """Whether the quote is contained in its document, white space aside. A quote in pieces (joined by
    " … " where a page number or the like was cut out) has all of them there, in order."""
    text = sources.source_text(ref.document)
    if text is None:
        return False
    pieces = [" ".join(piece.split()) for piece in nfc(ref.quote).split(" … ")]
    if len(pieces) == 1 and pieces[0] and pieces[0] in text:
        return True
    folded, at = _folded(text), 0
    for piece in pieces:
        at = folded.find(piece, at) + len(piece)
        if not piece or at < len(piece):
            return False
    return True


def nothing_proven() -> Answer:
    """What is said when no claim survived."""
    return Answer(status=Status.INSUFFICIENT, claims=(Claim(text=texts.NOTHING_PROVEN),))


@cache
def reference_symbols() -> ReferenceSymbols:
    """The checked table of `knowledge/reference_data/instruments.toml`."""
    table: dict[Symbol, str] = {}
    for row in reference.instruments():
        said = f"{row.kind} số {row.symbol} {dates.in_words(row.issued_on.isoformat())} của {row.issuer}"
        if row.subject:
            said += f" về {row.subject}"
        for replaced in row.replaced_by:
            said += f"; được {replaced.symbol} thay thế từ {dates.in_words(replaced.since.isoformat())}"
        for symbol in (cited.symbol for cited in cited_in(row.symbol)):
            table[symbol] = f"{table[symbol]}; {said}" if symbol in table else said
    return table


@lru_cache(maxsize=64)
def _folded(text: str) -> str:
    return " ".join(nfc(text).split())


_NATURES = {
    SectionType.RESULTS: Nature.RESULT,
    SectionType.TARGETS: Nature.TARGET,
    SectionType.ORIENTATION: Nature.TARGET,
}


@dataclass(frozen=True)
class _Ground:
    """The checks of one answer; `held` are its sources, None where the quote is not in the document."""

    question: Question
    sources: SourceLookup
    reference: ReferenceSymbols
    held: Sequence[SourceRef | None]

    def holds(self, claim: Claim) -> bool:
        """Whether a claim is supported. A claim all of whose quotes were false is not."""
        label = f"{claim.label}: " if claim.label else ""
        return self._supported(label + claim.text, claim.sources, claim.computed)

    def rows(self, table: Table) -> Table | None:
        """The rows that are supported, each read as "heading: cell"; None where none is."""
        kept = []
        for number, row in enumerate(table.rows):
            indexes = table.sources[number] if number < len(table.sources) else ()
            computed = table.computed[number] if number < len(table.computed) else ()
            said = "; ".join(f"{head}: {cell}" for head, cell in zip(table.header, row, strict=False))
            if self._supported(said, indexes, computed):
                kept.append((row, indexes, computed))
        if not kept:
            return None
        rows, sources, formulas = zip(*kept, strict=True)
        return table.model_copy(
            update={
                "rows": rows,
                "sources": sources if table.sources else (),
                "computed": formulas if table.computed else (),
            }
        )

    def _supported(self, text: str, indexes: Sequence[int], computed: Sequence[str]) -> bool:
        quoted = [ref for index in indexes if (ref := self._at(index)) is not None]
        if indexes and not quoted:
            _log.info("claim dropped: none of its quotes stands in its document")
            return False
        backing = self._backing(quoted, computed)
        found = faults(text, backing)
        if found and (computed or not quoted):
            found = faults(text, backing._replace(held=self._everything_held))
        if found:
            _log.info("claim dropped: %s", ", ".join(sorted(found)))
        return not found

    @cached_property
    def _everything_held(self) -> tuple[Stated, ...]:
        """The heads of all documents and the quotes of the whole answer: what a claim may name that code
        counted, or that has no sources of its own because it speaks of the corpus or of the answer."""
        return (self.sources.held, *(read(ref.quote) for ref in self.held if ref is not None))

    def _at(self, index: int) -> SourceRef | None:
        return self.held[index] if 0 <= index < len(self.held) else None

    def _backing(self, refs: Sequence[SourceRef], computed: Sequence[str]) -> Backing:
        asked = " . ".join((self.question.text, *self.question.history, self.question.commune or ""))
        return Backing(
            tuple(map(self._quoted, refs)),
            asked=read(asked),
            computed=tuple(read(line) for line in computed),
            reference=self.reference,
        )

    @cached_property
    def _quoted(self) -> Callable[[SourceRef], Quoted]:
        """A source as it backs claims; many rows of a table share one."""
        return cache(self._read)

    def _read(self, ref: SourceRef) -> Quoted:
        section = self.sources.section_type(ref.document, ref.section)
        return Quoted(
            ref.commune,
            read(ref.quote.replace(" … ", " ")),
            read(ref.readable) if ref.readable else None,
            self.sources.heading(ref.document, ref.section),
            _NATURES.get(section) if section else None,
            ref.ocr,
        )

    def settled(self, answer: Answer, claims: Sequence[Claim], table: Table | None) -> Answer:
        """The answer of what is left: sources renumbered, warnings and instruments without unknown
        symbols, those of the reference table alone marked."""
        places = {old: new for new, old in enumerate(i for i, ref in enumerate(self.held) if ref)}
        quoted = [ref for ref in self.held if ref is not None]
        warnings = [w for w in answer.warnings if all(self._held(r, quoted) for r in _symbols_in(w))]
        said = [read(text) for text in (*_texts(claims, table), *warnings)]
        named = {symbol for part in said for symbol in part.symbols}
        return answer.model_copy(
            update={
                "claims": tuple(_renumbered(claim, places) for claim in claims),
                "table": _renumbered_rows(table, places) if table else None,
                "sources": tuple(quoted),
                "warnings": (*warnings, *self._outside(quoted, said, warnings)),
                "instruments": tuple(i for i in answer.instruments if read(i).symbols & named),
            }
        )

    def _held(self, reading: Reading, quoted: Sequence[SourceRef]) -> bool:
        """Whether an instrument that a warning names is known, to this answer or to the corpus at all."""
        symbol = str(reading.symbol)
        backing, held = self._backing(quoted, ()), self.sources.held.symbols
        return self.sources.cites(symbol) or all(s in held or backing.names(s) for s in read(symbol).symbols)

    def _outside(
        self, quoted: Sequence[SourceRef], said: Sequence[Stated], warnings: Sequence[str]
    ) -> list[str]:
        """Marks for instruments that only the reference table supports and nothing marks yet."""
        known = {symbol for part in said for symbol in part.symbols} & self.reference.keys()
        if not known:
            return []
        backing = self._backing(quoted, ())
        marked = {s for text in warnings if texts.OUTSIDE in text for s in read(text).symbols}
        marked |= {s for part in said if texts.OUTSIDE in part.text for s in part.symbols}
        rows = [
            self.reference[symbol] for symbol in sorted(known - marked, key=str) if not backing.states(symbol)
        ]
        return [
            texts.OUTSIDE_REFERENCE.format(text=row) for row in rows if not self.sources.cites(_cited_by(row))
        ]


def _cited_by(row: str) -> str:
    """The symbol that a row of the reference table is about."""
    return str(_symbols_in(row)[0].symbol)


def _symbols_in(text: str) -> list[Reading]:
    return list(find_symbols(unify(nfc(text))))


def _texts(claims: Sequence[Claim], table: Table | None) -> list[str]:
    cells = [cell for row in table.rows for cell in row] if table else []
    return [claim.text for claim in claims] + cells


def without_bare_headings(before: Sequence[Claim], after: Sequence[Claim]) -> list[Claim]:
    """Headings go when all that stood under them has gone."""
    kept: list[Claim] = []
    had_body = {id(h) for h, following in pairwise(before) if not _is_heading(following)}
    for claim, following in zip(after, (*after[1:], None), strict=False):
        bare = _is_heading(claim) and (following is None or _is_heading(following))
        if not (bare and id(claim) in had_body):
            kept.append(claim)
    return kept


def _is_heading(claim: Claim) -> bool:
    return claim.style is ClaimStyle.HEADING


def _lost_sources(
    answer: Answer, claims: Sequence[Claim], table: Table | None, held: Sequence[SourceRef | None]
) -> bool:
    """Whether an answer that had sourced parts has none left."""
    had = any(c.sources for c in answer.claims) or answer.table is not None
    return had and table is None and not any(any(held[i] for i in c.sources if i < len(held)) for c in claims)


def _renumbered(claim: Claim, places: Mapping[int, int]) -> Claim:
    return claim.model_copy(update={"sources": tuple(places[i] for i in claim.sources if i in places)})


def _renumbered_rows(table: Table, places: Mapping[int, int]) -> Table:
    rows = tuple(tuple(places[i] for i in row if i in places) for row in table.sources)
    return table.model_copy(update={"sources": rows})
