"""How right and how fast comparison is: a made-up city of 114 communes, then more units at the same question.

The city (tests/city.py) is loaded like any folder. Growth is measured without the index, which a comparison
does not read: reports of ten indicators from 5 to 1,000 communes. Seconds are of processor time.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, TypeVar

from bot import wiring
from bot.assistant import compare, reload
from bot.assistant.comparing import contradictions, copies
from bot.assistant.corpus import Corpus
from bot.assistant.models import Question, Role
from bot.assistant.service import Assistant
from bot.config import Settings
from bot.rendering import chart, sheet
from knowledge.catalog import Catalog, Extraction
from knowledge.ingest import extract_file
from knowledge.snapshot import Holding
from tests import city_score
from tests.city import City

SIZES = (5, 20, 114, 1000)
QUESTIONS = (
    "xếp hạng các xã theo tỷ lệ hồ sơ thủ tục hành chính nộp trực tuyến",
    "đơn vị nào có tỷ lệ hộ sử dụng nước sạch dưới 70%",
    "top 5 xã có nhiều sản phẩm OCOP nhất",
)

Result = TypeVar("Result")


def run() -> list[str]:
    """Lines for the report of `make bench`."""
    with tempfile.TemporaryDirectory() as scratch:
        return [*_city(Path(scratch)), *(_grown(Path(scratch), size) for size in SIZES)]


def _city(scratch: Path) -> Iterator[str]:
    truth = City().write(scratch / "city")
    assistant = load(scratch / "city", scratch / "data")
    corpus = assistant.corpus
    found, whole = _timed(lambda: compare.matrix(corpus))
    cells = city_score.cells(found, truth)
    yield f"city: {cells.wanted} cells, {cells.rate:.4f} right; the whole matrix in {whole:.2f} s"
    told, seconds = _timed(lambda: contradictions.contradictions(corpus, found))
    recall, precision = city_score.contradictions(told, truth)
    yield (
        f"contradictions: recall {recall.rate:.3f} of {recall.wanted}, precision {precision.rate:.3f}, "
        f"{seconds:.2f} s"
    )
    pairs, seconds = _timed(lambda: copies.copies(corpus))
    recall, worst, precision = city_score.copies(pairs, truth)
    yield (
        f"copies: recall {recall.rate:.3f} of {recall.wanted}, precision {precision.rate:.3f}, "
        f"share off by {worst:.1f} points at most, {seconds:.2f} s"
    )
    for text in QUESTIONS:
        question = Question(text=text, role=Role.SUPERVISOR)
        assistant.answer(question)
        _, seconds = _timed(lambda question=question: assistant.answer(question))  # type: ignore[misc]
        yield f"question: {seconds:.2f} s for “{text}”"
    one = compare.matrix(corpus, ["A16"])
    _, first = _timed(lambda: chart.chart(one.rows))
    _, again = _timed(lambda: chart.chart(one.rows))
    yield f"chart: {first:.2f} s the first time, {again:.2f} s after"
    _, seconds = _timed(lambda: sheet.workbook(corpus, one))
    _, all_of_it = _timed(lambda: sheet.workbook(corpus, found))
    yield f"Excel: {seconds:.2f} s for one indicator, {all_of_it:.2f} s for {len(found.rows)}"


def load(folder: Path, data: Path) -> Assistant:
    """The assistant over the documents of a folder."""
    settings = Settings()
    settings.data, settings.openai_key = data, None
    reload.load(wiring.knowledge_base(settings), [folder], wiring.embedder(settings))
    return wiring.assistant(settings)


def _grown(scratch: Path, size: int) -> str:
    folder = scratch / f"grown-{size}"
    City(size, periods=1, kinds=10).write(folder)
    corpus = without_index(folder, scratch / f"grown-{size}.sqlite")
    compare.matrix(corpus, ["B4"])
    one, seconds = _timed(lambda: compare.matrix(corpus, ["A16"]))
    _, drawn = _timed(lambda: chart.chart(one.rows))
    _, written = _timed(lambda: sheet.workbook(corpus, one))
    _, checked = _timed(lambda: contradictions.contradictions(corpus, compare.matrix(corpus)))
    return (
        f"{size} communes: one indicator {seconds:.3f} s, chart {drawn:.2f} s, Excel {written:.2f} s, "
        f"contradictions in all {checked:.2f} s"
    )


def without_index(folder: Path, database: Path) -> Corpus:
    """The facts of a folder's documents, without the passages that questions search."""
    catalog = Catalog.at(database)
    holdings = []
    for path in sorted(folder.iterdir()):
        found = [
            (item, ()) if isinstance(item, Extraction) else item for item in extract_file(path, path.name)
        ]
        catalog.store(path.name, path.name, found)
        holdings.append(Holding(path.name, path.name, path.stat().st_size, 0))
    catalog.begin_generation("city", str(folder), holdings)
    generation: Any = SimpleNamespace(id="city", snapshot=catalog.snapshot("city"), searcher=None)
    return Corpus(generation)


def _timed(work: Callable[[], Result]) -> tuple[Result, float]:
    started = time.process_time()
    result = work()
    return result, time.process_time() - started


def main() -> None:
    """Print the lines."""
    print("\n".join(run()))


if __name__ == "__main__":
    main()
