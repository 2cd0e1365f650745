"""How long an answer takes inside the running process, and what it costs in memory.

    python -m tests.bench answers                 the sample corpus, then 100,000 passages beside it
    python -m tests.bench.answers DATA            one line for a base that is loaded already

The large base is the sample corpus among some 4,000 made-up documents of 500 communes (province.py), loaded
like any folder. The questions are those of the sample corpus, drafts and comparisons included, each asked
once and then all of them again. Serving is measured in a process of its own.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bot.assistant import reload
from bot.assistant.models import Question, Role
from bot.assistant.service import Assistant
from knowledge import sample_corpus
from retrieval.base import KnowledgeBase
from retrieval.embed import LocalEmbedder
from tests.bench.memory import resident
from tests.bench.province import Province

DOCUMENTS = 4_170
"""Documents of about 24 passages."""
QUESTIONS = Path(__file__).parents[1] / "gold" / "questions.jsonl"


def run() -> Iterator[str]:
    """A line for the sample corpus, one for loading a large base, one for the large base."""
    with tempfile.TemporaryDirectory() as scratch:
        small, large = Path(scratch) / "small", Path(scratch) / "large"
        _load(small, sample_corpus.folder())
        yield _apart(small)
        Province(DOCUMENTS).write(Path(scratch) / "province")
        started = time.perf_counter()
        _load(large, Path(scratch) / "province", sample_corpus.folder())
        yield f"{DOCUMENTS:,} documents loaded in {time.perf_counter() - started:.0f} s"
        yield _apart(large)


def _load(data: Path, *folders: Path) -> None:
    reload.load(KnowledgeBase(data, LocalEmbedder()), folders, LocalEmbedder())


def _apart(data: Path) -> str:
    command = [sys.executable, "-m", "tests.bench.answers", str(data)]
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout.strip()


def row(data: Path, questions: Path = QUESTIONS) -> str:
    """Answers from the base in `data`, in this process; and one from the shell."""
    lines = questions.read_text(encoding="utf-8").splitlines()
    asked = [_question(json.loads(line)) for line in lines]
    assistant = Assistant(KnowledgeBase(data, LocalEmbedder()), LocalEmbedder(), data)
    _, warming = _timed(assistant.warm_up)
    first, again = ([_timed(assistant.answer, question)[1] for question in asked] for _ in range(2))
    command = [sys.executable, "-m", "bot", "ask", asked[0].text, "--data", str(data)]
    _, cold = _timed(subprocess.run, command, capture_output=True, check=True)
    return (
        f"{len(assistant.corpus.searcher):,} passages: {_spread(first)}; asked again {_spread(again)}; "
        f"warm-up {warming:.1f} s, {resident():.0f} MB resident; `baocao ask` {cold:.1f} s"
    )


def _question(row: dict[str, Any]) -> Question:
    return Question(
        text=row["question"],
        role=Role(row["role"]),
        commune=row.get("commune"),
        history=tuple(row["history"]),
    )


def _timed(work: Callable[..., Any], *arguments: Any, **named: Any) -> tuple[Any, float]:
    started = time.perf_counter()
    result = work(*arguments, **named)
    return result, time.perf_counter() - started


def _spread(seconds: list[float]) -> str:
    ordered = sorted(1000 * one for one in seconds)
    p95 = ordered[int(len(ordered) * 0.95)]
    return f"p50 {statistics.median(ordered):.0f} ms, p95 {p95:.0f} ms, longest {ordered[-1]:.0f} ms"


if __name__ == "__main__":
    print(row(Path(sys.argv[1]), *map(Path, sys.argv[2:])))
