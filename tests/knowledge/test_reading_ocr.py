"""Page images through the real recogniser."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
import pillow_heif
import pytest
from PIL import Image, ImageChops, ImageDraw, ImageOps

from knowledge.models import FailedSource, SourceText
from knowledge.quality import known_syllables
from knowledge.reading import PageProgress, ReadingLimits, read_file
from tests.knowledge import sample_files as sample

LINES = (
    "ỦY BAN NHÂN DÂN XÃ LỘC KHÊ",
    "Số: 27/BC-UBND",
    "BÁO CÁO",
    "Kết quả thực hiện nhiệm vụ năm 2025",
    "Tổng thu ngân sách đạt 12,5 tỷ đồng, bằng 108% dự toán;",
    "giải quyết đúng hạn 99,2% hồ sơ thủ tục hành chính;",
    "tỷ lệ hộ nghèo giảm còn 1,25%; trồng mới 14 ha rừng.",
)
FACTS = ("27/BC-UBND", "12,5", "108%", "99,2%", "14 ha")


@pytest.fixture(autouse=True)
def tesseract(requires_tool: Callable[[str], None]) -> None:
    requires_tool("tesseract")


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., SourceText]:
    def read(content: bytes, name: str = "trang.bin", **options: object) -> SourceText:
        path = tmp_path / "x"
        path.write_bytes(content)
        (source,) = read_file(path, name, **options)  # type: ignore[arg-type]
        assert isinstance(source, SourceText), source
        return source

    return read


def _missing(text: str) -> list[str]:
    return [fact for fact in FACTS if fact not in text]


def _sideways() -> bytes:
    """As a phone stores it: the pixels lie on their side and the file says so."""
    exif = Image.Exif()
    exif[0x0112] = 6
    return sample.encoded(sample.drawn(LINES).rotate(90, expand=True), "JPEG", exif=exif, quality=85)


def _upside_down() -> bytes:
    """As a scanner stores a sheet fed the wrong way: nothing says so."""
    return sample.encoded(sample.drawn(LINES * 2).rotate(180))


def _shaded() -> bytes:
    page = sample.drawn(LINES)
    shade = (
        Image.linear_gradient("L").rotate(90).resize(page.size).point(lambda value: 70 + value * 185 // 255)
    )
    return sample.encoded(ImageChops.multiply(page, shade), "JPEG", quality=80)


def _tilted() -> bytes:
    return sample.encoded(
        sample.drawn(LINES).rotate(7, expand=True, fillcolor=255, resample=Image.Resampling.BICUBIC)
    )


def _in_the_dark() -> bytes:
    """A tilted sheet on a slightly darker table; paper and table are as dark as grey ink."""
    page = sample.drawn(LINES).rotate(2, expand=True, fillcolor=235)
    return sample.encoded(page.point(lambda value: value // 2 + 20), "JPEG", quality=60)


IMAGES = {
    "scan": lambda: sample.encoded(sample.drawn(LINES)),
    "two colours": lambda: sample.encoded(sample.drawn(LINES).convert("1"), "TIFF"),
    "photo on its side": _sideways,
    "upside down": _upside_down,
    "uneven light": _shaded,
    "tilted": _tilted,
    "in the dark": _in_the_dark,
}


def _of_a_phone() -> bytes:
    """As an iPhone stores it."""
    buffer = BytesIO()
    pillow_heif.from_pillow(sample.drawn(LINES).convert("RGB")).save(buffer, quality=70)
    return buffer.getvalue()


@pytest.mark.parametrize("image", [*IMAGES.values(), _of_a_phone], ids=[*IMAGES, "heic"])
def test_images(read: Callable[..., SourceText], image: Callable[[], bytes]) -> None:
    source = read(image())
    assert source.ocr
    assert _missing(source.text) == []
    assert known_syllables(source.text) > 0.9
    (page,) = source.pages
    assert page.ocr_confidence is not None and page.ocr_confidence > 80


def _scanned_pdf(pages: int) -> bytes:
    images = [sample.drawn((f"Trang thứ {number}", *LINES)) for number in range(1, pages + 1)]
    buffer = BytesIO()
    images[0].save(buffer, "PDF", save_all=True, append_images=images[1:], resolution=200)
    return buffer.getvalue()


def test_pages_of_a_scan_come_in_order_with_progress(read: Callable[..., SourceText]) -> None:
    seen: list[PageProgress] = []
    source = read(_scanned_pdf(3), "quet.pdf", progress=seen.append)
    assert seen == [PageProgress("quet.pdf", number, 3, recognised=True) for number in (1, 2, 3)]
    for page in source.pages:
        text = source.text[page.start : page.end]
        assert text.startswith(f"Trang thứ {page.number}") and _missing(text) == []


def test_a_signature_block_is_no_text_layer(read: Callable[..., SourceText]) -> None:
    """Signed scans carry the signer's name and time as their only text."""
    signature = ("Nguoi ky: Uy ban nhan dan xa Loc Khe", "Thoi gian ky: 08.08.2025 11:16:19 +07:00")
    content = sample.pdf_over_image(sample.drawn(LINES), signature)
    source = read(content, "ky-so.pdf")
    assert source.ocr and _missing(source.text) == []


