"""Chunks and evidence."""

from __future__ import annotations

from knowledge.models import Fact, SectionType


class Chunk(Fact):
    """A passage of one document that follows its section structure, at most about 700 characters.

    `start:end` are offsets into the document's clean text; `heading` is the path of headings above
    it; `readable` is the repaired reading of a poorly recognised passage.
    """

    id: str
    document: str
    commune: str | None
    section: str
    section_type: SectionType
    heading: str
    text: str
    start: int
    end: int
    readable: str | None = None


class Evidence(Fact):
    """A chunk that search found, with the fused score (comparable within one search only)."""

    chunk: Chunk
    score: float


class SearchResult(Fact):
    """Ranked evidence, best first, with the signals that tell whether the question is covered at all, each
    0-1: `ideal_share` is the best folded score over that of an average passage with every term of the
    question, `coverage` the share of its syllables, weighted by idf, that the best passage holds."""

    evidence: tuple[Evidence, ...]
    ideal_share: float
    coverage: float
