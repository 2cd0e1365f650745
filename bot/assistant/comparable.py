"""Which documents a draft can learn from: of the same kind, about the same subject, with the part wanted."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.assistant.corpus import Corpus
from bot.assistant.likeness import cosine, vectors
from bot.assistant.topic import Topic
from knowledge.catalog import DocumentRecord
from knowledge.commune_units import same_province
from knowledge.models import SectionType

MOST = 12
"""Documents a draft draws on at most: enough to see what many say, few enough to stay quick."""
SAME_SUBJECT = 0.12
"""Least likeness of two titles about one subject; measured on the sample corpus: reports on one strategy
reach .15-.8 and a health report stays below .05."""
NAMES_SUBJECT = 0.6
"""Least coverage of a topic by a title that shows the topic to be the subject."""


def comparable(
    corpus: Corpus,
    parts: Collection[SectionType],
    *,
    kind: str | None = None,
    subject: Topic | None = None,
    province: str | None = None,
) -> list[DocumentRecord]:
    """The documents to draw on, the most alike first. Where the subject is named, or several documents have
    one, a part that only documents of other subjects have is not drawn from them."""
    of_kind = [d for d in corpus.documents if kind is None or d.header.kind == kind] or [*corpus.documents]
    alike = _alike(corpus, of_kind, subject)
    having = [d for d in alike if _has(corpus, d, parts)]
    if not having and (subject is None or subject.empty):
        having = _alike(corpus, [d for d in corpus.documents if _has(corpus, d, parts)], None)
    having.sort(key=lambda d: not same_province(d.header.province, province))
    return having[:MOST]


def _has(corpus: Corpus, document: DocumentRecord, parts: Collection[SectionType]) -> bool:
    return any(section.type in parts for section in corpus.sections(document))


def _alike(
    corpus: Corpus, documents: Sequence[DocumentRecord], subject: Topic | None
) -> list[DocumentRecord]:
    """The documents about the subject, else about what most of them are about."""
    if not documents:
        return []
    titles = [_title(corpus, d) for d in documents]
    likeness = vectors(titles)
    covered = [subject.coverage(title) if subject and not subject.empty else 0.0 for title in titles]
    if max(covered) >= NAMES_SUBJECT:
        leader = max(range(len(documents)), key=covered.__getitem__)
    else:
        leader = max(
            range(len(documents)),
            key=lambda n: (
                sum(cosine(likeness[n], other) for other in likeness),
                not documents[n].quality.poor,
            ),
        )
    scores = [cosine(likeness[leader], vector) for vector in likeness]
    chosen = [
        n
        for n in range(len(documents))
        if n == leader or scores[n] >= SAME_SUBJECT or covered[n] >= NAMES_SUBJECT
    ]
    return [documents[n] for n in sorted(chosen, key=lambda n: -scores[n])]


def names_subject(corpus: Corpus, topic: Topic, documents: Sequence[DocumentRecord]) -> bool:
    """Whether a topic is what the documents are about: then it does not tell which points are wanted."""
    return any(topic.coverage(_title(corpus, document)) >= NAMES_SUBJECT for document in documents)


def _title(corpus: Corpus, document: DocumentRecord) -> str:
    return corpus.title(document)[0] or ""
