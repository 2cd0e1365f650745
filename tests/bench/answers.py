"""How long an answer takes inside the running process, and what it costs in memory.

    .venv/bin/python -m tests.bench answers

The large base holds copies of the sample corpus under the names of real communes: its text repeats, so that
every instrument and indicator is stated everywhere, which is the worst case for answers over all units.
"""

from __future__ import annotations

import json
import resource
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bot.assistant import reload
from bot.assistant.models import Question, Role
from bot.assistant.service import Assistant
from knowledge import communes, sample_corpus
from knowledge.catalog import Extraction, Holding
from knowledge.ingest import extract_file
from knowledge.models import FailedSource
from retrieval import build
from retrieval.base import KnowledgeBase
from retrieval.chunk import chunk_document
from retrieval.embed import LocalEmbedder

PASSAGES = 100_000
QUESTIONS = Path(__file__).parents[1] / "gold" / "questions.jsonl"


def run() -> list[str]:
    """One line for the sample corpus, one for a base of 100,000 passages."""
    with tempfile.TemporaryDirectory() as scratch:
        small = _base(Path(scratch) / "small")
        reload.load(small, [sample_corpus.folder()], LocalEmbedder())
        rows = [_row("sample corpus", small)]
        large = _base(Path(scratch) / "large")
        _fill(large)
        return [*rows, _row("large base", large)]


def _base(data: Path) -> KnowledgeBase:
    return KnowledgeBase(data, LocalEmbedder())


def _row(name: str, base: KnowledgeBase) -> str:
    assistant = Assistant(base, LocalEmbedder(), base.data)
    questions = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    asked = [
        Question(
            text=q["question"], role=Role(q["role"]), commune=q.get("commune"), history=tuple(q["history"])
        )
        for q in questions
    ]
    assistant.answer(asked[0])
    times = []
    for question in asked:
        started = time.perf_counter()
        assistant.answer(question)
        times.append((time.perf_counter() - started) * 1000)
    times.sort()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return (
        f"{name}: {len(base.current().searcher):,} passages; answer p50 {statistics.median(times):.0f} ms, "
        f"p95 {times[int(len(times) * 0.95)]:.0f} ms, longest {times[-1]:.0f} ms; "
        f"peak memory of the process so far {memory} MB"
    )


def _fill(base: KnowledgeBase) -> None:
    """Copies of the sample documents, each pair of a document and a commune once, until there are enough
    passages; built as a load builds them."""
    holdings = []
    count = 0
    for n, document in enumerate(_copies()):
        if count >= PASSAGES:
            break
        name = document.source.name
        chunks = chunk_document(name, document.facts, document.view, document.readable)
        base.catalog.store(f"{n}", name, [(document, [reload.row_of(chunk) for chunk in chunks])])
        holdings.append(Holding(name, f"{n}", len(document.source.text), 0))
        count += len(chunks)
    base.catalog.begin_generation("large", "", holdings)
    directory = build.directory(base.data, "large")
    build.build_generation(directory, reload.chunks_of(base.catalog.snapshot("large")), LocalEmbedder())
    build.publish(base.data, "large")


def _copies() -> Iterator[Extraction]:
    paths = sorted(sample_corpus.folder().iterdir())
    originals = [r for p in paths for r in extract_file(p, p.name) if not isinstance(r, FailedSource)]
    for unit in communes.table().communes:
        for original in originals:
            header = original.facts.header.model_copy(
                update={"commune": unit.full_name, "commune_code": unit.code, "province": unit.province}
            )
            name = f"{unit.code}/{original.source.name}"
            yield Extraction(
                original.source.model_copy(update={"name": name}),
                original.view,
                original.readable,
                original.facts.model_copy(update={"header": header}),
            )
