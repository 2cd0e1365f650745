"""Page images to text through tesseract, several pages at a time.

A page is evened out, straightened and, where it lies on its side, turned upright; then it is read as it
stands and softened. The reading the recogniser is surest of wins, and the way that won on the first page is
tried first on the rest.
"""

from __future__ import annotations

import csv
import re
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby

from PIL import Image

from knowledge.errors import ReadingError
from knowledge.reading.pages import SourceFile
from knowledge.reading.treatments import TREATMENTS, Treatment, evenly_lit, straight

WORKERS = 2
"""Pages recognised at once, each by a tesseract of one thread."""
CONVINCING = 90.0
"""Confidence from which a reading is taken without trying others."""
DOUBTFUL = 70.0
"""Confidence under which the page may lie on its side or upside down."""
LONGEST_SIDE = 3_600
"""Pixels; an A4 page at 300 dpi. Larger images are scaled down."""

_TESSERACT = ("env", "OMP_THREAD_LIMIT=1", "tesseract", "stdin", "stdout")
_OPTIONS = ("-l", "vie", "--psm", "3", "-c", "tessedit_create_tsv=1", "-c", "tessedit_do_invert=0")
_TURN = re.compile(rb"Rotate: (\d+)")


@dataclass(frozen=True)
class Recognised:
    """What was read on a page; `confidence` 0-100, the mean over words weighted by their length."""

    text: str
    confidence: float
    certainty: float = 0.0
    """Rises with every letter read surely and falls with every doubtful one: compares readings of a page."""
    late: bool = False
    """Whether the time bound ended the attempt."""


def recognise(
    file: SourceFile, pages: Sequence[int], image_of: Callable[[int], Image.Image]
) -> Iterator[Recognised]:
    """The pages in order. `image_of` gives the grey image of a page; it is called from several threads.

    Raises ReadingError where tesseract or its Vietnamese data is missing."""
    if not pages:
        return
    first, leading = _best(file, image_of(pages[0]), TREATMENTS, try_all=True)
    yield first
    order = (leading, *(treatment for treatment in TREATMENTS if treatment is not leading))
    with ThreadPoolExecutor(WORKERS) as pool:
        yield from pool.map(lambda page: _best(file, image_of(page), order)[0], pages[1:])


def _best(
    file: SourceFile, image: Image.Image, treatments: Sequence[Treatment], *, try_all: bool = False
) -> tuple[Recognised, Treatment]:
    deadline = time.monotonic() + file.limits.seconds_a_page
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    image = straight(evenly_lit(image))
    best, winner = _read(file, treatments[0](image), deadline), treatments[0]
    if best.confidence < DOUBTFUL and (turned := _upright(image, deadline)) is not image:
        image = turned
        best = _read(file, winner(image), deadline)
    for treatment in treatments[1:]:
        if best.late or (best.confidence >= CONVINCING and not try_all):
            break
        reading = _read(file, treatment(image), deadline)
        if reading.certainty > best.certainty:
            best, winner = reading, treatment
    return best, winner


def _read(file: SourceFile, image: Image.Image, deadline: float) -> Recognised:
    try:
        done = _run([*_TESSERACT, *_OPTIONS], image, deadline)
    except subprocess.TimeoutExpired:
        return Recognised("", 0.0, late=True)
    if done.returncode:
        raise ReadingError(file.name, "máy chưa cài tesseract cùng dữ liệu tiếng Việt (vie) để đọc bản quét")
    return _from_table(done.stdout.decode("utf-8", "replace"))


def _run(command: Sequence[str], image: Image.Image, deadline: float) -> subprocess.CompletedProcess[bytes]:
    buffer = BytesIO()
    image.save(buffer, "PNG", compress_level=1)
    left = max(deadline - time.monotonic(), 0.01)
    return subprocess.run(command, input=buffer.getvalue(), capture_output=True, timeout=left, check=False)


def _upright(image: Image.Image, deadline: float) -> Image.Image:
    """The image turned by the quarter turns that tesseract's orientation detection finds; itself if none."""
    try:
        done = _run([*_TESSERACT, "-l", "osd", "--psm", "0"], image, deadline)
    except subprocess.TimeoutExpired:
        return image
    found = _TURN.search(done.stdout)
    turn = int(found[1]) % 360 if found else 0
    return image.rotate(-turn, expand=True) if turn else image


def _from_table(table: str) -> Recognised:
    """Tesseract's table has one row a word, with the numbers of its block, paragraph and line."""
    rows = csv.DictReader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    words = [row for row in rows if row["level"] == "5" and (row["text"] or "").strip()]
    paragraphs = [
        "\n".join(
            " ".join(word["text"].strip() for word in line)
            for _, line in groupby(paragraph, key=lambda word: word["line_num"])
        )
        for _, paragraph in groupby(words, key=lambda word: (word["block_num"], word["par_num"]))
    ]
    letters = [(float(word["conf"]), len(word["text"])) for word in words]
    length = sum(count for _, count in letters)
    return Recognised(
        "\n\n".join(paragraphs),
        confidence=sum(sure * count for sure, count in letters) / length if length else 0.0,
        certainty=sum((sure - DOUBTFUL) * count for sure, count in letters),
    )
