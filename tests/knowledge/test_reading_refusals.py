"""What cannot be taken in gets a stable code and a Vietnamese reason, one per file, and nothing is raised."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
import pytest

from knowledge.models import FailedSource
from knowledge.reading import ReadingLimits, read_file
from tests.knowledge import sample_files as sample

DOC = (sample.FILES / "bao-cao.doc").read_bytes()
XLS = (sample.FILES / "chi-tieu.xls").read_bytes()
DOCX = sample.saved(sample.word_document())


def _renamed_stream(content: bytes, old: str, new: str) -> bytes:
    """An OLE directory entry under another name."""
    entry = content.index(old.encode("utf-16-le"))
    name = new.encode("utf-16-le")
    return content[:entry] + name.ljust(64, b"\0") + struct.pack("<H", len(name) + 2) + content[entry + 66 :]


def _with_password(doc: bytes) -> bytes:
    flags = doc.index(b"\xec\xa5") + 0x0A
    return doc[:flags] + bytes([doc[flags], doc[flags + 1] | 1]) + doc[flags + 2 :]


def _locked_zip() -> bytes:
    content = bytearray(sample.zipped({"a.txt": "nội dung"}))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def _link() -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        entry = zipfile.ZipInfo("lien-ket.txt")
        entry.external_attr = 0o120777 << 16
        archive.writestr(entry, "/etc/passwd")
    return buffer.getvalue()


def _macros_only() -> bytes:
    with zipfile.ZipFile(BytesIO(sample.bare_docx("<w:p/>"))) as plain:
        parts = {name: plain.read(name) for name in plain.namelist()}
    types = parts["[Content_Types].xml"].replace(
        b"vnd.openxmlformats-officedocument.wordprocessingml.document.main",
        b"vnd.ms-word.document.macroEnabled.main",
    )
    return sample.zipped({**parts, "[Content_Types].xml": types, "word/vbaProject.bin": b"\1"})


def _logo_only() -> bytes:
    document = docx.Document()
    document.add_picture(BytesIO(sample.encoded(sample.drawn(("BÁO CÁO",)).resize((200, 40)))))
    return sample.saved(document)


_LOCK = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >> /ID [<00> <00>] " % (
    b"41" * 32,
    b"42" * 32,
)

REFUSED: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "empty"),
    "blanks": (b" \n\t\r\n", "empty"),
    "no words": ("– – –\n***".encode(), "empty"),
    "zeros": (b"\0" * 4096, "empty"),
    "docx without text": (sample.bare_docx("<w:p/>"), "empty"),
    "docx of a logo": (_logo_only(), "empty"),
    "docm with macros only": (_macros_only(), "empty"),
    "ole with macros only": (_renamed_stream(DOC, "WordDocument", "Macros"), "empty"),
    "empty archive": (sample.zipped({}), "empty"),
    "doc with password": (_with_password(DOC), "encrypted"),
    "docx with password": (_renamed_stream(DOC, "WordDocument", "EncryptionInfo"), "encrypted"),
    "pdf with password": (sample.pdf(extra=_LOCK), "encrypted"),
    "cut docx": (DOCX[: len(DOCX) // 2], "damaged"),
    "cut doc": (DOC[:4096], "damaged"),
    "doc without its end": (DOC[:-400], "damaged"),
    "cut xls": (XLS[:2048], "damaged"),
    "cut rtf": (sample.rtf("Báo cáo" * 50)[:200], "damaged"),
    "cut image": (sample.encoded(sample.drawn(("Báo cáo",)))[:500], "damaged"),
    "cut archive": (sample.zipped({"a.txt": "báo cáo " * 1000})[:60], "damaged"),
    "pdf mark only": (b"%PDF-1.7\n" + bytes(range(256)), "damaged"),
    "web page without words": (b"<html><head><title>Trang</title></head><body><br></body></html>", "empty"),
    "odt with password": (sample.open_text("<manifest:encryption-data/>"), "encrypted"),
    "open workbook": (
        sample.zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"}),
        "unsupported",
    ),
    "cut odt": (sample.open_text()[:900], "damaged"),
    "json": ('{"báo cáo": [1, 2]}'.encode(), "unsupported"),
    "xml": (b'<?xml version="1.0"?><a>b</a>', "unsupported"),
    "program": (b"MZ\x90\0" + b"\1" * 100, "unsupported"),
    "rar": (b"Rar!\x1a\x07\0" + b"\1" * 100, "unsupported"),
    "bytes": (bytes(range(1, 256)) * 20, "unsupported"),
    "presentation": (_renamed_stream(DOC, "WordDocument", "Slides"), "unsupported"),
}


@pytest.mark.parametrize(("content", "code"), REFUSED.values(), ids=REFUSED)
def test_whole_files(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "x"
    path.write_bytes(content)
    (failed,) = read_file(path, "x")
    assert isinstance(failed, FailedSource), failed
    assert (failed.name, failed.code) == ("x", code), failed
    assert failed.reason


@pytest.mark.parametrize("name", ["a.py", "B.JSON", "c/tap.sql", "d.yaml", "e.js", "f.log"])
def test_what_is_kept_for_programs_is_no_document(tmp_path: Path, name: str) -> None:
    path = tmp_path / "x"
    path.write_text("Báo cáo của xã: 12 tổ công nghệ số", encoding="utf-8")
    (failed,) = read_file(path, name)
    assert isinstance(failed, FailedSource) and failed.code == "unsupported"
    (read,) = read_file(path, f"{name}.txt")
    assert not isinstance(read, FailedSource)


def test_missing_files_and_folders(tmp_path: Path) -> None:
    for path in (tmp_path / "khong-co.txt", tmp_path):
        (failed,) = read_file(path, "x")
        assert isinstance(failed, FailedSource) and failed.code == "unreadable"


MEMBERS: dict[str, tuple[Callable[[], bytes], str]] = {
    "parent": (lambda: sample.zipped({"../../ra-ngoai.txt": "x"}), "unsafe_archive"),
    "absolute": (lambda: sample.zipped({"/etc/ra-ngoai.txt": "x"}), "unsafe_archive"),
    "drive": (lambda: sample.zipped({"C:\\ra-ngoai.txt": "x"}), "unsafe_archive"),
    "link": (_link, "unsafe_archive"),
    "nested": (lambda: sample.zipped({"a.zip": sample.zipped({"b.txt": "x"})}), "unsafe_archive"),
    "password": (_locked_zip, "encrypted"),
    "secret": (lambda: sample.zipped({"a.txt": "UBND XÃ MAI KHÊ\nMẬT\nBÁO CÁO"}), "confidential"),
}


@pytest.mark.parametrize(("content", "code"), MEMBERS.values(), ids=MEMBERS)
def test_archive_members(tmp_path: Path, content: Callable[[], bytes], code: str) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(content())
    (failed,) = read_file(path, "a.zip")
    assert isinstance(failed, FailedSource)
    assert failed.code == code, failed
    assert failed.name.startswith("a.zip/") and "\n" not in failed.name


def test_two_members_of_one_name(tmp_path: Path) -> None:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("a.txt", "báo cáo một")
        archive.writestr("a.txt", "báo cáo hai")
    path = tmp_path / "a.zip"
    path.write_bytes(buffer.getvalue())
    first, second = read_file(path, "a.zip")
    assert not isinstance(first, FailedSource)
    assert isinstance(second, FailedSource) and second.code == "unsafe_archive"


def _bomb() -> bytes:
    return sample.zipped({"to.txt": b"0" * 2_000_000})


LIMITED: dict[str, tuple[bytes, ReadingLimits]] = {
    "file": (b"b\xc3\xa1o c\xc3\xa1o " * 100, ReadingLimits(max_bytes=500)),
    "unpacked archive": (_bomb(), ReadingLimits(max_unpacked_bytes=1_000_000)),
    "unpacked docx": (sample.bare_docx("<w:p/>" * 100_000), ReadingLimits(max_unpacked_bytes=100_000)),
    "unpacked xlsx": (sample.workbook(), ReadingLimits(max_unpacked_bytes=1_000)),
    "member": (_bomb(), ReadingLimits(max_bytes=100_000)),
    "members": (sample.zipped({f"{n}.txt": "x" for n in range(9)}), ReadingLimits(max_members=8)),
    "pages": (sample.pdf(), ReadingLimits(max_pages=0)),
}


@pytest.mark.parametrize(("content", "limits"), LIMITED.values(), ids=LIMITED)
def test_limits(tmp_path: Path, content: bytes, limits: ReadingLimits) -> None:
    path = tmp_path / "x"
    path.write_bytes(content)
    (failed,) = read_file(path, "x", limits=limits)
    assert isinstance(failed, FailedSource) and failed.code == "oversized", failed


def test_a_workbook_that_claims_billions_of_cells(tmp_path: Path) -> None:
    """Rows whose last cell lies in the last column: few bytes, many cells."""
    with zipfile.ZipFile(BytesIO(sample.workbook())) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    rows = "".join(f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in range(1, 400))
    parts["xl/worksheets/sheet1.xml"] = (
        f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}'
        "</sheetData></worksheet>"
    ).encode()
    path = tmp_path / "x.xlsx"
    path.write_bytes(sample.zipped(parts))
    (failed,) = read_file(path, "x.xlsx")
    assert isinstance(failed, FailedSource) and failed.code == "oversized"
