"""Loading the knowledge base: what changed, reading it, building the next generation, switching to it.

The old generation serves until the last step, one rename; an interrupted load leaves it untouched.
"""

from __future__ import annotations

import hashlib
import secrets
import time
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from bot.assistant.loading.load_report import Change, LoadReport, report
from bot.assistant.loading.readers import Results, read_again, read_all
from bot.assistant.loading.workers import Progress, Tell
from knowledge.errors import KnowledgeBaseError
from knowledge.models import FailedSource
from knowledge.reading import ReadingLimits
from knowledge.repair import SyllableModel
from knowledge.snapshot import Holding, Snapshot
from knowledge.vietnamese import nfc
from retrieval import build
from retrieval.base import KnowledgeBase, writing
from retrieval.embed import Embedder
from retrieval.models import Chunk


def survey(base: KnowledgeBase, paths: Sequence[Path], *, add: bool = False) -> Change:
    """Compare the files below `paths` with what the current generation holds; reads only files whose
    size or time changed. Raises KnowledgeBaseError for a path that does not exist."""
    generations = [base.catalog.snapshot(generation) for generation in build.kept(base.data)]
    held = {h.path: h for h in generations[0].holdings} if generations else {}
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
        unread=_unread(found.values(), base.catalog.known_files()),
        taken_back=_taken_back(generations, found),
    )


def load(
    base: KnowledgeBase,
    paths: Sequence[Path],
    embedder: Embedder,
    *,
    add: bool = False,
    limits: ReadingLimits | None = None,
    progress: Tell = lambda _: None,
) -> LoadReport:
    """Make the base hold exactly the files below `paths` (with `add`: them too).

    Raises KnowledgeBaseError when another process is loading or a path does not exist.
    """
    started = time.monotonic()
    with writing(base.data):
        change = survey(base, paths, add=add)
        current = build.current(base.data)
        if current is not None and change.empty:
            return report(change, base.catalog.snapshot(current), time.monotonic() - started)
        hashes = {held.path: held.file_hash for held in change.unread}
        named = [(name, change.files[name]) for name in hashes]
        poor: list[tuple[str, Results]] = []
        for name, results in read_all(named, limits, progress):
            if any(not isinstance(r, FailedSource) and r[0].readable for r in results):
                poor.append((name, results))
            else:
                _store(base, hashes[name], name, results)
        for name, results in _read_again(base, change, poor, progress):
            _store(base, hashes[name], name, results)
        generation = _build(base, change, embedder, str(paths[0]) if paths else "", progress)
        return report(change, base.catalog.snapshot(generation), time.monotonic() - started)


def hold(base: KnowledgeBase, path: Path, name: str, results: Results) -> None:
    """Make an empty base hold one file, as `read_one` has read it; without vectors."""
    holding = _holding(name, path, None)
    _store(base, holding.file_hash, name, results)
    change = Change((name,), (), 0, (), (holding,), {name: path})
    _build(base, change, None, str(path), lambda _: None)


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
            name = nfc(path.name if root.is_file() else path.relative_to(root).as_posix())
            if any(part.startswith((".", "~$")) for part in Path(name).parts):
                continue
            name = nfc(f"{root.name}/{name}" if name in seen else name)
            seen.add(name)
            yield name, path


def _holding(name: str, path: Path, before: Holding | None) -> Holding:
    state = path.stat()
    kept = before and (before.size, before.modified_ns) == (state.st_size, state.st_mtime_ns)
    if before and kept and not before.file_hash.startswith(_CLOSED):
        return Holding(name, before.file_hash, state.st_size, state.st_mtime_ns)
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        digest = f"{_CLOSED}{name}"
    return Holding(name, digest, state.st_size, state.st_mtime_ns)


_CLOSED = "closed:"
"""Stands for the digest of a file that cannot be opened; the reader names the reason."""


def _taken_back(generations: Sequence[Snapshot], found: Mapping[str, Holding]) -> bool:
    """Whether the files are those of the generation that was left by a rollback: it is the newer one."""
    if len(generations) < 2:
        return False
    current, other = generations
    contents = {held.path: held.file_hash for held in other.holdings}
    newer = (other.loaded_at or "") > (current.loaded_at or "")
    return newer and contents == {name: held.file_hash for name, held in found.items()}


def _unread(found: Iterable[Holding], known: Container[str]) -> tuple[Holding, ...]:
    """The files whose content was not read yet by this pipeline, each content once, by path."""
    first: dict[str, Holding] = {}
    for held in sorted(found, key=lambda held: held.path):
        if held.file_hash not in known:
            first.setdefault(held.file_hash, held)
    return tuple(first.values())


def _read_again(
    base: KnowledgeBase, change: Change, poor: Sequence[tuple[str, Results]], tell: Tell
) -> Iterator[tuple[str, Results]]:
    """Documents with poor passages, repaired by a model that knows the words of the clean documents which the
    base holds after this load. What is stored stays: clean documents that come later do not change it."""
    if not poor:
        return
    model = SyllableModel.shipped().adapt(base.catalog.well_spelled(change.holdings))
    for done, (name, results) in enumerate(poor, 1):
        tell(Progress("repairing", done, len(poor), name))
        yield name, [r if isinstance(r, FailedSource) else read_again(r[0], model) for r in results]


def _store(base: KnowledgeBase, file_hash: str, name: str, results: Results) -> None:
    base.catalog.store(
        file_hash,
        name,
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
    embedder: Embedder | None,
    folder: str,
    progress: Tell,
) -> str:
    generation = f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{secrets.token_hex(2)}"
    base.catalog.begin_generation(generation, folder, change.holdings)
    snapshot = base.catalog.snapshot(generation)
    progress(Progress("indexing", 0, len(snapshot.documents)))
    build.build_generation(build.directory(base.data, generation), chunks_of(snapshot), embedder)
    build.publish(base.data, generation)
    base.catalog.keep_generations(build.kept(base.data))
    return generation
