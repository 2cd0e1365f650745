"""PDF files: the text layer where there is one worth the name, recognition of the page image where not.

Scans of signed documents often carry a text layer that holds only the signature block, or one that a scanner
made without knowing Vietnamese; a page is therefore judged by its own text and by how much of it is image.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from knowledge.errors import DamagedFile, EncryptedFile, OversizedFile, ReadingError
from knowledge.quality import POOR_DIACRITICS, known_syllables
from knowledge.reading.legacy import to_unicode
from knowledge.reading.ocr import Recognised, recognise
from knowledge.reading.pages import FileText, PageText, SourceFile, tidy
from knowledge.reading.pdf_tables import text_with_tables
from knowledge.vietnamese import diacritic_share, nfc

_PDFIUM = threading.RLock()
"""PDFium may run in one thread at a time."""
_THIN = 300
"""Letters of a page below which its text layer may be a signature block (measured: 150-235 characters)."""
_PAGE_IMAGE = 0.5
"""Share of the page that its largest image covers where the page is a scan."""
_LOWEST_DPI, _HIGHEST_DPI, _DRAWN_DPI = 120, 300, 200
"""Scans are recognised at their own resolution within these bounds; text drawn as curves at the last."""
_GOOD_LAYER = 0.85
"""Share of known syllables from which a text layer is trusted."""


def read(file: SourceFile) -> FileText:
    """All pages. Raises EncryptedFile, DamagedFile, OversizedFile; without tesseract a file of which no page
    has text raises ReadingError, one of which some have gets a note."""
    with _PDFIUM:
        document = _open(file)
    try:
        return _read(file, document)
    finally:
        with _PDFIUM:
            document.close()


def _open(file: SourceFile) -> Any:
    try:
        document = pypdfium2.PdfDocument(file.content)
        count = len(document)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise EncryptedFile(file.name, "tệp PDF có mật khẩu; hãy bỏ mật khẩu rồi nạp lại") from error
        raise DamagedFile(file.name, "tệp PDF bị hỏng hoặc bị cắt cụt") from error
    if count > file.limits.max_pages:
        raise OversizedFile(file.name, f"có {count} trang, quá giới hạn {file.limits.max_pages}")
    return document


def _read(file: SourceFile, document: Any) -> FileText:
    layers: list[str] = []
    images: list[int] = []
    for number in range(len(document)):
        layer, is_image = _layer(document, number)
        layers.append(layer)
        if is_image:
            images.append(number)
        else:
            file.report(number + 1, len(document), recognised=False)
    pages = [PageText(layer) for layer in layers]
    notes: list[str] = []
    try:
        found = recognise(file, images, lambda number: _render(document, number))
        for number, reading in zip(images, found, strict=True):
            pages[number] = _better(layers[number], reading)
            if reading.late:
                notes.append(f"trang {number + 1}: nhận dạng quá thời hạn")
            file.report(number + 1, len(document), recognised=True)
    except ReadingError as error:
        if not any(layer.strip() for layer in layers):
            raise
        notes.append(f"{len(images)} trang là ảnh chưa đọc được: {error.reason}")
    return FileText(tuple(pages), paged=True, notes=tuple(notes))


def _layer(document: Any, number: int) -> tuple[str, bool]:
    """The text layer of a page, and whether the page must be recognised instead."""
    with _PDFIUM:
        try:
            page = document[number]
            text = text_with_tables(page, page.get_textpage())
            cover = _image_cover(page)
            drawn = pdfium.FPDFPage_CountObjects(page) > 0
        except pypdfium2.PdfiumError:  # one broken page is an empty page
            return "", False
    text = text.replace("\x02", "-").replace("\ufffe", "-")
    letters = sum(char.isalpha() for char in text)
    if cover >= _PAGE_IMAGE:
        return text, letters < _THIN or not _trusted(text)
    return text, letters == 0 and drawn


def _trusted(text: str) -> bool:
    text = to_unicode(nfc(text))
    return diacritic_share(text) >= POOR_DIACRITICS and known_syllables(text) >= _GOOD_LAYER


def _images(page: Any) -> Iterator[Any]:
    yield from page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,), max_depth=3)


def _image_cover(page: Any) -> float:
    area = page.get_width() * page.get_height()
    covers = [0.0]
    for image in _images(page):
        left, bottom, right, top = image.get_bounds()
        covers.append(abs((right - left) * (top - bottom)))
    return max(covers) / area if area else 0.0


def _render(document: Any, number: int) -> Image.Image:
    with _PDFIUM:
        page = document[number]
        dpi = _resolution(page)
        image: Image.Image = page.render(scale=dpi / 72, grayscale=True).to_pil()
        return image.convert("L")


def _resolution(page: Any) -> float:
    """Dots an inch of the page's largest image."""
    found = 0.0
    for image in _images(page):
        left, _, right, _ = image.get_bounds()
        if right - left > page.get_width() * _PAGE_IMAGE:
            found = max(found, image.get_px_size()[0] / (right - left) * 72)
    return min(max(found, _LOWEST_DPI), _HIGHEST_DPI) if found else _DRAWN_DPI


def _better(layer: str, reading: Recognised) -> PageText:
    """The recognised page, unless a layer that can be trusted says more, or recognition gave nothing."""
    layer_letters = sum(char.isalpha() for char in layer)
    letters = sum(char.isalpha() for char in tidy(reading.text))
    if letters == 0 or (layer_letters > letters and _trusted(layer)):
        return PageText(layer)
    return PageText(reading.text, reading.confidence)
