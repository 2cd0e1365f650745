"""Whether the headings of documents are numbered without a number that comes twice or is left out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot import texts
from bot.assistant.corpus import MOST_READ, Corpus
from bot.assistant.models import Answer, SourceRef
from bot.assistant.understand import Understanding
from bot.assistant.understanding import papers, vocabulary
from bot.assistant.writer import Writer
from knowledge.models import Section
from knowledge.numbering import Series, series
from knowledge.snapshot import DocumentRecord

_ROMAN_ONLY = re.compile(r"\bla ma\b")
_ANNEX = "phu luc"


def answer(asked: Understanding, corpus: Corpus) -> Answer | None:
    """Faults in the numbers of headings, with the headings; None where they are not asked about."""
    if not vocabulary.says(papers.WORDS, "numbering", asked.folded) or asked.asks_any("draft"):
        return None
    documents = papers.of_kinds(asked.folded, corpus.of_communes(asked.codes))
    reading = corpus.to_read(asked.text, documents, None)
    if not reading:
        return None
    writer = Writer()
    writer.limited(len(reading), len(documents))
    sound = [d for d in reading if not _said(writer, corpus, d, _asked_for(asked, corpus, d))]
    _say_sound(writer, asked, corpus, sound, alone=len(sound) == len(reading))
    return writer.answer()


def _asked_for(asked: Understanding, corpus: Corpus, document: DocumentRecord) -> list[Series]:
    """The series of headings that the question means: all, the Roman ones, or those of the annex."""
    found = series(corpus.sections(document), corpus.view(document).text)
    return [
        one
        for one in found
        if (one.roman or not _ROMAN_ONLY.search(asked.folded))
        and (one.above.startswith("annex") or _ANNEX not in asked.folded)
    ]


def _said(writer: Writer, corpus: Corpus, document: DocumentRecord, found: Sequence[Series]) -> bool:
    """Say the faults of one document; whether there are any."""
    faulty = [one for one in found if not one.sound]
    if faulty:
        writer.head(corpus.label(document))
    for one in faulty:
        for number in one.repeated:
            twice = [s for n, s in zip(one.numbers, one.headings, strict=True) if n == number]
            said = texts.NUMBER_REPEATED.format(label=one.label(number), count=len(twice))
            writer.say(said, computed=[said])
            _quote(writer, corpus, document, twice)
        for number in one.missing:
            before = max((n for n in one.numbers if n < number), default=number)
            around = [s for n, s in zip(one.numbers, one.headings, strict=True) if n == before]
            after = next(s for n, s in zip(one.numbers, one.headings, strict=True) if n > number)
            said = texts.NUMBER_MISSING.format(label=one.label(number))
            writer.say(said, computed=[said])
            _quote(writer, corpus, document, [*around, after])
        written = ", ".join(map(one.label, one.numbers))
        due = ", ".join(one.label(n) for n in range(one.numbers[0], one.numbers[0] + len(one.numbers)))
        said = texts.NUMBERS_IN_ORDER.format(written=written, due=due)
        writer.say(said, computed=[said])
    if faulty and document.quality.poor:
        writer.warn(texts.CHECK_SCAN.format(document=corpus.label(document)))
    return bool(faulty)


def _quote(writer: Writer, corpus: Corpus, document: DocumentRecord, headings: Sequence[Section]) -> None:
    for one in headings:
        text = corpus.text_of(document, one.start, one.heading_end)
        writer.item(text, corpus.source(document, one.start, one.heading_end))


def _say_sound(
    writer: Writer, asked: Understanding, corpus: Corpus, documents: Sequence[DocumentRecord], *, alone: bool
) -> None:
    """That the numbers of these documents run on, with the main headings where it is one document."""
    if not documents:
        return
    names = ", ".join(corpus.label(d) for d in documents[:MOST_READ])
    text = texts.NUMBERS_SOUND if alone else texts.OTHERS_SOUND
    said = text.format(documents=names)
    main = [_main(_asked_for(asked, corpus, d)) for d in documents]
    sources: list[SourceRef] = [
        corpus.source(document, s.start, s.heading_end)
        for document, headings in zip(documents, main, strict=True)
        for s in (headings if len(documents) == 1 else headings[-1:])
    ]
    writer.say(said, *sources, computed=[said])


def _main(found: Sequence[Series]) -> Sequence[Section]:
    return found[0].headings if found else ()
