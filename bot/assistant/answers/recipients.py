"""To whom documents go: the lines below "Nơi nhận", and the addressee above."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot import texts
from bot.assistant.corpus import Corpus
from bot.assistant.models import Answer
from bot.assistant.understand import Understanding
from bot.assistant.understanding import papers, vocabulary
from bot.assistant.understanding.topic import Topic
from bot.assistant.writer import Writer
from knowledge.models import SectionType
from knowledge.snapshot import DocumentRecord

MOST_SHOWN = 12
"""Documents whose recipients one answer gives."""

LEAST_SENT = 0.6
"""Least weighted share of the words for a recipient ("Đảng ủy") that a line must hold."""

# One recipient, with what it is sent for ("để b/c"); what stands right of it is the column of the signature.
_LINE = re.compile(r"^\W*(?P<to>[^\n;]*?(?:\s*;\s*\([^)\n]*\)|;|\.(?=\s|$)|$))", re.MULTILINE)
_LABEL = re.compile(r"(?i)n[ơo]i nh[^:\n]{1,4}:?[^\n]*")

_WHETHER = re.compile(r"\b(?:co|duoc)\b.*\b(?:khong|chua)\b")

_Places = Sequence[tuple[int, int]]


def answer(asked: Understanding, corpus: Corpus) -> Answer | None:
    """The recipients of the documents that a question speaks of; None where it asks for no recipients."""
    if not vocabulary.says(papers.WORDS, "recipients", asked.folded) or asked.asks_any("draft", "deadline"):
        return None
    wanted = papers.beside(asked, corpus)
    if not wanted.empty and (sent := _sent_to(asked, corpus, wanted)):
        return told(corpus, sent)
    documents = [(d, places_of(corpus, d)) for d in papers.meant(asked, corpus)]
    if not documents:
        return None
    asked_whom = not wanted.empty and _WHETHER.search(asked.folded)
    return told(corpus, documents, texts.NOT_SENT if asked_whom else "")


def _sent_to(asked: Understanding, corpus: Corpus, wanted: Topic) -> list[tuple[DocumentRecord, _Places]]:
    """The documents that go to whom the question names, with the lines that say so."""
    documents = papers.of_kinds(asked.folded, corpus.of_communes(asked.codes))
    found: list[tuple[DocumentRecord, _Places]] = []
    for document in corpus.to_read(asked.text, documents, SectionType.RECIPIENTS):
        lines = [
            place
            for place in places_of(corpus, document)
            if wanted.coverage(corpus.text_of(document, *place)) >= LEAST_SENT
        ]
        if lines or wanted.coverage(document.header.addressee or "") >= LEAST_SENT:
            found.append((document, lines))
    return found


def told(corpus: Corpus, documents: Sequence[tuple[DocumentRecord, _Places]], heading: str = "") -> Answer:
    """Addressee and recipients of each document, as many as a message holds."""
    writer = Writer()
    if heading:
        writer.say(heading)
    for document, places in documents[:MOST_SHOWN]:
        say(writer, corpus, document, places)
    if len(documents) > MOST_SHOWN:
        left = texts.DOCUMENTS_LEFT.format(count=len(documents) - MOST_SHOWN)
        writer.say(left, computed=[left])
    return writer.answer()


def say(writer: Writer, corpus: Corpus, document: DocumentRecord, places: _Places) -> None:
    """Addressee and recipients of one document, those that stand at these places."""
    header = document.header
    writer.head(texts.RECIPIENTS_OF.format(document=corpus.label(document)))
    if header.addressee:
        parts = [s for s in corpus.sections(document) if s.path == "addressee"]
        sources = [corpus.source(document, s.start, s.end) for s in parts]
        writer.item(texts.ADDRESSEE_FIRST.format(addressee=header.addressee), *sources)
    for start, end in places:
        writer.item(corpus.text_of(document, start, end), corpus.source(document, start, end))
    if not places and not header.addressee:
        writer.say(texts.NO_RECIPIENTS)
    if document.quality.poor and places:
        writer.warn(texts.CHECK_SCAN.format(document=corpus.label(document)))


def places_of(corpus: Corpus, document: DocumentRecord) -> _Places:
    """Where the recipients stand in the text, one by one."""
    return list(_lines(corpus, document))


def _lines(corpus: Corpus, document: DocumentRecord) -> Iterator[tuple[int, int]]:
    text = corpus.view(document).text
    for section in corpus.sections(document):
        if section.type is SectionType.RECIPIENTS:
            label = _LABEL.match(text, section.start, section.end)
            for line in _LINE.finditer(text, label.end() if label else section.start, section.end):
                if line["to"].strip(" .;"):
                    yield line.start("to"), line.end("to")
