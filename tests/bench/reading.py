"""How fast page images are recognised, and whether any of 10,000 damaged files a format breaks a load."""

from __future__ import annotations

import tempfile
import time
import zlib
from concurrent.futures import ProcessPoolExecutor
from io import BytesIO
from pathlib import Path

from knowledge.models import SourceText
from knowledge.reading import read_file
from tests.knowledge import mutations
from tests.knowledge import sample_files as sample
from tests.knowledge.test_fuzz import FORMATS, check
from tests.knowledge.test_reading_encodings import REPORT

FUZZED = 10_000
PAGES = 12


def run() -> list[str]:
    """Lines for the report of `make bench`."""
    return [_recognition(), *_fuzz()]


def _recognition() -> str:
    """A scan of pages as dense as a law's, at 200 dpi."""
    words = " ".join(REPORT.split())
    lines = tuple(words[at : at + 75] for at in range(0, len(words) - 75, 15))
    pages = [sample.drawn((f"Trang {number}", *lines), size=28) for number in range(PAGES)]
    buffer = BytesIO()
    pages[0].save(buffer, "PDF", save_all=True, append_images=pages[1:], resolution=200)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "quet.pdf"
        path.write_bytes(buffer.getvalue())
        start = time.perf_counter()
        (source,) = read_file(path, path.name)
        seconds = time.perf_counter() - start
    if not isinstance(source, SourceText):
        return f"recognition: not measured ({source.reason})"
    return f"recognition: {PAGES / seconds * 60:.0f} pages/minute ({PAGES} pages)"


def _fuzz() -> list[str]:
    with ProcessPoolExecutor(2) as pool:
        return list(pool.map(_fuzz_format, FORMATS))


def _fuzz_format(name: str) -> str:
    """In a process of its own, so that even a crash of a library shows as an error of this run."""
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        for content in mutations.damaged(FORMATS[name](), FUZZED, seed=zlib.crc32(name.encode()) + 1):
            check(Path(folder) / "tep", content)
    return f"fuzz {name}: {FUZZED} damaged files, none lost, {time.perf_counter() - start:.0f} s"


if __name__ == "__main__":
    print("\n".join(run()))
