"""Page images: scans and phone photos (.png, .jpg, .heic, .tif with several pages, .bmp)."""

from __future__ import annotations

import threading
from collections.abc import Callable
from io import BytesIO

from PIL import Image, ImageOps

from knowledge.errors import OversizedFile, ReadingError
from knowledge.reading.ocr import recognise
from knowledge.reading.pages import FileText, PageText, SourceFile

MAX_PIXELS = 120_000_000
"""A page of A3 at 600 dpi has 70 million."""


def read(file: SourceFile) -> FileText:
    """Recognise each page. Raises OversizedFile, and ReadingError where no tesseract is installed."""
    lock = threading.Lock()  # one file is one decoder
    with opened(file.name, file.content) as image:

        def page(number: int) -> Image.Image:
            with lock:
                image.seek(number)
                return upright(image)

        return recognised(file, getattr(image, "n_frames", 1), page)


def opened(name: str, content: bytes) -> Image.Image:
    """Raises OversizedFile, and what PIL raises where the bytes are no image."""
    if content[4:8] == b"ftyp":
        from pillow_heif import register_heif_opener

        register_heif_opener()
    try:
        image = Image.open(BytesIO(content))
    except Image.DecompressionBombError as error:
        raise OversizedFile(name, "ảnh quá lớn") from error
    if image.width * image.height > MAX_PIXELS:
        raise OversizedFile(name, f"ảnh {image.width} × {image.height} điểm, quá lớn")
    return image


def upright(image: Image.Image) -> Image.Image:
    """The grey image as the file says it should be held."""
    return ImageOps.exif_transpose(image).convert("L")


def recognised(file: SourceFile, count: int, page: Callable[[int], Image.Image]) -> FileText:
    """The text of `count` page images. Raises OversizedFile for too many, ReadingError where nothing could be
    recognised in time or no tesseract is installed."""
    if count > file.limits.max_pages:
        raise OversizedFile(file.name, f"có {count} trang, quá giới hạn {file.limits.max_pages}")
    if not file.limits.recognise:
        for number in range(count):  # a damaged image shows when it is decoded
            page(number)
    pages: list[PageText] = []
    late: list[str] = []
    for number, found in enumerate(recognise(file, range(count), page), start=1):
        pages.append(PageText(found.text, found.confidence))
        if found.late:
            late.append(str(number))
        file.report(number, count, recognised=True)
    if len(late) == count:
        raise ReadingError(file.name, f"nhận dạng quá {file.limits.seconds_a_page:.0f} giây một trang")
    notes = (f"trang {', '.join(late)}: nhận dạng quá thời hạn",) if late else ()
    return FileText(tuple(pages), paged=True, notes=notes)
