"""A question to ranked passages, with the signals that tell whether the corpus covers it at all."""

from __future__ import annotations

import logging
from collections.abc import Collection
from functools import cached_property
from pathlib import Path
from threading import Lock

from knowledge import abbreviations
from knowledge.errors import KnowledgeBaseError, ModelError
from knowledge.vietnamese import nfc
from retrieval import build, rank
from retrieval.embed import Embedder
from retrieval.lexical import Address, Channel, LexicalIndex, Scope, framed, syllables, terms
from retrieval.models import Chunk, Evidence, SearchResult
from retrieval.vectors import Vectors

POOL = 200
"""Passages taken from each channel before they are fused."""

log = logging.getLogger(__name__)


class Searcher:
    """One generation, opened for reading. Safe to use from several threads.

    Raises KnowledgeBaseError where the generation is missing or damaged.
    """

    def __init__(self, directory: Path, embedder: Embedder) -> None:
        self._manifest = build.manifest(directory)
        self._directory = directory
        self._embedder = embedder
        self._opening = Lock()
        try:
            self._lexical = LexicalIndex(directory / "lexical")
        except ValueError as error:
            raise KnowledgeBaseError(f"{directory}: chỉ mục hỏng ({error}); hãy nạp lại") from error

    def __len__(self) -> int:
        return len(self._lexical)

    def search(
        self,
        query: str,
        *,
        communes: Collection[str] = (),
        limit: int = 20,
        section_types: Collection[str] = (),
        documents: Collection[str] = (),
    ) -> SearchResult:
        """The best `limit` passages.

        `communes` are the names of the units that the question is about: their passages are preferred, others
        stay possible. `section_types` and `documents` restrict.
        """
        typed, query = nfc(query), abbreviations.expand(query)
        scope = Scope.of((), documents, section_types)
        folded = self._channel(Channel.FOLDED, query, scope)
        grams = self._channel(Channel.GRAMS, query, scope)
        marked = self._channel(Channel.MARKED, query, scope) if rank.marks_count(typed) else None
        named: set[Address] = set()
        if communes:
            of_units = Scope.of(communes, documents, section_types)
            for channel, pool in ((Channel.FOLDED, folded), (Channel.GRAMS, grams)):
                hits = self._channel(channel, query, of_units)
                named |= hits.keys()
                pool.update(hits)
        ranked = rank.fuse(
            rank.scaled(folded),
            rank.scaled(grams),
            None if marked is None else rank.scaled(marked),
            poor=self._lexical.poor([*folded, *grams]),
            named=named,
            dense=rank.stretched(self._dense(query, scope)),
            dense_weight=self._embedder.weight,
        )
        evidence = tuple(
            Evidence(chunk=self._lexical.chunk(address), score=score) for score, address in ranked[:limit]
        )
        return SearchResult(
            evidence=evidence,
            ideal_share=self._ideal_share(query, max(folded.values(), default=0.0)),
            coverage=self._coverage(query, evidence[0].chunk) if evidence else 0.0,
        )

    def similar(self, text: Chunk | str, limit: int = 20) -> tuple[Evidence, ...]:
        """Passages that say much the same as a text or as a passage (itself left out), by cosine.

        Raises ModelError where a configured embedding model fails, KnowledgeBaseError where the generation
        was built with another one.
        """
        wanted, own = (build.similar_text(text), text.id) if isinstance(text, Chunk) else (text, None)
        if self._manifest.embedder != self._embedder.name:
            raise KnowledgeBaseError(
                f"{self._directory}: vector do {self._manifest.embedder} tạo, không phải "
                f"{self._embedder.name}; hãy nạp lại bằng `baocao reload`"
            )
        found = self._nearest(wanted, limit + 1)
        return tuple(Evidence(chunk=chunk, score=score) for score, chunk, _ in found if chunk.id != own)[
            :limit
        ]

    def weight(self, syllable: str) -> float:
        """How much a folded syllable tells: its inverse document frequency."""
        return self._lexical.weight(Channel.FOLDED, syllable)

    def _channel(self, channel: Channel, query: str, scope: Scope) -> dict[Address, float]:
        hits = self._lexical.top(channel, terms(channel, query), POOL, scope)
        return {address: score for score, address in hits}

    @cached_property
    def _vectors(self) -> Vectors:
        return Vectors(self._directory / "vectors")

    def _nearest(self, text: str, limit: int) -> list[tuple[float, Chunk, Address]]:
        [vector] = self._embedder.embed([text])
        with self._opening:
            vectors = self._vectors
        found = vectors.nearest(vector, limit)
        addresses = self._lexical.addresses([name for _, name in found])
        return [
            (score, self._lexical.chunk(addresses[name]), addresses[name])
            for score, name in found
            if name in addresses
        ]

    def _dense(self, query: str, scope: Scope) -> dict[Address, float]:
        """Cosines of the nearest passages, nothing where vectors have no part in ranking. A model that fails
        costs its channel, not the answer."""
        if not self._embedder.weight or self._manifest.embedder != self._embedder.name or not len(self):
            return {}
        try:
            found = self._nearest(query, POOL)
        except ModelError as error:
            log.warning("ranking without vectors: %s", error)
            return {}
        return {address: score for score, chunk, address in found if scope.holds(chunk)}

    def _ideal_share(self, query: str, best: float) -> float:
        """The best score over that of a passage of average length with every term once."""
        ideal = sum(self._lexical.weight(Channel.FOLDED, term) for term in terms(Channel.FOLDED, query))
        return min(best / ideal, 1.0) if ideal else 0.0

    def _coverage(self, query: str, chunk: Chunk) -> float:
        held = set(syllables(framed(chunk, f"{chunk.text}\n{chunk.readable or ''}")))
        weights = {word: self.weight(word) for word in syllables(query)}
        total = sum(weights.values())
        return sum(weight for word, weight in weights.items() if word in held) / total if total else 0.0
