"""Which indicators a dispatch that is held asks for: "theo công văn 1204 phải báo cáo chỉ tiêu gì"."""

from __future__ import annotations

from bot import texts
from bot.assistant.answers.figures import source_of
from bot.assistant.answers.parts import points_of
from bot.assistant.corpus import Corpus
from bot.assistant.models import Answer
from bot.assistant.understand import Understanding
from bot.assistant.writer import Writer
from knowledge.models import Nature
from knowledge.snapshot import DocumentRecord
from knowledge.symbols import find_symbols
from knowledge.vietnamese import fold

_LISTING = "chi tieu"  # folded; a heading over the indicators themselves says it


def answer(asked: Understanding, corpus: Corpus) -> Answer | None:
    """The indicators required by the documents whose own symbol the question names, or None."""
    numbers = {query.number for query in asked.instruments}
    if not numbers or not asked.asks_any("indicators", "required") or asked.asks_any("draft"):
        return None
    writer = Writer()
    for document in corpus.documents:
        if numbers & _own_number(document):
            _say(writer, corpus, document)
    found = writer.answer()
    return found if found.sources else None


def _own_number(document: DocumentRecord) -> set[str]:
    return {reading.symbol.number for reading in find_symbols(document.header.symbol or "")}


def _say(writer: Writer, corpus: Corpus, document: DocumentRecord) -> None:
    """The indicators one by one; the paragraphs under a heading that announces them where none was read."""
    required = [
        (record, figure)
        for record, figure in corpus.snapshot.figures([document])
        if figure.nature is Nature.REQUIREMENT
    ]
    headed = [s for s in corpus.sections(document) if _LISTING in fold(s.title)]
    points = [] if required else points_of(corpus, document, headed)
    if required or points:
        writer.head(texts.INDICATORS_DEMANDED.format(document=corpus.label(document)))
    for record, figure in required:
        writer.item(f"{figure.indicator} ({figure.unit})", source_of(corpus, record, figure))
    for start, end in points:
        writer.item(corpus.text_of(document, start, end), corpus.source(document, start, end))
