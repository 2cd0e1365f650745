"""What units say in the same part of their documents, alike points gathered: said by all, some or one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.assistant.answers.passages import points_of
from bot.assistant.corpus import Corpus
from bot.assistant.likeness import ALIKE, cosine, vectors
from bot.assistant.models import SourceRef
from knowledge.catalog import DocumentRecord
from knowledge.models import SectionType
from knowledge.themes import Theme, themes_of

_CLAUSE = re.compile(r"[^.;\n]+(?:[.;](?=\S)[^.;\n]+)*[.;]?")
_SHORTEST = 25


@dataclass(frozen=True)
class Said:
    """One clause of one document."""

    document: DocumentRecord
    text: str
    source: SourceRef


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
        return tuple(dict.fromkeys(s.document.header.commune or s.document.name for s in self.said))


def points(corpus: Corpus, part: SectionType, documents: Sequence[DocumentRecord]) -> list[Point]:
    """The points of that part over the documents, most widely shared first."""
    said = [clause for document in documents for clause in _clauses(corpus, document, part)]
    likeness = vectors([clause.text for clause in said])
    topics = [next(iter(themes_of(clause.text)), None) for clause in said]
    groups: list[list[int]] = []
    for n, vector in enumerate(likeness):
        scores = [
            max(1.0 if topics[n] and topics[n] == topics[m] else cosine(vector, likeness[m]) for m in group)
            for group in groups
        ]
        best = max(range(len(groups)), key=scores.__getitem__, default=None)
        if best is not None and scores[best] >= ALIKE:
            groups[best].append(n)
        else:
            groups.append([n])
    found = [
        Point(topics[group[0]], tuple(sorted((said[n] for n in group), key=_clarity))) for group in groups
    ]
    return sorted(found, key=lambda point: -len(point.communes))


def _clarity(said: Said) -> tuple[bool, int]:
    return said.document.quality.poor, len(said.text)


def _clauses(corpus: Corpus, document: DocumentRecord, part: SectionType) -> list[Said]:
    sections = [s for s in corpus.sections(document) if s.type is part]
    text = corpus.view(document).text
    found = []
    for start, end in points_of(corpus, document, sections):
        for match in _CLAUSE.finditer(text, start, end):
            if len(match[0].strip()) >= _SHORTEST:
                first = match.start() + len(match[0]) - len(match[0].lstrip())
                found.append(
                    Said(
                        document,
                        corpus.text_of(document, first, match.end()),
                        corpus.source(document, first, match.end()),
                    )
                )
    return found
