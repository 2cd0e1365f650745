"""Who sees to what and who reports to whom, where the running text of a document says so, not a table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bot import texts
from bot.assistant.answers import refusals
from bot.assistant.answers.passages import windows
from bot.assistant.corpus import Corpus
from bot.assistant.models import Answer
from bot.assistant.understand import Understanding
from bot.assistant.understanding import vocabulary
from bot.assistant.understanding.topic import Topic, topic_of
from bot.assistant.writer import Writer
from knowledge import communes
from knowledge.abbreviations import expand
from knowledge.models import SectionType
from knowledge.snapshot import DocumentRecord
from knowledge.vietnamese import fold

LEAST_COVERAGE = 0.5
"""Least weighted share of a question's words that a sentence must hold to say the duty that is meant."""

MOST_SAID = 2
"""Sentences of one document in an answer."""

_BODIES = r"(?:phong|van phong|trung tam|cong an|ban|uy ban nhan dan|ubnd|so|hoi|doan|mat tran|tram|chu tich)"
_WHO = r"(?:ai|(?:phong|don vi|co quan|bo phan|ban|noi|cho) nao|dau)"
_VERBS = (
    r"(?:dau moi|theo doi|don doc|tong hop|chu tri|phu trach|chiu trach nhiem|tham muu|huong dan|kiem tra"
    r"|giam sat|bo tri)"
)
_ASKS_WHO = re.compile(
    rf"\b{_WHO}\b[^?]*\b{_VERBS}\b|\b{_VERBS}\b[^?]*\b{_WHO}\b|\bgiao (?:cho )?{_WHO}\b"
    rf"|\b{_WHO} (?:lam|lo|nhan|dung ra|soan)\b"
)
_ASKS_WHERE = re.compile(
    rf"\b(?:bao cao|gui|phan anh|trinh|lien he|de xuat|hoi|bao|nop|keu)\b[^?]{{0,40}}?"
    rf"\b(?:(?:len|ve|cho|voi|toi|den|qua|wa) {_WHO}|{_WHO})\b"
)
_SAYS_WHO = re.compile(rf"\b{_BODIES}\b[^.;]*\b{_VERBS}\b|\bgiao\b[^.;]*\b{_BODIES}\b")
_SAYS_WHERE = re.compile(rf"\b(?:bao cao|gui|phan anh|trinh|ve|qua)\b[^.;]{{0,40}}?\b{_BODIES}\b")
_ROLE = re.compile(r"\b(?:dau moi|chu tri|phu trach|chiu trach nhiem)\b")
"""What a body is made by a sentence; a question for it is not answered by one that only names the work."""
_ASKING = re.compile(
    rf"\b(?:{_WHO}|len|ve|cho|voi|toi|(?<!ket )qua|wa|ma|la|thi|bao gio|truoc ngay nao|duoc|nhan)\b"
)
_TELLING = re.compile(r"\b(?:gui|phan anh|trinh|lien he|hoi|keu|nop|bao(?! cao))\b")
"""How it is told, where who is told is asked for."""
_OF_PLANS = re.compile(r"\b(?:ke hoach(?:(?: so)? \d+)?|trien khai|thuc hien|xa|phuong)\b")
_SILENT = (
    SectionType.HEADER,
    SectionType.TITLE,
    SectionType.RECIPIENTS,
    SectionType.SIGNATURE,
    SectionType.ANNEX,
)
_ENDS = (SectionType.IMPLEMENTATION, SectionType.CLOSING)


class _Said(NamedTuple):
    document: DocumentRecord
    start: int
    end: int
    coverage: float


def answer(asked: Understanding, corpus: Corpus) -> Answer | None:
    """The sentences of the units' documents that say it; None where the question asks for no duty, or where
    another kind of answer may say it."""
    if not asked.codes or asked.instruments or asked.asks_any("draft", "cite", "how_many", "money"):
        return None
    where = _ASKS_WHERE.search(asked.folded) is not None
    if not where and not _ASKS_WHO.search(asked.folded):
        return None
    topic = _topic(asked, corpus, where=where)
    writer = Writer()
    for document in corpus.of_communes(asked.codes):
        found_in = _said(corpus, document, topic, _says(asked, where=where), where=where)
        said = sorted(found_in, key=lambda s: (-s.coverage, s.end - s.start))
        for own in _best(said):
            writer.item(
                f"{corpus.label(document)}: {corpus.text_of(document, own.start, own.end).strip()}",
                corpus.source(document, own.start, own.end),
            )
            if document.quality.poor:
                writer.warn(texts.CHECK_SCAN.format(document=corpus.label(document)))
    found = writer.answer()
    if not found.sources:  # who helps is told nowhere else
        return refusals.nothing_found(asked, corpus) if where and "trouble" in topic.spoken else None
    return found


def _says(asked: Understanding, *, where: bool) -> Sequence[re.Pattern[str]]:
    """What a sentence must say."""
    role = (_ROLE,) if _ROLE.search(asked.folded) else ()
    return (_SAYS_WHERE,) if where else (_SAYS_WHO, *role)


def _topic(asked: Understanding, corpus: Corpus, *, where: bool) -> Topic:
    expanded = expand(asked.text)
    folded: str = fold(expanded)
    for unit in communes.table().find(expanded, prefer=corpus.held_codes):
        folded = folded[: unit.start] + " " * (unit.end - unit.start) + folded[unit.end :]
    folded = _OF_PLANS.sub(lambda m: " " * len(m[0]), folded)
    if where:
        folded = _TELLING.sub(lambda m: " " * len(m[0]), folded)
    folded = _ASKING.sub(lambda m: " " * len(m[0]), vocabulary.without(folded, "chatter", "when"))
    return topic_of(folded, corpus.weight)


def _said(
    corpus: Corpus,
    document: DocumentRecord,
    topic: Topic,
    says: Sequence[re.Pattern[str]],
    *,
    where: bool,
) -> Iterator[_Said]:
    """Sentences that name a body and what it sees to (or who is reported to), with how far they are meant."""
    for part in corpus.sections(document):
        if part.type in _SILENT or (where and part.type not in _ENDS):
            continue
        for start, end in windows(corpus, document, part.heading_end, part.end):
            text = corpus.text_of(document, start, end)
            if all(pattern.search(fold(text)) for pattern in says):
                yield _Said(document, start, end, topic.coverage(text))


def _best(said: list[_Said]) -> list[_Said]:
    """The sentences that cover the question best, apart from each other."""
    kept: list[_Said] = []
    for own in said:
        if own.coverage < LEAST_COVERAGE or (kept and own.coverage < kept[0].coverage - 0.1):
            break
        if not any(own.start < k.end and k.start < own.end for k in kept):
            kept.append(own)
    return kept[:MOST_SAID]
