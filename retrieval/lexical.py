"""The lexical index: three BM25 channels over the same passages, on tantivy.

folded  syllables without marks and their bigrams: "chuyen", "chuyen_doi", "doi"
grams   character 4-grams of the folded text across words: "huye", "yen_", "en_d", …
marked  syllables and bigrams with their marks, of passages that are spelled with marks

Terms are made here and handed to tantivy separated by spaces, so that questions and passages cannot be
cut differently. What is indexed is the passage behind its unit's name and headings; a poorly recognised
one is followed by its repaired reading in the folded channels. BM25 with tantivy's k1 1.2 and b .75.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Sequence
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import tantivy

from knowledge import abbreviations
from knowledge.vietnamese import fold, nfc
from retrieval.models import Chunk

GRAM = 4
"""3 to 5 differ by less than .004 R@1 on XQuAD-vi, 6 is worse."""
WRITER_MEMORY = 64_000_000

_WORD = re.compile(r"\w+")

Address = tuple[int, int]
"""Segment and number of a passage in one index."""


class Channel(StrEnum):
    """The fields that are searched."""

    FOLDED = "folded"
    GRAMS = "grams"
    MARKED = "marked"


class Scope(NamedTuple):
    """Where to search; an empty part does not restrict."""

    communes: frozenset[str] = frozenset()
    documents: frozenset[str] = frozenset()
    section_types: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls, communes: Collection[str], documents: Collection[str], section_types: Collection[str]
    ) -> Scope:
        """Scopes compare by content, units by their folded names."""
        return cls(frozenset(map(unit_key, communes)), frozenset(documents), frozenset(section_types))

    def holds(self, chunk: Chunk) -> bool:
        """Whether a passage lies within."""
        sides = (
            (self.communes, unit_key(chunk.commune or "")),
            (self.documents, chunk.document),
            (self.section_types, chunk.section_type),
        )
        return all(not wanted or value in wanted for wanted, value in sides)


def syllables(text: str) -> list[str]:
    """Folded words in order."""
    return _WORD.findall(fold(nfc(text)))


def terms(channel: Channel, text: str) -> list[str]:
    """The terms of a text in one channel."""
    if channel is Channel.GRAMS:
        joined = f"_{'_'.join(syllables(text))}_"
        return [joined[at : at + GRAM] for at in range(len(joined) - GRAM + 1)]
    words = syllables(text) if channel is Channel.FOLDED else _WORD.findall(nfc(text).lower())
    return words + [f"{one}_{other}" for one, other in pairwise(words)]


def unit_key(commune: str) -> str:
    """A commune's name as units are compared: "Phường Hòa Bình" and "phuong hoà bình" are one."""
    return " ".join(syllables(commune))


def framed(chunk: Chunk, text: str) -> str:
    """A passage as it is indexed: behind its unit and headings, which a question names and the text
    itself seldom does; with abbreviations spelled out, as they are in questions."""
    return abbreviations.expand_formal(f"{chunk.commune or ''}\n{chunk.heading}\n{text}")


class LexicalWriter:
    """Writes an index into an empty directory; `close` makes it durable."""

    def __init__(self, directory: Path) -> None:
        directory.mkdir(parents=True)
        self._writer = tantivy.Index(_schema(), path=str(directory)).writer(WRITER_MEMORY, 1)

    def add(self, chunk: Chunk) -> None:
        """Index one passage."""
        document = tantivy.Document()
        document.add_bytes("chunk", chunk.model_dump_json().encode())
        document.add_text("id", chunk.id)
        document.add_text("unit", unit_key(chunk.commune or ""))
        document.add_text("document", chunk.document)
        document.add_text("section_type", chunk.section_type)
        document.add_boolean("poor", chunk.readable is not None)
        known = framed(chunk, chunk.text)
        both = known if chunk.readable is None else f"{known}\n{chunk.readable}"
        document.add_text(Channel.FOLDED, " ".join(terms(Channel.FOLDED, both)))
        document.add_text(Channel.GRAMS, " ".join(terms(Channel.GRAMS, both)))
        if chunk.readable is None:
            document.add_text(Channel.MARKED, " ".join(terms(Channel.MARKED, known)))
        self._writer.add_document(document)

    def close(self) -> None:
        """Commit, and wait until segments are merged."""
        self._writer.commit()
        self._writer.wait_merging_threads()


class LexicalIndex:
    """A published index, opened for reading; safe to use from several threads. Passages are named by
    their address in the index."""

    def __init__(self, directory: Path) -> None:
        self._index = tantivy.Index.open(str(directory))
        self._schema = self._index.schema
        self._searcher = self._index.searcher()
        self._held = lru_cache(maxsize=16384)(self._searcher.doc_freq)

    def __len__(self) -> int:
        return int(self._searcher.num_docs)

    def top(
        self, channel: Channel, query: Sequence[str], limit: int, scope: Scope
    ) -> list[tuple[float, Address]]:
        """`(score, address)` of the best passages in one channel, best first."""
        wanted = [
            (tantivy.Occur.Should, self._term(channel, term, times)) for term, times in Counter(query).items()
        ]
        if not wanted:
            return []
        found = tantivy.Query.boolean_query(wanted)
        limits = [(tantivy.Occur.Must, query) for query in self._limits(scope)]
        if limits:
            found = tantivy.Query.boolean_query([(tantivy.Occur.Must, found), *limits])
        hits = self._searcher.search(found, limit, count=False).hits
        return [(score, (address.segment_ord, address.doc)) for score, address in hits]

    def chunk(self, address: Address) -> Chunk:
        """The passage at an address."""
        stored = self._searcher.doc(tantivy.DocAddress(*address))
        return Chunk.model_validate_json(bytes(stored.get_first("chunk")))

    def addresses(self, ids: Sequence[str]) -> dict[str, Address]:
        """Where the passages with these ids are."""
        wanted = tantivy.Query.term_set_query(self._schema, "id", list(ids))
        found = [
            (hit.segment_ord, hit.doc)
            for _, hit in self._searcher.search(wanted, max(len(ids), 1), count=False).hits
        ]
        return {self.chunk(address).id: address for address in found}

    def poor(self, addresses: Sequence[Address]) -> set[Address]:
        """Those of the passages that have a repaired reading."""
        documents = [tantivy.DocAddress(*address) for address in addresses]
        flags = self._searcher.fast_field_values("poor", documents)
        return {address for address, flag in zip(addresses, flags, strict=True) if flag}

    def weight(self, channel: Channel, term: str) -> float:
        """Inverse document frequency of a term, as BM25 has it; greatest for one that never occurs."""
        held = self._held(channel, term)
        return math.log(1 + (len(self) - held + 0.5) / (held + 0.5))

    def _term(self, channel: Channel, term: str, times: int) -> Any:
        query = tantivy.Query.term_query(self._schema, channel, term, "freq")
        return tantivy.Query.boost_query(query, times) if times > 1 else query

    def _limits(self, scope: Scope) -> list[Any]:
        fields = {"unit": scope.communes, "document": scope.documents, "section_type": scope.section_types}
        return [
            tantivy.Query.const_score_query(
                tantivy.Query.term_set_query(self._schema, field, sorted(values)), 0.0
            )
            for field, values in fields.items()
            if values
        ]


def _schema() -> Any:
    builder = tantivy.SchemaBuilder()
    builder.add_bytes_field("chunk", stored=True)
    builder.add_boolean_field("poor", fast=True)
    for name in ("id", "unit", "document", "section_type"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for channel in Channel:
        builder.add_text_field(channel, tokenizer_name="whitespace", index_option="freq")
    return builder.build()
