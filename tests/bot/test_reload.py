"""A load over real files: what it tells while it runs, what it reports of each file, what it survives."""

from __future__ import annotations

import os
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from bot.assistant import reload
from bot.assistant.corpus import Corpus
from bot.assistant.loading.load_report import LoadReport
from bot.assistant.loading.readers import read_all
from bot.assistant.loading.workers import Progress
from bot.rendering.loaded import found_in, warned_of
from knowledge.models import FailedSource
from knowledge.reading import ReadingLimits
from retrieval.base import KnowledgeBase
from retrieval.embed import LocalEmbedder
from tests.knowledge import sample_files as sample

REPORT = """ỦY BAN NHÂN DÂN\nXÃ MAI KHÊ\nBÁO CÁO\nKết quả chuyển đổi số năm 2025
Thực hiện Nghị quyết số 03/NQ-CP ngày {day}/2025 của Chính phủ, xã đã triển khai các nhiệm vụ.
I. KẾT QUẢ
Tỷ lệ hồ sơ trực tuyến đạt {share}%. Toàn xã có 12 tổ công nghệ số cộng đồng.
"""


@pytest.fixture
def base(tmp_path: Path) -> KnowledgeBase:
    return KnowledgeBase(tmp_path / "data", LocalEmbedder())


def _load(base: KnowledgeBase, folder: Path) -> LoadReport:
    return reload.load(base, [folder], LocalEmbedder())


def test_each_file_is_reported(base: KnowledgeBase, tmp_path: Path) -> None:
    folder = tmp_path / "kho"
    folder.mkdir()
    (folder / "a.txt").write_text(REPORT.format(day="09/01", share=80))
    (folder / "b.txt").write_text(REPORT.format(day="10/01", share=85))
    (folder / "c.zip").write_bytes(sample.zipped({"d.txt": REPORT.format(day="09/01", share=90)}))
    (folder / "e.bin").write_bytes(b"MZ\x90\0" + b"\1" * 100)
    report = _load(base, folder)
    assert [(d.name, d.state) for d in report.documents] == [
        ("a.txt", "added"),
        ("b.txt", "added"),
        ("c.zip/d.txt", "added"),
    ]
    assert all((d.instruments, d.figures, d.pages_ocr) == (1, 2, 0) for d in report.documents)
    assert [(f.name, f.code) for f in report.failed] == [("e.bin", "unsupported")]
    assert report.facts == {"instruments": 3, "figures": 6, "tasks": 0}
    told = {(w.document, w.code) for w in report.warnings}
    assert told >= {("a.txt", "superseded"), ("b.txt", "conflicting_date")}
    assert any(
        "71/NQ-CP" in warned_of(w) and "Chương trình hành động" in warned_of(w) for w in report.warnings
    )

    (folder / "b.txt").write_text(REPORT.format(day="09/01", share=86))
    (folder / "a.txt").unlink()
    again = _load(base, folder)
    record = again.record()
    assert (record["added"], record["changed"], record["removed"], record["unchanged"]) == (
        [], ["b.txt"], ["a.txt"], 2,
    )  # fmt: skip
    assert [d.name for d in again.read] == ["b.txt"]
    assert found_in(again.read[0]) == "1 lượt viện dẫn, 2 số liệu, 0 nhiệm vụ, chữ tốt"
    assert _load(base, folder).read == ()


POOR = """UY BAN NHAN DAN\nXA KHUOI NGOA\nBAO CAO\nTinh hinh khai thac huong tram nam 2025
Toan xa co 12 to khai thac huong tram o thon Khuoi Ngoa, ty le ho tham gia dat 85%.
"""
CLEAN = "Xã có nghề khai thác hương trầm; hương trầm của thôn Khuổi Ngoã được tỉnh công nhận.\n" * 30


def _reading(base: KnowledgeBase, name: str) -> str:
    snapshot = base.current().snapshot
    document = snapshot.document(name)
    assert document is not None
    readable = snapshot.readable(document)
    return readable.text if readable else ""


