"""Word 97-2003 documents: the text of a `WordDocument` stream, put together from its pieces.

Field names are those of [MS-DOC]. Positions: a CP counts characters of the text, an FC bytes of the stream.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from struct import unpack_from

import olefile

from knowledge.errors import DamagedFile, EncryptedFile, UnsupportedFormat
from knowledge.reading.pages import FileText, SourceFile
from knowledge.reading.tables import table_lines
from knowledge.reading.word97_properties import Runs, character_runs, paragraph_runs

_FIB_IDENT = 0xA5EC
_FIRST_WORD97 = 0x00C1
_ENCRYPTED, _TABLE_1 = 0x0100, 0x0200
_CELL_MARK, _PARAGRAPH_ENDS = "\x07", "\r\x07\x0c"
_FIELD_MARK = re.compile("[\x13\x14\x15]")
_WRITTEN = str.maketrans({"\x0b": "\n", "\x1e": "-", "\x1f": "\u00ad"})
"""Line break, non-breaking and optional hyphen; the optional one is a letter in TCVN3."""


@dataclass(frozen=True)
class _Piece:
    """Characters `start:end` of the text stand in the stream from `offset`, `width` bytes each."""

    start: int
    end: int
    offset: int
    width: int

    def text(self, stream: bytes) -> str:
        size = (self.end - self.start) * self.width
        encoding = "cp1252" if self.width == 1 else "utf-16-le"
        text = stream[self.offset : self.offset + size].decode(encoding, "replace")
        return text[: self.end - self.start].ljust(self.end - self.start, "\x00")


def read(file: SourceFile) -> FileText:
    """The body and its notes. Tracked deletions, hidden text and field codes are left out.

    Raises EncryptedFile, UnsupportedFormat (Word 95 and older), DamagedFile."""
    with olefile.OleFileIO(BytesIO(file.content)) as container:
        stream = container.openstream("WordDocument").read()
        ident, version = unpack_from("<HH", stream)
        (flags,) = unpack_from("<H", stream, 0x0A)
        if ident != _FIB_IDENT or version < _FIRST_WORD97:
            raise UnsupportedFormat(file.name, "văn bản Word 95 trở về trước; hãy lưu lại dạng .docx")
        if flags & _ENCRYPTED:
            raise EncryptedFile(file.name, "văn bản Word có mật khẩu; hãy bỏ mật khẩu rồi nạp lại")
        table = container.openstream("1Table" if flags & _TABLE_1 else "0Table").read()
        more = container.openstream("Data").read() if container.exists("Data") else b""
    body, notes = unpack_from("<ii", stream, 0x4C)
    pieces = list(_pieces(_part(table, stream, 0x1A2)))
    if not pieces or body < 0 or notes < 0 or pieces[-1].end < body:
        raise DamagedFile(file.name, "văn bản Word bị cắt cụt")
    if pieces[-1].offset >= len(stream):
        raise DamagedFile(file.name, "văn bản Word bị cắt cụt")
    text = "".join(piece.text(stream) for piece in pieces)[: body + notes]
    removed = character_runs(stream, _part(table, stream, 0xFA))
    marks = paragraph_runs(stream, _part(table, stream, 0x102), more)
    return FileText.of("\n".join(_lines(_without(text, pieces, removed), pieces, marks)))


def _part(table: bytes, stream: bytes, at: int) -> bytes:
    """The part of the table stream whose place and size the file's head names at `at`."""
    offset, size = unpack_from("<II", stream, at)
    return table[offset : offset + size]


def _pieces(clx: bytes) -> Iterator[_Piece]:
    """The piece table (`PlcPcd`), behind any number of property lists (`Prc`)."""
    at = 0
    while at < len(clx) and clx[at] == 1:
        at += 3 + unpack_from("<H", clx, at + 1)[0]
    if at >= len(clx) or clx[at] != 2:
        return
    count = (unpack_from("<I", clx, at + 1)[0] - 4) // 12
    bounds = unpack_from(f"<{count + 1}I", clx, at + 5)
    for index in range(count):
        (fc,) = unpack_from("<I", clx, at + 5 + 4 * (count + 1) + 8 * index + 2)
        compressed = bool(fc & 0x40000000)
        place = (fc & 0x3FFFFFFF) // 2 if compressed else fc
        if bounds[index] < bounds[index + 1]:
            yield _Piece(bounds[index], bounds[index + 1], place, 1 if compressed else 2)


def _without(text: str, pieces: list[_Piece], removed: Runs) -> str:
    """The text with removed runs and field codes blanked by "\\0", so that positions stay."""
    chars = list(text)
    for piece in pieces:
        size = (piece.end - piece.start) * piece.width
        for low, high in removed.between(piece.offset, piece.offset + size):
            first = piece.start + (low - piece.offset) // piece.width
            last = piece.start + (high - piece.offset) // piece.width
            for position in range(first, min(last, len(chars))):
                chars[position] = "\x00"
    codes = 0
    open_fields: list[bool] = []
    at = 0
    for mark in _FIELD_MARK.finditer(text):
        if codes:
            chars[at : mark.start()] = "\x00" * (mark.start() - at)
        at = mark.end()
        if mark.group() == "\x13":
            open_fields.append(True)
            codes += 1
        elif open_fields:
            codes -= open_fields[-1]
            open_fields[-1] = False
            if mark.group() == "\x15":
                open_fields.pop()
    return "".join(chars)


def _lines(text: str, pieces: list[_Piece], marks: Runs) -> Iterator[str]:
    """Paragraphs, and tables row by row."""
    starts = [piece.start for piece in pieces]
    rows: list[list[list[str]]] = []
    row: list[list[str]] = []
    cell: list[str] = []
    at = 0
    for match in re.finditer(f"[{_PARAGRAPH_ENDS}]|$", text):
        if match.start() == match.end() and at == match.start():
            break
        piece = pieces[max(bisect_right(starts, match.start()) - 1, 0)]
        flags = marks.at(piece.offset + (match.start() - piece.start) * piece.width)
        line = text[at : match.start()].replace("\x00", "").translate(_WRITTEN)
        at = match.end()
        if flags.row_end:
            rows.append(row)
            row = []
        elif match.group() == _CELL_MARK:
            row.append([*cell, line])
            cell = []
        elif flags.in_table:
            cell.append(line)
        else:
            yield from table_lines([*rows, [*row, cell]] if row or cell else rows)
            rows, row, cell = [], [], []
            yield line
    yield from table_lines([*rows, [*row, cell]])
