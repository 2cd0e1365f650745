"""How long a review of a long document takes beside a loaded corpus.

.venv/bin/python -m tests.bench review
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from bot.assistant.review import review
from knowledge import sample_corpus
from knowledge.ingest import extract, extract_file
from knowledge.models import FailedSource, SourceText
from tests import sample

PAGES = 20
CHARACTERS_A_PAGE = 2500


def run() -> list[str]:
    """Seconds to read and to check twenty pages: the body of a sample report, said again with other
    numbers."""
    with tempfile.TemporaryDirectory() as scratch:
        corpus = sample.load(Path(scratch)).corpus
        path = sample_corpus.folder() / "bao-cao-khcn-phuong-luong-thuy.docx"
        first = next(iter(extract_file(path, path.name)))
        assert not isinstance(first, FailedSource)
        text = first.view.text
        start, end = text.index("II. KẾT QUẢ"), text.index("III. KHÓ KHĂN")
        part = text[start:end].split("\n", 1)[1]
        copies = PAGES * CHARACTERS_A_PAGE // len(part) + 1
        long = text[:start] + "II. KẾT QUẢ\n" + part * copies + text[end:]
        review(extract(SourceText(name="khởi động", text=text)), corpus)
        started = time.perf_counter()
        extraction = extract(SourceText(name="dài", text=long))
        read = time.perf_counter()
        found = review(extraction, corpus)
        checked = time.perf_counter()
    return [
        f"{len(long) // CHARACTERS_A_PAGE} pages: read in {read - started:.2f} s, "
        f"reviewed in {checked - read:.2f} s, {len(found.findings)} findings"
    ]
