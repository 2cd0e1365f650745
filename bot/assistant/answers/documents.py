"""What the corpus holds, and what stands on the documents themselves: kind, number, date, signer."""

from __future__ import annotations

import re

from bot import texts
from bot.assistant.corpus import Corpus
from bot.assistant.models import Answer, SourceRef
from bot.assistant.understand import Understanding
from bot.assistant.wording import date, local_time
from bot.assistant.writer import Writer
from knowledge.catalog import DocumentRecord
from knowledge.models import SectionType
from knowledge.vietnamese import fold

_KINDS = ("bao cao", "ke hoach", "cong van", "to trinh", "nghi quyet", "quyet dinh")
_REPORT_NUMBER = re.compile(r"(?:bao cao|ke hoach|cong van) so (\d+)")
_FROM_ABOVE = re.compile(r"\b(?:de cuong|cong van|so|cap tren)\b")
_SHARE = re.compile(r"\b(?:ty le|ti le|phan tram)\b|%")
_SIGNED_AT = re.compile(r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)")


def facts(asked: Understanding, corpus: Corpus) -> Answer | None:
    """Number, date, signature, addressee of documents."""
    number = _REPORT_NUMBER.search(asked.folded)
    if asked.asks_any("draft") or not (number or asked.asks_any("document_facts")):
        return None
    if _SHARE.search(asked.folded):
        return None
    documents = corpus.of_communes(asked.codes)
    if number:
        documents = [
            d for d in documents if (d.header.symbol or "").split("/")[0].lstrip("0") == number[1].lstrip("0")
        ]
        if not documents:
            return None
    elif asked.instruments:
        return None
    writer = Writer()
    for document in documents[:30]:
        say_facts(writer, corpus, document)
    return writer.answer()


def say_facts(writer: Writer, corpus: Corpus, document: DocumentRecord) -> None:
    """Number, date, signature, addressee of one document."""
    header = document.header
    signed = [m for s in _parts(corpus, document) for m in _SIGNED_AT.finditer(s.quote)]
    points = [
        texts.NUMBERED.format(symbol=header.symbol) if header.symbol else texts.NUMBER_BLANK,
        texts.DATED.format(date=date(header.issued_on)) if header.issued_on else texts.DATE_BLANK,
    ]
    if signed:
        times = list(dict.fromkeys(f"{m[4]}:{m[5]} {date('-'.join(m.groups()[:3]))}" for m in signed))
        points.append(texts.SIGNED_DIGITALLY.format(times=", ".join(times)))
    elif header.symbol and header.issued_on:
        points.append(texts.ISSUED)
    else:
        points.append(texts.NOT_ISSUED_YET)
    if header.signer:
        points.append(texts.SIGNER.format(signer=header.signer))
    if header.addressee:
        points.append(texts.ADDRESSEE.format(addressee=header.addressee))
    writer.item(
        f"{corpus.label(document)}: " + "; ".join(points) + ".",
        *_parts(corpus, document),
        computed=points,
    )


def _parts(corpus: Corpus, document: DocumentRecord) -> list[SourceRef]:
    """The head and the signatures of a document, with personal addresses left out."""
    sources = []
    for section in corpus.sections(document):
        if section.type is SectionType.HEADER:
            sources.append(corpus.source(document, section.start, section.end))
        if section.type is SectionType.SIGNATURE:
            text = corpus.view(document).text
            for match in _SIGNED_AT.finditer(text, section.start, section.end):
                end = text.find("\n", match.end())
                end = section.end if end < 0 else min(end, section.end)
                sources.append(corpus.source(document, match.start(), end))
    return [source for source in sources if source.quote]


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
        kind = "Công văn" if _FROM_ABOVE.search(asked.folded) else None
        documents = [d for d in documents if d.header.kind == kind]
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
