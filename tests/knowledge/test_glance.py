"""A glance at a file and reading it say the same: what cannot be read, and how many pages are recognised."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
import pytest

from knowledge.models import FailedSource
from knowledge.reading import PageProgress, read_file
from knowledge.reading.glance import glance
from tests.knowledge import mutations
from tests.knowledge import sample_files as sample
from tests.knowledge.test_fuzz import FORMATS, QUICK
from tests.knowledge.test_reading_refusals import MEMBERS, REFUSED

LINES = ("BÁO CÁO", "Tổng thu ngân sách đạt 12,5 tỷ đồng, bằng 108% dự toán")


def _compare(path: Path, content: bytes) -> None:
    """What recognition alone can find (a blank page, one that takes too long) the glance may not know."""
    path.write_bytes(content)
    images: Counter[str] = Counter()

    def note(done: PageProgress) -> None:
        images[done.name] += done.recognised

    failed = {s for s in read_file(path, "tep", limits=QUICK, progress=note) if isinstance(s, FailedSource)}
    seen = glance(path, "tep", limits=QUICK)
    assert set(seen.failed) <= failed
    assert all(images[failure.name] for failure in failed.difference(seen.failed))
    assert seen.ocr_pages == images.total()


@pytest.mark.parametrize("content", [content for content, _ in REFUSED.values()], ids=REFUSED)
def test_refused_files(tmp_path: Path, content: bytes) -> None:
    _compare(tmp_path / "tep", content)


@pytest.mark.parametrize("content", [content for content, _ in MEMBERS.values()], ids=MEMBERS)
def test_refused_members(tmp_path: Path, content: Callable[[], bytes]) -> None:
    _compare(tmp_path / "tep", content())


@pytest.mark.parametrize("name", FORMATS)
def test_damaged_files(tmp_path: Path, name: str) -> None:
    for content in mutations.damaged(FORMATS[name](), 60, seed=zlib.crc32(b"glance" + name.encode())):
        _compare(tmp_path / "tep", content)


@pytest.mark.filterwarnings("ignore:.*:UserWarning:PIL")
@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF"])
def test_damaged_images(tmp_path: Path, requires_tool: Callable[[str], None], form: str) -> None:
    requires_tool("tesseract")
    image = sample.encoded(sample.drawn(("Báo cáo",)).resize((160, 40)), form)
    for content in mutations.damaged(image, 30, seed=2):
        _compare(tmp_path / "tep", content)


def _scan(pages: int) -> bytes:
    images = [sample.drawn(LINES) for _ in range(pages)]
    buffer = BytesIO()
    images[0].save(buffer, "PDF", save_all=True, append_images=images[1:], resolution=200)
    return buffer.getvalue()


def _pasted() -> bytes:
    document = docx.Document()
    for page in range(2):
        document.add_picture(BytesIO(sample.encoded(sample.drawn((f"Trang {page}", *LINES)))))
    return sample.saved(document)


SCANS = {
    "image": (lambda: sample.encoded(sample.drawn(LINES)), 1),
    "pdf": (lambda: _scan(3), 3),
    "signed": (lambda: sample.pdf_over_image(sample.drawn(LINES), ("Nguoi ky: UBND",)), 1),
    "pasted into Word": (_pasted, 2),
    "in an archive": (lambda: sample.zipped({"a.pdf": _scan(2), "b.txt": "Báo cáo", "c.pdf": "%PDF-"}), 2),
    "text beside": (lambda: sample.pdf(), 0),
}


@pytest.mark.parametrize(("content", "pages"), SCANS.values(), ids=SCANS)
def test_pages_to_be_recognised(
    tmp_path: Path, requires_tool: Callable[[str], None], content: Callable[[], bytes], pages: int
) -> None:
    requires_tool("tesseract")
    _compare(tmp_path / "tep", content())
    assert glance(tmp_path / "tep", "tep").ocr_pages == pages


@pytest.mark.parametrize("content", [SCANS["image"][0], SCANS["signed"][0]], ids=["image", "signed"])
def test_without_tesseract(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: Callable[[], bytes]
) -> None:
    (tmp_path / "env").symlink_to("/usr/bin/env")  # the search path holds nothing else
    monkeypatch.setenv("PATH", str(tmp_path))
    _compare(tmp_path / "tep", content())
    assert glance(tmp_path / "tep", "tep").ocr_pages == 0
