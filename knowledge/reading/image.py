"""Page images: scans and phone photos (.png, .jpg, .tif with several pages, .bmp)."""

from __future__ import annotations

import threading
from io import BytesIO

from PIL import Image, ImageOps

from knowledge.errors import OversizedFile, ReadingError
from knowledge.reading.ocr import recognise
from knowledge.reading.pages import FileText, PageText, SourceFile

MAX_PIXELS = 120_000_000
"""A page of A3 at 600 dpi has 70 million."""


def _opened(file: SourceFile) -> Image.Image:
    try:
        image = Image.open(BytesIO(file.content))
    except Image.DecompressionBombError as error:
        raise OversizedFile(file.name, "ảnh quá lớn") from error
    if image.width * image.height > MAX_PIXELS:
        raise OversizedFile(file.name, f"ảnh {image.width} × {image.height} điểm, quá lớn")
    return image


def read(file: SourceFile) -> FileText:
    """Recognise each page. Raises OversizedFile, and ReadingError where no tesseract is installed."""
    lock = threading.Lock()  # one file is one decoder
    with _opened(file) as image:
        count = getattr(image, "n_frames", 1)
        if count > file.limits.max_pages:
            raise OversizedFile(file.name, f"có {count} trang, quá giới hạn {file.limits.max_pages}")

        def page(number: int) -> Image.Image:
            with lock:
                image.seek(number)
                return ImageOps.exif_transpose(image).convert("L")

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
