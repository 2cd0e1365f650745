"""Our search beside what a user would pick otherwise, at growing sizes; docs/ is written row by row.

    python -m tests.bench.versus                           every planned row, as in `make bench`
    python -m tests.bench.versus usual-30000 ours-30000    these rows; others stay as they were measured
    python -m tests.bench.versus page                      the page and its picture anew from docs/versus.json

Each row is measured in a process of its own, which serves; another one builds. Recall is that of the true
passages among the grown ones. 100,000 passages through the usual stack take 8,000 to 10,000 s of processor
time, nearly all of it the model's.
"""

from __future__ import annotations

import os
import platform
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from typing import Any, TypeVar

from knowledge.vietnamese import fold, nfc
from tests.bench import grown, memory, versus_page
from tests.bench.stacks import STACKS, Ranking

GIGABYTES_A_MILLION = 8
"""Memory that must be free for a row, by the size."""
ROUNDS = 4
"""Every fourth question makes a round of timing; a figure is the median over the rounds, since other work
on the machine disturbs single ones."""

Row = dict[str, Any]
Result = TypeVar("Result")


def run(rows: Sequence[tuple[str, int]] = versus_page.PLANNED) -> Iterator[str]:
    """Lines for the report of `make bench`; the file, page and picture in docs/ follow each row."""
    if not grown.SHARED.is_dir():
        yield "versus: not measured, the shared collections are not here"
        return
    for stack, size in rows:
        try:
            row = _measured(stack, size)
        except (ModuleNotFoundError, MemoryError, BrokenProcessPool) as error:
            yield f"{stack} at {size:,} passages: not measured ({error})"
        else:
            versus_page.keep(row)
            yield versus_page.line(row)


def _measured(stack: str, size: int) -> Row:
    needed = GIGABYTES_A_MILLION * size / 1_000_000
    if (free := _gigabytes("MemAvailable")) < needed:
        raise MemoryError(f"{needed:.0f} GB of memory needed, {free:.0f} free")
    return _apart(measure, stack, size)


def measure(stack: str, size: int) -> Row:
    """Build in a process of its own, then search in this one, so that its memory is that of serving."""
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as scratch:
        built = _apart(_build, stack, size, Path(scratch))
        ranking, opening = _timed(lambda: STACKS[stack].open(Path(scratch)))
        asked = grown.questions()
        ranking(asked[0]["text"])
        return {
            "stack": stack,
            "passages": size,
            **built,
            "open_s": round(opening, 2),
            **_asked(ranking, asked, nfc, ""),
            **_asked(ranking, asked, fold, "_bare"),
            "resident_mb": round(memory.resident()),
            "disk_mb": round(sum(path.stat().st_size for path in Path(scratch).rglob("*")) / 1e6),
            "load_before": round(load, 1),
            "load_after": round(os.getloadavg()[0], 1),
            "date": datetime.now(UTC).date().isoformat(),
            "machine": _machine(),
        }


def _build(stack: str, size: int, place: Path) -> Row:
    processor = time.process_time()
    _, seconds = _timed(lambda: STACKS[stack].build(grown.passages(size), place))
    return {
        "index_s": round(seconds, 1),
        "index_cpu_s": round(time.process_time() - processor, 1),
        "index_mb": round(memory.most()),
    }


def _asked(ranking: Ranking, rows: Sequence[Row], typed: Callable[[str], str], name: str) -> Row:
    """Recall over all questions, as shares; milliseconds of a question, by the clock and of the processor."""
    found: list[list[str]] = []
    clock: list[float] = []
    processor: list[float] = []
    for row in rows:
        query = typed(nfc(row["text"]))
        before, started = time.process_time(), time.perf_counter()
        found.append(ranking(query))
        clock.append(time.perf_counter() - started)
        processor.append(time.process_time() - before)
    told = {f"r{depth}": _recall(found, rows, depth) for depth in (1, 5)}
    for key, times in (("", clock), ("cpu_", processor)):
        told |= {f"{key}p{percent}_ms": _milliseconds(times, percent) for percent in (50, 95)}
    return {f"{key}{name}": value for key, value in told.items()}


def _recall(found: Sequence[Sequence[str]], rows: Sequence[Row], depth: int) -> float:
    hits = [{*names[:depth]} & {*row["relevant"]} for names, row in zip(found, rows, strict=True)]
    return round(sum(map(bool, hits)) / len(rows), 3)


def _milliseconds(times: Sequence[float], percent: int) -> float:
    """The percentile of each round of questions, and of these the median."""
    rounds = [sorted(times[start::ROUNDS]) for start in range(ROUNDS)]
    return round(1000 * statistics.median(one[len(one) * percent // 100] for one in rounds), 1)


def _apart(work: Callable[..., Result], *arguments: Any) -> Result:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(work, *arguments).result()


def _timed(work: Callable[[], Result]) -> tuple[Result, float]:
    started = time.perf_counter()
    result = work()
    return result, time.perf_counter() - started


def _machine() -> str:
    model = re.search(r"^model name\s*:\s*(.+)$", Path("/proc/cpuinfo").read_text("ascii"), re.MULTILINE)
    processor = model[1] if model else platform.machine()
    memory_held = f"{_gigabytes('MemTotal'):.0f} GB"
    return f"{processor}, {os.cpu_count()} cores, {memory_held}, Python {platform.python_version()}"


def _gigabytes(name: str) -> float:
    found = re.search(rf"^{name}:\s*(\d+) kB", Path("/proc/meminfo").read_text("ascii"), re.MULTILINE)
    return int(found[1]) / 2**20 if found else 0.0


def main(wanted: Sequence[str]) -> None:
    """Print the lines."""
    if list(wanted) == ["page"]:
        versus_page.write()
        return
    named = [(stack, int(size)) for stack, _, size in (name.partition("-") for name in wanted)]
    for line in run(named or versus_page.PLANNED):
        print(line, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
