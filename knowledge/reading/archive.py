"""Zip archives, and the zip containers of Office files: what they would unpack to, and their members."""

from __future__ import annotations

import stat
import unicodedata
import zlib
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import BadZipFile, ZipFile, ZipInfo

from knowledge.errors import DamagedFile, EncryptedFile, OversizedFile, ReadingError, UnsafeArchive
from knowledge.reading.pages import ReadingLimits, SourceFile

MAX_XML = 64 * 2**20
"""Bytes of XML in an Office container; parsed they take about ten times as much memory."""
_ENCRYPTED = 0x1
_UTF8 = 0x800


def check_size(file: SourceFile) -> None:
    """Raises OversizedFile where a container declares more than the limits allow. What a member really
    unpacks to is never more than declared: `zipfile` stops there."""
    with ZipFile(BytesIO(file.content)) as container:
        parts = container.infolist()
    _check(file.name, parts, file.limits)
    if sum(part.file_size for part in parts if part.filename.endswith(".xml")) > MAX_XML:
        raise OversizedFile(file.name, f"phần văn bản giải nén quá {MAX_XML // 2**20} MB")


def macro_notes(file: SourceFile) -> tuple[str, ...]:
    """What to say of an Office container that carries macros; they are neither read nor run."""
    with ZipFile(BytesIO(file.content)) as container:
        found = any(name.endswith("vbaProject.bin") for name in container.namelist())
    return ("có macro, không đọc",) if found else ()


def _check(name: str, members: list[ZipInfo], limits: ReadingLimits) -> None:
    if len(members) > limits.max_members:
        raise OversizedFile(name, f"có {len(members)} thành phần, quá giới hạn {limits.max_members}")
    unpacked = sum(member.file_size for member in members)
    if unpacked > limits.max_unpacked_bytes:
        raise OversizedFile(
            name,
            f"giải nén thành {unpacked // 2**20} MB, quá giới hạn {limits.max_unpacked_bytes // 2**20} MB",
        )


def members(file: SourceFile) -> Iterator[SourceFile | ReadingError]:
    """The files in an archive, named "archive.zip/path", or why one may not be read.

    Raises OversizedFile, UnsafeArchive or DamagedFile for the archive as a whole."""
    try:
        container = ZipFile(BytesIO(file.content))
        entries = [entry for entry in container.infolist() if not entry.filename.endswith("/")]
    except (BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise DamagedFile(file.name, "tệp nén bị hỏng hoặc bị cắt cụt") from error
    with container:
        _check(file.name, entries, file.limits)
        seen: set[str] = set()
        for entry in entries:
            name = f"{file.name}/{_shown(entry)}"
            if not _is_ours(entry):
                continue
            if (fault := _path_fault(entry)) is not None:
                yield UnsafeArchive(name, fault)
            elif name in seen:
                yield UnsafeArchive(name, "trùng tên với một tệp khác trong cùng tệp nén")
            else:
                yield _member(container, entry, name, file)
            seen.add(name)


def _is_ours(entry: ZipInfo) -> bool:
    """Not what macOS and Windows leave beside the files."""
    parts = PurePosixPath(entry.filename).parts
    return (
        bool(parts) and parts[0] != "__MACOSX" and parts[-1] not in (".DS_Store", "Thumbs.db", "desktop.ini")
    )


def _shown(entry: ZipInfo) -> str:
    """The member's path, NFC, with the bytes of names that were stored without saying so read as UTF-8."""
    path = entry.filename
    if not entry.flag_bits & _UTF8:
        with suppress(UnicodeError):
            path = path.encode("cp437").decode("utf-8")
    printable = "".join(char if char.isprintable() else "?" for char in path)
    return unicodedata.normalize("NFC", printable)


def _path_fault(entry: ZipInfo) -> str | None:
    path = entry.filename.replace("\\", "/")
    if not path:
        return "không có tên trong tệp nén"
    if path.startswith("/") or ".." in path.split("/") or path[1:2] == ":" or not path.isprintable():
        return "đường dẫn trong tệp nén trỏ ra ngoài hoặc có ký tự lạ"
    if stat.S_ISLNK(entry.external_attr >> 16):
        return "là liên kết, không phải tệp"
    return None


def _member(container: ZipFile, entry: ZipInfo, name: str, file: SourceFile) -> SourceFile | ReadingError:
    if entry.flag_bits & _ENCRYPTED:
        return EncryptedFile(name, "tệp nén có mật khẩu; hãy giải nén rồi nạp lại")
    if entry.file_size > file.limits.max_bytes:
        return OversizedFile(name, f"lớn hơn {file.limits.max_bytes // 2**20} MB")
    try:
        content = container.read(entry)
    except (BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError, OSError):
        return DamagedFile(name, "phần này của tệp nén bị hỏng")
    return SourceFile(name, content, file.limits, file.progress)
