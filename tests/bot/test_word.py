"""The produced .docx measured from its XML against Decree 30/2020/NĐ-CP, Appendix I. The table below is
written from the decree, not from the settings that produce the file."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from bot.assistant.models import SourceRef
from bot.rendering.paper import Annex, Block, BlockStyle, Paper, Sentence
from bot.rendering.word import report_document
from bot.rendering.word_rules import part, rules, text_width

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TWIPS_PER_MM = 1440 / 25.4

SOURCE = SourceRef(document="bc.docx", section="III", quote="Kinh phí còn ít", commune="xã Mai Khê")
TASKS = Annex(
    label="Phụ lục",
    title="Phân công nhiệm vụ",
    attached="(Kèm theo Kế hoạch số      /KH-UBND)",
    columns=("STT", "Nội dung", "Đơn vị chủ trì"),
    widths=(1, 5, 3),
    rows=(("NHÓM VIỆC",), ("1", "Rà soát dữ liệu", "Công an phường")),
)
PAPER = Paper(
    issuer="Ủy ban nhân dân phường Lương Thủy",
    superior="Thành phố Giang Lĩnh",
    symbol="Số:        /BC-UBND",
    place_date="Lương Thủy, ngày      tháng      năm 2025",
    kind="Báo cáo",
    subject="Tình hình thực hiện Chiến lược",
    addressees=("Sở Khoa học và Công nghệ",),
    body=(
        Block.of(BlockStyle.BASIS, "Căn cứ Nghị quyết số 57-NQ/TW."),
        Block.of(BlockStyle.HEADING, "I. KẾT QUẢ"),
        Block.of(BlockStyle.ITEM, "1. Chính quyền số"),
        Block(
            style=BlockStyle.PARAGRAPH,
            sentences=(
                Sentence(text="Kinh phí hạn hẹp.", sources=(SOURCE,)),
                Sentence(text="Đạt [… số liệu: tỷ lệ …]./."),
            ),
        ),
    ),
    recipients=("Như trên", "Lưu: VT, VHXH"),
    authority=("TM. Ủy ban nhân dân", "KT. Chủ tịch", "Phó Chủ tịch"),
    signer="Đỗ Minh Quế",
    annexes=(TASKS,),
)


class Page:
    """A .docx as its XML says it is."""

    def __init__(self, docx: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(docx)) as archive:
            self.files = {name: archive.read(name) for name in archive.namelist()}
        self.root = etree.fromstring(self.files["word/document.xml"])
        self.sections = list(self.root.iter(W + "sectPr"))

    def paragraph(self, text: str) -> Any:
        matches = [p for p in self.root.iter(W + "p") if text in self.text(p)]
        assert matches, f"no paragraph with {text!r}"
        return matches[0]

    @staticmethod
    def text(node: Any) -> str:
        return "".join(t.text or "" for t in node.iter(W + "t"))

    def letters(self, text: str) -> tuple[float, bool, bool, str]:
        """Size in points, bold, italic and alignment of the paragraph that holds a text."""
        paragraph = self.paragraph(text)
        run = next(r for r in paragraph.iter(W + "r") if self.text(r).strip())
        size = int(run.find(f"{W}rPr/{W}sz").get(W + "val")) / 2
        alignment = paragraph.find(f"{W}pPr/{W}jc").get(W + "val")
        return size, self._is_on(run, "b"), self._is_on(run, "i"), alignment

    @staticmethod
    def _is_on(run: Any, tag: str) -> bool:
        mark = run.find(f"{W}rPr/{W}{tag}")
        return mark is not None and mark.get(W + "val") not in ("0", "false")


@pytest.fixture(scope="module")
def page() -> Page:
    return Page(report_document(PAPER))


# words of the part -> sizes allowed, bold, italic, alignment, capitals (Appendix I, part V and part II)
LETTERS: dict[str, tuple[tuple[float, float], bool, bool, str, bool]] = {
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM": ((12, 13), True, False, "center", True),
    "Độc lập - Tự do - Hạnh phúc": ((13, 14), True, False, "center", False),
    "THÀNH PHỐ GIANG LĨNH": ((12, 13), False, False, "center", True),
    "ỦY BAN NHÂN DÂN": ((12, 13), True, False, "center", True),
    "PHƯỜNG LƯƠNG THỦY": ((12, 13), True, False, "center", True),
    "Số:        /BC-UBND": ((13, 13), False, False, "center", False),
    "Lương Thủy, ngày": ((13, 14), False, True, "center", False),
    "BÁO CÁO": ((13, 14), True, False, "center", True),
    "Tình hình thực hiện Chiến lược": ((13, 14), True, False, "center", False),
    "Kính gửi: Sở Khoa học và Công nghệ": ((13, 14), False, False, "center", False),
    "Căn cứ Nghị quyết": ((13, 14), False, True, "both", False),
    "I. KẾT QUẢ": ((13, 14), True, False, "both", True),
    "1. Chính quyền số": ((13, 14), True, False, "both", False),
    "Kinh phí hạn hẹp.": ((13, 14), False, False, "both", False),
    "TM. ỦY BAN NHÂN DÂN": ((13, 14), True, False, "center", True),
    "KT. CHỦ TỊCH": ((13, 14), True, False, "center", True),
    "Đỗ Minh Quế": ((13, 14), True, False, "center", False),
    "Nơi nhận:": ((12, 12), True, True, "left", False),
    "- Như trên;": ((11, 11), False, False, "left", False),
    "- Lưu: VT, VHXH.": ((11, 11), False, False, "left", False),
    "Phụ lục": ((14, 14), True, False, "center", False),
    "PHÂN CÔNG NHIỆM VỤ": ((13, 14), True, False, "center", True),
    "(Kèm theo": ((13, 14), False, True, "center", False),
}


@pytest.mark.parametrize("words", LETTERS)
def test_letters(page: Page, words: str) -> None:
    (low, high), bold, italic, alignment, capitals = LETTERS[words]
    size, is_bold, is_italic, aligned = page.letters(words)
    assert low <= size <= high
    assert (is_bold, is_italic, aligned) == (bold, italic, alignment)
    assert page.text(page.paragraph(words)).isupper() is capitals


# side -> millimetres allowed (Appendix I, part I)
MARGINS = {"top": (20, 25), "bottom": (20, 25), "left": (30, 35), "right": (15, 20)}


@pytest.mark.parametrize("side", MARGINS)
def test_margins(page: Page, side: str) -> None:
    low, high = MARGINS[side]
    for section in page.sections:
        assert low <= round(int(section.find(W + "pgMar").get(W + side)) / TWIPS_PER_MM, 1) <= high


def test_paper_is_a4_and_the_annex_lies_across(page: Page) -> None:
    sizes = [
        tuple(round(int(s.find(W + "pgSz").get(W + side)) / TWIPS_PER_MM) for side in ("w", "h"))
        for s in page.sections
    ]
    assert sizes == [(210, 297), (297, 210)]
    assert page.sections[1].find(W + "pgSz").get(W + "orient") == "landscape"


def test_one_font_for_all_scripts_in_black(page: Page) -> None:
    styles = etree.fromstring(page.files["word/styles.xml"])
    normal = next(s for s in styles.iter(W + "style") if s.get(W + "styleId") == "Normal")
    fonts = normal.find(f"{W}rPr/{W}rFonts")
    assert {fonts.get(W + script) for script in ("ascii", "hAnsi", "cs", "eastAsia")} == {"Times New Roman"}
    assert normal.find(f"{W}rPr/{W}color").get(W + "val") == "000000"
    assert not list(page.root.iter(W + "rFonts")), "no run with a font of its own"


def test_page_numbers_in_the_upper_margin_hidden_on_first_pages_anew_in_the_annex(page: Page) -> None:
    for section in page.sections:
        assert section.find(W + "titlePg") is not None
        assert section.find(W + "pgNumType").get(W + "start") == "1"
        assert int(section.find(W + "pgMar").get(W + "header")) < int(
            section.find(W + "pgMar").get(W + "top")
        )
    headers = [etree.fromstring(data) for name, data in page.files.items() if "word/header" in name]
    numbered = [h for h in headers if "PAGE" in "".join(i.text or "" for i in h.iter(W + "instrText"))]
    assert len(numbered) == 2 and len(headers) == 4, (
        "one for each section, and an empty one for its first page"
    )
    for header in numbered:
        assert header.find(f"{W}p/{W}pPr/{W}jc").get(W + "val") == "center"
        assert 26 <= int(next(header.iter(W + "sz")).get(W + "val")) <= 28


def test_body_layout(page: Page) -> None:
    for words in ("Căn cứ Nghị quyết", "I. KẾT QUẢ", "1. Chính quyền số", "Kinh phí hạn hẹp."):
        layout = page.paragraph(words).find(W + "pPr")
        assert 10 <= round(int(layout.find(W + "ind").get(W + "firstLine")) / TWIPS_PER_MM, 1) <= 12.7
        spacing = layout.find(W + "spacing")
        assert int(spacing.get(W + "after")) / 20 >= 6
        assert 1.0 <= int(spacing.get(W + "line")) / 240 <= 1.5


def test_lines_are_drawn_and_as_long_as_asked(page: Page) -> None:
    ruled = [p for p in page.root.iter(W + "p") if p.find(f"{W}pPr/{W}pBdr") is not None and not page.text(p)]
    assert len(ruled) == 3, "below issuer, motto and subject"
    assert not list(page.root.iter(W + "u")) and "___" not in page.text(page.root)
    for paragraph, words, room, (low, high) in zip(
        ruled,
        ("PHƯỜNG LƯƠNG THỦY", "Độc lập - Tự do - Hạnh phúc", "Tình hình thực hiện Chiến lược"),
        (65, 100, 165),
        ((1 / 3, 1 / 2), (0.97, 1.03), (1 / 3, 1 / 2)),
        strict=True,
    ):
        indent = paragraph.find(f"{W}pPr/{W}ind")
        length = room - 2 * int(indent.get(W + "left")) / TWIPS_PER_MM
        assert low <= length / text_width(words, page.letters(words)[0]) <= high


def test_country_stays_on_one_line() -> None:
    assert (
        text_width("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", part("country").size)
        < rules()["heading_table"]["right"]
    )


def test_heading_table_has_no_borders_and_no_padding(page: Page) -> None:
    table = next(page.root.iter(W + "tbl"))
    assert table.find(f"{W}tblPr/{W}tblBorders") is None
    assert [side.get(W + "w") for side in table.find(f"{W}tblPr/{W}tblCellMar")] == ["0", "0"]


def test_draft_mark_and_open_places(page: Page) -> None:
    assert page.paragraph("DỰ THẢO") is not None
    slots = [page.text(r) for r in page.root.iter(W + "r") if r.find(f"{W}rPr/{W}highlight") is not None]
    assert slots == ["[… số liệu: tỷ lệ …]"]
    issued = Page(report_document(PAPER.model_copy(update={"draft": False})))
    assert "DỰ THẢO" not in issued.text(issued.root)


def test_annex_repeats_its_head_and_keeps_rows_whole(page: Page) -> None:
    rows = list(list(page.root.iter(W + "tbl"))[-1].iter(W + "tr"))
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True, False, False]
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
    assert rows[1].find(f"{W}tc/{W}tcPr/{W}gridSpan").get(W + "val") == "3"


def test_sources_as_comments(page: Page) -> None:
    comments = etree.fromstring(page.files["word/comments.xml"])
    assert page.text(comments) == "xã Mai Khê, bc.docx, III: «Kinh phí còn ít»"
    start = next(page.root.iter(W + "commentRangeStart"))
    assert page.text(start.getnext()) == "Kinh phí hạn hẹp."


def test_sources_as_a_last_page_or_left_out() -> None:
    last = Page(report_document(PAPER, "appendix"))
    assert "[1] xã Mai Khê, bc.docx, III: «Kinh phí còn ít»" in last.text(last.root)
    without = Page(report_document(PAPER, "none"))
    assert "Kinh phí còn ít" not in "".join(map(str, without.files.values()))


def test_several_addressees_stand_below_each_other() -> None:
    paper = PAPER.model_copy(update={"addressees": ("Sở Nội vụ", "Sở Tài chính.")})
    text = [Page.text(p) for p in Page(report_document(paper)).root.iter(W + "p")]
    assert "- Sở Nội vụ;" in text and "- Sở Tài chính." in text


def test_official_dispatch_has_its_subject_below_the_symbol() -> None:
    paper = PAPER.model_copy(update={"kind": "", "subject": "", "about": "V/v báo cáo số liệu"})
    size, bold, italic, _ = Page(report_document(paper)).letters("V/v báo cáo số liệu")
    assert (12 <= size <= 13, bold, italic) == (True, False, False)


def test_rows_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="a row of 2 cells in a table of 3"):
        Annex(label="", title="", columns=("a", "b", "c"), widths=(1, 1, 1), rows=(("1", "2"),))


def test_every_rule_names_its_source_and_keeps_within_its_range() -> None:
    for name in rules()["part"]:
        rule = part(name)
        assert rule.source and rule.range[0] <= rule.size <= rule.range[1], name
    for table in ("page", "body"):
        for key, (low, high) in rules()[table]["range"].items():
            assert low <= rules()[table][key] <= high


ORDER = {  # children in the order of the schema (ECMA-376), as far as we write them
    "sectPr": ["headerReference", "pgSz", "pgMar", "pgNumType", "cols", "titlePg", "docGrid"],
    "tblPr": ["tblStyle", "tblW", "jc", "tblLayout", "tblCellMar", "tblLook"],
    "pPr": ["pStyle", "keepNext", "pBdr", "spacing", "ind", "jc", "sectPr"],
    "rPr": ["rStyle", "rFonts", "b", "i", "color", "sz", "highlight", "vertAlign", "lang"],
}


@pytest.mark.parametrize("parent", ORDER)
def test_word_opens_it_without_repair(page: Page, parent: str) -> None:
    """Word refuses children in the wrong order where LibreOffice does not mind."""
    for node in page.root.iter(W + parent):
        names = [re.sub(r"\{.*\}", "", child.tag) for child in node if child.tag != W + "type"]
        assert set(names) <= set(ORDER[parent])
        assert names == sorted(names, key=ORDER[parent].index)


def test_libreoffice_opens_it(tmp_path: Path, requires_tool: Callable[[str], None]) -> None:
    requires_tool("soffice")
    file = tmp_path / "paper.docx"
    file.write_bytes(report_document(PAPER))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(file)]
    subprocess.run(command, check=True, capture_output=True)
    import pypdfium2

    pages = pypdfium2.PdfDocument(tmp_path / "paper.pdf")
    assert [round(side / 72 * 25.4) for side in pages[1].get_size()] == [297, 210]
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in pages[0].get_textpage().get_text_range()
