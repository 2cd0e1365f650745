"""Which indicators a dispatch that is held asks for: "theo công văn 1204 phải báo cáo chỉ tiêu gì", "Sở GD
bắt báo cáo mấy chỉ tiêu"."""

from __future__ import annotations

import re

from bot import texts
from bot.assistant.answers.figures import source_of
from bot.assistant.corpus import Corpus
from bot.assistant.models import Answer
from bot.assistant.paragraphs import points_of
from bot.assistant.understand import Understanding
from bot.assistant.understanding import dispatches
from bot.assistant.writer import Writer
from knowledge.models import Nature
from knowledge.snapshot import DocumentRecord
from knowledge.symbols import find_symbols
from knowledge.vietnamese import fold

_LISTING = "chi tieu"  # folded; a heading over the indicators themselves says it


_DEMANDED = re.compile(
    r"\b(?:bat|yeu cau|doi|phai|de nghi)\b.*\b(?:may|bao nhieu|nhung|cac) (?:chi tieu|so lieu)\b"
    r"|\b(?:yeu cau|doi|de nghi)(?: cac (?:xa|phuong|noi|don vi)(?: phuong)?)?"
    r"(?: (?:bao cao|nop))? (?:nhung )?gi\b"
)
_NUMBERED = re.compile(r"\(?(?:\d{1,2}|[a-zđ])[.)]")


def answer(asked: Understanding, corpus: Corpus) -> Answer | None:
    """The indicators required by the documents whose own symbol the question names, or by the dispatch of the
    body that it names; or None."""
    demands = asked.asks_any("indicators", "required") or _DEMANDED.search(asked.folded)
    if not demands or asked.asks_any("draft") or asked.codes:
        return None
    numbers = {query.number for query in asked.instruments}
    if numbers:
        documents = [d for d in corpus.documents if numbers & _own_number(d)]
    else:
        documents = dispatches.meant(asked, corpus)
    writer = Writer()
    for document in documents:
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
        numbered = [p for p in points if _NUMBERED.match(corpus.text_of(document, *p))]
        count = len(required or numbered or points)
        said = texts.INDICATORS_DEMANDED.format(document=corpus.label(document), count=count)
        writer.head(said, computed=[texts.COUNTED, said])
    for record, figure in required:
        writer.item(f"{figure.indicator} ({figure.unit})", source_of(corpus, record, figure))
    for start, end in points:
        writer.item(corpus.text_of(document, start, end), corpus.source(document, start, end))
