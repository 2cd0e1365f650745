"""How an instrument is shown: its written form, its sources, and what to beware of."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from bot import texts
from bot.assistant import replacing
from bot.assistant.cited import CitedInstrument
from bot.assistant.corpus import Corpus
from bot.assistant.drafting.basis import added_tail, first_form
from bot.assistant.models import SourceRef
from bot.assistant.wording import date, listed, section_label
from bot.assistant.writer import Writer
from knowledge.models import Citation, WarningCode
from knowledge.snapshot import DocumentRecord
from knowledge.vietnamese import fold

MOST_SOURCES = 12
"""Citing documents quoted for one instrument; the others are counted and named."""


def written(group: CitedInstrument) -> str:
    """The first mention with the title of the checked table where some document gives a title at all."""
    return first_form(group) if group.full.subject else group.first_mention


def sources_of(
    corpus: Corpus, group: CitedInstrument, documents: Sequence[DocumentRecord] = ()
) -> list[SourceRef]:
    """One source per citing document: its fullest mention."""
    names = {d.name for d in documents}
    best: dict[str, tuple[DocumentRecord, Citation]] = {}
    for document, citation in group.mentions:
        if names and document.name not in names:
            continue
        held = best.get(document.name)
        if held is None or _fullness(citation) > _fullness(held[1]):
            best[document.name] = (document, citation)
    shown = list(best.values())[:MOST_SOURCES]
    return [citation_source(corpus, document, citation) for document, citation in shown]


def _fullness(citation: Citation) -> tuple[bool, bool, int]:
    return citation.issued_on is not None, citation.issuer is not None, len(citation.quote)


def citation_source(corpus: Corpus, document: DocumentRecord, citation: Citation) -> SourceRef:
    """The quoted words of one mention."""
    source = corpus.source(document, citation.start, citation.end)
    return source.model_copy(update={"quote": citation.quote})


def units_of(corpus: Corpus, documents: Iterable[DocumentRecord]) -> str:
    """Whose documents they are, each unit once."""
    names = list(dict.fromkeys(d.header.commune or corpus.label(d) for d in documents))
    return listed(names)[0]


Facts = dict[str, tuple[str | None, str, str | None]]
"""By the row of the vocabulary that asks for it: what is stated, how it is said, and what is said of none."""


def facts(issued_on: str | None, issuer: str | None, subject: str | None) -> Facts:
    """When an instrument was issued, by whom, about what."""
    return {
        "when": (issued_on, texts.ISSUED_ON, texts.DATE_NOT_STATED),
        "issuer": (issuer, texts.ISSUED_BY, texts.ISSUER_MISSING),
        "about": (subject, texts.SUBJECT, None),
    }


def say_facts(
    writer: Writer, best: Sequence[SourceRef], told: Facts, rows: Collection[str], missing: Collection[str]
) -> None:
    """The facts of these rows that are stated; of those of `missing` also that they are not."""
    for row, (value, form, unstated) in told.items():
        if value and row in rows:
            writer.item(form.format(value), *stating(best, value))
        elif unstated and not value and row in missing:
            writer.item(unstated, *best[:1])


def stating(sources: Sequence[SourceRef], *values: str) -> Sequence[SourceRef]:
    """The fewest sources that hold these words; all where some word is in none as it is shown."""
    held = [next((s for s in sources if fold(value) in fold(s.quote)), None) for value in values]
    return list(dict.fromkeys(s for s in held if s)) if all(held) and held else sources


def squeezed(symbol: str) -> str:
    """A symbol without white space."""
    return "".join(symbol.split())


def warn(
    writer: Writer,
    corpus: Corpus,
    group: CitedInstrument,
    told: Collection[WarningCode] = (),
    *,
    replaced: bool = True,
) -> None:
    """All there is to beware of but what is `told` already: wrong symbols, issuers that are no more, dates
    that differ, tails, one source only, and (unless that is said already) what has `replaced` it."""
    said: set[tuple[str, str]] = set()
    tailed: set[str] = set()
    for document, citation in group.mentions:
        for code in citation.warnings:
            if code in told or (document.name, code) in said or len(said) >= MOST_SOURCES:
                continue
            said.add((document.name, code))
            writer.warn(warning(corpus, document, citation, code))
    for document, citation in group.mentions:
        tail = added_tail(group, citation)
        if tail and document.name not in tailed:
            tailed.add(document.name)
            writer.warn(texts.ADDED_TAIL.format(where=_where(corpus, document, citation), tail=tail))
    dates = {c.issued_on for _, c in group.mentions if c.issued_on}
    if len(dates) > 1:
        writer.warn(texts.CONFLICTING_DATES.format(dates=", ".join(map(date, sorted(dates)))))
    if replaced:
        _warn_superseded(writer, corpus, group)
    if len(group.documents) == 1:
        writer.warn(texts.ONE_SOURCE_ONLY.format(unit=units_of(corpus, group.documents[:1])))


def warn_briefly(writer: Writer, corpus: Corpus, group: CitedInstrument) -> None:
    """What matters most in a list of instruments."""
    if WarningCode.ABOLISHED_ISSUER in group.warnings:
        writer.warn(
            texts.ABOLISHED_SHORT.format(
                title=group.title, issuer=group.full.issuer or texts.ISSUER_NOT_STATED
            )
        )
    if WarningCode.SYMBOL_STYLE in group.warnings:
        wrong = next(c.as_written for _, c in group.mentions if WarningCode.SYMBOL_STYLE in c.warnings)
        writer.warn(texts.WRITTEN_WRONG.format(wrong=squeezed(wrong), symbol=group.symbol))
    _warn_superseded(writer, corpus, group)


def warning(corpus: Corpus, document: DocumentRecord, citation: Citation, code: WarningCode) -> str:
    """What is wrong with one mention, and where it stands."""
    return texts.INSTRUMENT_WARNINGS[code].format(
        where=_where(corpus, document, citation),
        written=" ".join(corpus.view(document).quote(citation.start, citation.end).split()),
        symbol=citation.symbol or citation.name,
        issuer=citation.issuer or texts.ISSUER_NOT_STATED,
    )


def _where(corpus: Corpus, document: DocumentRecord, citation: Citation) -> str:
    section = corpus.section_at(document, citation.start)
    return f"{corpus.label(document)} ({section_label(section.path if section else '')})"


def _warn_superseded(writer: Writer, corpus: Corpus, group: CitedInstrument) -> None:
    for said in superseded(corpus, group):
        writer.warn(said)


def superseded(corpus: Corpus, group: CitedInstrument) -> list[str]:
    """What held papers say of themselves, and the checked table of others, that took its place."""
    held = (replacing.name(corpus, document) for document, _ in replacing.replaced_by(corpus, group))
    by_held = [texts.SUPERSEDED_BY.format(title=group.title, by=by) for by in dict.fromkeys(held)]
    return by_held + [
        texts.SUPERSEDED.format(
            symbol=group.symbol,
            by=replaced.symbol,
            since=date(replaced.since.isoformat()),
            scope=replaced.scope,
        )
        for replaced in (group.reference.replaced_by if group.reference else ())
    ]
