"""How 200 office documents load: time, memory, what is shown meanwhile; and how long a load takes that finds
nothing changed.

The documents are the sample manuscripts typeset 25 times over, each with a sentence of its own, as Word, PDF
and text; two of three pages each are scans.
"""

from __future__ import annotations

import json
import os
import pty
import re
import select
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from knowledge.sample_corpus import generate, manuscript
from knowledge.sample_corpus.manuscript import BlockKind
from tests.knowledge import sample_files as sample

DOCUMENTS, SCANS, SCAN_PAGES = 198, 2, 3
TICK = 0.2
"""Seconds between two looks at the memory."""


@dataclass
class Run:
    """One `baocao reload` at a terminal."""

    report: dict[str, object]
    seconds: float
    megabytes: float
    shown: list[str]


def run() -> list[str]:
    """Lines for the report of `make bench`."""
    with tempfile.TemporaryDirectory() as place:
        folder, data = Path(place) / "kho", Path(place) / "data"
        folder.mkdir()
        _write(folder)
        first, second = _reload(folder, data), _reload(folder, data)
    facts, files = first.report["facts"], DOCUMENTS + SCANS
    pages = [line for line in first.shown if "nhận dạng trang" in line]
    again = float(str(second.report["seconds"]))
    return [
        f"load of {files} files: {first.seconds:.0f} s, {first.megabytes:.0f} MB at most (all processes), "
        f"{len(first.shown)} lines of progress, {len(pages)} of them of scanned pages; {facts}",
        f"load of {files} unchanged files: {again:.2f} s at work, {again / files * 1000:.2f} s for 1,000,"
        f" {second.seconds:.1f} s with the start of the program; {second.report['unchanged']} unchanged",
    ]


def _write(folder: Path) -> None:
    sources = [manuscript.read(path) for path in sorted(generate.MANUSCRIPTS.glob("*.md"))]
    for number in range(DOCUMENTS):
        source = sources[number % len(sources)]
        sentence = (
            f"Trong kỳ, đơn vị tiếp nhận {number + 100} phản ánh của người dân qua tổng đài số {number}."
        )
        own = source.model_copy(update={"blocks": [*source.blocks, (BlockKind.PARAGRAPH, sentence)]})
        suffix, typeset = generate.FORMATS[source.format]
        (folder / f"{number:03}-{source.name}{suffix}").write_bytes(typeset(own))
    for number in range(SCANS):
        words = (f"Tổng thu ngân sách đạt {number + 12},{page} tỷ đồng" for page in range(SCAN_PAGES))
        pages = [sample.drawn(("BÁO CÁO", line, "giải quyết đúng hạn 99,2% hồ sơ")) for line in words]
        buffer = BytesIO()
        pages[0].save(buffer, "PDF", save_all=True, append_images=pages[1:], resolution=200)
        (folder / f"quet-{number}.pdf").write_bytes(buffer.getvalue())


def _reload(folder: Path, data: Path) -> Run:
    screen, terminal = pty.openpty()
    start = time.perf_counter()
    command = [sys.executable, "-m", "bot", "reload", str(folder), "--data", str(data), "--json"]
    with tempfile.TemporaryFile() as out, subprocess.Popen(command, stdout=out, stderr=terminal) as process:
        os.close(terminal)
        shown, most = b"", 0.0
        while process.poll() is None:
            while select.select([screen], [], [], 0)[0]:
                with suppress(OSError):  # the other end is closed when the program ends
                    shown += os.read(screen, 65_536)
                    continue
                break
            most = max(most, _megabytes(process.pid))
            time.sleep(TICK)
        seconds = time.perf_counter() - start
        os.close(screen)
        out.seek(0)
        report = json.load(out)
    lines = re.split(r"\r\x1b\[K", shown.decode("utf-8", "replace"))
    return Run(report, seconds, most, [line for line in lines if line.strip()])


def _megabytes(process: int) -> float:
    """Memory of a process and all it started; pages that several share count once (proportional set size)."""
    try:
        size = re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{process}/smaps_rollup").read_text(), re.MULTILINE)
        started = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    except OSError:
        return 0.0
    own = int(size[1]) / 1024 if size else 0.0
    return own + sum(_megabytes(int(child)) for child in started)


if __name__ == "__main__":
    print("\n".join(run()))
