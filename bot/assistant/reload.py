"""Loading the knowledge base: what changed, reading it, building the next generation, switching to it.

The old generation serves until the last step, one rename; an interrupted load leaves it untouched.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path

from knowledge.catalog import Extraction, Holding, Snapshot
from knowledge.errors import DamagedFile, KnowledgeBaseError
from knowledge.ingest import extract_file
from knowledge.models import FailedSource
from knowledge.reading import ReadingLimits
from retrieval import build
from retrieval.base import KnowledgeBase, writing
from retrieval.chunk import chunk_document
from retrieval.embed import Embedder
from retrieval.models import Chunk


@dataclass(frozen=True)
class Change:
    """What a load would do. `holdings` is the folder as it is now, `files` where each path lies."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: int
    removed: tuple[str, ...]
    holdings: tuple[Holding, ...]
    files: dict[str, Path] = field(repr=False)

    @property
    def empty(self) -> bool:
        """Nothing to do."""
        return not (self.added or self.changed or self.removed)


@dataclass(frozen=True)
class Progress:
    """How far a load is: `done` of `total` files are read; `stage` is "reading" or "indexing"."""

    stage: str
    done: int
    total: int
    document: str = ""


@dataclass(frozen=True)
class LoadReport:
    """What a load did (contract of `baocao reload --json`)."""

    change: Change
    failed: tuple[FailedSource, ...]
    facts: dict[str, int]
    generation: str | None
    seconds: float

    def record(self) -> dict[str, object]:
        """The contract's JSON."""
        return {
            "added": list(self.change.added),
            "changed": list(self.change.changed),
            "unchanged": self.change.unchanged,
            "removed": list(self.change.removed),
            "failed": [{"document": f.name, "code": f.code, "reason": f.reason} for f in self.failed],
            "facts": self.facts,
            "generation": self.generation,
            "seconds": round(self.seconds, 3),
        }


def survey(base: KnowledgeBase, paths: Sequence[Path], *, add: bool = False) -> Change:
    """Compare the files below `paths` with what the current generation holds; reads only files whose
    size or time changed. Raises KnowledgeBaseError for a path that does not exist."""
    generation = build.current(base.data)
    held = {h.path: h for h in base.catalog.snapshot(generation).holdings} if generation else {}
    files = dict(_files(paths))
    found = {name: _holding(name, path, held.get(name)) for name, path in files.items()}
    kept = {**held, **found} if add else found
    return Change(
        added=tuple(sorted(found.keys() - held.keys())),
        changed=tuple(sorted(n for n, h in found.items() if n in held and held[n].file_hash != h.file_hash)),
        unchanged=sum(n in held and held[n].file_hash == h.file_hash for n, h in found.items()),
        removed=() if add else tuple(sorted(held.keys() - found.keys())),
        holdings=tuple(kept[name] for name in sorted(kept)),
        files=files,
    )


def load(
    base: KnowledgeBase,
    paths: Sequence[Path],
    embedder: Embedder,
    *,
    add: bool = False,
    limits: ReadingLimits | None = None,
    progress: Callable[[Progress], None] = lambda _: None,
) -> LoadReport:
    """Make the base hold exactly the files below `paths` (with `add`: them too).

    Raises KnowledgeBaseError when another process is loading or a path does not exist.
    """
    started = time.monotonic()
    with writing(base.data):
        change = survey(base, paths, add=add)
        current = build.current(base.data)
        unread = _unread(base, change)
        if current is not None and change.empty and not unread:
            return _report(base, change, current, started)
        for done, (holding, results) in enumerate(_read_all(unread, change.files, limits), 1):
            _store(base, holding, results)
            progress(Progress("reading", done, len(unread), holding.path))
        generation = _build(base, change, embedder, str(paths[0]) if paths else "", progress)
        return _report(base, change, generation, started)


def rollback(base: KnowledgeBase) -> str:
    """Return to the previous generation. Raises KnowledgeBaseError when there is none."""
    with writing(base.data):
        return build.rollback(base.data)


def _files(paths: Sequence[Path]) -> Iterator[tuple[str, Path]]:
    seen: set[str] = set()
    for root in paths:
        if not root.exists():
            raise KnowledgeBaseError(f"{root}: không có tệp hoặc thư mục này")
        inside = [root] if root.is_file() else sorted(p for p in root.rglob("*") if p.is_file())
        for path in inside:
            name = path.name if root.is_file() else path.relative_to(root).as_posix()
            if any(part.startswith((".", "~$")) for part in Path(name).parts):
                continue
            name = f"{root.name}/{name}" if name in seen else name
            seen.add(name)
            yield name, path


