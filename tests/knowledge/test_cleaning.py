"""Source text to running text, and the way back."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.cleaning import clean
from knowledge.text import Edit, TextView

WRAPPED = """Trong năm, Ủy ban nhân dân phường đã chỉ đạo các tổ dân phố rà soát, thống kê

số hộ chưa có nước sạch, lập danh sách gửi đơn vị cấp nước để đấu nối trước mùa

khô; đồng thời vận động nhân dân tiết kiệm nước.

Kết quả cụ thể như sau:

- Đã đấu nối 312 hộ theo Kế hoạch số 89-

KH/ĐU và Quyết định số 41/QĐ-

UBND ngày 12/3/2025.

2

- Còn 18 hộ chưa đấu nối do ở xa tuyến ống, phải chờ đầu tư thêm theo Nghị quyết

số 15/NQ-HĐND của Hội đồng nhân dân phường.
"""


def test_wrapped_lines_become_paragraphs_and_page_numbers_go() -> None:
    assert clean(WRAPPED).text.split("\n") == [
        "Trong năm, Ủy ban nhân dân phường đã chỉ đạo các tổ dân phố rà soát, thống kê số hộ chưa có nước "
        "sạch, lập danh sách gửi đơn vị cấp nước để đấu nối trước mùa khô; đồng thời vận động nhân dân tiết "
        "kiệm nước.",
        "Kết quả cụ thể như sau:",
        "- Đã đấu nối 312 hộ theo Kế hoạch số 89-KH/ĐU và Quyết định số 41/QĐ-UBND ngày 12/3/2025.",
        "- Còn 18 hộ chưa đấu nối do ở xa tuyến ống, phải chờ đầu tư thêm theo Nghị quyết số 15/NQ-HĐND của "
        "Hội đồng nhân dân phường.",
    ]


@pytest.mark.parametrize(
    ("broken", "mended"),
    [
        ("ph ư ờng", "phường"),
        ("c ủa xã", "của xã"),
        ("Tr â ần Phú", "Trần Phú"),
        ("hi ê ện nay", "hiện nay"),
        ("ph \n\nươ ờng", "phường"),
        ("th ị xã", "thị xã"),
        ("ng ư ời dân", "người dân"),
        ("nghi ệp vụ", "nghiệp vụ"),
        ("công ngh ệ", "công nghệ"),
        ("tổ ch ức", "tổ chức"),
        ("v à ph ối hợp", "và phối hợp"),
        ("Chính phủvà", "Chính phủ và"),
        ("dịchvụ côngtrực tuyến", "dịch vụ công trực tuyến"),
        ("đổimới", "đổi mới"),
        ("khoa học,công nghệ", "khoa học, công nghệ"),
        ("tỉnh cũ(sau đây gọi tắt)", "tỉnh cũ (sau đây gọi tắt)"),
        ("chất lượng cao.Riêng", "chất lượng cao. Riêng"),
        ("thị xã ; Quy chế", "thị xã; Quy chế"),
    ],
)
def test_broken_and_glued_syllables_are_mended(broken: str, mended: str) -> None:
    view = clean(broken)
    assert view.text == mended
    assert view.quote(0, len(view.text)) == " ".join(broken.split())


@pytest.mark.parametrize(
    "sound",
    [
        "điểm c khoản 2 Điều 5",
        "nhóm b ở thôn trên",
        "lớp 5A và 5B",
        "chuẩn bị ô tô, ở ẩn, ăn uống, ý kiến",
        "mạng 4G, IPv6, VNeID, KIOSK, Internet",
        "ổn định, yên ấm, oan ức, uể oải",
        "Đắk Lắk, Krông Pắc, Ea Súp, Pleiku",
        "Phòng VH-XH, UBND, HĐND, ĐMST",
        "email vanthu@dongsuoi.example.vn.",
    ],
)
def test_sound_text_stays(sound: str) -> None:
    assert clean(sound).text == sound


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("gửi (*qua Phòng Kinh tế*) **trước ngày 05/12** để", "gửi (qua Phòng Kinh tế) trước ngày 05/12 để"),
        ("## I. KẾT QUẢ", "I. KẾT QUẢ"),
        ("* Lĩnh vực nông nghiệp", "* Lĩnh vực nông nghiệp"),
        ("ha tﬁng\u00a0số", "ha tfing số"),
        ("một\u200b hai", "một hai"),
        ("_______\nMột", "Một"),
    ],
)
def test_marks_and_special_characters(source: str, text: str) -> None:
    assert clean(source).text == text


def test_a_quote_keeps_the_marks_of_its_source() -> None:
    view = clean("gửi **trước ngày 05/12** để tổng hợp")
    at = view.text.index("05/12")
    assert view.quote(at, at + 5) == "05/12**"
    assert view.quote(0, len(view.text)) == view.source


def test_headings_in_capitals_go_on_and_titles_stay_apart() -> None:
    source = "BÁO CÁO\n\nSơ kết một năm\n\nI. KHÓ KHĂN TRONG QUÁ TRÌNH\n\nTRIỂN KHAI\n\nMột là thiếu vốn.\n"
    assert clean(source).text.split("\n") == [
        "BÁO CÁO",
        "Sơ kết một năm",
        "I. KHÓ KHĂN TRONG QUÁ TRÌNH TRIỂN KHAI",
        "Một là thiếu vốn.",
    ]


def test_a_heading_goes_on_with_words_that_might_name_a_body() -> None:
    assert clean("II. CÔNG TÁC PHỐI HỢP VỚI\nSỞ Y TẾ, HỘI NÔNG DÂN\nĐã ký 02 quy chế.\n").text.split(
        "\n"
    ) == [
        "II. CÔNG TÁC PHỐI HỢP VỚI SỞ Y TẾ, HỘI NÔNG DÂN",
        "Đã ký 02 quy chế.",
    ]


def test_a_letter_after_a_heading_that_ends_with_a_number_word_is_a_list() -> None:
    assert clean("1. Phát triển hạ tầng số\na) Đã lắp 12 trạm.\n").text.count("\n") == 1
    assert clean("1. Về hạ tầng số\n100% thôn có cáp quang.\n").text.count("\n") == 1


def test_table_rows_keep_their_cells() -> None:
    source = "TT\tViệc\tĐơn vị\n1\tRà soát\tPhòng Kinh tế\n\tbổ sung\t\n"
    assert clean(source).text == source.strip("\n")


def test_the_columns_of_a_letterhead_come_apart() -> None:
    source = "UBND XÃ ĐỒNG SUỐI\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\tĐộc lập - Tự do - Hạnh phúc\n"
    assert clean(source).text.split("\n") == [
        "UBND XÃ ĐỒNG SUỐI",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
    ]


SOURCE_PIECES = st.sampled_from(
    ["ph ư ờng", "c ủa", "**đậm**", "\n", "\n\n", " ", "- ", "1. ", "I. ", "KẾT QUẢ", "số 12/QĐ-", "UBND",
     "\t", "Nơi nhận:", "2025.", "khoa học,công nghệ", "\n3\n", "ﬁ", "( a )", "\f", "./.", "xã", "Ờ"]
)  # fmt: skip


@given(st.lists(SOURCE_PIECES, max_size=30).map("".join))
def test_quotes_are_pieces_of_the_source_in_order(source: str) -> None:
    view = clean(source)
    squeezed = re.sub(r"\s", "", source)
    for line in re.finditer(r"[^\n]+", view.text):
        at = 0
        for piece in view.quote(line.start(), line.end()).split(" … "):
            found = squeezed.find(re.sub(r"\s", "", piece), at)
            assert found >= 0
            at = found


@given(st.text(max_size=200))
def test_any_text_is_cleaned(source: str) -> None:
    view = clean(source)
    assert TextView.from_runs(view.source, view.text, view.runs()) == view
    assert "\n\n" not in view.text


def test_edits_that_overlap_are_refused() -> None:
    with pytest.raises(ValueError, match="overlap"):
        TextView.identity("abcdef").edited([Edit(0, 3, "x"), Edit(2, 4, "y")])
