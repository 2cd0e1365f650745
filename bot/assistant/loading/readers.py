"""What a load reads from files, in worker processes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from bot.assistant.loading.workers import Tell, each, killed
from knowledge.catalog import Extraction
from knowledge.ingest import extract_file
from knowledge.models import FailedSource
from knowledge.reading import PageProgress, ReadingLimits
from knowledge.repair import SyllableModel, repair
from retrieval.chunk import chunk_document
from retrieval.models import Chunk

Read = tuple[Extraction, list[Chunk]]
"""A document and its passages."""
Results = list[Read | FailedSource]
"""What one file yields."""


def read_one(
    path: Path,
    name: str,
    limits: ReadingLimits | None = None,
    progress: Callable[[PageProgress], None] | None = None,
) -> Results:
    """Read and extract one file, with its passages."""
    return [
        result if isinstance(result, FailedSource) else _with_passages(result)
        for result in extract_file(path, name, limits=limits, progress=progress)
    ]


def read_again(document: Extraction, model: SyllableModel) -> Read:
    """The document with its poor passages repaired by another model."""
    return _with_passages(replace(document, readable=repair(document.view, model)))


def _with_passages(document: Extraction) -> Read:
    return document, chunk_document(document.source.name, document.facts, document.view, document.readable)


def read_all(
    files: Sequence[tuple[str, Path]], limits: ReadingLimits | None, tell: Tell
) -> Iterator[tuple[str, Results]]:
    """What each file holds, in order. `tell` hears of every file and page image; it may raise to stop."""
    for name, results in each(files, read_one, limits, tell):
        yield name, [killed(name)] if results is None else results
