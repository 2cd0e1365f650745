"""Where an instrument is cited, and by whom it is not."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from bot import texts
from bot.assistant.answers.instrument_forms import MOST_SOURCES, sources_of, units_of, warn
from bot.assistant.cited import CitedInstrument
from bot.assistant.corpus import Corpus
from bot.assistant.models import Answer
from bot.assistant.understand import Understanding
from bot.assistant.understanding import vocabulary
from bot.assistant.wording import section_label
from bot.assistant.writer import Writer
from knowledge.snapshot import DocumentRecord

_PLACE = re.compile(r"\b(?:cho|muc|phan|doan|trang|dau) nao\b|\bo dau\b")
_DOUBT = re.compile(r"\b(?:a|ha|chu|nhi)[\s?.!]*$")


def asks_whether(asked: Understanding) -> bool:
    """Whether it is asked if, or where, documents name an instrument: "có dẫn … không", "nêu ở chỗ nào"."""
    if asked.asks_any("when", "issuer", "about", "number_of", "how_to_write", "still_valid", "symbol_check"):
        return False
    closed = vocabulary.asks_whether(asked.folded)
    return closed or any(pattern.search(asked.folded) for pattern in (_PLACE, _DOUBT))


def where_cited(asked: Understanding, corpus: Corpus, found: Sequence[CitedInstrument]) -> Answer:
    """The places at which the units asked about cite each of these instruments, and who of them does not."""
    writer = Writer()
    for group in found:
        places = [
            (document, citation)
            for document, citation in group.mentions
            if document.header.commune_code in asked.codes
        ]
        silent = [d for d in corpus.of_communes(asked.codes) if d.name not in {p[0].name for p in places}]
        if not places:
            continue
        writer.instrument(group.symbol)
        writer.say(
            texts.CITED_AT.format(title=group.title, count=len(places)),
            *sources_of(corpus, group),
            computed=[texts.COUNTED],
        )
        for document, citation in places:
            writer.item(
                f"{corpus.label(document)}, {_place_of(corpus, document, citation.start)}: "
                + corpus.text_of(document, citation.start, citation.end),
                corpus.source(document, citation.start, citation.end),
            )
        for document in silent:
            writer.say(texts.NOT_CITED_IN.format(document=corpus.label(document), title=group.title))
        warn(writer, corpus, group)
    return writer.answer()


_POINT = re.compile(r"\s*[-+*•]?\s*(\d+(?:\.\d+)+|[a-zđ](?=\)))[.)]?\s")


def _place_of(corpus: Corpus, document: DocumentRecord, position: int) -> str:
    """Where a position stands: its section and point, and the row where it is in a table of tasks."""
    for owner, task in corpus.snapshot.tasks([document]):
        if owner.name == document.name and task.start <= position < task.end and task.number:
            return texts.TASK_ROW.format(number=task.number)
    section = corpus.section_at(document, position)
    label = section_label(section.path if section else "")
    text = corpus.view(document).text
    point = _POINT.match(text, text.rfind("\n", 0, position) + 1)
    return texts.POINT.format(section=label, point=point[1]) if point else label


def say_who_cites(writer: Writer, corpus: Corpus, group: CitedInstrument) -> bool:
    """Among units with documents of the same kind: who cites it and who does not in any of these; nothing
    (False) where all do."""
    kinds = {d.header.kind for d in group.documents}
    comparable = [d for d in corpus.documents if d.header.kind in kinds and d.header.commune]
    units = {d.header.commune for d in group.documents}
    citing = [d for d in comparable if d.header.commune in units]
    silent = [d for d in comparable if d.header.commune not in units]
    apart = bool(citing and silent)
    if apart:
        writer.say(
            texts.ONLY_CITED_BY.format(citing=units_of(corpus, citing), title=group.title),
            *sources_of(corpus, group),
        )
        writer.say(
            texts.NOT_CITED_BY.format(silent=units_of(corpus, silent), title=group.title),
            *(source for document in silent[:MOST_SOURCES] for source in corpus.title(document)[1]),
            computed=[group.title],
        )
    return apart


def say_not_cited(
    writer: Writer, corpus: Corpus, codes: Collection[str], found: Sequence[CitedInstrument]
) -> None:
    """That the documents of these communes do not cite the instruments."""
    documents = corpus.of_communes(codes)[:MOST_SOURCES]
    labels, titles = ", ".join(map(corpus.label, documents)), ", ".join(group.title for group in found)
    writer.say(
        texts.NOT_CITED_IN.format(document=labels, title=titles),
        *(source for document in documents for source in corpus.title(document)[1]),
        computed=[labels, titles],
    )
    for document in documents:
        if document.quality.poor:
            writer.warn(texts.CHECK_SCAN.format(document=corpus.label(document)))


def told_who_cites(writer: Writer, corpus: Corpus, found: Sequence[CitedInstrument]) -> Answer:
    """What was said so far, and whose documents do cite them."""
    for group in found:
        units = units_of(corpus, group.documents)
        writer.instrument(group.symbol)
        writer.item(texts.CITED_IN.format(title=group.title, units=units), *sources_of(corpus, group))
    return writer.answer()
