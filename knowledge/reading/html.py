"""Web pages: documents that Word saved as .html or .mht, and mails (.eml)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes
from typing import Any

from lxml.html import HTMLParser, document_fromstring

from knowledge.reading.tables import table_lines

_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL
)
_MAIL = re.compile(rb"[\w-]+: [^\n]*\n(?:[^\n]+\n)*?mime-version:", re.IGNORECASE)
_MAIL_ALONE = re.compile(rb"mime-version: ?1", re.IGNORECASE)
_HEAD = 8_000
"""Characters in which a file says what it is."""
_SKIPPED = frozenset(("head", "script", "style", "template", "noscript", "select", "button"))
_BLOCK = re.compile(
    "address|article|aside|blockquote|body|br|center|d[dlt]|div|fieldset|footer|form|h[1-6]|header|hr|html|li|main"
    "|nav|ol|p|pre|section|ul"
)


def is_page(text: str) -> bool:
    """Whether a text is a web page."""
    return _PAGE.match(text[:_HEAD]) is not None


def is_mail(content: bytes) -> bool:
    """Whether bytes are a MIME message: a mail, or a page saved with its pictures."""
    head = content[:_HEAD].lstrip().replace(b"\r\n", b"\n")
    return bool(_MAIL_ALONE.match(head) or _MAIL.match(head))


def body_of(mail: bytes) -> tuple[bytes, str | None, tuple[str, ...]]:
    """The page of a MIME message, or its plain text where it has none; the character set it names; a note of
    what is attached."""
    parts = list(message_from_bytes(mail).walk())
    attached = sum(part.get_content_disposition() == "attachment" for part in parts)
    notes = (f"thư có {attached} tệp đính kèm chưa đọc; hãy lưu riêng rồi nạp",) if attached else ()
    by_type = {part.get_content_type(): part for part in reversed(parts)}
    part = by_type.get("text/html") or by_type.get("text/plain")
    content = part.get_payload(decode=True) if part else None
    if part is None or not isinstance(content, bytes):
        return b"", None, notes
    return content, part.get_content_charset(), notes


def lines(markup: str) -> Iterator[str]:
    """The text as a browser shows it, a block a line, tables row by row."""
    root = document_fromstring(markup.encode(), parser=HTMLParser(encoding="utf-8", remove_comments=True))
    yield from _lines(root)


def _lines(parent: Any) -> Iterator[str]:
    line: list[str] = []
    for piece in (*_pieces(parent), ()):
        if isinstance(piece, str):
            line.append(piece)
            continue
        if text := " ".join("".join(line).split()):
            yield text
        line.clear()
        yield from piece


def _pieces(parent: Any) -> Iterator[str | tuple[str, ...]]:
    """Stretches of text; where a line ends, the finished lines of a table that stands there, if any."""
    yield parent.text or ""
    for child in parent:
        if child.tag == "table":
            yield tuple(table_lines([list(_cells(row)) for row in _rows(child)]))
        elif isinstance(child.tag, str) and _BLOCK.fullmatch(child.tag):
            yield ()
            yield from _pieces(child)
            yield ()
        elif isinstance(child.tag, str) and child.tag not in _SKIPPED:
            yield from _pieces(child)
        yield child.tail or ""


def _rows(table: Any) -> Iterator[Any]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from _rows(child)


def _cells(row: Any) -> Iterator[list[str]]:
    """Cells; one that spans columns is followed by empty ones, so that columns stay in line."""
    for cell in row.iterchildren("td", "th"):
        yield list(_lines(cell))
        span = cell.get("colspan", "1")
        yield from ([] for _ in range(min(int(span), 63) - 1 if span.isdigit() else 0))
