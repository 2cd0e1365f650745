"""Files handed to worker processes, so that a file that kills its reader is only a failed file.

Imports little: every worker imports this anew.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.sharedctypes import RawArray
from pathlib import Path
from typing import Any, Protocol, TypeVar

from knowledge.errors import DamagedFile
from knowledge.models import FailedSource
from knowledge.reading import PageProgress, ReadingLimits

QUEUED = 4
"""Files given out for each worker, so that none waits for work."""
TICK = 0.25
"""Seconds between two looks at how many pages are recognised."""


@dataclass(frozen=True)
class Progress:
    """How far a load is: `done` of `total` files are read. `stage` is "looking" (ahead of it), "beginning",
    "reading", "recognising" (`page` of the `pages` of `document` is done), "repairing" (documents with poor
    passages) or "indexing"."""

    stage: str
    done: int
    total: int
    document: str = ""
    page: int = 0
    pages: int = 0


Tell = Callable[[Progress], None]
Found = TypeVar("Found")
FoundByReader = TypeVar("FoundByReader", covariant=True)


class Reader(Protocol[FoundByReader]):
    """A function of a module, so that a worker process can be given it. Tells of pages and raises nothing."""

    def __call__(
        self,
        path: Path,
        name: str,
        limits: ReadingLimits | None,
        progress: Callable[[PageProgress], None],
    ) -> FoundByReader:
        """Read one file."""


def killed(name: str) -> FailedSource:
    """What is said of a file that ended the process which read it."""
    return FailedSource(
        name=name, code=DamagedFile.code, reason="tệp hỏng: chương trình đọc tệp dừng đột ngột"
    )


def each(
    files: Sequence[tuple[str, Path]],
    reader: Reader[Found],
    limits: ReadingLimits | None,
    tell: Tell,
    *,
    fork: bool = False,
) -> Iterator[tuple[str, Found | None]]:
    """What `reader` finds in each file, in order; None for a file that killed its process. `tell` may raise
    to stop. A process without threads may `fork` its workers, which then begin at once."""
    done, total, cores = 0, len(files), os.cpu_count() or 1

    def on_page(name: str, page: int, pages: int) -> None:
        tell(Progress("recognising", done, total, name, page, pages))

    def read(some: Sequence[tuple[str, Path]], workers: int) -> Iterator[tuple[str, Found]]:
        nonlocal done
        for name, found in _read(some, min(workers, len(some)), reader, limits, on_page, fork):
            done += 1
            tell(Progress("reading", done, total, name))
            yield name, found

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
            yield name, None


def _read(
    files: Sequence[tuple[str, Path]],
    workers: int,
    reader: Reader[Found],
    limits: ReadingLimits | None,
    on_page: Callable[[str, int, int], None],
    fork: bool,
) -> Iterator[tuple[str, Found]]:
    """The files in order; ends early where a reader dies."""
    window = QUEUED * workers
    pages = RawArray("i", 2 * window)
    start = get_context("fork" if fork else "spawn")
    pool = ProcessPoolExecutor(workers, mp_context=start, initializer=_begin, initargs=(pages,))
    given: deque[Future[Found]] = deque()
    try:
        for at, (name, _) in enumerate(files):
            for number in range(at + len(given), min(at + window, len(files))):
                pages[2 * (number % window) + 1] = 0
                given.append(pool.submit(_read_in_slot, reader, files[number], limits, number % window))
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


def _read_in_slot(
    reader: Reader[Found], file: tuple[str, Path], limits: ReadingLimits | None, slot: int
) -> Found:
    def note(done: PageProgress) -> None:
        if done.recognised:
            _pages[2 * slot : 2 * slot + 2] = [done.page, done.pages]

    return reader(file[1], file[0], limits, note)
