"""Two ways from passages to an answer's sources: ours, and what a user would pick otherwise.

Each is a function that builds an index from passages in a directory, and one that opens it and gives the ids
of the documents for a question, best first. Both are asked for twenty passages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from knowledge.repair import SyllableModel
from retrieval import build, evaluate
from retrieval.embed import LocalEmbedder
from retrieval.search import Searcher
from tests.bench import grown, minilm

FOUND = 20
"""Passages asked for."""
PIECE, OVERLAP = 1000, 200
"""Characters, as the langchain tutorials cut."""
ADDED = 500
"""Pieces handed to Chroma at once."""

Passages = Iterable[Mapping[str, Any]]
Ranking = Callable[[str], list[str]]


class Stack(NamedTuple):
    """How to build below a directory, and to open what was built there."""

    build: Callable[[Passages, Path], None]
    open: Callable[[Path], Ranking]


def build_ours(passages: Passages, place: Path) -> None:
    """The product's own chunking, index and vectors."""
    model = SyllableModel.shipped().adapt(passage["text"] for passage in grown.true_passages())
    chunks = (chunk for passage in passages for chunk in evaluate.cut(passage, model))
    build.build_generation(place / "index", chunks, LocalEmbedder())


def open_ours(place: Path) -> Ranking:
    """Vectors stay closed, as when answering."""
    searcher = Searcher(place / "index", LocalEmbedder())

    def ranked(query: str) -> list[str]:
        found = searcher.search(query, limit=FOUND).evidence
        return list(dict.fromkeys(evidence.chunk.document for evidence in found))

    return ranked


def build_usual(passages: Passages, place: Path) -> None:
    """langchain's splitter, Chroma, its default embedding."""
    import chromadb
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(chunk_size=PIECE, chunk_overlap=OVERLAP)
    client = chromadb.PersistentClient(str(place / "chroma"))
    embedding = minilm.default_embedding(place / "model")
    collection = client.create_collection("usual", embedding_function=embedding)
    pieces = (
        (f"{passage['id']}#{number}", piece)
        for passage in passages
        for number, piece in enumerate(splitter.split_text(passage["text"]))
    )
    while block := list(islice(pieces, ADDED)):
        collection.add(ids=[name for name, _ in block], documents=[piece for _, piece in block])


def open_usual(place: Path) -> Ranking:
    """The model stays loaded between questions (Chroma's wrapper of it, taken where nothing is said, loads it
    anew for each)."""
    import chromadb

    client = chromadb.PersistentClient(str(place / "chroma"))
    collection = client.get_collection("usual", embedding_function=minilm.default_embedding(place / "model"))

    def ranked(query: str) -> list[str]:
        found = collection.query(query_texts=[query], n_results=FOUND)
        return list(dict.fromkeys(name.rpartition("#")[0] for name in found["ids"][0]))

    return ranked


STACKS = {"ours": Stack(build_ours, open_ours), "usual": Stack(build_usual, open_usual)}
