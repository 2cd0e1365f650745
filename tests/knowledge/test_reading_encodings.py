"""Text from before Unicode: TCVN3 and VNI fonts, Windows-1258, decomposed letters."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from viparse.normalize.encodings import CHARMAPS

from knowledge.models import SourceText
from knowledge.reading import read_file
from knowledge.reading.legacy import detect, to_unicode
from knowledge.reading.pages import tidy
from tests.knowledge import sample_files as sample

REPORT = """Ủy ban nhân dân xã Trường Nhuệ báo cáo kết quả thu ngân sách:
Tổng thu đạt 12,5 tỷ đồng, bằng 108% dự toán; nợ thuế giảm còn 0,3 tỷ đồng.
Đã cấp 245 giấy chứng nhận quyền sử dụng đất, giải quyết dứt điểm 17/17 đơn thư khiếu nại.
Bờ kè sông Thượng được sửa chữa, phòng ngừa sạt lở trước mùa mưa bão."""
FOREIGN = {
    "spanish": "El niño comió más jamón en el año pasado que la señora de la montaña, según el informe.",
    "french": "Le rapport présenté à l'Assemblée fédérale évoque les problèmes liés aux élèves étrangers.",
    "german": "Die größte Straße führt über den Fluß zur schönen Stadt, wo Bürger ihre Häuser öffnen.",
}


def in_old_font(text: str, encoding: str) -> str:
    """The Western letters that an old font's bytes look like. TCVN3 has no toned capitals: as in its
    capital fonts, the small letter's byte stands for them."""
    table = {letter: old for old, letter in CHARMAPS[encoding].pairs}
    return "".join(table.get(char) or table.get(char.lower(), char) for char in text)


@pytest.mark.parametrize("encoding", ["tcvn3", "vni"])
def test_old_fonts_become_unicode(encoding: str) -> None:
    old = in_old_font(REPORT, encoding)
    assert detect(old) == encoding
    assert to_unicode(old).lower() == REPORT.lower()


def test_only_the_old_part_of_a_mixed_text_changes() -> None:
    old = in_old_font("Tổng thu đạt 12,5 tỷ đồng, bằng một trăm phần trăm dự toán của quý bốn.", "tcvn3")
    assert to_unicode(f"{REPORT}\n{old}\n{REPORT}") == to_unicode(old).join((f"{REPORT}\n", f"\n{REPORT}"))
    assert "bằng một trăm phần trăm dự toán" in to_unicode(f"{REPORT}\n{old}")


@pytest.mark.parametrize("text", [*FOREIGN.values(), REPORT], ids=[*FOREIGN, "unicode"])
def test_other_text_stays(text: str) -> None:
    assert to_unicode(text) == text


@pytest.mark.parametrize(
    "content",
    [
        unicodedata.normalize("NFD", REPORT).encode(),
        in_old_font(REPORT, "vni").encode("latin-1"),
        in_old_font(REPORT, "tcvn3").encode("latin-1"),
        in_old_font(REPORT, "tcvn3").encode("utf-8"),
        sample.rtf(in_old_font(REPORT, "tcvn3").replace("\n", "\\par ")),
    ],
    ids=["decomposed", "vni bytes", "tcvn3 bytes", "tcvn3 in utf-8", "tcvn3 in rtf"],
)
def test_files_in_old_encodings(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x"
    path.write_bytes(content)
    (source,) = read_file(path, "x")
    assert isinstance(source, SourceText), source
    assert source.text.lower().split() == REPORT.lower().split()


def test_windows_1258(tmp_path: Path) -> None:
    marks = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))
    composed = [unicodedata.normalize("NFD", char) for char in REPORT]
    split = "".join(
        unicodedata.normalize("NFC", char.translate(marks)) + "".join(m for m in char if ord(m) in marks)
        for char in composed
    )
    path = tmp_path / "x.txt"
    path.write_bytes(split.encode("cp1258"))
    (source,) = read_file(path, "x.txt")
    assert isinstance(source, SourceText) and source.text == REPORT


def test_tidy_drops_what_is_not_seen() -> None:
    assert (
        tidy("Ba\u0301o\u00a0ca\u0301o \r\nsố\u200b\u00ad 5\x07\uf0b7\ud800\t\t\n")
        == "Báo cáo\nsố 5-\ufffd\t\t\n"
    )
