"""The instruments that the documents cite, mentions gathered by instrument."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.assistant.corpus import Corpus
from bot.assistant.understanding.topic import Texts, Topic
from knowledge import reference
from knowledge.instruments import InstrumentQuery, first_mention, later_mention
from knowledge.models import Citation, WarningCode
from knowledge.snapshot import DocumentRecord
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


class AllCited:
    """Every instrument that some document of a generation cites, found by symbol, number or title. Where not
    all are gathered yet (`groups`), those asked for are gathered alone."""

    def __init__(self, corpus: Corpus) -> None:
        self._snapshot = corpus.snapshot
        said = self._snapshot.cited_titles
        self._symbols = [symbol for symbol, _ in said]
        self._said = [title for _, title in said]
        self._by_number: dict[str, list[str]] = {}
        for symbol in self._symbols:
            self._by_number.setdefault(re.split("[-/]", symbol)[0], []).append(symbol)

    @cached_property
    def groups(self) -> list[CitedInstrument]:
        """All of them, in order of first mention."""
        return gather(self._snapshot.citations())

    @cached_property
    def titles(self) -> Texts:
        """What is said of each symbol, most cited first."""
        return Texts(self._said)

    @cached_property
    def described(self) -> Texts:
        """What is said of each of `groups`."""
        return Texts([group.described for group in self.groups])

    def of_symbols(self, symbols: Collection[str]) -> list[CitedInstrument]:
        """The instruments of these symbols, in order of first mention."""
        if "groups" not in vars(self):
            return gather(self._snapshot.citations(symbols=symbols)) if symbols else []
        places = sorted(n for symbol in symbols for n in self._places.get(symbol, ()))
        return [self.groups[n] for n in places]

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        places: dict[str, list[int]] = {}
        for n, group in enumerate(self.groups):
            places.setdefault(group.symbol or "", []).append(n)
        return places

    def of_number(self, number: str) -> Iterator[CitedInstrument]:
        """The instruments whose symbol begins with a number, written with or without zeros before it."""
        for written in sorted({number, number.lstrip("0"), number.zfill(2)}):
            yield from self.of_symbols(self._by_number.get(written, ()))

    @cached_property
    def _folded(self) -> list[str]:
        return [fold(title) for title in self._said]

    def titled(self, topic: Topic, kind: str | None, least: float) -> list[str]:
        """Symbols of a kind (folded) of which what is said covers at least `least` of a topic, best first."""
        scores = self.titles.covering(topic, least)
        fit = [n for n in scores if kind is None or kind in self._folded[n]]
        return [self._symbols[n] for n in sorted(fit, key=lambda n: (-scores[n], n))]


def all_cited(corpus: Corpus) -> AllCited:
    """Every cited instrument of the generation."""
    return corpus.once(AllCited)


def cited(corpus: Corpus, documents: Collection[DocumentRecord] | None = None) -> Sequence[CitedInstrument]:
    """Every instrument that the documents (all, where None) cite."""
    if documents is None or len(documents) == len(corpus.documents):
        return all_cited(corpus).groups
    return gather(corpus.snapshot.citations(documents))


def covering(
    corpus: Corpus, groups: Sequence[CitedInstrument], topic: Topic, least: float
) -> Sequence[CitedInstrument]:
    """Those of some cited instruments of which what is said covers at least `least` of a topic."""
    known = all_cited(corpus)
    if groups is not known.groups:
        return [group for group in groups if topic.coverage(group.described) >= least]
    return [groups[n] for n in known.described.covering(topic, least)]


def titled(corpus: Corpus, topic: Topic, kind: str | None, least: float) -> list[CitedInstrument]:
    """The cited instruments of a kind (folded) whose title covers at least `least` of a topic, best first."""
    known = all_cited(corpus)
    best = known.titled(topic, kind, least)[:MOST_TITLED]
    return sorted(
        (
            g
            for g in known.of_symbols(best)
            if kind is None or (g.full.kind and fold(g.full.kind).startswith(kind))
        ),
        key=lambda g: (-topic.coverage(g.described), best.index(g.symbol or "")),
    )


def asked_for(corpus: Corpus, queries: Sequence[InstrumentQuery]) -> list[CitedInstrument]:
    """The cited instruments that the partial symbols of a question can mean."""
    known = all_cited(corpus)
    found = [g for query in queries for g in known.of_number(query.number) if g.matches(query)]
    return with_their_year(list({(g.symbol, g.full.issued_on): g for g in found}.values()))


_ALWAYS_OF_A_YEAR = frozenset(("NĐ", "TT", "TTLT"))
"""Decrees and circulars bear the year of issue in their symbol (Law 80/2015/QH13 on promulgating normative
acts)."""


def with_their_year(groups: Sequence[CitedInstrument]) -> list[CitedInstrument]:
    """The instruments, those that some documents write without the year taken for the only one beside them
    that has it: the same day, or, of kinds that always bear the year, two thirds of it."""
    joined = list(groups)
    for group in groups:
        right = [other for other in joined if other is not group and _lacks_only_year(group, other)]
        if len(right) == 1:
            joined[joined.index(right[0])] = CitedInstrument(
                (*right[0].mentions, *_put_right(group, right[0]))
            )
            joined.remove(group)
    return joined


def _lacks_only_year(group: CitedInstrument, other: CitedInstrument) -> bool:
    own, full = parse_symbol(group.symbol or ""), parse_symbol(other.symbol or "")
    if own is None or full is None or own.year is not None or full.year is None:
        return False
    if (own.number, own.type_code, own.issuer_code) != (full.number, full.type_code, full.issuer_code):
        return False
    days = [(one.full.issued_on or "").split("-") for one in (group, other)]
    alike = sum(left == right for left, right in zip(*days, strict=False))
    always = own.type_code in _ALWAYS_OF_A_YEAR
    return alike == _PARTS or (always and (not group.full.issued_on or alike == _PARTS - 1))


_PARTS = 3
"""Year, month, day."""


def _put_right(group: CitedInstrument, right: CitedInstrument) -> Iterator[Mention]:
    for document, citation in group.mentions:
        differs = citation.issued_on not in (None, right.full.issued_on)
        wrong = (WarningCode.SYMBOL_STYLE, *((WarningCode.CONFLICTING_DATE,) if differs else ()))
        said = {"symbol": right.symbol, "warnings": (*citation.warnings, *wrong)}
        yield document, citation.model_copy(update=said)
