"""Which instrument, written how, cited by whom, still to be cited?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot import texts
from bot.assistant.answers import date_check, instrument_errors, instrument_turn, one_or_several
from bot.assistant.answers.beside import asked_beside, kind_asked
from bot.assistant.answers.carried_out import asks_what_carries_out, carrying_out, without_number
from bot.assistant.answers.cited_where import (
    asks_whether,
    say_not_cited,
    say_who_cites,
    told_who_cites,
    where_cited,
)
from bot.assistant.answers.instrument_described import (
    LEAST_COVERAGE,
    description,
    is_distinct,
    kind_named,
    names_one,
)
from bot.assistant.answers.instrument_forms import (
    facts,
    say_facts,
    sources_of,
    stating,
    superseded,
    units_of,
    warn,
    written,
)
from bot.assistant.answers.instrument_list import defects, listed
from bot.assistant.answers.issued_by import names_level
from bot.assistant.cited import CitedInstrument, asked_for, titled
from bot.assistant.corpus import Corpus
from bot.assistant.drafting.basis import outside_subject, subject_of
from bot.assistant.models import Answer, Status
from bot.assistant.understand import Understanding
from bot.assistant.understanding.one_turn import spelled_out, unit_mentions, without_units
from bot.assistant.understanding.topic import Topic
from bot.assistant.wording import date, section_label
from bot.assistant.writer import Writer
from knowledge import reference
from knowledge.instruments import InstrumentQuery, first_mention
from knowledge.symbols import find_symbols, parse_symbol

SHOWN = 4
"""Instruments told of where a number is that of several."""


def answer(asked: Understanding, corpus: Corpus) -> Answer | None:
    """Answer a question about instruments, or None."""
    if asked.asks_any("lead", "support", "product", "task_table"):
        return None
    if asked.asks_any("deadline") and not asked.instruments:
        return None
    if asked.asks_any("draft") and not (asked.instruments and asked.asks_any("cite", "how_to_write")):
        return None
    further = asked_beside(asked) and listed(
        replace(asked, topic=Topic({})), corpus, kind_asked(asked.folded)
    )
    if further:
        return further
    if asked.instruments:
        return _about_named(asked, corpus)
    if asked.asks_any("defects"):
        return defects(asked, corpus)
    kind = kind_named(without_units(asked.folded, unit_mentions(spelled_out(asked.text, corpus), corpus)))
    of_level = asked.asks_any("which") and "van ban" in asked.folded and names_level(asked.folded)
    if kind is None and not asked.asks_any("cite", "abolished") and not of_level:
        return None
    one = kind is not None and (is_distinct(asked, corpus) if not asked.communes else names_one(asked))
    if asked.asks_any("which", "cite", "abolished", "mentioned") and not one:
        return listed(asked, corpus, kind)
    return _about_titled(asked, corpus, kind)


def _about_named(asked: Understanding, corpus: Corpus) -> Answer | None:
    carrying = carrying_out(asked, corpus)
    found = carrying or asked_for(corpus, asked.instruments)
    unheld = [q for q in asked.instruments if not carrying and not any(g.matches(q) for g in found)]
    settled = one_or_several.answer(asked, corpus, found) or date_check.answer(asked, corpus, found)
    if settled is not None:
        return settled
    if not found:
        return _unknown(asked)
    if not carrying and asks_what_carries_out(asked):
        return without_number(corpus, found[:SHOWN])
    sought = asked.asks_any("cite", "which", "task_table", "mentioned") or asks_whether(asked)
    sought = sought and not (asked.asks_any("issuer", "still_valid") or instrument_turn.asks_newer(asked))
    within = bool(asked.codes) and (sought or not asked.asks_any("own_unit"))
    own = [g for g in found if any(d.header.commune_code in asked.codes for d in g.documents)]
    found = own or found if within else found
    counts = asked.asks_any("how_many") and not asked.asks_any("number_of")
    demands = (asked.asks_any("orders") or counts) and not asked.asks_any("when")
    if (demands or asked.asks_any("deadline")) and not asked.asks_any("symbol_check", "how_to_write"):
        unread = [group for group in found if not _is_held(group, corpus)]
        return _contents_not_held(corpus, unread) if unread else None
    if sought and own:
        return where_cited(asked, corpus, found)
    writer = Writer()
    if within and not own:
        say_not_cited(writer, corpus, asked.codes, found[:SHOWN])
        if asks_whether(asked):
            return told_who_cites(writer, corpus, found[:SHOWN])
    if len(found) > len(asked.instruments):
        writer.say(texts.SEVERAL_INSTRUMENTS.format(count=len(found)), computed=[texts.COUNTED])
    for group in found[:SHOWN]:
        if not instrument_turn.say(writer, corpus, group, asked):
            _tell(writer, corpus, group, asked)
    for query in unheld:
        writer.say(texts.INSTRUMENT_NOT_HELD.format(name=_as_asked(query, asked)))
    return writer.answer()


def _tell(writer: Writer, corpus: Corpus, group: CitedInstrument, asked: Understanding) -> None:
    """All of an instrument, with who cites it where that is asked."""
    who = asked.asks_any("which") and _WHO.search(asked.folded)
    cites = asked.asks_any("cite") and not asked.asks_any("issuer", "number_of", "still_valid")
    if cites or who or asked.asks_any("compare"):
        say_who_cites(writer, corpus, group)
    _describe(writer, corpus, group, asked)


_WHO = re.compile(r"\b(?:xa|phuong|don vi|dia phuong|noi|bao cao|ke hoach|van ban)(?: nao)?\b|\bai\b")
"""Which of these cite it is asked, not which things it says."""


def _unknown(asked: Understanding) -> Answer:
    """The corpus does not cite it; the checked table may know it, and then says so."""
    writer = Writer()
    for query in asked.instruments:
        writer.say(texts.INSTRUMENT_NOT_HELD.format(name=_as_asked(query, asked)))
        for row in reference.instruments():
            symbol = parse_symbol(row.symbol)
            if symbol is not None and query.fits(symbol, row.kind):
                writer.say(texts.INSTRUMENT_REFERENCE.format(text=first_mention(row)))
                writer.instrument(row.symbol)
                writer.warn(texts.OUTSIDE_CORPUS.format(symbol=row.symbol, source=row.source))
    return writer.answer(Status.INSUFFICIENT)


def _as_asked(query: InstrumentQuery, asked: Understanding) -> str:
    """The full symbol where the question gives one, else kind and number."""
    symbols = (reading.symbol for reading in find_symbols(asked.text))
    full = next((s for s in symbols if s.number == query.number and s.year == query.year), None)
    return f"{query.kind or texts.DOCUMENT} số {full}" if full else query.label


def _describe(writer: Writer, corpus: Corpus, group: CitedInstrument, asked: Understanding) -> None:
    best = sources_of(corpus, group)
    full = group.full
    writer.instrument(group.symbol)
    dated = instrument_errors.say(writer, corpus, group, asked)
    issued_on = date(full.issued_on) if full.issued_on else None
    subject = full.subject if outside_subject(group) or not full.subject else subject_of(group)
    told = facts(issued_on, full.issuer, subject)
    rows = tuple(told) if dated or asked.asks_any(*told) else ()
    say_facts(writer, best, told, rows, missing=("when",) if full.name else ("when", "issuer"))
    said = [value for value in (issued_on, full.issuer, subject) if value]
    writer.copyable(texts.FIRST_MENTION, written(group), *stating(best, *said))
    writer.copyable(texts.LATER_MENTION, group.title, *best[:1])
    if not full.subject and group.known.subject:
        writer.item(texts.SUBJECT_OUTSIDE.format(subject=group.known.subject), *best[:1])
    citing = units_of(corpus, group.documents)
    writer.say(
        texts.CITED_BY.format(count=len(group.documents), units=citing), *best, computed=[texts.COUNTED]
    )
    valid = asked.asks_any("still_valid")
    gone = superseded(corpus, group) if valid else []
    for replaced in gone:
        writer.say(replaced, *best[:1], computed=[replaced])
    if valid and not gone:
        writer.say(texts.VALIDITY_UNKNOWN)
    warned = instrument_errors.OF_DATES if dated else frozenset()
    warn(writer, corpus, group, told=warned, replaced=not valid)


def _is_held(group: CitedInstrument, corpus: Corpus) -> bool:
    """Whether the paper itself is in the corpus."""
    own = re.compile(rf"(?<!\d){re.escape(group.symbol or group.title)}(?![\w-])")
    return any(own.search(document.header.symbol or "") for document in corpus.documents)


def _contents_not_held(corpus: Corpus, found: Sequence[CitedInstrument]) -> Answer:
    """What an instrument itself demands cannot be known from documents that merely cite it."""
    writer = Writer()
    for group in found[:2]:
        writer.say(texts.CONTENTS_NOT_HELD.format(title=group.title), *sources_of(corpus, group))
        writer.say(texts.NEAREST_CITED_AS.format(text=group.first_mention), *sources_of(corpus, group))
        writer.instrument(group.symbol)
    return writer.answer(Status.INSUFFICIENT)


def _about_titled(asked: Understanding, corpus: Corpus, kind: str | None) -> Answer | None:
    """An instrument described by what it is about."""
    topic = description(asked, corpus)
    groups = titled(corpus, topic, kind, LEAST_COVERAGE)
    if not groups or topic.coverage(groups[0].described) < LEAST_COVERAGE:
        return _named_only(asked, corpus) if asked.asks_any("number_of", "when", "issuer") else None
    group = groups[0]
    writer = Writer()
    _describe(writer, corpus, group, asked)
    if asked.asks_any("which", "cite", "compare"):
        say_who_cites(writer, corpus, group)
    return writer.answer()


def _named_only(asked: Understanding, corpus: Corpus) -> Answer:
    """The documents name it but give no number: none may be supplied from elsewhere."""
    units = [unit.full_name for unit in asked.communes if unit.code in asked.codes]
    found = corpus.searcher.search(asked.folded, communes=units, limit=5).evidence
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
