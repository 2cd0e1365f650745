"""Formats: what stands in a file comes out as text, whatever the file is called."""

from __future__ import annotations

import codecs
import quopri
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls

from knowledge.models import FailedSource, SourceText
from knowledge.reading import PageProgress, ReadingLimits, read_file
from tests.knowledge import sample_files as sample

Read = Callable[..., list[SourceText | FailedSource]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def read(content: bytes, name: str = "tep.bin", **options: object) -> list[SourceText | FailedSource]:
        path = tmp_path / "content"
        path.write_bytes(content)
        return list(read_file(path, name, **options))  # type: ignore[arg-type]

    return read


@pytest.fixture
def text_of(read: Read) -> Callable[..., str]:
    def text_of(content: bytes, name: str = "tep.bin") -> str:
        (source,) = read(content, name)
        assert isinstance(source, SourceText), source
        return source.text

    return text_of


OFFICIAL = [
    "ỦY BAN NHÂN DÂN",
    "XÃ MAI KHÊ",
    "Số: 15/BC-UBND",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "BÁO CÁO",
]


def test_word_layout_tables_become_lines_and_real_tables_rows(text_of: Callable[..., str]) -> None:
    text = text_of(sample.saved(sample.word_document()))
    assert text.split("\n") == [*OFFICIAL, sample.SENTENCE, *("\t".join(row) for row in sample.TABLE)]


@pytest.mark.parametrize("name", ["bao-cao.doc", "bao-cao.docx", "bao-cao.pdf", "bao-cao"])
def test_word_97_is_read_whatever_it_is_called(text_of: Callable[..., str], name: str) -> None:
    lines = text_of((sample.FILES / "bao-cao.doc").read_bytes(), name).split("\n")
    assert lines[:6] == OFFICIAL
    assert sample.SENTENCE in lines, "a tracked deletion and hidden text stand in this sentence"
    assert lines[-4:-1] == ["\t".join(row) for row in sample.TABLE]
    assert "DATE" not in " ".join(lines), "field codes are no text"


def test_word_tracked_changes_fields_and_hidden_text(text_of: Callable[..., str]) -> None:
    document = sample.word_document("Đạt ")
    paragraph = document.paragraphs[-1]
    sample.with_xml(paragraph, '<w:del w:id="1" w:author="a"><w:r><w:delText>90</w:delText></w:r></w:del>')
    sample.with_xml(paragraph, '<w:ins w:id="2" w:author="a"><w:r><w:t>95</w:t></w:r></w:ins>')
    sample.with_xml(paragraph, "<w:r><w:instrText>PAGE</w:instrText></w:r>")
    sample.with_xml(paragraph, "<w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r>")
    sample.with_xml(paragraph, '<w:hyperlink w:anchor="x"><w:r><w:t>% kế hoạch</w:t></w:r></w:hyperlink>')
    assert "\nĐạt 95% kế hoạch\n" in text_of(sample.saved(document))


def test_word_merged_cells_keep_columns_in_line(text_of: Callable[..., str]) -> None:
    document = sample.word_document()
    table = document.tables[1]
    table.rows[1].cells[0].merge(table.rows[1].cells[1])
    table.rows[0].cells[2].merge(table.rows[1].cells[2])
    lines = text_of(sample.saved(document)).split("\n")
    assert lines[-3:-1] == ["STT\tNội dung\tChủ trì Phòng Kinh tế", "1 Sửa kênh tưới thôn Đông\t\t"]


def test_word_list_numbers(text_of: Callable[..., str]) -> None:
    document = sample.word_document()
    numbering = document.part.numbering_part.element
    level = '<w:lvl w:ilvl="{}"><w:start w:val="1"/><w:numFmt w:val="{}"/><w:lvlText w:val="{}"/></w:lvl>'
    levels = "".join(
        level.format(*row)
        for row in ((0, "upperRoman", "%1."), (1, "decimal", "%2."), (2, "lowerLetter", "%3)"))
    )
    numbering.append(
        parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">{levels}</w:abstractNum>')
    )
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    for depth, words in (
        (0, "KẾT QUẢ"),
        (1, "Trồng trọt"),
        (1, "Chăn nuôi"),
        (2, "Gia cầm"),
        (0, "TỒN TẠI"),
        (1, "Vốn"),
    ):
        listed = document.add_paragraph(words)._p.get_or_add_pPr().get_or_add_numPr()
        listed.get_or_add_ilvl().val = depth
        listed.get_or_add_numId().val = 90
    assert text_of(sample.saved(document)).split("\n")[-6:] == [
        "I. KẾT QUẢ", "1. Trồng trọt", "2. Chăn nuôi", "a) Gia cầm", "II. TỒN TẠI", "1. Vốn",
    ]  # fmt: skip


def test_word_text_boxes_are_read_once_and_running_heads_are_not(text_of: Callable[..., str]) -> None:
    document = sample.word_document()
    document.sections[0].header.paragraphs[0].text = "đầu trang lặp lại"
    box = "<w:txbxContent><w:p><w:r><w:t>trong khung</w:t></w:r></w:p></w:txbxContent>"
    run = parse_xml(
        f'<w:r {nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    document.paragraphs[0]._p.append(run)
    text = text_of(sample.saved(document))
    assert text.count("trong khung") == 1
    assert "đầu trang" not in text


def test_word_deleted_rows_are_gone(text_of: Callable[..., str]) -> None:
    document = sample.word_document()
    document.tables[1].rows[1]._tr.get_or_add_trPr().append(OxmlElement("w:del"))
    assert "Sửa kênh" not in text_of(sample.saved(document))


def test_rtf_tables_deletions_and_fields(text_of: Callable[..., str]) -> None:
    body = (
        r"\pard B\'e1o c\'e1o t\u7893? {\deleted c\u361?}{\v \u7849?n}"
        r"{\field{\*\fldinst{ PAGE }}{\fldrslt 7}}\par "
        r"\trowd\cellx1\cellx2\pard\intbl STT\cell Nội dung\par chính\cell\row "
        r"\trowd\cellx1\cellx2\pard\intbl 1\cell\cell\row \pard Hết.\par"
    )
    assert text_of(sample.rtf(body)).strip().split("\n") == [
        "Báo cáo tổ 7",
        "STT\tNội dung chính",
        "1\t",
        "Hết.",
    ]


@pytest.mark.parametrize(
    "content", [sample.workbook(), (sample.FILES / "chi-tieu.xls").read_bytes()], ids=["xlsx", "xls"]
)
def test_workbooks_show_values_as_formatted(read: Read, content: bytes) -> None:
    (source,) = read(content)
    assert isinstance(source, SourceText)
    lines = source.text.split("\n")
    assert lines[:3] == [
        "Chỉ tiêu",
        "STT\tChỉ tiêu\tTỷ lệ\tSố tiền\tNgày",
        "1\tHồ sơ trực tuyến\t85,5%\t1.234.567,5\t31/12/2025",
    ]
    assert len(source.pages) == 1, "hidden sheets are not read"


TEXT = "Ủy ban nhân dân xã Mai Khê báo cáo: tỷ lệ hộ nghèo còn 1,25%, giảm 0,5% so với năm trước."


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
    ],
    ids=["utf-8", "utf-8 with mark", "utf-16-le", "utf-16-be", "utf-16 without mark"],
)
def test_plain_text_encodings(text_of: Callable[..., str], content: bytes) -> None:
    assert text_of(content) == TEXT