def test_poor_documents_are_repaired_with_the_words_of_the_clean_ones(
    base: KnowledgeBase, tmp_path: Path
) -> None:
    folder = tmp_path / "kho"
    folder.mkdir()
    (folder / "a-mat-dau.txt").write_text(POOR)
    _load(base, folder)
    assert "Khuổi Ngoã" not in _reading(base, "a-mat-dau.txt"), "no general text knows the name"
    (folder / "b-sach.txt").write_text(CLEAN)
    (folder / "c-mat-dau.txt").write_text(POOR.replace("12 to", "14 to"))
    report = _load(base, folder)
    assert "thôn Khuổi Ngoã" in _reading(base, "c-mat-dau.txt")
    assert "Khuổi Ngoã" not in _reading(base, "a-mat-dau.txt"), "what was read is kept"
    assert [d.name for d in report.read] == ["b-sach.txt", "c-mat-dau.txt"]

    anew = KnowledgeBase(tmp_path / "anew", LocalEmbedder())
    _load(anew, folder)
    assert _reading(anew, "c-mat-dau.txt") == _reading(base, "c-mat-dau.txt")
    assert "thôn Khuổi Ngoã" in _reading(anew, "a-mat-dau.txt"), "clean ones teach whatever their place"


def test_a_poor_passage_of_a_good_document_is_repaired_and_marked(
    base: KnowledgeBase, tmp_path: Path
) -> None:
    folder = tmp_path / "kho"
    folder.mkdir()
    typed = "Toan xa co 37 to cong nghe so cong dong, ty le ho so truc tuyen duoc xu ly dung han la 96,5%."
    (folder / "a.txt").write_text(REPORT.format(day="09/01", share=80) + CLEAN + "II. PHỤ LỤC\n" + typed)
    _load(base, folder)
    corpus = Corpus(base.current())
    (document,) = corpus.documents
    assert not document.quality.poor
    text = corpus.view(document).text
    poor, good = text.index("Toan xa"), text.index("Toàn xã")
    assert "tổ công nghệ số cộng đồng" in (corpus.readable_of(document, poor, len(text)) or "")
    assert corpus.readable_of(document, good, good + 40) is None
    (evidence, *_) = base.current().searcher.search("37 tổ công nghệ số cộng đồng").evidence
    assert "37 tổ công nghệ số" in (evidence.chunk.readable or "")


def test_pages_are_told_while_they_are_recognised(
    base: KnowledgeBase, tmp_path: Path, requires_tool: Callable[[str], None]
) -> None:
    requires_tool("tesseract")
    pages = [sample.drawn(("BÁO CÁO", f"Kết quả chuyển đổi số của xã, phần {n}")) for n in range(1, 6)]
    buffer = BytesIO()
    pages[0].save(buffer, "PDF", save_all=True, append_images=pages[1:], resolution=200)
    folder = tmp_path / "kho"
    folder.mkdir()
    (folder / "quet.pdf").write_bytes(buffer.getvalue())
    heard: list[Progress] = []
    report = reload.load(base, [folder], LocalEmbedder(), progress=heard.append)
    recognised = [told for told in heard if told.stage == "recognising"]
    assert recognised, "pages are heard of from the worker process"
    assert {(told.document, told.pages, told.total) for told in recognised} == {("quet.pdf", 5, 1)}
    assert [told.page for told in recognised] == sorted({told.page for told in recognised})
    (document,) = report.documents
    assert document.pages_ocr == report.record()["ocr_pages"] == 5
    assert "nhận dạng 5 trang ảnh" in found_in(document)


class Fatal(int):
    """A size bound that ends the process in which a file of 13 bytes is compared with it."""

    def __lt__(self, size: int) -> bool:
        if size == 13:
            os._exit(1)
        return int(self) < size


def test_a_file_that_kills_its_reader_is_one_failed_file(tmp_path: Path) -> None:
    files = []
    for number in range(6):
        path = tmp_path / f"{number}.txt"
        path.write_text("x" * 13 if number == 3 else f"Báo cáo của xã, phần {number}")
        files.append((path.name, path))
    heard: list[int] = []
    read = dict(read_all(files, ReadingLimits(max_bytes=Fatal(10_000)), lambda told: heard.append(told.done)))
    assert list(read) == [name for name, _ in files]
    failed = [name for name, (first, *_) in read.items() if isinstance(first, FailedSource)]
    assert failed == ["3.txt"]
    assert heard == list(range(1, 7))


def test_a_file_that_cannot_be_opened_is_a_failed_file(base: KnowledgeBase, tmp_path: Path) -> None:
    closed = Path("/proc/self/mem")
    if not closed.is_file():
        pytest.skip("needs a file that opens and cannot be read, as Linux has one in /proc")
    report = reload.load(base, [closed], LocalEmbedder())
    (failed,) = report.failed
    assert (failed.name, failed.code) == ("mem", "unreadable")
