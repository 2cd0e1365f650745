"""The repaired reading: better words, the same numbers, one word for one, a way back to the source."""

import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.confusions import ConfusionChannel, likelihood
from knowledge.repair import repair
from knowledge.syllable_model import SyllableModel
from knowledge.text import TextView
from knowledge.vietnamese import fold, nfc

REPORT = (
    "Thực hiện kế hoạch của Ủy ban nhân dân thành phố, Ủy ban nhân dân xã Vĩnh Lạc báo cáo kết quả như sau.\n"
    "Đến tháng 6 năm 2026, toàn xã có 14 thôn với 2.317 hộ; 98,5% số hộ được dùng nước sạch.\n"
    "Trạm y tế đã tiêm chủng đầy đủ cho trẻ em dưới 1 tuổi, đạt 96,2% kế hoạch năm.\n"
    "Đã cấp giấy chứng nhận quyền sử dụng đất cho 125 hộ gia đình theo Quyết định số 45/QĐ-UBND.\n"
    "Công tác giải phóng mặt bằng còn nhiều khó khăn, vướng mắc do nguồn kinh phí hạn chế.\n"
    "Các trường học trên địa bàn tiếp tục thực hiện đổi mới sáng tạo và chuyển đổi số trong giáo dục.\n"
)


def misread(text: str, seed: int) -> str:
    """The text as an English recogniser might give it: letters drawn from the confusion table."""
    drawn = random.Random(seed)
    letters = "abcdefghijklmnopqrstuvwxyzé0146&"
    out = []
    for char in text:
        if not char.isalpha() or not char.islower():
            out.append(fold(char).upper() if char.isupper() else char)
            continue
        weights = [likelihood(char, letter) for letter in letters]
        out.append(drawn.choices(letters, weights)[0])
    return "".join(out)


def read_again(text: str, model: SyllableModel | None = None) -> str:
    view = repair(TextView.identity(nfc(text)), model or SyllableModel.shipped())
    return view.text if view else text


def right_words(true: str, read: str) -> float:
    pairs = list(zip(true.split(), read.split(), strict=True))
    return sum(one == other for one, other in pairs) / len(pairs)


def test_marks_that_were_not_typed_come_back() -> None:
    typed = "".join(
        fold(char).upper() if char.isupper() else fold(char) if char.isalpha() else char for char in REPORT
    )
    assert right_words(REPORT, typed) < 0.4
    assert right_words(REPORT, read_again(typed)) > 0.85


@pytest.mark.parametrize("seed", range(5))
def test_misread_text_becomes_readable(seed: int) -> None:
    read = misread(REPORT, seed)
    assert right_words(REPORT, read) < 0.4
    assert right_words(REPORT, read_again(read)) > 0.75


def test_a_model_adapted_on_the_base_knows_its_names() -> None:
    clean = ["Hợp tác xã rau quả Đồng Gừng ở thôn Đồng Gừng, xã Vĩnh Lạc trồng su hào."] * 3
    typed = "San luong rau cua hop tac xa Dong Gung, thon Dong Gung tang hon so voi cung ky nam truoc."
    general, adapted = SyllableModel.shipped(), SyllableModel.shipped().adapt(clean)
    assert "Đồng Gừng" not in read_again(typed, general)
    assert "Đồng Gừng" in read_again(typed, adapted)


@pytest.mark.parametrize(
    "text",
    [
        REPORT,
        "The committee keeps the minutes of every meeting and sends them to all members of the board.",
        "UBND",
        "",
        "12/5/2026\n98/KH-UBND\n",
    ],
)
def test_fine_or_foreign_text_needs_no_second_reading(text: str) -> None:
    assert repair(TextView.identity(text), SyllableModel.shipped()) is None


@pytest.mark.parametrize(
    ("read", "readable"),
    [
        ("Uy ban nhan dan xa da ban hanh Quyet dinh so 45/QD-UBND ngay 3/2/2026 ve viec nay", "45/QD-UBND"),
        ("Dien tich lua dong xuan dat 125,5 ha, nang suat 6,2 tan, tang 3% so voi cung ky", "125,5 ha"),
        (
            "Mời gửi về hop thu vanphong@vinhlac.example truoc ngay 15/6 de tong hop bao cao",
            "@vinhlac.example",
        ),
        ("- Phong VH-XH; gui Sd KH & CN, Sd TN & MT, Dang uy xa (dé b/c);", "KH & CN"),
        ("UBND xa tiép nhan TTHC cla ngudi dan va DN, dat két qua cao trong linh vuc CCHC", "TTHC"),
        ("UBND xa tiép nhan TTHC cla ngudi dan va DN, dat két qua cao trong linh vuc CCHC", " DN,"),
        (
            "Noi nhan: cac phong, ban chuyen mon cua xa\n- S¢ KH & CN; KT. CHU TICH",
            "KH & CN",
        ),
        ("Phan II. Nhiem vu va giai phap, III. To chuc thuc hien cua cac don vi trong xa", "III."),
    ],
)
def test_numbers_symbols_and_addresses_stay(read: str, readable: str) -> None:
    assert readable in read_again(read)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.sampled_from([*REPORT.split(), "- ", "S&", "12", "\n", "Bowl", "d6i", "…"]), max_size=40),
    st.integers(0, 99),
)
def test_words_stay_one_to_one_and_numbers_untouched(words: list[str], seed: int) -> None:
    text = nfc(misread(" ".join(words), seed))
    view = repair(TextView.identity(text), SyllableModel.shipped())
    if view is None:
        return
    assert view.source == text
    assert len(view.text.split()) == len(text.split())
    assert re.sub(r"\S+", "", view.text) == re.sub(r"\S+", "", text)
    for one, other in zip(text.split(), view.text.split(), strict=True):
        if re.fullmatch(r"[\d.,/%-]+", one):
            assert other == one


def test_each_word_leads_back_to_its_source() -> None:
    source = "Ket qua thuc hien cong tac tiem chung  tren dia ban xa\n\ntrong nam 2026 dat ke hoach"
    joined = TextView.build(source, [(source[:54], 0, 54), (" ", 54, 56), (source[56:], 56, len(source))])
    view = repair(joined, SyllableModel.shipped())
    assert view is not None
    start = view.text.index("kế hoạch")
    assert view.quote(start, start + len("kế hoạch")) == "ke hoach"
    assert view.locate(0, len("Ket qua")) == (0, len("Kết quả"))


def test_a_mended_word_is_never_cut() -> None:
    source = "Uy ban nhan dan ph u ong da to chuc kiem tra cong tac tiem chung tren dia ban"
    at = source.index("ph u ong")
    joined = TextView.build(
        source, [(source[:at], 0, at), ("phuong", at, at + 8), (source[at + 8 :], at + 8, len(source))]
    )
    view = repair(joined, SyllableModel.shipped())
    assert view is not None
    start = view.text.index("phường")
    assert view.source_span(start, start + 6) == (at, at + 8)


def test_the_channel_prefers_what_the_letters_suggest() -> None:
    vocabulary = ["số", "sô", "bố", "lược", "luộc", "là"]
    channel = ConfusionChannel(vocabulary)

    def best(observed: str) -> str:
        indexes, costs = channel.candidates(observed)
        return vocabulary[int(indexes[costs.argmin()])]

    assert [best(word) for word in ("s6", "b6", "lwogc", "1a")] == ["số", "bố", "lược", "là"]
    assert len(channel.candidates("internationalisation")[0]) == 0
    assert len(channel.candidates("")[0]) == 0
