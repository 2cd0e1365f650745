"""The knowledge base on disk: which generation is current, opened for reading.

<data>/catalog.sqlite            what was read from which file
<data>/generations/<id>/         the index of one generation, never changed once published
<data>/current                   the name of the generation that readers use
<data>/write.lock                held by the one process that loads
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from threading import Lock

from knowledge.catalog import Catalog
from knowledge.errors import KnowledgeBaseError
from knowledge.snapshot import Snapshot
from retrieval import build
from retrieval.embed import Embedder
from retrieval.search import Searcher


@dataclass(frozen=True)
class Generation:
    """The facts and the index of one load, which belong together."""

    id: str
    snapshot: Snapshot
    searcher: Searcher


class KnowledgeBase:
    """Read access to the current generation; follows the pointer when a load switches it."""

    def __init__(self, data: Path, embedder: Embedder) -> None:
        self.data = data
        self._embedder = embedder
        self._lock = Lock()
        self._open: Generation | None = None

    @cached_property
    def catalog(self) -> Catalog:
        """The catalog, created where the data directory is new."""
        self.data.mkdir(parents=True, exist_ok=True)
        return Catalog.at(self.data / "catalog.sqlite")

    def current(self) -> Generation:
        """The generation to answer from. Raises KnowledgeBaseError when nothing was loaded yet or
        the index is damaged."""
        generation = build.current(self.data)
        if generation is None:
            raise KnowledgeBaseError(
                f"{self.data}: chưa nạp kho văn bản nào; chạy `baocao reload THƯ_MỤC` trước"
            )
        with self._lock:
            if self._open is None or self._open.id != generation:
                searcher = Searcher(build.directory(self.data, generation), self._embedder)
                self._open = Generation(generation, self.catalog.snapshot(generation), searcher)
            return self._open


@contextmanager
def writing(data: Path) -> Iterator[None]:
    """Hold the data directory for a load. Raises KnowledgeBaseError when another process does."""
    with only_process(data, "write.lock", "đang được một tiến trình khác nạp; chờ xong rồi thử lại"):
        yield


@contextmanager
def only_process(data: Path, name: str, refusal: str) -> Iterator[None]:
    """Be the only process that holds the lock file `name`; freed by the system when we die."""
    data.mkdir(parents=True, exist_ok=True)
    with (data / name).open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise KnowledgeBaseError(f"{data}: {refusal}") from None
        yield
