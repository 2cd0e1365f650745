"""What a file is, told from its bytes; names and extensions are often wrong."""

from __future__ import annotations

import zlib
from enum import Enum
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from knowledge.errors import DamagedFile, EmptyFile, EncryptedFile, UnsupportedFormat


class Format(Enum):
    """A format that can be read."""

    PDF = "pdf"
    DOCX = "docx"
    WORD97 = "word97"
    RTF = "rtf"
    XLSX = "xlsx"
    XLS = "xls"
    ODT = "odt"
    IMAGE = "image"
    ARCHIVE = "zip"
    TEXT = "text"


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"BM")
_RESAVE = "hãy mở bằng phần mềm gốc và lưu lại dạng .docx hoặc .pdf"
_REFUSED = (
    (b"Rar!", "tệp nén RAR; hãy nén lại dạng .zip"),
    (b"7z\xbc\xaf'\x1c", "tệp nén 7z; hãy nén lại dạng .zip"),
    (b"\x1f\x8b", "tệp nén gzip; hãy nén lại dạng .zip"),
    (b"MZ", "tệp chương trình, không phải tài liệu"),
    (b"\x7fELF", "tệp chương trình, không phải tài liệu"),
)
_HEIC = (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftyphevc")
"""What an iPhone's photos say behind their first four bytes."""
_OPEN_TEXT = b"application/vnd.oasis.opendocument.text"
_PDF_MARK_WITHIN = 1024
"""Readers accept a PDF whose mark stands this far in (ISO 32000-1, annex H.3.4.1)."""


def recognise(name: str, content: bytes) -> Format:
    """Raises a ReadingError for empty, encrypted or unreadable kinds of content."""
    if not content.strip(b"\x00 \t\r\n"):
        raise EmptyFile(name, "tệp rỗng")
    if content.startswith(_OLE):
        return _ole_format(name, content)
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_format(name, content)
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf"):
        return Format.RTF
    if content.startswith(_IMAGES) and not content[:64].isascii():
        return Format.IMAGE
    for mark, reason in _REFUSED:
        if content.startswith(mark):
            raise UnsupportedFormat(name, reason)
    if content[4:12] in _HEIC:
        return Format.IMAGE
    if b"%PDF-" in content[:_PDF_MARK_WITHIN]:
        return Format.PDF
    return Format.TEXT


def _ole_format(name: str, content: bytes) -> Format:
    import olefile

    try:
        with olefile.OleFileIO(BytesIO(content)) as container:
            streams = {entry[0] for entry in container.listdir(streams=True, storages=True)}
            broken = bool(container.parsing_issues)
    except Exception as error:
        raise DamagedFile(name, "tệp Office cũ bị hỏng hoặc bị cắt cụt") from error
    if streams & {"EncryptedPackage", "EncryptionInfo"}:
        raise EncryptedFile(name, "tệp Office có mật khẩu; hãy bỏ mật khẩu rồi nạp lại")
    if "WordDocument" in streams:
        return Format.WORD97
    if streams & {"Workbook", "Book"}:
        return Format.XLS
    if streams & {"Macros", "VBA", "_VBA_PROJECT", "_VBA_PROJECT_CUR"}:
        raise EmptyFile(name, "tệp chỉ chứa macro, không có văn bản")
    if broken:
        raise DamagedFile(name, "tệp Office cũ bị hỏng hoặc bị cắt cụt")
    raise UnsupportedFormat(name, f"loại tệp Office cũ chưa đọc được; {_RESAVE}")


def _zip_format(name: str, content: bytes) -> Format:
    try:
        with ZipFile(BytesIO(content)) as archive:
            members = set(archive.namelist())
            mimetype = archive.open("mimetype").read(99) if "mimetype" in members else b""
    except (
        BadZipFile,
        zlib.error,
        NotImplementedError,
        EOFError,
        RuntimeError,
        ValueError,
        OSError,
    ) as error:
        raise DamagedFile(name, "tệp bị hỏng hoặc bị cắt cụt") from error
    if "[Content_Types].xml" not in members:
        if mimetype.startswith(_OPEN_TEXT):
            return Format.ODT
        if mimetype and "content.xml" in members:
            raise UnsupportedFormat(name, f"bảng tính hoặc trình chiếu OpenDocument; {_RESAVE}")
        return Format.ARCHIVE
    folders = {member.partition("/")[0] for member in members}
    if "word" in folders:
        return Format.DOCX
    if "xl" in folders:
        return Format.XLSX
    if any(member.endswith("vbaProject.bin") for member in members):
        raise EmptyFile(name, "tệp chỉ chứa macro, không có văn bản")
    raise UnsupportedFormat(name, f"loại tệp Office chưa đọc được; {_RESAVE}")
