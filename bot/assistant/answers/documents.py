"""What the corpus holds, and how its documents are built."""

from __future__ import annotations

import re

from bot import texts
from bot.assistant.corpus import Corpus
from bot.assistant.models import Answer
from bot.assistant.understand import Understanding
from bot.assistant.wording import local_time
from bot.assistant.writer import Writer
from knowledge.snapshot import DocumentRecord
from knowledge.vietnamese import fold

_KINDS = ("bao cao", "ke hoach", "cong van", "to trinh", "nghi quyet", "quyet dinh")
_FROM_ABOVE = re.compile(
    r"\b(?:de cuong|cong van|so(?= khoa| tai| y te| giao| noi| xay| nong| cong)|cap tren)\b"
)


def holdings(asked: Understanding, corpus: Corpus) -> Answer | None:
    """Which documents the corpus holds."""
    if asked.asks_any("draft", "document_facts") or not asked.asks_any("holdings") or asked.instruments:
        return None
    kinds = [kind for kind in _KINDS if kind in asked.folded]
    denied = re.search(r"(?:chu khong phai|khong phai) (?:la )?(\w+ \w+)", asked.folded)
    if denied:
        kinds = [kind for kind in kinds if kind != denied[1]]
    documents = [
        d for d in corpus.of_communes(asked.codes) if len(kinds) != 1 or fold(d.header.kind or "") == kinds[0]
    ]
    writer = Writer()
    time = local_time(corpus.snapshot.loaded_at)
    writer.say(texts.HELD_COUNT.format(count=len(documents), time=time), computed=[texts.COUNTED, time])
    for document in documents[:30]:
        title, sources = corpus.title(document)
        writer.item(f"{corpus.label(document)}{f' — {title}' if title else ''}", *sources)
    return writer.answer()


def outline(asked: Understanding, corpus: Corpus) -> Answer | None:
    """The headings of documents: what an outline asks for, how a plan is built."""
    if asked.asks_any("draft", "how_many") or not asked.asks_any("outline"):
        return None
    documents = corpus.of_communes(asked.codes)
    if not asked.codes:
        kinds = [kind for kind in _KINDS if kind in asked.folded]
        kinds = ["cong van", *kinds] if _FROM_ABOVE.search(asked.folded) else kinds
        of_kinds = ([d for d in documents if fold(d.header.kind or "") == kind] for kind in kinds)
        documents = next(filter(None, of_kinds), [])
    writer = Writer()
    for document in documents[:3]:
        say_headings(writer, corpus, document)
    answer = writer.answer()
    return answer if answer.sources else None


def say_headings(writer: Writer, corpus: Corpus, document: DocumentRecord) -> None:
    """The main headings of one document, below its name."""
    headings = [s for s in corpus.sections(document) if s.level == 1 and s.start < s.heading_end]
    if headings:
        writer.head(corpus.label(document))
    for part in headings:
        writer.item(
            corpus.text_of(document, part.start, part.heading_end),
            corpus.source(document, part.start, part.heading_end),
        )
