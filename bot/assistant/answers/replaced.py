"""Which paper a held one takes the place of: "quyết định 15 ra thay cho quyết định nào"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot import texts
from bot.assistant import replacing
from bot.assistant.answers.instrument_forms import citation_source, written
from bot.assistant.cited import CitedInstrument
from bot.assistant.corpus import Corpus
from bot.assistant.models import Answer
from bot.assistant.understand import Understanding
from bot.assistant.understanding import papers
from bot.assistant.writer import Writer
from knowledge.snapshot import DocumentRecord
from knowledge.symbols import parse_symbol

_KINDS = r"(?: (?:quyet dinh|van ban|ke hoach|nghi quyet|quy che|chuong trinh|chi thi|cai|to|so))?"
_REPLACES = re.compile(
    rf"(?<!bi )(?<!duoc )\b(?:thay the|thay|bai bo)(?: cho)?{_KINDS} (?:nao|gi|so may|so bao nhieu|may)\b"
)
MOST = 4
"""Papers told of in one answer."""


def answer(asked: Understanding, corpus: Corpus) -> Answer | None:
    """What the held papers that a question names replace; None where that is not asked or none is named."""
    if not _REPLACES.search(asked.folded) or asked.asks_any("draft"):
        return None
    documents = _named(asked, corpus)
    writer = Writer()
    for document in documents[:MOST]:
        for owner, citation in replacing.replaced_in(corpus, document):
            group = CitedInstrument(((owner, citation),))
            name = replacing.name(corpus, document)
            said = texts.REPLACES.format(document=name, paper=written(group))
            at = replacing.said_at(corpus, owner, citation) or (citation.start, citation.end)
            sources = corpus.source(owner, *at), citation_source(corpus, owner, citation)
            writer.item(said, *sources, computed=[name])
            writer.instrument(citation.symbol)
    found = writer.answer()
    if found.sources or not documents or not asked.instruments:
        return found if found.sources else None
    for document in documents[:MOST]:
        said = texts.REPLACES_NONE.format(document=replacing.name(corpus, document))
        writer.say(said, *corpus.title(document)[1], computed=[said])
    return writer.answer()


def _named(asked: Understanding, corpus: Corpus) -> Sequence[DocumentRecord]:
    """The held papers of the numbers that are named, those of the units asked about before others; without a
    number those that the question describes."""
    if not asked.instruments:
        return papers.meant(asked, corpus)
    fitting = [
        document
        for document in corpus.documents
        if (symbol := parse_symbol(document.header.symbol or "")) is not None
        and any(query.fits(symbol, document.header.kind) for query in asked.instruments)
    ]
    return [d for d in fitting if d.header.commune_code in asked.codes] or fitting
