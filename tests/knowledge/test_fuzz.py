"""No damaged file crashes a load, hangs it, or is lost without a named reason. `make bench` tries 10,000 a
format; here 200."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge import errors
from knowledge.models import FailedSource, SourceText
from knowledge.reading import ReadingLimits, read_file
from tests.knowledge import mutations
from tests.knowledge import sample_files as sample
from tests.knowledge.test_reading_encodings import REPORT, in_old_font

CODES = {
    kind.code
    for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, errors.ReadingError)
}
TABLE = (
    "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>STT</w:t></w:r></w:p></w:tc><w:tc>"
    "<w:tcPr><w:gridSpan w:val='2'/></w:tcPr><w:p><w:r><w:t>Nội dung</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
)
FORMATS: dict[str, Callable[[], bytes]] = {
    "txt": lambda: REPORT.encode(),
    "tcvn3": lambda: in_old_font(REPORT, "tcvn3").encode("latin-1"),
    "docx": lambda: sample.bare_docx(f"<w:p><w:r><w:t>{REPORT}</w:t></w:r></w:p>{TABLE}"),
    "doc": lambda: (sample.FILES / "bao-cao.doc").read_bytes(),
    "rtf": lambda: sample.rtf(REPORT + r"\par \trowd\pard\intbl STT\cell x\cell\row{\*\fldinst PAGE}"),
    "xlsx": sample.workbook,
    "xls": lambda: (sample.FILES / "chi-tieu.xls").read_bytes(),
    "pdf": sample.pdf_table,
    "odt": sample.open_text,
    "html": lambda: sample.web_page().encode(),
    "eml": lambda: sample.mail(sample.web_page()),
    "csv": lambda: 'STT;Nội dung;Tỷ lệ\n1;"Hộ nghèo; cận nghèo";1,25%\n'.encode() * 20,
    "zip": lambda: sample.zipped({"a.txt": REPORT, "b/c.docx": sample.bare_docx("<w:p/>")}),
}
QUICK = ReadingLimits(max_unpacked_bytes=20 * 2**20, seconds_a_page=0.02)
"""A damaged page may look like an image; its recognition is cut short here."""


def check(path: Path, content: bytes) -> int:
    """Read a damaged file; returns how many texts and failures came of it, all of them well-formed."""
    path.write_bytes(content)
    found = list(read_file(path, "tep", limits=QUICK))
    assert found, "lost without a reason"
    for source in found:
        assert source.name == "tep" or source.name.startswith("tep/")
        if isinstance(source, FailedSource):
            assert source.code in CODES
            assert source.reason.strip()
        else:
            assert isinstance(source, SourceText)
            source.text.encode()
            assert all(page.start <= page.end <= len(source.text) for page in source.pages)
    return len(found)


@pytest.mark.parametrize("name", FORMATS)
def test_damaged_files_are_read_or_refused_by_name(tmp_path: Path, name: str) -> None:
    for content in mutations.damaged(FORMATS[name](), 200, seed=zlib.crc32(name.encode())):
        check(tmp_path / "tep", content)


@pytest.mark.filterwarnings("ignore:.*:UserWarning:PIL")
def test_damaged_images(tmp_path: Path, requires_tool: Callable[[str], None]) -> None:
    requires_tool("tesseract")
    image = sample.drawn(("Báo cáo",)).resize((160, 40))
    for form in ("PNG", "JPEG", "TIFF"):
        for content in mutations.damaged(sample.encoded(image, form), 200, seed=1):
            check(tmp_path / "tep", content)
