"""Is the date by which a paper is cited its own: "xã ghi công văn 1204 ngày 30/7/2024, đúng ngày chưa"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bot import texts
from bot.assistant.answers.instrument_forms import citation_source, sources_of, units_of
from bot.assistant.cited import CitedInstrument, Mention
from bot.assistant.corpus import Corpus
from bot.assistant.models import Answer, SourceRef
from bot.assistant.understand import Understanding
from bot.assistant.understanding import papers
from bot.assistant.wording import date
from bot.assistant.writer import Writer
from knowledge import reference
from knowledge.dates import date_after
from knowledge.instrument_records import Statement, conflict
from knowledge.instruments import first_mention
from knowledge.models import SectionType
from knowledge.snapshot import DocumentRecord

_DAY = re.compile(r"\bngay\b")
_RIGHT = re.compile(r"\b(?:khop|dung|sai|nham|chinh xac)\b")
_FULL_DATE = len("2025-03-05")


class _Right(NamedTuple):
    """The day of a paper, and who says so."""

    day: str
    by: str
    sources: tuple[SourceRef, ...]
    counted: bool = False


class _Written(NamedTuple):
    """A day under which a paper is cited, by a document or by the question itself (`where` None)."""

    group: CitedInstrument
    day: str
    where: Mention | None = None


def answer(asked: Understanding, corpus: Corpus, found: Sequence[CitedInstrument]) -> Answer | None:
    """Each day written for the papers found, against their right day; None where that is not asked, or
    nothing held says what is right."""
    if not (_DAY.search(asked.folded) and _RIGHT.search(asked.folded)):
        return None
    writer = Writer()
    for written in _written(asked, found):
        right = _right(corpus, written, found)
        if right is None:
            return None
        _say(writer, corpus, written, right)
    told = writer.answer()
    return told if told.sources else None


def _written(asked: Understanding, found: Sequence[CitedInstrument]) -> list[_Written]:
    """The days that the units asked about write; else the day that the question itself gives."""
    own: dict[tuple[str, str], _Written] = {}
    for group in found:
        for document, citation in group.mentions:
            day = citation.issued_on or ""
            if document.header.commune_code in asked.codes and len(day) == _FULL_DATE:
                own.setdefault((document.name, day), _Written(group, day, (document, citation)))
    if own:
        return list(own.values())
    given = _day_given(asked.folded)
    if given is None or asked.codes:
        return []
    same = [group for group in found if group.full.issued_on == given]
    return [_Written(group, given) for group in same or found[:1]]


def _day_given(folded: str) -> str | None:
    """The full day that a question names, ISO."""
    days = (date_after(folded, match.start()) for match in _DAY.finditer(folded))
    return next((day.iso for day in days if day and day.iso and len(day.iso) == _FULL_DATE), None)


def _right(corpus: Corpus, written: _Written, found: Sequence[CitedInstrument]) -> _Right | None:
    """The day on the paper itself where it is held; else that of the checked table; else that of most of the
    other documents."""
    stated = _statement(written)
    for document in papers.bearing(corpus, written.group.symbol or ""):
        head = document.header
        own = Statement(head.issued_on or "", head.issuer, head.title)
        if len(own.issued_on) == _FULL_DATE and _of_one(stated, own, asked=written.where is None):
            return _Right(own.issued_on, texts.DATED_BY_ITSELF, tuple(_head(corpus, document)))
    for row in reference.instruments():
        own = Statement(row.issued_on.isoformat(), row.issuer, row.subject)
        if row.symbol == written.group.symbol and _of_one(stated, own, asked=written.where is None):
            return _Right(own.issued_on, texts.DATED_BY_TABLE, ())
    return _by_others(corpus, written, found)


def _head(corpus: Corpus, document: DocumentRecord) -> Iterator[SourceRef]:
    for section in corpus.sections(document):
        if section.type is SectionType.HEADER and section.path != "addressee":
            yield corpus.source(document, section.start, section.end)


def _of_one(stated: Statement, own: Statement, *, asked: bool) -> bool:
    """Whether both speak of one paper; a day that only the question gives is none of another paper."""
    return stated.issued_on == own.issued_on or asked or conflict(stated, own)


def _statement(written: _Written) -> Statement:
    said = written.group.full if written.where is None else written.where[1]
    full = written.group.full
    return Statement(written.day, said.issuer or full.issuer, said.subject or full.subject)


def _by_others(corpus: Corpus, written: _Written, found: Sequence[CitedInstrument]) -> _Right | None:
    """What the other documents write, where they agree or more of them write one day than any other."""
    stated = _statement(written)
    writer_of_it = written.where[0].name if written.where else None
    citing: dict[str, list[Mention]] = {}
    for group in found:
        if group.symbol != written.group.symbol:
            continue
        for document, citation in group.mentions:
            day = citation.issued_on or ""
            other = Statement(day, citation.issuer, citation.subject or group.full.subject)
            of_one = _of_one(stated, other, asked=written.where is None)
            if len(day) == _FULL_DATE and document.name != writer_of_it and of_one:
                citing.setdefault(day, []).append((document, citation))
    counts = {day: len({d.name for d, _ in mentions}) for day, mentions in citing.items()}
    best = max(counts, key=lambda day: counts[day], default=None)
    if best is None or (written.where and best != written.day and counts[best] < _MOST_BUT_ONE):
        return None
    if sum(count == counts[best] for count in counts.values()) > 1:
        return None
    documents = list({d.name: d for d, _ in citing[best]}.values())
    by = texts.DATED_BY_OTHERS.format(count=len(documents), units=units_of(corpus, documents), day=date(best))
    sources = {d.name: citation_source(corpus, d, c) for d, c in citing[best]}
    return _Right(best, by, tuple(sources.values()), counted=True)


_MOST_BUT_ONE = 2
"""So many documents at least must agree on a day against another one that writes a different one."""


def _say(writer: Writer, corpus: Corpus, written: _Written, right: _Right) -> None:
    title, day = written.group.title, date(right.day)
    proving = right.sources or tuple(sources_of(corpus, written.group))
    sources, where = proving, ""
    if written.where is not None:
        sources = (citation_source(corpus, *written.where), *proving)
        where = texts.DATE_WRITTEN_BY.format(document=corpus.label(written.where[0]))
    form = texts.DATE_RIGHT if written.day == right.day else texts.DATE_WRONG
    by = right.by.format(day=day)
    said = form.format(title=title, where=where, written=date(written.day), right=day, by=by)
    writer.instrument(written.group.symbol)
    writer.say(said, *sources, computed=[said])
    if written.day != right.day:
        put_right = written.group.known.model_copy(update={"issued_on": right.day})
        writer.copyable(texts.FIRST_MENTION, first_mention(put_right), *proving, computed=[said])
        if right.counted:
            writer.warn(texts.DATE_BY_OTHERS_ONLY)
