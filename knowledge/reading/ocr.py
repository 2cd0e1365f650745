"""Page images to text through tesseract, several pages at a time.

A page is evened out, straightened and, where it lies on its side, turned upright; then it is read as it
stands and softened. The reading the recogniser is surest of wins, and the way that won on the first page is
tried first on the rest.
"""

from __future__ import annotations

import re
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from io import BytesIO

from PIL import Image

from knowledge.errors import ReadingError
from knowledge.reading.grids import Grid
from knowledge.reading.pages import SourceFile
from knowledge.reading.rules import without_rules
from knowledge.reading.treatments import TREATMENTS, Treatment, evenly_lit, straight
from knowledge.reading.words import DOUBTFUL, Word, certainty, text_of, words_of

WORKERS = 2
"""Pages recognised at once, each by a tesseract of one thread."""
CONVINCING = 90.0
"""Confidence from which a reading is taken without trying others."""
LONGEST_SIDE = 3_600
"""Pixels; an A4 page at 300 dpi. Larger images are scaled down."""

_TESSERACT = ("env", "OMP_THREAD_LIMIT=1", "tesseract", "stdin", "stdout")
_OPTIONS = ("-l", "vie", "--psm", "3", "-c", "tessedit_create_tsv=1", "-c", "tessedit_do_invert=0")
_TURN = re.compile(rb"Rotate: (\d+)")


@dataclass(frozen=True)
class Recognised:
    """What was read on a page; `late` where the time bound ended the attempt."""

    words: tuple[Word, ...] = ()
    tables: tuple[Grid, ...] = ()
    spare: tuple[Word, ...] = ()
    """What a second reading found, for table cells in which it is surer."""
    late: bool = False

    @property
    def text(self) -> str:
        """Paragraphs, and tables row by row."""
        return text_of(self.words, self.tables, self.spare)

    @property
    def confidence(self) -> float:
        """0-100, the mean over words weighted by their length."""
        length = sum(len(word.text) for word in self.words)
        return sum(word.confidence * len(word.text) for word in self.words) / length if length else 0.0


def recognise(
    file: SourceFile, pages: Sequence[int], image_of: Callable[[int], Image.Image]
) -> Iterator[Recognised]:
    """The pages in order. `image_of` gives the grey image of a page; it is called from several threads.

    Raises ReadingError where tesseract or its Vietnamese data is missing."""
    if not pages:
        return
    if not file.limits.recognise:
        _look_for_tesseract(file)
        yield from (Recognised() for _ in pages)
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
    ruled = straight(evenly_lit(image))
    page, tables = without_rules(ruled)
    best, winner = _read(file, treatments[0](page), deadline), treatments[0]
    if best.confidence < DOUBTFUL and (turned := _upright(ruled, deadline)) is not ruled:
        ruled = turned
        page, tables = without_rules(ruled)
        best = _read(file, winner(page), deadline)
    for treatment in treatments[1:]:
        if best.late or (best.confidence >= CONVINCING and not try_all):
            break
        reading = _read(file, treatment(page), deadline)
        if certainty(reading.words) > certainty(best.words):
            best, winner = reading, treatment
    if not tables or best.late:
        return best, winner
    spare = _read(file, winner(ruled), deadline).words
    return replace(best, tables=tables, spare=spare), winner


def _read(file: SourceFile, image: Image.Image, deadline: float) -> Recognised:
    try:
        done = _run([*_TESSERACT, *_OPTIONS], image, deadline)
    except subprocess.TimeoutExpired:
        return Recognised(late=True)
    if done.returncode:
        raise _no_tesseract(file)
    return Recognised(tuple(words_of(done.stdout.decode("utf-8", "replace"))))


def _look_for_tesseract(file: SourceFile) -> None:
    known = subprocess.run(["env", "tesseract", "--list-langs"], capture_output=True, check=False)
    if b"vie" not in known.stdout.split():
        raise _no_tesseract(file)


def _no_tesseract(file: SourceFile) -> ReadingError:
    return ReadingError(file.name, "máy chưa cài tesseract cùng dữ liệu tiếng Việt (vie) để đọc bản quét")


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
