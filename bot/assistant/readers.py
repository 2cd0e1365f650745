"""Files read in worker processes, so that a file that kills its reader is only a failed file."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from multiprocessing import get_context
from multiprocessing.sharedctypes import RawArray
from pathlib import Path
from typing import Any

from knowledge.catalog import Extraction
from knowledge.errors import DamagedFile
from knowledge.ingest import extract_file
from knowledge.models import FailedSource
from knowledge.reading import PageProgress, ReadingLimits
from knowledge.repair import SyllableModel, repair
from retrieval.chunk import chunk_document
from retrieval.models import Chunk

QUEUED = 4
"""Files given out for each worker, so that none waits for work."""
TICK = 0.25
"""Seconds between two looks at how many pages are recognised."""

Read = tuple[Extraction, list[Chunk]]
"""A document and its passages."""
Results = list[Read | FailedSource]
"""What one file yields."""


@dataclass(frozen=True)
class Progress:
    """How far a load is: `done` of `total` files are read. `stage` is "reading", "recognising" (`page` of the
    `pages` of `document` is done), "repairing" (documents with poor passages) or "indexing"."""

    stage: str
    done: int
    total: int
    document: str = ""
    page: int = 0
    pages: int = 0


Tell = Callable[[Progress], None]


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
    done, total, cores = 0, len(files), os.cpu_count() or 1

    def on_page(name: str, page: int, pages: int) -> None:
        tell(Progress("recognising", done, total, name, page, pages))

    def read(some: Sequence[tuple[str, Path]], workers: int) -> Iterator[tuple[str, Results]]:
        nonlocal done
        for name, results in _read(some, min(workers, len(some)), limits, on_page):
            done += 1
            tell(Progress("reading", done, total, name))
            yield name, results

    while done < total:
        yield from read(files[done:], cores)
        suspects = files[done : done + QUEUED * cores]
        end = done + len(suspects)
        if suspects:
            yield from read(suspects, 1)  # one at a time: the first that is not read killed its reader
        if done < end:
            name = files[done][0]
            done += 1
            tell(Progress("reading", done, total, name))
            yield name, [FailedSource(name=name, code=DamagedFile.code, reason=_KILLED)]


_KILLED = "tệp hỏng: chương trình đọc tệp dừng đột ngột"


def _read(
    files: Sequence[tuple[str, Path]],
    workers: int,
    limits: ReadingLimits | None,
    on_page: Callable[[str, int, int], None],
) -> Iterator[tuple[str, Results]]:
    """The files in order; ends early where a reader dies."""
    window = QUEUED * workers
    pages = RawArray("i", 2 * window)
    pool = ProcessPoolExecutor(
        workers, mp_context=get_context("spawn"), initializer=_begin, initargs=(pages,)
    )
    given: deque[Future[Results]] = deque()
    try:
        for at, (name, _) in enumerate(files):
            for number in range(at + len(given), min(at + window, len(files))):
                pages[2 * (number % window) + 1] = 0
                given.append(pool.submit(_read_in_slot, files[number], limits, number % window))
            shown: dict[int, int] = {}
            while not wait([given[0]], TICK).done:
                for number, task in enumerate(given, at):
                    page, count = pages[2 * (number % window) : 2 * (number % window) + 2]
                    if count and not task.done() and shown.get(number) != page:
                        shown[number] = page
                        on_page(files[number][0], page, count)
            yield name, given.popleft().result()
    except BrokenProcessPool:
        return
    finally:
        pool.shutdown(cancel_futures=True)


_pages: Any = None
"""In a worker: for each file at hand the page just recognised and how many pages the file has. Shared memory
without a lock, so that a reader that dies can hold nothing up."""


def _begin(pages: Any) -> None:
    global _pages
    _pages = pages


def _read_in_slot(file: tuple[str, Path], limits: ReadingLimits | None, slot: int) -> Results:
    def note(done: PageProgress) -> None:
        if done.recognised:
            _pages[2 * slot : 2 * slot + 2] = [done.page, done.pages]

    return read_one(file[1], file[0], limits, note)