def _holding(name: str, path: Path, before: Holding | None) -> Holding:
    state = path.stat()
    if before and (before.size, before.modified_ns) == (state.st_size, state.st_mtime_ns):
        return before
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Holding(name, digest, state.st_size, state.st_mtime_ns)


def _unread(base: KnowledgeBase, change: Change) -> list[Holding]:
    known = base.catalog.known_files()
    first = {h.file_hash: h for h in reversed(change.holdings) if h.path in change.files}
    return [held for file_hash, held in first.items() if file_hash not in known]


_Results = list[tuple[Extraction, list[Chunk]] | FailedSource]


def read_one(path: Path, name: str, limits: ReadingLimits | None) -> _Results:
    """Read and extract one file, with its passages; runs in a worker process."""
    return [
        result
        if isinstance(result, FailedSource)
        else (result, chunk_document(result.source.name, result.facts, result.view, result.readable))
        for result in extract_file(path, name, limits=limits)
    ]


def _read_all(
    unread: Sequence[Holding], files: dict[str, Path], limits: ReadingLimits | None
) -> Iterator[tuple[Holding, _Results]]:
    """Read in worker processes, so that a file that kills its reader is only a failed file."""
    waiting = deque(unread)
    while waiting:
        workers = min(len(waiting), os.cpu_count() or 1)
        running: deque[tuple[Holding, Future[_Results]]] = deque()
        with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
            try:
                while waiting or running:
                    while waiting and len(running) < 4 * workers:
                        held = waiting.popleft()
                        task = pool.submit(read_one, files[held.path], held.path, limits)
                        running.append((held, task))
                    yield running[0][0], running[0][1].result()
                    running.popleft()
            except BrokenProcessPool:
                suspects = [held for held, _ in running]
        if running:
            yield from _read_singly(suspects, files, limits)


def _read_singly(
    suspects: Iterable[Holding], files: dict[str, Path], limits: ReadingLimits | None
) -> Iterator[tuple[Holding, _Results]]:
    for held in suspects:
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            try:
                yield held, pool.submit(read_one, files[held.path], held.path, limits).result()
            except BrokenProcessPool:
                reason = "tệp hỏng: chương trình đọc tệp dừng đột ngột"
                yield held, [FailedSource(name=held.path, code=DamagedFile.code, reason=reason)]


def _store(base: KnowledgeBase, held: Holding, results: _Results) -> None:
    base.catalog.store(
        held.file_hash,
        held.path,
        [
            result if isinstance(result, FailedSource) else (result[0], [row_of(c) for c in result[1]])
            for result in results
        ],
    )


def row_of(chunk: Chunk) -> dict[str, object]:
    """A passage as the catalog stores it."""
    return chunk.model_dump(mode="json", exclude={"id", "document", "commune"})


def chunks_of(snapshot: Snapshot) -> Iterator[Chunk]:
    """The passages of a generation, as they are indexed."""
    for document, row in snapshot.chunk_rows():
        yield Chunk(
            id=f"{document.name}#{row['position']}",
            document=document.name,
            commune=document.header.commune,
            **{name: row[name] for name in Chunk.model_fields if name not in ("id", "document", "commune")},
        )


def _build(
    base: KnowledgeBase,
    change: Change,
    embedder: Embedder,
    folder: str,
    progress: Callable[[Progress], None],
) -> str:
    generation = f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{secrets.token_hex(2)}"
    base.catalog.begin_generation(generation, folder, change.holdings)
    snapshot = base.catalog.snapshot(generation)
    progress(Progress("indexing", 0, len(snapshot.documents)))
    build.build_generation(build.directory(base.data, generation), chunks_of(snapshot), embedder)
    build.publish(base.data, generation)
    base.catalog.keep_generations(build.kept(base.data))
    return generation


def _report(base: KnowledgeBase, change: Change, generation: str, started: float) -> LoadReport:
    snapshot = base.catalog.snapshot(generation)
    counts = snapshot.counts()
    facts = {
        "instruments": sum(counts["citation"].values()),
        "figures": sum(counts["figure"].values()),
        "tasks": sum(counts["task"].values()),
    }
    return LoadReport(change, snapshot.failures, facts, generation, time.monotonic() - started)
