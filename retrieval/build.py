"""Generations: built aside, verified, published by one atomic rename.

<data>/generations/<id>/lexical      the tantivy index
<data>/generations/<id>/vectors      the Chroma collection
<data>/generations/<id>/manifest.json  counts, embedder, a checksum of every lexical file
<data>/current                       two lines: the generation that readers use, the one before it

A generation is never written once it is published; the pointer is the only thing that changes.
"""

from __future__ import annotations

import os
import re
import shutil
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, nullcontext
from itertools import islice
from pathlib import Path

from pydantic import ValidationError

from knowledge.errors import KnowledgeBaseError
from knowledge.models import Fact
from retrieval.embed import Embedder
from retrieval.lexical import Channel, LexicalIndex, LexicalWriter, Scope, terms
from retrieval.models import Chunk
from retrieval.vectors import Vectors

FORMAT = 1
"""Raised when the index changes so that older generations cannot be read."""
BATCH = 500
SAMPLES = 20
"""Passages that must be found by their own words before a generation is published."""


class Manifest(Fact):
    """What a generation holds. `files` maps the lexical files to their CRC-32; `embedder` is empty where
    there are no vectors."""

    format: int
    chunks: int
    embedder: str
    files: dict[str, int]


def directory(data: Path, generation: str) -> Path:
    """Where a generation lies."""
    return data / "generations" / generation


def build_generation(
    target: Path,
    chunks: Iterable[Chunk],
    embedder: Embedder | None,
    progress: Callable[[int], None] | None = None,
) -> Manifest:
    """Index all passages and verify the result; `target` appears only when it is complete.

    Without an embedder there are no vectors: a single file is searched by its words (and Chroma, which takes
    1.5 s to import, is left alone). `progress` hears the number of passages done. Raises ModelError where
    vectors cannot be had and KnowledgeBaseError where the finished index does not hold what was put in.
    """
    aside = target.with_name(target.name + ".partial")
    shutil.rmtree(aside, ignore_errors=True)
    lexical = LexicalWriter(aside / "lexical")
    samples: list[Chunk] = []
    count = 0
    with closing(Vectors(aside / "vectors", create=True)) if embedder else nullcontext() as vectors:
        for batch in _batches(chunks):
            for chunk in batch:
                lexical.add(chunk)
            if embedder is not None and vectors is not None:
                rows = embedder.embed([similar_text(chunk) for chunk in batch])
                vectors.add([chunk.id for chunk in batch], rows)
            samples = (samples + batch[:1])[:SAMPLES]
            count += len(batch)
            if progress is not None:
                progress(count)
        stored = count if vectors is None else len(vectors)
    lexical.close()
    _verify(aside, count, stored, samples)
    name = embedder.name if embedder else ""
    manifest = Manifest(format=FORMAT, chunks=count, embedder=name, files=_checksums(aside))
    (aside / "manifest.json").write_text(manifest.model_dump_json(indent=1), encoding="utf-8")
    _sync(aside)
    aside.rename(target)
    return manifest


def similar_text(chunk: Chunk) -> str:
    """What the vector of a passage stands for."""
    return f"{chunk.heading}\n{chunk.readable or chunk.text}"


def manifest(generation: Path) -> Manifest:
    """The manifest of a generation that is whole. Raises KnowledgeBaseError for one that is missing, of
    another format, or damaged."""
    try:
        found = Manifest.model_validate_json((generation / "manifest.json").read_bytes())
        whole = found.format == FORMAT and found.files == _checksums(generation)
    except (OSError, ValidationError) as error:
        raise _damaged(generation) from error
    if not whole or (found.embedder and not (generation / "vectors" / "chroma.sqlite3").is_file()):
        raise _damaged(generation)
    return found


def current(data: Path) -> str | None:
    """The generation that readers use; None where nothing was published yet."""
    return next(iter(kept(data)), None)


def kept(data: Path) -> tuple[str, ...]:
    """The current generation and the one before it, as far as they exist."""
    try:
        return tuple((data / "current").read_text(encoding="utf-8").split())
    except FileNotFoundError:
        return ()


def publish(data: Path, generation: str) -> None:
    """Make a finished generation the current one and remove those that no rollback can reach."""
    manifest(directory(data, generation))
    before = [name for name in kept(data) if name != generation][:1]
    _point(data, [generation, *before])
    for path in (data / "generations").iterdir():
        if path.name not in kept(data):
            shutil.rmtree(path, ignore_errors=True)


def rollback(data: Path) -> str:
    """Make the previous generation current, which a second rollback undoes; its name. Raises
    KnowledgeBaseError where there is none or it is damaged."""
    names = kept(data)
    if len(names) < 2:
        raise KnowledgeBaseError(f"{data}: không có bản trước để quay lại")
    manifest(directory(data, names[1]))
    _point(data, [names[1], names[0]])
    return names[1]


def _point(data: Path, names: list[str]) -> None:
    aside = data / "current.new"
    with aside.open("w", encoding="utf-8") as file:
        file.write("\n".join(names) + "\n")
        file.flush()
        os.fsync(file.fileno())
    aside.replace(data / "current")
    _sync_one(data)


def _batches(chunks: Iterable[Chunk]) -> Iterator[list[Chunk]]:
    left = iter(chunks)
    while batch := list(islice(left, BATCH)):
        yield batch


def _verify(generation: Path, count: int, vectors: int, samples: Iterable[Chunk]) -> None:
    index = LexicalIndex(generation / "lexical")
    if len(index) != count or vectors != count:
        raise KnowledgeBaseError(
            f"{generation}: {count} passages in, {len(index)} indexed, {vectors} vectors; load again"
        )
    for sample in samples:
        words = terms(Channel.FOLDED, sample.text)
        hits = index.top(Channel.FOLDED, words, 1, Scope(documents=frozenset({sample.document})))
        if re.search(r"\w", sample.text) and not hits:
            raise KnowledgeBaseError(f"{generation}: {sample.id} is not found by its own words; load again")


def _checksums(generation: Path) -> dict[str, int]:
    lexical = generation / "lexical"
    return {path.name: _checksum(path) for path in sorted(lexical.iterdir()) if _lasting(path)}


def _checksum(path: Path) -> int:
    value = 0
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            value = zlib.crc32(block, value)
    return value


def _lasting(path: Path) -> bool:
    """Tantivy's lock files come and go with readers."""
    return not path.name.endswith(".lock")


def _damaged(generation: Path) -> KnowledgeBaseError:
    return KnowledgeBaseError(
        f"{generation}: chỉ mục thiếu hoặc hỏng; chạy `baocao rollback` hoặc nạp lại bằng `baocao reload`"
    )


def _sync(tree: Path) -> None:
    for path in tree.rglob("*"):
        _sync_one(path)
    _sync_one(tree)


def _sync_one(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