def test_pages_lead_to_their_text(read: Read, tmp_path: Path) -> None:
    seen: list[PageProgress] = []
    (source,) = read(sample.pdf(("BAO CAO", "Ty le 96,5%")), "a.pdf", progress=seen.append)
    assert isinstance(source, SourceText)
    (page,) = source.pages
    assert source.text[page.start : page.end].split("\n") == ["BAO CAO", "Ty le 96,5%"]
    assert seen == [PageProgress("a.pdf", 1, 1, recognised=False)]


def test_ruled_tables_of_a_pdf_become_rows(text_of: Callable[..., str]) -> None:
    assert text_of(sample.pdf_table()).split("\n") == [
        "PHU LUC",
        "STT\tNoi dung\tChu tri",
        "I Nhiem vu chung\t\tVan phong HDND",
        "1\tTrong 14 ha rung\t",
        "Het.",
    ]


def test_archive_members_are_named_below_the_archive(read: Read) -> None:
    content = sample.zipped(
        {"xã/báo cáo.docx": sample.saved(sample.word_document()), "ghi-chu.txt": TEXT, "rong.txt": b""}
    )
    found = {source.name: source for source in read(content, "nop/tep.zip")}
    assert isinstance(found["nop/tep.zip/xã/báo cáo.docx"], SourceText)
    assert isinstance(found["nop/tep.zip/ghi-chu.txt"], SourceText)
    empty = found["nop/tep.zip/rong.txt"]
    assert isinstance(empty, FailedSource) and empty.code == "empty"


