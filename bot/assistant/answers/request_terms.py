"""On what terms a held request wants its report: figures of which time, sent how, signed by whom, what to
write where there is no figure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot import texts
from bot.assistant import several
from bot.assistant.answers import due
from bot.assistant.answers.passages import sentences
from bot.assistant.corpus import Corpus
from bot.assistant.models import Answer, Status
from bot.assistant.understand import Understanding
from bot.assistant.understanding import dispatches, vocabulary
from bot.assistant.writer import Writer
from knowledge.models import SectionType
from knowledge.snapshot import DocumentRecord
from knowledge.vietnamese import fold

WORDS = "request_words.toml"
_SAID = "_said"
_TERMS = ("period", "missing", "channel", "signing", "late", "contact", "citing")
_BESIDE = frozenset(
    {SectionType.HEADER, SectionType.TITLE, SectionType.RECIPIENTS, SectionType.SIGNATURE, SectionType.ANNEX}
)
"""Parts that set no terms."""


_ONLY_WITH = {
    "late": re.compile(
        r"\bthi (?:sao|bi|the nao|xu ly)\b|\bbi (?:gi|xu ly|phat|tru)\b|\bco (?:sao|bi)\b|\btru diem\b"
    ),
    "citing": re.compile(
        r"\b(?:dan(?= \w+ dan\b)|can dan|yeu cau|quy dinh|luu y|huong dan|bat|nhac|doi)\b"
        r"[^?]*\b(?:vien|trich) dan\b"
    ),
    "channel": re.compile(r"\b(?:gui|nop)\b"),
}
"""What else a question says that asks for such a term: what comes of being late, how a report is sent, that
citing is asked for."""
_OF_OTHERS = re.compile(r"\b(?:bao cao|ke hoach|van ban|cong van|xa|phuong|don vi|noi) nao\b")
"""Asks which documents or units, not on what terms."""


def answer(asked: Understanding, corpus: Corpus) -> Answer | None:
    """The sentences of the request that set the terms asked for, with its deadline where that is asked, too;
    None where no request is spoken of or no term of one."""
    said = (term for term in _TERMS if vocabulary.says(WORDS, term, asked.folded))
    terms = [term for term in said if term not in _ONLY_WITH or _ONLY_WITH[term].search(asked.folded)]
    if not terms or asked.codes or asked.asks_any("draft") or _OF_OTHERS.search(asked.folded):
        return None
    requests = dispatches.meant(asked, corpus)
    if not requests:
        return None
    if terms == ["citing"] and not any(list(_setting(corpus, d, "citing")) for d in requests):
        return None  # what a request cites itself may be meant
    by_when = due.answer(asked, corpus)
    own = _told(corpus, requests, terms, by_when)
    return several.joined([by_when, own]) if by_when is not None else own


def _told(
    corpus: Corpus, requests: Sequence[DocumentRecord], terms: Sequence[str], by_when: Answer | None
) -> Answer:
    """What each request sets, but for the sentences told with its deadline; and which terms it sets not."""
    told = set(by_when.sources if by_when else ())
    writer, unsaid = Writer(), []
    for document in requests:
        label = corpus.label(document)
        for term in terms:
            sources = [(span, corpus.source(document, *span)) for span in _setting(corpus, document, term)]
            for span, source in sources:
                if source not in told:
                    told.add(source)
                    writer.item(f"{label}: {corpus.text_of(document, *span).strip()}", source)
            if not sources:
                name = vocabulary.entry(WORDS, term)["name"]
                unsaid.append((term, texts.TERM_UNSAID.format(document=label, term=name)))
    for _, said in unsaid:
        writer.say(said, computed=[said])
    ruled = any(term == "missing" for term, _ in unsaid)
    for rule in (texts.NO_OWN_FIGURE, texts.NO_BORROWED_FIGURE) if ruled else ():
        writer.say(rule)
    return writer.answer(Status.ANSWERED if told or ruled else Status.INSUFFICIENT)


def _setting(corpus: Corpus, document: DocumentRecord, term: str) -> Iterator[tuple[int, int]]:
    """The sentences of a document that set a term, those that follow each other together."""
    text = corpus.view(document).text
    held: tuple[int, int] | None = None
    for section in corpus.sections(document):
        if section.type in _BESIDE:
            continue
        for start, end in sentences(corpus, document, section.start, section.end):
            if not vocabulary.says(WORDS, term + _SAID, fold(corpus.text_of(document, start, end))):
                continue
            if held is not None and not text[held[1] : start].strip():
                held = held[0], end
                continue
            if held is not None:
                yield held
            held = start, end
    if held is not None:
        yield held
