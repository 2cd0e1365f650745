"""Parts and sections of documents of many layouts."""

from __future__ import annotations

import random
import textwrap
import tomllib
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.cleaning import clean
from knowledge.headings import section_type, stated_type
from knowledge.models import SectionType
from knowledge.structure import parse

HERE = Path(__file__).parent
LAYOUTS = tomllib.loads((HERE.parent / "cases" / "layouts.toml").read_text(encoding="utf-8"))["layout"]
HEADINGS = tomllib.loads(
    (HERE.parents[1] / "knowledge" / "reference_data" / "section_headings.toml").read_text(encoding="utf-8")
)["heading"]


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout["file"])
def test_layouts(layout: dict[str, object]) -> None:
    view = clean((HERE / "layouts" / str(layout["file"])).read_text(encoding="utf-8"))
    assert [[section.path, section.type.value] for section in parse(view)] == layout["sections"]


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout["file"])
@pytest.mark.parametrize("width", [70, 85, 100])
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_wrapping_the_lines_changes_no_section(layout: dict[str, object], width: int, between: str) -> None:
    whole = clean((HERE / "layouts" / str(layout["file"])).read_text(encoding="utf-8")).text
    wrapped = between.join(
        part
        for line in whole.split("\n")
        for part in ([line] if "\t" in line else textwrap.wrap(line, width))
    )
    assert [(s.path, s.type, s.title) for s in parse(clean(wrapped))] == [
        (s.path, s.type, s.title) for s in parse(clean(whole))
    ]


@pytest.mark.parametrize(
    ("heading", "type_"),
    [(example, row["type"]) for row in HEADINGS for example in row["examples"]],
)
def test_every_example_gets_the_type_of_its_row(heading: str, type_: str) -> None:
    assert stated_type(heading) == type_


@pytest.mark.parametrize(
    ("heading", "parent", "type_"),
    [
        ("1. Mục đích", SectionType.TARGETS, SectionType.TARGETS),
        ("1. Công tác chỉ đạo", SectionType.RESULTS, SectionType.DIRECTION),
        ("2. Tồn tại, hạn chế", SectionType.ASSESSMENT, SectionType.DIFFICULTIES),
        ("1. Kết quả về y tế", SectionType.PROPOSALS, SectionType.PROPOSALS),
        ("3. Giải pháp", SectionType.TARGETS, SectionType.SOLUTIONS),
        ("1. Lĩnh vực giáo dục", SectionType.RESULTS, SectionType.RESULTS),
    ],
)
def test_a_settled_section_keeps_its_type(heading: str, parent: SectionType, type_: SectionType) -> None:
    assert section_type(heading, parent, "Báo cáo") is type_


def sections(text: str) -> list[tuple[str, str, int]]:
    return [(section.path, section.type.value, section.level) for section in parse(clean(text))]


def test_numbers_used_again_and_items_that_are_no_headings() -> None:
    text = """III. PHƯƠNG HƯỚNG
1. Mở rộng mạng lưới cấp nước đến các thôn vùng cao.
2. Duy tu các tuyến đường liên thôn.
III. KHÓ KHĂN
- Vốn còn ít.
"""
    assert sections(text) == [("III", "orientation", 1), ("III(2)", "difficulties", 1)]


def test_a_single_paragraph_is_content() -> None:
    assert sections("Đến 17h00, toàn xã có 35 hộ bị ngập, 02 nhà tốc mái.") == [("body", "direction", 1)]


def test_misread_roman_numbers() -> None:
    text = """BAO CAO
Cong tac thu gom rac thai nam 2025
I. CONG TAC CHI PAO, PIEU HANH
Xa da ban hanh 02 van ban.
Il. KET QUA PAT DUQC
Thu gom duoc 120 tan rac.
I11. KHO KHAN, VUONG MAC
Thieu xe cho rac.
IV. PE XUAT, KIEN NGHI
Cap them 01 xe.
"""
    assert sections(text)[1:] == [
        ("I", "direction", 1),
        ("II", "results", 1),
        ("III", "difficulties", 1),
        ("IV", "proposals", 1),
    ]


