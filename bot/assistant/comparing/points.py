"""What units say in the same part of their documents, alike points gathered: said by all, some or one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.assistant.comparing.reporters import reporter
from bot.assistant.corpus import Corpus
from bot.assistant.likeness import ALIKE, Vector, vectors
from bot.assistant.models import SourceRef
from bot.assistant.paragraphs import points_of
from knowledge.models import Section, SectionType
from knowledge.snapshot import DocumentRecord
from knowledge.themes import Theme, themes_of

_CLAUSE = re.compile(r"[^.;\n]+(?:(?:[.;](?=\S)|\.{3}(?=\s[^\W\d_A-ZĐ]))[^.;\n]+)*[.;]?")
"""Up to a full stop or a semicolon; what goes on in small letters behind an ellipsis belongs to it."""
_SHORTEST = 25


_HOLDERS = 40
"""Clauses remembered for one pair of syllables: what more of them say is said by these, and the work stays in
proportion to the text."""


@dataclass(frozen=True)
class Said:
    """`start:end` of the clean text of one document: a clause of the unit, as it is to be read."""

    document: DocumentRecord
    unit: str
    text: str
    start: int
    end: int

    def source(self, corpus: Corpus) -> SourceRef:
        """The quoted words."""
        return corpus.source(self.document, self.start, self.end)


@dataclass(frozen=True)
class Point:
    """Clauses of one or several units that are about the same, the clearest first."""

    theme: Theme | None
    said: tuple[Said, ...]

    @property
    def text(self) -> str:
        """The clause that stands for all."""
        return self.said[0].text

    @property
    def communes(self) -> tuple[str, ...]:
        """Who says it, each once."""
        return tuple(dict.fromkeys(s.unit for s in self.said))


def points(corpus: Corpus, part: SectionType, documents: Sequence[DocumentRecord]) -> list[Point]:
    """The points of that part over the documents, most widely shared first."""
    said = [
        clause
        for document in documents
        for clause in clauses(corpus, document, [s for s in corpus.sections(document) if s.type is part])
    ]
    topics = [next(iter(themes_of(clause.text)), None) for clause in said]
    groups = _grouped(topics, vectors([clause.text for clause in said]))
    found = [
        Point(topics[group[0]], tuple(sorted((said[n] for n in group), key=_clarity))) for group in groups
    ]
    return sorted(found, key=lambda point: -len(point.communes))


def _grouped(topics: Sequence[Theme | None], likeness: Sequence[Vector]) -> list[list[int]]:
    """Places of clauses of one theme, or like one that came before."""
    groups: list[list[int]] = []
    of_theme: dict[Theme, int] = {}
    of_clause: list[int] = []
    holders: dict[tuple[str, str], list[int]] = {}
    for n, (topic, vector) in enumerate(zip(topics, likeness, strict=True)):
        at = of_theme.get(topic) if topic else None
        if at is None:
            like = _most_alike(vector, likeness, holders)
            at = len(groups) if like is None else of_clause[like]
        if at == len(groups):
            groups.append([])
        groups[at].append(n)
        of_clause.append(at)
        if topic:
            of_theme.setdefault(topic, at)
        for pair in vector:
            known = holders.setdefault(pair, [])
            if len(known) < _HOLDERS:
                known.append(n)
    return groups


def _most_alike(
    vector: Vector, likeness: Sequence[Vector], holders: Mapping[tuple[str, str], Sequence[int]]
) -> int | None:
    """The clause with a pair of syllables in common that is most alike, if it is alike enough."""
    scores: dict[int, float] = {}
    for pair, weight in vector.items():
        for n in holders.get(pair, ()):
            scores[n] = scores.get(n, 0.0) + weight * likeness[n][pair]
    best = max(scores, key=scores.__getitem__, default=None)
    return best if best is not None and scores[best] >= ALIKE else None


def _clarity(said: Said) -> tuple[bool, int]:
    return said.document.quality.poor, len(said.text)


def clauses(corpus: Corpus, document: DocumentRecord, sections: Sequence[Section]) -> list[Said]:
    """What a document says in these parts, clause by clause."""
    text = corpus.view(document).text
    who = reporter(corpus, document)
    unit = (who.former or who.name) if who else document.name
    found = []
    for start, end in points_of(corpus, document, sections):
        for match in _CLAUSE.finditer(text, start, end):
            if len(match[0].strip()) >= _SHORTEST:
                first = match.start() + len(match[0]) - len(match[0].lstrip())
                readable = corpus.text_of(document, first, match.end())
                found.append(Said(document, unit, readable, first, match.end()))
    return found
