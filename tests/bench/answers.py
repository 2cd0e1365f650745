"""How long an answer takes inside the running process, and what it costs in memory.

    python -m tests.bench answers                 the sample corpus, then 100,000 passages beside it
    python -m tests.bench.answers DATA [GOLD ...] one line for a base that is loaded already

The large base is the sample corpus among some 4,000 made-up documents of 500 communes (province.py), loaded
like any folder. The questions are those of the sample corpus, drafts and comparisons included, each asked
once and then all of them again. Serving is measured in a process of its own. Milliseconds are told as they
passed and, behind the bar, as the processor was used, which other work on the machine disturbs less.
"""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

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
COLD = 5
"""Questions from the shell, of which the middle one counts."""
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


def row(data: Path, *golds: Path) -> str:
    """Answers from the base in `data`, in this process; and one from the shell."""
    lines = [line for gold in golds or (QUESTIONS,) for line in gold.read_text("utf-8").splitlines()]
    asked = [_question(json.loads(line)) for line in lines]
    assistant = Assistant(KnowledgeBase(data, LocalEmbedder()), LocalEmbedder(), data)
    warming = _timed(assistant.warm_up)
    first, again = ([_timed(assistant.answer, question) for question in asked] for _ in range(2))
    command = [sys.executable, "-m", "bot", "ask", asked[0].text, "--data", str(data)]
    cold = [_timed(subprocess.run, command, capture_output=True, check=True) for _ in range(COLD)]
    return (
        f"{len(assistant.corpus.searcher):,} passages, {len(asked)} questions: {_spread(first)}; asked again "
        f"{_spread(again)}; warm-up {_median([warming])} s, {resident():.0f} MB resident; `baocao ask` "
        f"{_median(cold)} s"
    )


def _question(row: dict[str, Any]) -> Question:
    return Question(
        text=row["question"],
        role=Role(row["role"]),
        commune=row.get("commune"),
        history=tuple(row["history"]),
    )


class _Spent(NamedTuple):
    """Seconds that passed, and those of the processor, that of child processes included."""

    passed: float
    used: float


def _timed(work: Callable[..., object], *arguments: object, **named: object) -> _Spent:
    before = _Spent(time.perf_counter(), _used())
    work(*arguments, **named)
    return _Spent(time.perf_counter() - before.passed, _used() - before.used)


def _used() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def _spread(spent: list[_Spent]) -> str:
    ordered = [sorted(1000 * one for one in side) for side in zip(*spent, strict=True)]
    shares = (("p50", 0.5), ("p95", 0.95), ("longest", 1.0))
    return ", ".join(f"{name} {_at(ordered, share)} ms" for name, share in shares)


def _at(ordered: list[list[float]], share: float) -> str:
    return "|".join(f"{side[min(int(len(side) * share), len(side) - 1)]:.0f}" for side in ordered)


def _median(spent: list[_Spent]) -> str:
    return "|".join(f"{statistics.median(side):.1f}" for side in zip(*spent, strict=True))


if __name__ == "__main__":
    print(row(Path(sys.argv[1]), *map(Path, sys.argv[2:])))
