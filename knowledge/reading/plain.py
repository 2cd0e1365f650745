"""Plain text in whatever encoding it was saved: UTF-8, UTF-16, Windows-1258, or an old font's bytes."""

from __future__ import annotations

import codecs
import unicodedata

from knowledge.errors import UnsupportedFormat
from knowledge.quality import known_syllables
from knowledge.reading.legacy import to_unicode
from knowledge.reading.pages import FileText, SourceFile

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 20_000
_READABLE = 0.97
"""Share of characters of a text that are no control or unassigned characters."""
_LAYOUT = dict.fromkeys(map(ord, "\t\n\r\f\v\x1a"))
_FEW_ERRORS = 0.01
"""Share of undecodable characters up to which a text is damaged UTF-8 rather than in another encoding."""


def read(file: SourceFile) -> FileText:
    """Decode a text file. Raises UnsupportedFormat where the bytes are no text."""
    text, notes = _decode(file.content)
    if text.lstrip().lower().startswith(("<!doctype html", "<html", "<?xml", "mime-version:")):
        raise UnsupportedFormat(file.name, "là trang web hoặc XML; hãy mở bằng Word và lưu lại dạng .docx")
    if not _readable(text):
        raise UnsupportedFormat(file.name, "nội dung không phải văn bản đọc được")
    return FileText.of(text, notes=notes)


def _decode(content: bytes) -> tuple[str, tuple[str, ...]]:
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            return content.decode(encoding, "replace"), ()
    if (wide := _wide_encoding(content)) is not None:
        return content.decode(wide, "replace"), ()
    try:
        return content.decode("utf-8"), ()
    except UnicodeDecodeError:
        mended = content.decode("utf-8", "replace")
    if mended.count("\ufffd") <= _FEW_ERRORS * len(mended):
        return mended, ("có ký tự hỏng trong tệp",)
    return _single_byte(content), ()


def _wide_encoding(content: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of its ASCII characters is zero."""
    sample = content[:_SAMPLE]
    half = len(sample) // 2
    if half < 4:
        return None
    if sample[1::2].count(0) > 0.3 * half and sample[0::2].count(0) < 0.05 * half:
        return "utf-16-le"
    if sample[0::2].count(0) > 0.3 * half and sample[1::2].count(0) < 0.05 * half:
        return "utf-16-be"
    return None


def _single_byte(content: bytes) -> str:
    """Windows-1258 or an old font's bytes, whichever yields more Vietnamese syllables."""
    readings = [
        unicodedata.normalize("NFC", content.decode("cp1258", "replace")),
        to_unicode(content.decode("latin-1")),
    ]
    return max(readings, key=lambda text: known_syllables(text[:_SAMPLE]))


def _readable(text: str) -> bool:
    sample = text[:_SAMPLE].translate(_LAYOUT)
    odd = sum(char == "\ufffd" or unicodedata.category(char) in ("Cc", "Cn", "Co", "Cs") for char in sample)
    return odd <= (1 - _READABLE) * len(sample)