def test_a_letterhead_within_a_section_is_its_child() -> None:
    text = """BÁO CÁO
Công tác thủy lợi năm 2025

I. KẾT QUẢ ĐẠT ĐƯỢC
Đã nạo vét 12 km kênh mương.
ỦY BAN NHÂN DÂN
XÃ ĐỒNG SUỐI
Số: 12/BC-UBND
Đồng Suối, ngày 03 tháng 9 năm 2025
Diện tích tưới chủ động đạt 85%.
II. KIẾN NGHỊ
Đề nghị hỗ trợ xi măng.
"""
    found = parse(clean(text))
    result = next(section for section in found if section.path == "I")
    header = next(section for section in found if section.type is SectionType.HEADER)
    assert result.start < header.start < header.end < result.end
    assert header.level == result.level + 1


def test_an_annex_has_the_groups_of_its_table() -> None:
    text = """KẾ HOẠCH
Phòng, chống dịch bệnh năm 2026
I. NHIỆM VỤ
Phun khử khuẩn chợ và trường học.
Nơi nhận:
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Phan Văn Dần
PHỤ LỤC
PHÂN CÔNG NHIỆM VỤ
TT\tNội dung\tĐơn vị chủ trì\tThời gian
I\tTRUYỀN THÔNG\t\t
1\tPhát tờ rơi\tTrạm Y tế\tTháng 3
II\tGIÁM SÁT\t\t
2\tLấy mẫu nước\tTrạm Y tế\tTháng 4
"""
    assert sections(text)[-3:] == [("annex", "annex", 1), ("annex.I", "annex", 2), ("annex.II", "annex", 2)]


WORDS = st.sampled_from(
    ["BÁO CÁO", "I. KẾT QUẢ", "II. KHÓ KHĂN", "1. Về y tế", "a) Tiêm chủng", "- Đạt 95%.", "Nơi nhận:",
     "- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN", "Trần Văn Bưởi", "PHỤ LỤC", "1\tRà soát\tPhòng Kinh tế",
     "Trên đây là báo cáo./.",
     "Số: 1/BC-UBND", "Kính gửi: Sở Y tế", "Điều 1. Ban hành", "Phần thứ nhất", "Xã đã làm việc này.", ""]
)  # fmt: skip


@given(st.lists(WORDS, max_size=25).map("\n".join))
def test_sections_are_ordered_nested_and_uniquely_named(text: str) -> None:
    view = clean(text)
    found = parse(view)
    assert len({section.path for section in found}) == len(found)
    for index, section in enumerate(found):
        assert 0 <= section.start <= section.heading_end <= section.end <= len(view.text)
        for later in found[index + 1 :]:
            assert section.start <= later.start
            assert later.start >= section.end or later.end <= section.end


@given(st.text(max_size=300))
def test_any_text_has_sections_within_it(text: str) -> None:
    view = clean(text)
    assert all(section.end <= len(view.text) for section in parse(view))


# What an English recognition model reads for Vietnamese letters (measured on a real scan); other letters
# lose their marks.
MISREAD = {
    "Đ": "PBD", "đ": "d", "ộ": "6o", "Ộ": "QO", "ố": "6bé", "Ố": "O6", "ở": "&o", "ư": "uw", "Ư": "UW",
    "ợ": "og", "Ợ": "QO", "ó": "6o", "ô": "6o", "ế": "é", "I": "Il1", "l": "1l", "ã": "3a", "á": "4a",
}  # fmt: skip


def misread(text: str, seed: int) -> str:
    """Half of the letters in the table misread, all marks lost; the same for the same seed."""
    chance = random.Random(seed)
    return "".join(
        chance.choice(MISREAD[char]) if char in MISREAD and chance.random() < 0.5 else bare(char)
        for char in text
    )


def bare(char: str) -> str:
    plain = {"đ": "d", "Đ": "D"}.get(char, unicodedata.normalize("NFD", char)[0])
    return char if char.isspace() else plain


@pytest.mark.parametrize("seed", range(4))
def test_misread_documents_keep_their_outline(seed: int) -> None:
    kept = total = 0
    for layout in LAYOUTS:
        text = clean((HERE / "layouts" / str(layout["file"])).read_text(encoding="utf-8")).text
        found = {(section.path, section.type) for section in parse(clean(misread(text, seed)))}
        expected = {(section.path, section.type) for section in parse(clean(text))}
        kept += len(found & expected)
        total += len(expected)
    assert kept / total >= 0.95
