"""Text in whatever encoding it was saved (UTF-8, UTF-16, Windows-1258, an old font's bytes); also web pages,
mails and comma-separated values."""

from __future__ import annotations

import codecs
import csv
import json
import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from io import StringIO

from knowledge.errors import UnsupportedFormat
from knowledge.quality import known_syllables
from knowledge.reading import html
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
_FOR_PROGRAMS = re.compile(
    r"\.(?:bat|c|cfg|cmd|conf|cpp|cs|css|go|h|ini|ipynb|java|js|json|jsonl|jsx|kt|lock|log|php|pl|ps1|py|r|rb|rs|sh"
    r"|sql|svg|toml|ts|tsx|vbs|xml|xsd|xsl|ya?ml)$"
)
"""Names under which text is kept for programs; text under any other name is taken for a document."""
_FEW_ERRORS = 0.01
"""Share of undecodable characters up to which a text is damaged UTF-8 rather than in another encoding."""


def read(file: SourceFile) -> FileText:
    """Decode a text file. Raises UnsupportedFormat where the bytes are no text, or one that only programs
    read."""
    mail = html.is_mail(file.content)
    content, charset, attached = html.body_of(file.content) if mail else (file.content, None, ())
    text, notes = _decode(content, charset)
    notes += attached
    if not _readable(text):
        raise UnsupportedFormat(file.name, "nội dung không phải văn bản đọc được")
    if html.is_page(text):
        return FileText.of("\n".join(html.lines(text)), notes=notes)
    name = file.name.lower()
    if _FOR_PROGRAMS.search(name) or text.lstrip().startswith("<?xml") or _is_json(text):
        raise UnsupportedFormat(file.name, "là mã nguồn hoặc dữ liệu của chương trình, không phải văn bản")
    if name.endswith((".csv", ".tsv")):
        return FileText.of("\n".join(_rows(text)), notes=notes)
    return FileText.of(text, notes=notes)


def _is_json(text: str) -> bool:
    if not text.lstrip().startswith(("{", "[")):
        return False
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _rows(text: str) -> Iterator[str]:
    """Lines of comma-, semicolon- or tab-separated values, cells apart by tabs."""
    first = text.lstrip().partition("\n")[0]
    separator = max("\t;,", key=first.count)
    try:
        for row in csv.reader(StringIO(text), delimiter=separator):
            if any(row):
                yield "\t".join(" ".join(cell.split()) for cell in row)
    except csv.Error:
        yield from text.split("\n")


def _decode(content: bytes, charset: str | None = None) -> tuple[str, tuple[str, ...]]:
    if charset is not None:
        with suppress(LookupError, UnicodeError):
            return content.decode(charset), ()
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
