"""What a document says in short: its main parts with their first point, and what it states in figures."""

from __future__ import annotations

from collections.abc import Sequence

from bot.assistant.answers import figures
from bot.assistant.answers.document_facts import say_facts
from bot.assistant.corpus import Corpus, shorten
from bot.assistant.models import Answer
from bot.assistant.paragraphs import points_of
from bot.assistant.understand import Understanding
from bot.assistant.writer import Writer
from knowledge.models import Nature, Section, SectionType
from knowledge.snapshot import DocumentRecord
from knowledge.vietnamese import fold

MOST_DOCUMENTS, MOST_FIGURES = 2, 6
"""Documents summed up, and figures told of each: what a phone shows."""
POINT = 220
"""Characters of a point; its source shows the whole."""


def answer(asked: Understanding, corpus: Corpus) -> Answer | None:
    """The documents of a unit in short; None where nothing is to be summed up, or a part of them alone."""
    if (
        not asked.asks_any("summary")
        or not asked.codes
        or asked.sections
        or asked.asks_any("draft", "compare")
    ):
        return None
    documents = corpus.of_communes(asked.codes)
    of_kind = [d for d in documents if d.header.kind and fold(d.header.kind) in asked.folded]
    best = sorted(of_kind or documents, key=lambda d: -asked.topic.coverage(corpus.title_text(d) or ""))
    writer = Writer()
    for document in best[:MOST_DOCUMENTS]:
        writer.head(corpus.label(document))
        say_facts(writer, corpus, document)
        for part in _main_parts(corpus.sections(document)):
            _say_first_point(writer, corpus, document, part)
        stated = [s for s in corpus.snapshot.figures([document]) if s[1].nature is Nature.RESULT]
        for _, figure in (stated or corpus.snapshot.figures([document]))[:MOST_FIGURES]:
            figures.say(writer, corpus, document, figure)
    return writer.answer()


def _main_parts(sections: Sequence[Section]) -> list[Section]:
    headed = (s for s in sections if s.level == 1 and s.heading_end > s.start)
    return [s for s in headed if s.type is not SectionType.ANNEX]


def _say_first_point(writer: Writer, corpus: Corpus, document: DocumentRecord, part: Section) -> None:
    points = points_of(corpus, document, [part])
    title = corpus.text_of(document, part.start, part.heading_end).rstrip(" .:")
    source = corpus.source(document, part.start, part.heading_end)
    if not points:
        writer.item(title, source)
        return
    said = shorten(corpus.text_of(document, *points[0]).strip(" -+*•\t"), POINT)
    writer.item(f"{title}: {said}", source, corpus.source(document, *points[0]))