def test_internal_documents_only_where_allowed(read: Read) -> None:
    content = f"ỦY BAN NHÂN DÂN\nLƯU HÀNH NỘI BỘ\nBÁO CÁO\n{TEXT}".encode()
    (refused,) = read(content)
    assert isinstance(refused, FailedSource) and refused.code == "confidential"
    (taken,) = read(content, limits=ReadingLimits(allow_internal=True))
    assert isinstance(taken, SourceText)


def test_a_stamp_in_a_running_head_counts(read: Read) -> None:
    document = sample.word_document()
    document.sections[0].header.paragraphs[0].text = "TỐI MẬT"
    (refused,) = read(sample.saved(document), "a.docx")
    assert refused == FailedSource(
        name="a.docx", code="confidential", reason="văn bản có dấu “TỐI MẬT”, không đưa vào kho"
    )


SAVED_PAGE = [
    "ỦY BAN NHÂN DÂN",
    "XÃ MAI KHÊ",
    "1. Tỷ lệ hộ nghèo giảm còn 1,25%",
    "Nội dung\t\tChủ trì",
    "1\tSửa kênh mương\t",
]


def _archived(page: str) -> bytes:
    """As browsers and Word save a page with its pictures."""
    body = quopri.encodestring(page.encode()).decode("ascii")
    return (
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n--x\r\n'
        'Content-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'
        f"{body}\r\n--x--\r\n"
    ).encode()


PAGES: dict[str, bytes] = {
    "utf-8": sample.web_page().encode(),
    "utf-16": codecs.BOM_UTF16_LE + sample.web_page().encode("utf-16-le"),
    "windows-1258": unicodedata.normalize("NFC", sample.web_page())
    .replace("utf-8", "windows-1258")
    .translate({ord(c): unicodedata.normalize("NFD", c) for c in "ỦỀỷệộờảạựỳươ"})
    .encode("cp1258", "xmlcharrefreplace"),
    "xhtml": b'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>' + sample.web_page().encode(),
    "archive": _archived(sample.web_page()),
    "mail": sample.mail(sample.web_page()),
}


@pytest.mark.parametrize("content", PAGES.values(), ids=PAGES)
def test_pages_saved_by_word_and_mails(text_of: Callable[..., str], content: bytes) -> None:
    assert text_of(content, "bao-cao.html").split("\n") == SAVED_PAGE


def test_a_mail_says_that_something_is_attached(read: Read) -> None:
    (source,) = read(sample.mail(sample.web_page(), b"%PDF"), "thu.eml")
    assert isinstance(source, SourceText)
    assert "1 tệp đính kèm" in source.notes[0]


def test_open_document_text(text_of: Callable[..., str]) -> None:
    assert text_of(sample.open_text()).split("\n") == [
        "BÁO CÁO", "Tỷ lệ hộ nghèo 1,25%", "Trong khung", "Nội dung\t\tChủ trì", "1\tSửa kênh mương\t",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ['STT,Tên,Tỷ lệ\n\n1,"Hộ nghèo, cận nghèo","1,25%"\n', "STT;Tên;Tỷ lệ\n1;Hộ nghèo, cận nghèo;1,25%"],
)
def test_separated_values_are_rows(text_of: Callable[..., str], text: str) -> None:
    assert text_of(text.encode(), "So-lieu.CSV").split("\n") == [
        "STT\tTên\tTỷ lệ",
        "1\tHộ nghèo, cận nghèo\t1,25%",
    ]
