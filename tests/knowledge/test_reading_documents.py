"""Real files of the shared material, each against its text where that is given."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from rapidfuzz.distance import LCSseq, Levenshtein

from knowledge import quality
from knowledge.models import SourceText
from knowledge.reading import read_file

SHARED = Path(__file__).parents[2].parent / "shared"
DOCUMENTS = SHARED / "documents"
CORPUS = SHARED / "corpus"
pytestmark = pytest.mark.skipif(not DOCUMENTS.is_dir(), reason="the shared documents are not here")


def _source(path: Path) -> SourceText:
    (source,) = read_file(path, path.name)
    assert isinstance(source, SourceText), source
    return source


def _truth(name: str) -> str:
    return unicodedata.normalize("NFC", (DOCUMENTS / name).read_text("utf-8"))


@pytest.mark.parametrize("name", ["tcvn3-2003-02144qd.doc", "tcvn3-2003-A30.rtf"])
def test_old_fonts(name: str) -> None:
    read = " ".join(_source(DOCUMENTS / name).text.split())
    truth = " ".join(_truth(Path(name).stem + ".truth.txt").split())
    assert 1 - Levenshtein.distance(read, truth) / len(truth) >= 0.99


def test_word_97_called_docx() -> None:
    text = _source(DOCUMENTS / "word97-mislabelled-as.docx").text
    assert "LUẬT\nPHÒNG CHÁY VÀ CHỮA CHÁY" in text
    assert quality.known_syllables(text) > 0.97


def test_word_97_tables() -> None:
    text = _source(DOCUMENTS / "word97-decree-23-2018-ND-CP.doc").text
    assert "\n3.2\tRạp chiếu phim; nhà thi đấu thể thao trong nhà; sân vận động\tA\t0,15\n" in text


def test_pdf_with_text() -> None:
    source = _source(DOCUMENTS / "digital-circular-02-2021-TT-BTC.pdf")
    assert len(source.pages) == 3 and not source.ocr
    assert "Số: 02/2021/TT-BTC Hà Nội, ngày 08 tháng 01 năm 2021" in source.text


def test_scan(requires_tool: Callable[[str], None]) -> None:
    requires_tool("tesseract")
    source = _source(DOCUMENTS / "scanned-law-68-2020-QH14.pdf")
    truth = _truth("scanned-law-68-2020-QH14.truth.txt").split()
    assert LCSseq.similarity(truth, source.text.split()) / len(truth) >= 0.95
    measured = quality.measure(source.text, source.ocr, source.pages)
    assert measured.ocr and not measured.poor
    assert measured.ocr_confidence is not None and measured.ocr_confidence > 90


def test_quality_of_the_reports() -> None:
    poor = {path.name[:3]: quality.measure(_source(path).text) for path in sorted(CORPUS.glob("*.txt"))}
    assert [name for name, measured in poor.items() if measured.poor] == ["003"]
    assert [name for name, measured in poor.items() if measured.ocr] == ["003"]
