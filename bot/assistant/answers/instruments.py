"""Which instrument, written how, cited by whom, still to be cited?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot import texts
from bot.assistant.cited import CitedInstrument, asked_for, cited, titled
from bot.assistant.corpus import Corpus, section_label
from bot.assistant.models import Answer, SourceRef, Status
from bot.assistant.understand import Understanding
from bot.assistant.wording import date
from bot.assistant.writer import Writer
from knowledge import reference
from knowledge.catalog import DocumentRecord
from knowledge.instruments import find_citations, first_mention
from knowledge.models import Citation, WarningCode
from knowledge.symbols import parse_symbol
from knowledge.vietnamese import fold

LEAST_COVERAGE = 0.6
"""Least weighted share of a question's words that an instrument's title must hold to be meant."""

MOST_UNITS = 30
"""Units named in one sentence; the rest is counted."""

MOST_SOURCES = 12
"""Citing documents quoted for one instrument; the others are counted and named."""


def answer(asked: Understanding, corpus: Corpus) -> Answer | None:
    """Answer a question about instruments, or None."""
    if asked.asks_any("lead", "support", "product", "task_table", "deadline", "draft"):
        return None
    if asked.instruments:
        return _about_named(asked, corpus)
    if asked.asks_any("defects"):
        return _defects(asked, corpus)
    kind = _kind(asked.folded)
    if kind is None and not asked.asks_any("cite", "abolished"):
        return None
    if asked.asks_any("which", "cite", "abolished") and (
        kind is None or asked.communes or not _distinct(asked, corpus)
    ):
        return _list(asked, corpus, kind)
    return _about_titled(asked, corpus, kind)


def _about_named(asked: Understanding, corpus: Corpus) -> Answer | None:
    found = asked_for(corpus, asked.instruments)
    if asked.codes:
        own = [g for g in found if any(d.header.commune_code in asked.codes for d in g.documents)]
        found = own or found
    if not found:
        return _unknown(asked)
    if asked.asks_any("orders", "how_many") and not asked.asks_any("symbol_check", "how_to_write", "when"):
        return _contents_not_held(asked, corpus, found)
    if asked.asks_any("cite", "which", "task_table", "mentioned") and asked.codes:
        return _where_cited(asked, corpus, found)
    writer = Writer()
    if len(found) > 1:
        writer.say(texts.SEVERAL_INSTRUMENTS.format(count=len(found)), computed=[texts.COUNTED])
    for group in found[:4]:
        if asked.asks_any("which", "cite", "compare"):
            _say_who_cites(writer, corpus, group)
        _describe(writer, corpus, group, asked)
    return writer.answer()


def _unknown(asked: Understanding) -> Answer:
    """The corpus does not cite it; the checked table may know it, and then says so."""
    writer = Writer()
    for query in asked.instruments:
        writer.say(texts.INSTRUMENT_NOT_HELD.format(name=query.label))
        for row in reference.instruments():
            symbol = parse_symbol(row.symbol)
            if symbol is not None and query.fits(symbol, row.kind):
                writer.say(texts.INSTRUMENT_REFERENCE.format(text=first_mention(row)))
                writer.instrument(row.symbol)
                writer.warn(texts.OUTSIDE_CORPUS.format(symbol=row.symbol, source=row.source))
    return writer.answer(Status.INSUFFICIENT)


def _describe(writer: Writer, corpus: Corpus, group: CitedInstrument, asked: Understanding) -> None:
    best = _sources(corpus, group)
    full = group.full
    writer.instrument(group.symbol)
    if asked.asks_any("symbol_check") or WarningCode.SYMBOL_STYLE in group.warnings:
        _say_right_symbol(writer, group, asked, best)
    issued_on = date(full.issued_on) if full.issued_on else None
    said = [value for value in (issued_on, full.issuer, full.subject) if value]
    writer.copyable(texts.FIRST_MENTION, group.first_mention, *_stating(best, *said))
    writer.copyable(texts.LATER_MENTION, group.title, *best[:1])
    for value, form, missing in (
        (issued_on, texts.ISSUED_ON, texts.DATE_NOT_STATED),
        (full.issuer, texts.ISSUED_BY, texts.ISSUER_NOT_STATED),
        (full.subject, texts.SUBJECT, None),
    ):
        if value:
            writer.item(form.format(value), *_stating(best, value))
        elif missing:
            writer.item(missing, *best[:1])
    if not full.subject and group.known.subject:
        writer.item(texts.SUBJECT_OUTSIDE.format(subject=group.known.subject), *best[:1])
    citing = _units(corpus, group.documents)
    writer.say(
        texts.CITED_BY.format(count=len(group.documents), units=citing), *best, computed=[texts.COUNTED]
    )
    if asked.asks_any("still_valid"):
        writer.say(texts.VALIDITY_UNKNOWN)
    _warn(writer, corpus, group)


def _stating(sources: Sequence[SourceRef], *values: str) -> Sequence[SourceRef]:
    """The fewest sources that hold these words; all where some word is in none as it is shown."""
    held = [next((s for s in sources if fold(value) in fold(s.quote)), None) for value in values]
    return list(dict.fromkeys(s for s in held if s)) if all(held) and held else sources


def _say_right_symbol(
    writer: Writer, group: CitedInstrument, asked: Understanding, sources: Sequence[SourceRef]
) -> None:
    wrong = {c.as_written for _, c in group.mentions if WarningCode.SYMBOL_STYLE in c.warnings}
    asked_about = [m.as_written for m in find_citations(asked.text) if m.symbol == group.symbol]
    right = (group.symbol or "").upper()
    written = sorted({w for w in (*wrong, *asked_about) if _squeeze(w).upper() != right})
    if written:
        text = texts.RIGHT_SYMBOL_NOT.format(
            symbol=group.symbol, wrong=", ".join(f"“{_squeeze(w)}”" for w in written)
        )
    else:
        text = texts.RIGHT_SYMBOL.format(symbol=group.symbol)
    writer.say(text, *sources)


def _warn(writer: Writer, corpus: Corpus, group: CitedInstrument) -> None:
    said: set[tuple[str, str]] = set()
    for document, citation in group.mentions:
        for code in citation.warnings:
            if (document.name, code) in said or len(said) >= MOST_SOURCES:
                continue
            said.add((document.name, code))
            writer.warn(_warning(corpus, document, citation, code))
    dates = {c.issued_on for _, c in group.mentions if c.issued_on}
    if len(dates) > 1:
        writer.warn(texts.CONFLICTING_DATES.format(dates=", ".join(map(date, sorted(dates)))))
    _warn_superseded(writer, group)
    if len(group.documents) == 1:
        writer.warn(texts.ONE_SOURCE_ONLY.format(unit=_units(corpus, group.documents[:1])))


def _warning(corpus: Corpus, document: DocumentRecord, citation: Citation, code: WarningCode) -> str:
    section = corpus.section_at(document, citation.start)
    return texts.INSTRUMENT_WARNINGS[code].format(
        where=f"{corpus.label(document)} ({section_label(section.path if section else '')})",
        written=" ".join(corpus.view(document).quote(citation.start, citation.end).split()),
        symbol=citation.symbol or citation.name,
        issuer=citation.issuer or texts.ISSUER_NOT_STATED,
    )


def _warn_superseded(writer: Writer, group: CitedInstrument) -> None:
    for replaced in group.reference.replaced_by if group.reference else ():
        writer.warn(
            texts.SUPERSEDED.format(
                symbol=group.symbol,
                by=replaced.symbol,
                since=date(replaced.since.isoformat()),
                scope=replaced.scope,
            )
        )


def _contents_not_held(asked: Understanding, corpus: Corpus, found: Sequence[CitedInstrument]) -> Answer:
    """What an instrument itself demands cannot be known from documents that merely cite it."""
    writer = Writer()
    for group in found[:2]:
        writer.say(texts.CONTENTS_NOT_HELD.format(title=group.title), *_sources(corpus, group))
        writer.say(texts.NEAREST_CITED_AS.format(text=group.first_mention), *_sources(corpus, group))
        writer.instrument(group.symbol)
    return writer.answer(Status.INSUFFICIENT)


def _where_cited(asked: Understanding, corpus: Corpus, found: Sequence[CitedInstrument]) -> Answer | None:
    writer = Writer()
    for group in found:
        places = [
            (document, citation)
            for document, citation in group.mentions
            if document.header.commune_code in asked.codes
        ]
        silent = [d for d in corpus.of_communes(asked.codes) if d.name not in {p[0].name for p in places}]
        if not places:
            continue
        writer.instrument(group.symbol)
        writer.say(
            texts.CITED_AT.format(title=group.title, count=len(places)),
            *_sources(corpus, group),
            computed=[texts.COUNTED],
        )
        for document, citation in places:
            writer.item(
                f"{corpus.label(document)}, {place_of(corpus, document, citation.start)}: "
                + corpus.text_of(document, citation.start, citation.end),
                corpus.source(document, citation.start, citation.end),
            )
        for document in silent:
            writer.say(texts.NOT_CITED_IN.format(document=corpus.label(document), title=group.title))
        _warn(writer, corpus, group)
    return writer.answer() if found else None


_POINT = re.compile(r"\s*[-+*•]?\s*(\d+(?:\.\d+)+|[a-zđ](?=\)))[.)]?\s")


def place_of(corpus: Corpus, document: DocumentRecord, position: int) -> str:
    """Where a position stands: its section and point, and the row where it is in a table of tasks."""
    for owner, task in corpus.snapshot.tasks([document]):
        if owner.name == document.name and task.start <= position < task.end and task.number:
            return texts.TASK_ROW.format(number=task.number)
    section = corpus.section_at(document, position)
    label = section_label(section.path if section else "")
    text = corpus.view(document).text
    point = _POINT.match(text, text.rfind("\n", 0, position) + 1)
    return texts.POINT.format(section=label, point=point[1]) if point else label


def _list(asked: Understanding, corpus: Corpus, kind: str | None) -> Answer | None:
    """The instruments that the documents asked about cite, filtered by kind and issuer."""
    documents = _about(asked, corpus)
    groups = cited(corpus, documents)
    if kind is not None:
        groups = [g for g in groups if g.full.kind and fold(g.full.kind).startswith(kind)]
    issuers = _issuers(asked.folded, groups)
    if issuers:
        groups = [g for g in groups if fold(g.full.issuer or "") in issuers]
    elif kind is None and not asked.topic.empty and documents == corpus.of_communes(asked.codes):
        covering = [g for g in groups if asked.topic.coverage(g.described) >= LEAST_COVERAGE]
        groups = covering or (groups if asked.codes else [])
    if asked.asks_any("abolished"):
        groups = [g for g in groups if WarningCode.ABOLISHED_ISSUER in g.warnings]
    if not groups:
        return None
    ranked = sorted(groups, key=lambda g: -len(g.documents))
    writer = Writer()
    writer.say(
        texts.INSTRUMENTS_CITED.format(
            count=len(ranked), documents=", ".join(map(corpus.label, documents[:6]))
        ),
        computed=[texts.COUNTED],
    )
    for group in ranked[:20]:
        note = texts.CITED_COUNT.format(count=len(group.documents), total=len(documents))
        writer.item(
            f"{group.first_mention} ({note})" if len(documents) > 1 else group.first_mention,
            *_sources(corpus, group, documents),
            computed=[texts.COUNTED],
        )
        writer.instrument(group.symbol)
        _warn_short(writer, group)
    return writer.answer()


def _defects(asked: Understanding, corpus: Corpus) -> Answer | None:
    """What is wrong with the citations of the documents asked about."""
    writer = Writer()
    for group in cited(corpus, corpus.near(asked.folded, asked.codes)):
        for document, citation in group.mentions:
            for code in citation.warnings:
                writer.item(
                    _warning(corpus, document, citation, code), _citation_source(corpus, document, citation)
                )
                writer.instrument(group.symbol)
    answer = writer.answer()
    return answer if answer.sources else None


def _about(asked: Understanding, corpus: Corpus) -> list[DocumentRecord]:
    """The documents asked about: those of the units whose title the question describes, else all of
    the units."""
    documents = corpus.of_communes(asked.codes)
    titled = [d for d in documents if asked.topic.coverage(d.header.title or "") >= LEAST_COVERAGE]
    return titled or documents


def _warn_short(writer: Writer, group: CitedInstrument) -> None:
    if WarningCode.ABOLISHED_ISSUER in group.warnings:
        writer.warn(
            texts.ABOLISHED_SHORT.format(
                title=group.title, issuer=group.full.issuer or texts.ISSUER_NOT_STATED
            )
        )
    if WarningCode.SYMBOL_STYLE in group.warnings:
        wrong = next(c.as_written for _, c in group.mentions if WarningCode.SYMBOL_STYLE in c.warnings)
        writer.warn(texts.WRITTEN_WRONG.format(wrong=_squeeze(wrong), symbol=group.symbol))
    _warn_superseded(writer, group)


def _about_titled(asked: Understanding, corpus: Corpus, kind: str | None) -> Answer | None:
    """An instrument described by what it is about."""
    groups = titled(corpus, asked.topic, kind, LEAST_COVERAGE)
    if not groups or asked.topic.coverage(groups[0].described) < LEAST_COVERAGE:
        return _named_only(asked, corpus) if asked.asks_any("number_of", "when", "issuer") else None
    group = groups[0]
    writer = Writer()
    _describe(writer, corpus, group, asked)
    if asked.asks_any("which", "cite", "compare"):
        _say_who_cites(writer, corpus, group)
    return writer.answer()


def _say_who_cites(writer: Writer, corpus: Corpus, group: CitedInstrument) -> None:
    """Among documents of the same kind: who cites it and who does not."""
    kinds = {d.header.kind for d in group.documents}
    comparable = [d for d in corpus.documents if d.header.kind in kinds and d.header.commune]
    names = {d.name for d in group.documents}
    citing = [d for d in comparable if d.name in names]
    silent = [d for d in comparable if d.name not in names]
    if citing and silent:
        writer.say(
            texts.ONLY_CITED_BY.format(citing=_units(corpus, citing), title=group.title),
            *_sources(corpus, group),
        )
        writer.say(
            texts.NOT_CITED_BY.format(silent=_units(corpus, silent), title=group.title),
            *(source for document in silent[:MOST_SOURCES] for source in corpus.title(document)[1]),
            computed=[group.title],
        )


def _named_only(asked: Understanding, corpus: Corpus) -> Answer:
    """The documents name it but give no number: none may be supplied from elsewhere."""
    found = corpus.searcher.search(asked.folded, communes=(), limit=5).evidence
    for evidence in found:
        if asked.topic.coverage(evidence.chunk.readable or evidence.chunk.text) < 0.75:
            continue
        source = corpus.chunk_source(evidence.chunk)
        if source is None:
            continue
        writer = Writer()
        writer.say(
            texts.NAMED_WITHOUT_NUMBER.format(
                unit=source.commune or source.document, section=section_label(source.section)
            ),
            source,
        )
        return writer.answer(Status.INSUFFICIENT)
    writer = Writer()
    writer.say(texts.TITLED_NOT_HELD)
    return writer.answer(Status.INSUFFICIENT)


def _sources(
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
    return [_citation_source(corpus, document, citation) for document, citation in shown]


def _fullness(citation: Citation) -> tuple[bool, bool, int]:
    return citation.issued_on is not None, citation.issuer is not None, len(citation.quote)


def _citation_source(corpus: Corpus, document: DocumentRecord, citation: Citation) -> SourceRef:
    source = corpus.source(document, citation.start, citation.end)
    return source.model_copy(update={"quote": citation.quote})


def _issuers(folded: str, groups: Sequence[CitedInstrument]) -> set[str]:
    """Issuers that the question names, the longest where one contains another."""
    names = {fold(g.full.issuer) for g in groups if g.full.issuer}
    named = {name for name in names if name and name in folded}
    return {n for n in named if not any(n != other and n in other for other in named)}


def _kind(folded: str) -> str | None:
    """The kind of instrument a question names, folded ("nghi quyet")."""
    kinds = sorted((fold(k.name) for k in reference.document_kinds()), key=len, reverse=True)
    instruments = [k for k in kinds if k not in ("van ban", "bao cao", "ke hoach", "chuong trinh")]
    return next((k for k in instruments if f" {k} " in f" {folded} "), None)


def _distinct(asked: Understanding, corpus: Corpus) -> bool:
    """The question describes one instrument rather than asking for a list."""
    titles = (said for _, said in corpus.snapshot.cited_titles)
    return max(map(asked.topic.coverage, titles), default=0.0) >= LEAST_COVERAGE


def _units(corpus: Corpus, documents: Iterable[DocumentRecord]) -> str:
    """Whose documents they are, each unit once."""
    names = list(dict.fromkeys(d.header.commune or corpus.label(d) for d in documents))
    rest = [texts.AND_MORE.format(count=len(names) - MOST_UNITS)] if len(names) > MOST_UNITS else []
    return ", ".join(names[:MOST_UNITS] + rest)


def _squeeze(symbol: str) -> str:
    return "".join(symbol.split())