def test_ruled_tables_of_a_scan_become_rows(read: Callable[..., SourceText]) -> None:
    """The annex of a plan, sent as a picture: a merged group row and a cell of two lines."""
    edges, levels = (100, 220, 900, 1500), (150, 250, 340, 500)
    page = sample.drawn(("PHỤ LỤC",))
    page = ImageOps.expand(page, (0, 0, 0, 600), fill=255)
    pen = ImageDraw.Draw(page)
    for level in levels:
        pen.line((edges[0], level, edges[-1], level), fill=0, width=3)
    for edge in (edges[0], edges[1], edges[-1]):
        pen.line((edge, levels[0], edge, levels[-1]), fill=0, width=3)
    pen.line((edges[2], levels[0], edges[2], levels[1]), fill=0, width=3)
    pen.line((edges[2], levels[2], edges[2], levels[3]), fill=0, width=3)
    sample.write(page, {
        (120, 180): "STT", (240, 180): "Nội dung công việc", (920, 180): "Đơn vị chủ trì",
        (140, 275): "I", (240, 275): "HẠ TẦNG VÀ DỮ LIỆU SỐ", (140, 375): "1",
        (240, 375): "Số hóa hồ sơ hộ tịch", (240, 435): "còn lại", (920, 375): "Phòng Tư pháp",
    })  # fmt: skip
    source = read(sample.encoded(page))
    assert [line for line in source.text.split("\n") if "\t" in line] == [
        "STT\tNội dung công việc\tĐơn vị chủ trì",
        "I\tHẠ TẦNG VÀ DỮ LIỆU SỐ\t",
        "1\tSố hóa hồ sơ hộ tịch còn lại\tPhòng Tư pháp",
    ]


def test_pages_pasted_into_word_are_recognised_in_order(read: Callable[..., SourceText]) -> None:
    document = docx.Document()
    for number in (1, 2):
        picture = sample.drawn((f"Trang thứ {number}", *LINES))
        document.add_picture(BytesIO(sample.encoded(picture, "JPEG", quality=85)))
    source = read(sample.saved(document), "quet.docx")
    assert [page.ocr_confidence is not None for page in source.pages] == [True, True]
    for page in source.pages:
        text = source.text[page.start : page.end]
        assert text.startswith(f"Trang thứ {page.number}") and _missing(text) == []
    document.add_paragraph("Xã đã triển khai đầy đủ các nhiệm vụ được giao trong năm. " * 8)
    assert not read(sample.saved(document), "bao-cao.docx").ocr, "photographs beside a written report"


def test_a_blank_page_stays_empty(tmp_path: Path) -> None:
    path = tmp_path / "trang.png"
    path.write_bytes(sample.encoded(Image.new("L", (800, 1000), 255)))
    (failed,) = read_file(path, "trang.png")
    assert isinstance(failed, FailedSource) and failed.code == "empty"


def test_recognition_is_bounded_in_time(tmp_path: Path) -> None:
    path = tmp_path / "trang.png"
    path.write_bytes(sample.encoded(sample.drawn(LINES)))
    (failed,) = read_file(path, "trang.png", limits=ReadingLimits(seconds_a_page=0.01))
    assert isinstance(failed, FailedSource) and failed.code == "unreadable"
    assert "quá" in failed.reason


def test_without_tesseract_the_reason_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "env").symlink_to("/usr/bin/env")  # the search path holds nothing else
    path = tmp_path / "trang.png"
    path.write_bytes(sample.encoded(sample.drawn(LINES)))
    monkeypatch.setenv("PATH", str(tmp_path))
    (failed,) = read_file(path, "trang.png")
    assert isinstance(failed, FailedSource) and failed.code == "unreadable"
    assert "tesseract" in failed.reason
