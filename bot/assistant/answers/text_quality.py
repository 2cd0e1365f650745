"""Which documents were read from scans or lost their diacritics and must be held against the original."""

from __future__ import annotations

from bot import texts
from bot.assistant.corpus import Corpus
from bot.assistant.models import Answer
from bot.assistant.understand import Understanding
from bot.assistant.understanding import papers, vocabulary
from bot.assistant.writer import Writer
from knowledge.snapshot import DocumentRecord

MOST_SHOWN = 30


def answer(asked: Understanding, corpus: Corpus) -> Answer | None:
    """How well the texts of documents were read; None where that is not asked."""
    if not vocabulary.says(papers.WORDS, "scan", asked.folded) or asked.asks_any("draft", "cite"):
        return None
    documents = papers.meant(asked, corpus)
    if not documents:
        return None
    doubtful = [d for d in documents if d.quality.poor or d.quality.ocr]
    writer = Writer()
    said = texts.SCANS.format(count=len(doubtful), total=len(documents))
    if len(documents) > 1:
        writer.say(
            said if doubtful else texts.NO_SCANS.format(count=len(documents)), computed=[texts.COUNTED, said]
        )
    for document in (doubtful if len(documents) > 1 else documents)[:MOST_SHOWN]:
        _say(writer, corpus, document)
    if len(doubtful) > MOST_SHOWN:
        left = texts.DOCUMENTS_LEFT.format(count=len(doubtful) - MOST_SHOWN)
        writer.say(left, computed=[left])
    if doubtful:
        writer.warn(texts.SCANS_BEWARE)
    return writer.answer()


def _say(writer: Writer, corpus: Corpus, document: DocumentRecord) -> None:
    notes = [note for note in document.quality.notes if "%" not in note] or [texts.TEXT_GOOD]
    said = f"{corpus.label(document)} ({document.name}): {'; '.join(notes)}."
    _, sources = corpus.title(document)
    writer.item(said, *sources, computed=[said])
