"""How documents are built: their headings, how many there are, how long the documents are."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot import texts
from bot.assistant.corpus import MOST_READ, Corpus
from bot.assistant.models import Answer
from bot.assistant.understand import Understanding
from bot.assistant.understanding import dispatches, papers, vocabulary
from bot.assistant.understanding.topic import Topic, topic_of
from bot.assistant.writer import Writer
from knowledge.models import Section, SectionType
from knowledge.snapshot import DocumentRecord
from knowledge.vietnamese import fold

MOST_SHOWN = 3
"""Documents whose headings one answer gives."""

_FROM_ABOVE = re.compile(
    r"\b(?:de cuong|cong van|so(?= khoa| tai| y te| giao| noi| xay| nong| cong)|cap tren)\b"
)
_OUTLINE = "de cuong"  # folded
_COUNTED = re.compile(
    r"\b(?:may|bao nhieu) (?:phan|muc|de muc|chuong|phu luc)\b(?! (?:tram|tieu|dich|trinh|nho))"
)
_OF_PART = re.compile(
    r"\b(?:trong|cua|o) (?:muc|phan) (?:[ivx]+|\d+)\b|\b(?:muc|phan) (?:[ivx]+|\d+) (?:co|gom)\b"
)
_HAVING = re.compile(
    r"\b(?P<of>bao cao|ke hoach|van ban|don vi|xa|phuong|cai) nao"
    r" (?:(?P<lacks>khong co|chua co|thieu)|co)(?: du| ghi)?"
    r" (?:muc|phan) \W?(?P<name>[\w ,-]{4,60}?)\W?(?: khong| khong co| va| thi|[?.]|$)"
)
_SAID = re.compile(r"\b(?:noi|neu|nhac|ve|ghi|viet|de cap|giong|trung)\b")
_ANNEX = "luc"  # of "phụ lục"; the headings inside an annex are no parts of the paper
LEAST_TITLED = 0.8
"""Least weighted share of the words that name a part which its heading must hold."""
_LONGEST = re.compile(r"\bdai nhat\b")
_SHORTEST = re.compile(r"\bngan nhat\b")


def counted(asked: Understanding, corpus: Corpus) -> Answer | None:
    """How many parts and annexes documents have; None where a part of one is asked about, or no document."""
    of_part = asked.sections or _OF_PART.search(asked.folded)
    if asked.asks_any("draft") or not _COUNTED.search(asked.folded) or of_part:
        return None
    documents = _asking_for(asked, corpus) or papers.meant(asked, corpus)
    if not documents or len(documents) > MOST_SHOWN:
        return None
    writer = Writer()
    for document in documents:
        say_headings(writer, corpus, document, annexes=True, outline=_OUTLINE in asked.folded)
    answer = writer.answer()
    return answer if answer.sources else None


def headings(asked: Understanding, corpus: Corpus) -> Answer | None:
    """The headings of documents: what an outline asks for, how a plan is built."""
    if asked.asks_any("draft", "how_many") or not asked.asks_any("outline") or asked.instruments:
        return None
    documents = papers.of_kinds(asked.folded, corpus.of_communes(asked.codes))
    if not asked.codes:
        kinds = ["cong van"] if _FROM_ABOVE.search(asked.folded) else []
        kinds += [kind for kind in papers.KINDS if kind in asked.folded]
        of_kinds = ([d for d in corpus.documents if fold(d.header.kind or "") == kind] for kind in kinds)
        documents = _asking_for(asked, corpus) or next(filter(None, of_kinds), [])
    writer = Writer()
    for document in documents[:MOST_SHOWN]:
        say_headings(writer, corpus, document, outline=_OUTLINE in asked.folded)
    answer = writer.answer()
    return answer if answer.sources else None


def length(asked: Understanding, corpus: Corpus) -> Answer | None:
    """Pages and words of documents, or which is the longest; None where that is not asked."""
    if asked.asks_any("draft") or not vocabulary.says(papers.WORDS, "length", asked.folded):
        return None
    documents = papers.meant(asked, corpus)
    if not documents or len(documents) > MOST_READ:
        return None
    by_words = sorted(documents, key=lambda d: -_words(corpus, d))
    if _SHORTEST.search(asked.folded):
        by_words.reverse()
    ranked = _LONGEST.search(asked.folded) or _SHORTEST.search(asked.folded)
    writer = Writer()
    for document in by_words[:MOST_SHOWN] if ranked else documents:
        pages, words = len(corpus.pages(document)), _words(corpus, document)
        text = texts.PAGES_COUNTED if pages else texts.WORDS_COUNTED
        said = text.format(document=corpus.label(document), pages=pages, words=words)
        writer.item(said, *corpus.title(document)[1], computed=[said])
    return writer.answer()


def _asking_for(asked: Understanding, corpus: Corpus) -> list[DocumentRecord]:
    """The dispatches whose outline a question speaks of."""
    return [] if asked.codes or _OUTLINE not in asked.folded else dispatches.meant(asked, corpus)


def say_headings(
    writer: Writer, corpus: Corpus, document: DocumentRecord, *, annexes: bool = False, outline: bool = False
) -> None:
    """The main headings of one document, below its name and their number; those of its annexes, too; or of
    the outline that it has as an annex."""
    sections = corpus.sections(document)
    own = [s for s in sections if s.level == 2 and s.type is SectionType.ANNEX] if outline else []
    main = own or [s for s in sections if s.level == 1 and s.start < s.heading_end]
    body = own or [s for s in main if s.type is not SectionType.ANNEX]
    if not main:
        return
    said = texts.HEADINGS_COUNTED.format(document=corpus.label(document), count=len(body))
    if len(main) > len(body):
        said += texts.ANNEXES_COUNTED.format(count=len(main) - len(body))
    writer.head(said, computed=[texts.COUNTED, said])
    _quote(writer, corpus, document, main if annexes else body)


def _quote(writer: Writer, corpus: Corpus, document: DocumentRecord, parts: Sequence[Section]) -> None:
    for part in parts:
        writer.item(
            corpus.text_of(document, part.start, part.heading_end),
            corpus.source(document, part.start, part.heading_end),
        )


def _words(corpus: Corpus, document: DocumentRecord) -> int:
    return len(corpus.view(document).text.split())


def having(asked: Understanding, corpus: Corpus) -> Answer | None:
    """Which documents have a part that the question names, and which have not; None where it asks of none."""
    match = _HAVING.search(asked.folded)
    if match is None or _SAID.search(match["name"]) or asked.asks_any("draft", "how_many") or asked.codes:
        return None
    documents = papers.of_kinds(match["of"], corpus.documents)
    if not documents or len(documents) > MOST_READ:
        return None
    words = topic_of(match["name"], corpus.weight)
    headed = {d: [s for s in corpus.sections(d) if _is_headed(asked, s, words)] for d in documents}
    without = [document for document, parts in headed.items() if not parts]
    if len(without) == len(documents):
        return None
    labels = ", ".join(map(corpus.label, without))
    said = texts.WITHOUT_PART.format(documents=labels) if without else texts.ALL_HAVE_PART
    titles = [source for document in without for source in corpus.title(document)[1]]
    writer = Writer()
    if match["lacks"]:
        writer.say(said, *titles, computed=[said])
    for document, parts in headed.items():
        for part in parts[:1]:
            heading = corpus.text_of(document, part.start, part.heading_end)
            source = corpus.source(document, part.start, part.heading_end)
            writer.item(f"{corpus.label(document)}: {heading}", source)
    if not match["lacks"]:
        writer.say(said, *titles, computed=[said])
    return writer.answer()


def _is_headed(asked: Understanding, section: Section, words: Topic) -> bool:
    """Whether a section has a heading with these words, or of the kind that they name."""
    if section.heading_end <= section.start:
        return False
    if section.type is SectionType.ANNEX:
        return _ANNEX in words.weights
    return words.coverage(section.title) >= LEAST_TITLED or section.type in asked.sections
