"""Which statements of documents speak of a topic: those nearest to it, else those farther off, else the
headings that name it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from bot.assistant.corpus import Corpus
from bot.assistant.drafting.clauses import Clause, clauses, lead_of
from bot.assistant.drafting.comparable import FEW_WORDS
from bot.assistant.understanding.topic import Topic, syllables
from knowledge.models import SectionType
from knowledge.snapshot import DocumentRecord
from knowledge.themes import themes_of

ON_TOPIC = 0.5
"""Least coverage of a topic by a sentence (with its headings) that speaks of it."""
NEAR = 0.8
"""Least share of the best coverage that a sentence nearly as good reaches."""
UNDER_HEADING, IN_WORDS = 1.5, 1.2
"""Coverage by a sentence whose headings, or which itself, has the topic word for word."""


def readings(
    corpus: Corpus, topic: Topic | None, documents: Sequence[DocumentRecord], parts: Collection[SectionType]
) -> Iterator[list[Clause]]:
    """The statements of these parts that speak of a topic, nearest first: each list is for when nothing of
    the one before is of use. Without a topic, all statements at once."""
    found = [c for d in documents for c in clauses(corpus, d, parts)]
    if topic is None or topic.empty:
        yield found
        return
    matters = topic.matters or (topic,)
    scored = [_scores(corpus, matter, found) for matter in matters]
    for most in (UNDER_HEADING, 1.0):
        least = [max(ON_TOPIC, NEAR * min(most, max(scores, default=0.0))) for scores in scored]
        yield [
            clause
            for at, clause in enumerate(found)
            if any(scores[at] >= enough for scores, enough in zip(scored, least, strict=True))
        ]
    yield [clause for d in documents for clause in _headings(corpus, d, parts, matters)]


def _scores(corpus: Corpus, matter: Topic, found: Sequence[Clause]) -> list[float]:
    """How far each statement speaks of a matter: by its words, or, where none has them all side by side, by
    its theme; that of a short matter shows in the noun that opens it ("hạ tầng" of "hạ tầng số")."""
    scores = [coverage(corpus, matter, clause) for clause in found]
    best = max(scores, default=0.0)
    words = list(matter.weights)
    if best >= ON_TOPIC:
        words = words[:2] if best < IN_WORDS and len(words) <= FEW_WORDS else []
    if not (themes := set(themes_of(" ".join(words)))):
        return scores
    return [
        max(score, float(not themes.isdisjoint(themes_of(clause.text))))
        for score, clause in zip(scores, found, strict=True)
    ]


def coverage(corpus: Corpus, topic: Topic, clause: Clause) -> float:
    """How far a statement, by itself or by what heads it, speaks of a topic."""
    above = corpus.above(clause.document, clause.section.path)
    heads = " . ".join([*above, lead_of(corpus, clause)])
    text = corpus.text_of(clause.document, clause.start, clause.end)
    if _names(heads, topic):
        return UNDER_HEADING
    return IN_WORDS if _names(text, topic) else topic.coverage(f"{heads} . {text}")


def _headings(
    corpus: Corpus, document: DocumentRecord, parts: Collection[SectionType], matters: Sequence[Topic]
) -> Iterator[Clause]:
    for section in corpus.sections(document):
        if section.type in parts and section.heading_end > section.start:
            text = corpus.view(document).text[section.start : section.heading_end].rstrip()
            if text.count("”") > text.count("“"):
                text = text.rstrip(" ”")
            if any(_names(text, matter) for matter in matters):
                yield Clause(document, section, section.start, section.start + len(text), text)


def _names(text: str, topic: Topic) -> bool:
    """Whether a text has the topic word for word, neighbours side by side."""
    words = syllables(text)
    if not all(word in words for word in topic.weights):
        return False
    pairs = set(pairwise(words))
    return all(pair in pairs for pair in topic.pairs)
