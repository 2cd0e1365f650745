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
"""Least likeness of two titles about one subject; measured on the sample corpus, where reports on one strategy
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
    """The documents to draw on, the most alike first."""
    having = [d for d in corpus.documents if any(s.type in parts for s in corpus.sections(d))]
    of_kind = [d for d in having if kind is None or d.header.kind == kind] or having
    if not of_kind:
        return []
    titles = [_title(corpus, d) for d in of_kind]
    likeness = vectors(titles)
    covered = [subject.coverage(title) if subject and not subject.empty else 0.0 for title in titles]
    if max(covered) >= NAMES_SUBJECT:
        leader = max(range(len(of_kind)), key=lambda n: covered[n])
    else:
        leader = max(
            range(len(of_kind)),
            key=lambda n: (sum(cosine(likeness[n], other) for other in likeness), not of_kind[n].quality.poor),
        )
    scores = [cosine(likeness[leader], vector) for vector in likeness]
    alike = [n for n in range(len(of_kind)) if n == leader or scores[n] >= SAME_SUBJECT or covered[n] >= NAMES_SUBJECT]
    alike.sort(key=lambda n: (-_near(of_kind[n], province), -scores[n]))
    return [of_kind[n] for n in alike[:MOST]]


def names_subject(corpus: Corpus, topic: Topic, documents: Sequence[DocumentRecord]) -> bool:
    """Whether a topic is what the documents are about, so that it tells nothing of which points are wanted."""
    return any(topic.coverage(_title(corpus, document)) >= NAMES_SUBJECT for document in documents)


def _title(corpus: Corpus, document: DocumentRecord) -> str:
    return corpus.title(document)[0] or ""


def _near(document: DocumentRecord, province: str | None) -> int:
    return int(same_province(document.header.province, province))
