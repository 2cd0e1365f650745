"""What is foreseen of a load is what the load then reports, and looking ahead ends whatever the files are."""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from bot.assistant import reload
from bot.assistant.loading.forecast import Forecast, forecast
from bot.assistant.loading.load_report import LoadReport
from bot.assistant.loading.workers import killed
from knowledge import schema
from knowledge.reading import ReadingLimits
from retrieval.base import KnowledgeBase
from retrieval.embed import LocalEmbedder
from tests.bot.test_reload import Fatal
from tests.knowledge import sample_files as sample
from tests.knowledge.test_reading_refusals import MEMBERS, REFUSED

SHARED = Path(__file__).parents[2].parent / "shared" / "documents"
PAGE = ("BÁO CÁO", "Tổng thu ngân sách đạt 12,5 tỷ đồng, bằng 108% dự toán")


@pytest.fixture
def base(tmp_path: Path) -> KnowledgeBase:
    return KnowledgeBase(tmp_path / "data", LocalEmbedder())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "kho"
    folder.mkdir()
    return folder


def _foreseen(base: KnowledgeBase, folder: Path) -> Forecast:
    return forecast(base, reload.survey(base, [folder]))


def _load(base: KnowledgeBase, folder: Path) -> LoadReport:
    return reload.load(base, [folder], LocalEmbedder())


def _agree(foreseen: Forecast, report: LoadReport) -> None:
    assert foreseen.complete
    assert foreseen.failed == report.failed
    assert foreseen.ocr_pages == report.record()["ocr_pages"]


def test_a_mixed_folder(base: KnowledgeBase, folder: Path, requires_tool: Callable[[str], None]) -> None:
    requires_tool("tesseract")
    scan = BytesIO()
    sample.drawn(PAGE).save(scan, "PDF", save_all=True, append_images=[sample.drawn(PAGE)], resolution=200)
    files = {
        "a.docx": sample.saved(sample.word_document()),
        "b.pdf": sample.pdf(),
        "quet.pdf": scan.getvalue(),
        "ban-sao.pdf": scan.getvalue(),
        "anh.png": sample.encoded(sample.drawn(PAGE)),
        "ky-so.pdf": sample.pdf_over_image(sample.drawn(PAGE), ("Nguoi ky: UBND",)),
        "nen.zip": sample.zipped({"c.txt": "Báo cáo", "rong.txt": b"", "anh.png": b"\x89PNG\r\n\x1a\n"}),
        **{f"hong/{number}.bin": content for number, (content, _) in enumerate(REFUSED.values())},
        **{f"hong/{number}.zip": content() for number, (content, _) in enumerate(MEMBERS.values())},
    }
    for name, content in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)
    (folder / "hong" / "ban-sao.bin").write_bytes(REFUSED["cut docx"][0])
    foreseen = _foreseen(base, folder)
    assert (foreseen.ocr_pages, len(foreseen.failed)) == (4, len(REFUSED) + len(MEMBERS) + 1 + 2)
    _agree(foreseen, _load(base, folder))

    assert _foreseen(base, folder).total == 0
    (folder / "hong" / "0.bin").write_text("Báo cáo của xã")
    (folder / "cat.docx").write_bytes(REFUSED["cut docx"][0][:-9])
    (folder / "quet.pdf").rename(folder / "quet-2.pdf")
    again = _foreseen(base, folder)
    assert again.total == 2, "known contents are not looked at again"
    _agree(again, _load(base, folder))


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared documents are not here")
def test_real_documents(base: KnowledgeBase, folder: Path) -> None:
    for path in SHARED.iterdir():
        if "scanned" not in path.name or path.suffix == ".txt":  # recognising all of the scan takes a minute
            (folder / path.name).write_bytes(path.read_bytes())
    _agree(_foreseen(base, folder), _load(base, folder))


def test_what_an_earlier_program_read_is_read_again(
    base: KnowledgeBase, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "a.txt").write_text("Báo cáo của xã: 12 tổ công nghệ số cộng đồng")
    (folder / "b.txt").write_text("")
    _load(base, folder)
    assert reload.survey(base, [folder]).empty
    monkeypatch.setattr(schema, "PIPELINE", schema.PIPELINE + 1)
    change = reload.survey(base, [folder])
    assert (change.added, change.changed, change.read_again) == ((), (), ("a.txt", "b.txt"))
    assert not change.empty
    _agree(forecast(base, change), report := _load(base, folder))
    assert [(d.name, d.state) for d in report.read] == [("a.txt", "read_again")]
    assert reload.survey(base, [folder]).empty


def test_a_file_that_kills_its_reader(base: KnowledgeBase, folder: Path) -> None:
    for number in range(4):
        (folder / f"{number}.txt").write_text("x" * 13 if number == 1 else f"Báo cáo phần {number}")
    change = reload.survey(base, [folder])
    foreseen = forecast(base, change, limits=ReadingLimits(max_bytes=Fatal(10_000)))
    assert foreseen.complete
    assert foreseen.failed == (killed("1.txt"),)


class Endless(int):
    """A size bound with which reading never ends."""

    def __lt__(self, size: int) -> bool:
        return threading.Event().wait()


def test_a_look_that_does_not_end_says_how_far_it_came(base: KnowledgeBase, folder: Path) -> None:
    (folder / "a.txt").write_text("Báo cáo")
    change = reload.survey(base, [folder])
    foreseen = forecast(base, change, limits=ReadingLimits(max_bytes=Endless(1)), seconds=1)
    assert foreseen == Forecast((), 0, 0, 1) and not foreseen.complete
    assert not multiprocessing.active_children()


def test_a_look_can_be_stopped(base: KnowledgeBase, folder: Path) -> None:
    (folder / "a.txt").write_text("Báo cáo")

    def stop(_: object) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        forecast(base, reload.survey(base, [folder]), stop)
    assert not multiprocessing.active_children()


def test_what_was_taken_back_is_known(base: KnowledgeBase, folder: Path) -> None:
    (folder / "a.txt").write_text("Báo cáo của xã: 12 tổ")
    _load(base, folder)
    (folder / "b.txt").write_text("Báo cáo của phường: 14 tổ")
    assert not reload.survey(base, [folder]).taken_back
    _load(base, folder)
    reload.rollback(base)
    assert reload.survey(base, [folder]).taken_back
    (folder / "c.txt").write_text("Báo cáo của xã: 16 tổ")
    assert not reload.survey(base, [folder]).taken_back
    (folder / "b.txt").unlink()
    (folder / "c.txt").unlink()
    assert reload.survey(base, [folder]).empty
