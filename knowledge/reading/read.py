"""From a file to its text, or to the named reason why there is none."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

from knowledge import confidential
from knowledge.errors import (
    ConfidentialFile,
    DamagedFile,
    EmptyFile,
    OversizedFile,
    ReadingError,
    UnsafeArchive,
)
from knowledge.models import FailedSource, Page, SourceText
from knowledge.reading import archive, formats
from knowledge.reading.formats import Format
from knowledge.reading.legacy import to_unicode
from knowledge.reading.pages import FileText, PageProgress, ReadingLimits, SourceFile, tidy
from knowledge.vietnamese import nfc

_LOG = logging.getLogger(__name__)

_LIMITS = ReadingLimits()
_READERS = {
    Format.PDF: "pdf",
    Format.DOCX: "docx",
    Format.WORD97: "word97",
    Format.RTF: "rtf",
    Format.XLSX: "xlsx",
    Format.XLS: "xls",
    Format.ODT: "odt",
    Format.IMAGE: "image",
    Format.TEXT: "plain",
}
"""The module that reads a format, imported when the first such file comes."""


def read_file(
    path: Path,
    name: str,
    *,
    limits: ReadingLimits = _LIMITS,
    progress: Callable[[PageProgress], None] | None = None,
) -> Iterator[SourceText | FailedSource]:
    """The text of a file, or of each file in an archive ("archive.zip/member"), or why it cannot be read.

    Nothing that a file holds makes this raise: each failure is a FailedSource with the code of a
    `knowledge.errors.ReadingError` and a Vietnamese reason.
    """
    name = nfc(name)
    try:
        size = path.stat().st_size
        if size > limits.max_bytes:
            raise OversizedFile(
                name, f"{size / 2**20:.0f} MB, lớn hơn giới hạn {limits.max_bytes // 2**20} MB"
            )
        content = path.read_bytes()
    except ReadingError as error:
        yield _failed(error)
    except OSError as error:
        yield FailedSource(name=name, code=ReadingError.code, reason=f"không mở được tệp ({error.strerror})")
    else:
        yield from _read(SourceFile(name, content, limits, progress))


def _read(file: SourceFile, *, inside: bool = False) -> Iterator[SourceText | FailedSource]:
    try:
        kind = formats.recognise(file.name, file.content)
        if kind is Format.ARCHIVE and inside:
            raise UnsafeArchive(file.name, "tệp nén nằm trong tệp nén; hãy giải nén rồi nạp lại")
        if kind is not Format.ARCHIVE:
            yield _read_document(file, kind)
            return
        found = False
        for member in archive.members(file):
            found = True
            if isinstance(member, ReadingError):
                yield _failed(member)
            else:
                yield from _read(member, inside=True)
        if not found:
            raise EmptyFile(file.name, "tệp nén không có tệp nào")
    except ReadingError as error:
        yield _failed(error)
    except Exception as error:  # whatever a library raises on what it does not expect
        _LOG.info("cannot read %s: %r", file.name, error)
        yield _failed(DamagedFile(file.name, "tệp bị hỏng hoặc bị cắt cụt"))


def _read_document(file: SourceFile, kind: Format) -> SourceText:
    if kind in (Format.DOCX, Format.XLSX, Format.ODT):
        archive.check_size(file)
    content: FileText = import_module(f"knowledge.reading.{_READERS[kind]}").read(file)
    text = _composed(file.name, content)
    _check_secrecy(text, content.margins, file.limits)
    return text


def _composed(name: str, content: FileText) -> SourceText:
    """One text of all pages, a line end between them, with the place of each."""
    marked = "\f".join(nfc(page.text).replace("\f", "\n") for page in content.pages)
    texts = [tidy(text) for text in to_unicode(marked).split("\f")]
    pages: list[Page] = []
    at = 0
    for number, (page, text) in enumerate(zip(content.pages, texts, strict=True), start=1):
        pages.append(Page(number=number, start=at, end=at + len(text), ocr_confidence=page.confidence))
        at += len(text) + 1
    text = "\n".join(texts)
    if not any(char.isalnum() for char in text):
        raise EmptyFile(name, "; ".join(("tệp không có chữ nào", *content.notes)))
    return SourceText(
        name=name,
        text=text,
        pages=tuple(pages) if content.paged else (),
        ocr=any(page.confidence is not None for page in content.pages),
        notes=content.notes,
    )


def _check_secrecy(source: SourceText, margins: str, limits: ReadingLimits) -> None:
    stamps = {confidential.stamp(source.text), confidential.stamp(tidy(margins))} - {None}
    if limits.allow_internal:
        stamps.discard(confidential.INTERNAL)
    for stamp in sorted(filter(None, stamps)):
        raise ConfidentialFile(source.name, f"văn bản có dấu “{stamp}”, không đưa vào kho")


def _failed(error: ReadingError) -> FailedSource:
    return FailedSource(name=error.document, code=error.code, reason=error.reason)
