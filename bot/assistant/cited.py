"""The instruments that the documents cite, mentions gathered by instrument."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.assistant.corpus import Corpus
from bot.assistant.topic import Topic
from knowledge import reference
from knowledge.catalog import DocumentRecord
from knowledge.instruments import InstrumentQuery, first_mention, later_mention
from knowledge.models import Citation, WarningCode
from knowledge.symbols import parse_symbol
from knowledge.vietnamese import fold

MOST_TITLED = 8
"""Instruments looked at closely when a question describes one by its title."""

Mention = tuple[DocumentRecord, Citation]


@dataclass(frozen=True)
class CitedInstrument:
    """One instrument (key: symbol, kind, issuer, date) with every mention of it."""

    mentions: tuple[Mention, ...]

    @cached_property
    def best(self) -> Citation:
        """The mention that says most: dated, with issuer and subject, without warnings."""
        return max(
            (c for _, c in self.mentions),
            key=lambda c: (
                c.issued_on is not None,
                c.issuer is not None and not c.warnings,
                c.issuer is not None,
                c.subject is not None,
                -len(c.warnings),
                len(c.issuer or ""),
            ),
        )

    @property
    def symbol(self) -> str | None:
        """The symbol in its right form."""
        return self.best.symbol

    @property
    def title(self) -> str:
        """Kind and symbol as later mentions name it."""
        return later_mention(self.best)

    @cached_property
    def full(self) -> Citation:
        """The best mention with what it lacks filled in from other mentions of the same instrument,
        then from the checked reference table."""
        filled = self.best
        others = [c for _, c in self.mentions]
        for field in ("kind", "issued_on", "issuer", "subject"):
            if getattr(filled, field) is None:
                values = Counter(value for c in others if (value := getattr(c, field)) is not None)
                if values:
                    filled = filled.model_copy(update={field: values.most_common(1)[0][0]})
        return filled

    @cached_property
    def known(self) -> Citation:
        """`full`, with what no document says taken from the checked reference table."""
        row = self.reference
        if row is None:
            return self.full
        said = {
            "kind": row.kind,
            "issuer": row.issuer,
            "subject": row.subject,
            "issued_on": row.issued_on.isoformat(),
        }
        lacking = {field: value for field, value in said.items() if value and not getattr(self.full, field)}
        return self.full.model_copy(update=lacking)

    @property
    def first_mention(self) -> str:
        """The form for the first mention in a report (NĐ 30/2020, Phụ lục I, phần II, mục 6b)."""
        return first_mention(self.known)

    @cached_property
    def described(self) -> str:
        """All that the fullest mention says: kind, symbol, issuer, subject, quote."""
        full = self.full
        return " ".join(filter(None, (full.kind, full.symbol, full.issuer, full.subject, full.quote)))

    @cached_property
    def documents(self) -> tuple[DocumentRecord, ...]:
        """Documents that cite it, each once."""
        return tuple({d.name: d for d, _ in self.mentions}.values())

    @cached_property
    def warnings(self) -> frozenset[WarningCode]:
        """What is wrong with some mention."""
        return frozenset(w for _, c in self.mentions for w in c.warnings)

    @cached_property
    def reference(self) -> reference.ReferenceInstrument | None:
        """The row of the checked table, where symbol and date agree."""
        return next(
            (
                row
                for row in reference.instruments()
                if row.symbol == self.symbol
                and (self.full.issued_on is None or row.issued_on.isoformat() == self.full.issued_on)
            ),
            None,
        )

    def matches(self, query: InstrumentQuery) -> bool:
        """The partial symbol of a question can mean this instrument."""
        symbol = parse_symbol(self.symbol) if self.symbol else None
        return symbol is not None and query.fits(symbol, self.full.kind)


def gather(mentions: Iterable[Mention]) -> list[CitedInstrument]:
    """Group mentions by instrument, in order of first mention."""
    numbered = [(document, citation) for document, citation in mentions if citation.symbol]
    groups: dict[str, list[Mention]] = {}
    for mention in numbered:
        groups.setdefault(mention[1].symbol or "", []).append(mention)
    return [CitedInstrument(tuple(part)) for same in groups.values() for part in _by_date(same)]


def _by_date(mentions: Sequence[Mention]) -> list[list[Mention]]:
    """Mentions of one symbol are one instrument unless their dates differ; an undated one joins the
    dated one of its own document, or the first there is."""
    dated: dict[str, list[Mention]] = {}
    for mention in mentions:
        if mention[1].issued_on:
            dated.setdefault(mention[1].issued_on, []).append(mention)
    if not dated:
        return [list(mentions)]
    for mention in mentions:
        if not mention[1].issued_on:
            own = [group for group in dated.values() if any(d.name == mention[0].name for d, _ in group)]
            (own[0] if own else next(iter(dated.values()))).append(mention)
    return list(dated.values())


def cited(corpus: Corpus, documents: Collection[DocumentRecord] | None = None) -> list[CitedInstrument]:
    """Every instrument that the documents (all, where None) cite."""
    return gather(corpus.snapshot.citations(documents))


def titled(corpus: Corpus, topic: Topic, kind: str | None, least: float) -> list[CitedInstrument]:
    """The cited instruments of a kind (folded) whose title covers at least `least` of a topic, best first."""
    scored = [
        (topic.coverage(said), -n, symbol)
        for n, (symbol, said) in enumerate(corpus.snapshot.cited_titles)
        if kind is None or kind in fold(said)
    ]
    best = [symbol for score, _, symbol in sorted(scored, reverse=True) if score >= least][:MOST_TITLED]
    groups = gather(corpus.snapshot.citations(symbols=best)) if best else []
    return sorted(
        (g for g in groups if kind is None or (g.full.kind and fold(g.full.kind).startswith(kind))),
        key=lambda g: (-topic.coverage(g.described), best.index(g.symbol or "")),
    )


def asked_for(corpus: Corpus, queries: Sequence[InstrumentQuery]) -> list[CitedInstrument]:
    """The cited instruments that the partial symbols of a question can mean."""
    found: list[CitedInstrument] = []
    for query in queries:
        numbers = {query.number, query.number.lstrip("0"), query.number.zfill(2)}
        mentions = [m for number in sorted(numbers) for m in corpus.snapshot.citations(number=number)]
        found.extend(group for group in gather(mentions) if group.matches(query))
    return list({(g.symbol, g.full.issued_on): g for g in found}.values())
