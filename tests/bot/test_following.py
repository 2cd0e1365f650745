"""What a turn takes over from the turn before it, and what it does not."""

from __future__ import annotations

import pytest

from bot.assistant.models import Question, Status
from bot.assistant.service import Assistant
from bot.assistant.understanding.look import Asks, look
from bot.assistant.wording import section_label
from bot.rendering.message import plain_text


def test_a_paper_of_ones_own_is_not_that_of_the_unit_spoken_of(sample_assistant: Assistant) -> None:
    turn = "bc khcn thi can cu gi vay"
    alone = sample_assistant.answer(Question(text=turn))
    after = sample_assistant.answer(Question(text=turn, history=("Mai Khê có bao nhiêu tổ công nghệ số?",)))
    assert alone.status is Status.ANSWERED
    assert after.instruments == alone.instruments


def test_asked_of_all_units_it_is_not_asked_of_the_last_one(sample_assistant: Assistant) -> None:
    answer = sample_assistant.answer(
        Question(text="báo cáo nào mới nhất", history=("Thuận Trì nêu khó khăn gì?",))
    )
    assert "28/11/2025" in " ".join(claim.text for claim in answer.claims)
    assert {source.commune for source in answer.sources} == {"xã Mai Khê"}


@pytest.mark.parametrize(
    "text", ["van ban cua trung uong nao duoc dan", "văn bản nào của trung ương được các xã dẫn"]
)
def test_instruments_by_level_where_they_are_cited(sample_assistant: Assistant, text: str) -> None:
    answer = sample_assistant.answer(Question(text=text))
    assert {"57-NQ/TW", "569/QĐ-TTg"} <= set(answer.instruments)
    assert not any("UBND" in symbol for symbol in answer.instruments)


@pytest.mark.parametrize(
    ("path", "label"),
    [("III.2", "mục III.2"), ("annex", "phụ lục"), ("annex.II", "phụ lục, mục II"), ("title", "trích yếu")],
)
def test_a_section_is_named_in_words(path: str, label: str) -> None:
    assert section_label(path) == label


CONVERSATIONS = [
    # the last turn, the turns before it, what is said, what is not
    ("ngày mấy vậy", ["Báo cáo Thuận Trì dẫn nghị quyết nào của Chính phủ"], ["09/01/2025"], []),
    ("còn Thành ủy", ["Báo cáo Thuận Trì dẫn nghị quyết nào của Chính phủ"], ["42-CTr/TU"], ["569/QĐ-TTg"]),
    (
        "viện dẫn nó lần đầu ghi thế nào",
        ["Quyết định 36 của Thủ tướng về việc gì"],
        ["Quyết định số 36/QĐ-TTg ngày 11/01/2021"],
        [],
    ),
    ("hạn bao giờ", ["Công văn 1204 yêu cầu báo cáo gì"], ["15/8/2025"], ["30/11/2026"]),
    (
        "hai xã chênh nhau mấy tổ",
        ["Mai Khê có bao nhiêu tổ công nghệ số?", "còn Trường Nhuệ?"],
        ["22 − 12 = 10"],
        [],
    ),
    (
        "hai số đó chênh nhau chính xác bao nhiêu?",
        ["So sánh tỷ lệ hồ sơ trực tuyến của Lương Thủy và Trường Nhuệ"],
        ["Không tính chênh lệch", "trên 78%", "trên 66%"],
        ["12%"],
    ),
    (
        "bỏ Mai Khê",
        ["So sánh số tổ công nghệ số của Mai Khê và Lương Thủy", "thêm Trường Nhuệ"],
        ["18 tổ", "Trường Nhuệ"],
        ["22 tổ"],
    ),
    (
        "so voi luong thuy thi the nao",
        ["Mai Khê đặt mục tiêu bao nhiêu % hồ sơ trực tuyến"],
        ["tối thiểu 80%", "tối thiểu 95%"],
        [],
    ),
    ("trong đó có ý nào về nhân lực không?", ["Thuận Trì nêu hạn chế gì?"], ["kiêm nhiệm"], ["Liên kết"]),
    (
        "trong đó có ý nào về đất đai không?",
        ["Thuận Trì nêu hạn chế gì?"],
        ["không có ý nào"],
        ["kiêm nhiệm"],
    ),
    ("mục tiêu năm sau", ["Tỷ lệ bhyt Mai Khê 2025 bao nhiêu"], ["trên 95%"], ["93,8%"]),
    (
        "ai làm trưởng ban",
        ["Ban chỉ đạo chuyển đổi số Thuận Trì họp mấy lần"],
        [],
        ["Sa Đoài", "Phòng Văn hóa"],
    ),
    ("lộc khê có không", ["mai khê có sản phẩm ocop nào"], ["không"], ["biên chế"]),
]


@pytest.mark.parametrize(("turn", "before", "said", "unsaid"), CONVERSATIONS)
def test_a_turn_is_read_in_the_light_of_those_before_it(
    sample_assistant: Assistant, turn: str, before: list[str], said: list[str], unsaid: list[str]
) -> None:
    text = plain_text(sample_assistant.answer(Question(text=turn, history=tuple(before))))
    assert [words for words in said if words not in text] == []
    assert [words for words in unsaid if words in text] == []


GROUPS = ["Mai Khê có bao nhiêu tổ công nghệ số?"]
TROUBLES = ["mai khe co kho khan gi"]
COMPARED = ["so sanh so to cong nghe so cua mai khe, luong thuy va loc khe"]
TASKS = ["sa doai giao phong van hoa xa hoi viec gi"]
PAPER = ["nghi quyet 57 ghi sao cho dung"]
INDICATORS = ["phai bao cao nhung chi tieu gi"]

COPIED = ["mai khê với lộc khê copy nhau à"]

LOOKS = [
    ("trang mấy", GROUPS, ["trang 1", "22 Tổ", "mục II.2"], ["Kho hiện"]),
    ("lay o dau ra", GROUPS, ["Câu trả lời trên lấy từ", "trang 1"], []),
    ("nguyên văn câu đó", GROUPS, ["Nguyên văn trong văn bản", "22 Tổ"], []),
    ("so nay nam nao", GROUPS, ["năm 2025"], []),
    ("co chac ko", GROUPS, ["dựa vào các câu sau", "22 Tổ"], []),
    ("có phải số quét không", GROUPS, ["không phải bản quét"], []),
    ("trang may", [*GROUPS, "co chac ko", "cảm ơn em"], ["trang 1", "22 Tổ"], []),
    ("còn Lộc Khê?", [*GROUPS, "trang mấy", "nguyên văn"], ["15 tổ"], ["22 tổ"]),
    ("trang may", ["thuan tri co bao nhieu to cong nghe so"], ["không có nguồn"], ["18"]),
    ("đếm giúp mấy cái", TROUBLES, ["6 ý"], ["đường truyền"]),
    ("y thu 2", [*TROUBLES, "co may y"], ["đường truyền"], ["phân bón"]),
    ("trang may", [*TROUBLES, "y thu 2"], ["trang 2", "đường truyền"], ["phân bón"]),
    ("cái thứ 9", TROUBLES, ["chỉ có 6 ý"], ["đường truyền"]),
    ("con nua khong", TROUBLES, ["đã nêu đủ 6 ý"], ["đường truyền"]),
    ("dem giup may cai", TASKS, ["5 trong 12 đầu việc"], ["chuyên mục"]),
    ("cai thu 3", [*TASKS, "han gan nhat"], ["Số 10"], ["Số 9"]),
    ("han gan nhat", TASKS, ["đầu việc số 9"], ["đầu việc số 1 "]),
    ("phong do chu tri may viec", [*TASKS, "han gan nhat"], ["chủ trì 3 trong 12"], []),
    ("bo cot nguon", COMPARED, ["| Đơn vị | Giá trị |\n", "22 tổ"], ["| Nguồn"]),
    ("bỏ cột ghi chú", COMPARED, ["các cột là: Đơn vị, Giá trị, Nguồn"], ["22 tổ"]),
    ("chi lay cac xa thoi", COMPARED, ["| xã Mai Khê"], ["| phường Lương Thủy"]),
    ("xep tu cao xuong", COMPARED, ["| 1 | xã Mai Khê"], []),
    ("xếp từ thấp lên", [*COMPARED, "bo cot nguon"], ["| Hạng |", "xã Mai Khê"], []),
    ("cong lai bao nhieu", COMPARED, ["15 + 18 + 22 = 55"], ["0 đơn vị khác"]),
    ("cong lai", ["so sanh ty le ho so truc tuyen cua mai khe va luong thuy"], ["Không cộng"], []),
    ("them truong nhue", [*COMPARED, "cong lai bao nhieu"], ["12 + 15 + 18 + 22 = 67"], []),
    ("co van ban nao moi hon ko", PAPER, ["không ghi nhận văn bản nào thay thế"], ["Lần đầu"]),
    ("ngày nào", [*PAPER, "cái nào đúng"], ["22/12/2024"], ["Lần đầu", "Cơ quan ban hành"]),
    ("của ai ban hành", PAPER, ["Bộ Chính trị"], ["Lần đầu", "22/12/2024\n"]),
    ("co con hieu luc ko", PAPER, ["không cho biết"], ["Lần đầu"]),
    ("cái nào đúng", PAPER, ["Ký hiệu đúng là 57-NQ/TW", "Lần đầu"], []),
    ("xã nào dẫn", PAPER, ["viện dẫn"], ["Lần đầu"]),
    ("con nua khong", INDICATORS, ["chưa nêu ở trên"], ["trong kho nêu"]),
    ("cai nao nhieu noi bao cao nhat", INDICATORS, ["được nhiều đơn vị nêu nhất"], ["trong kho nêu"]),
    ("phuong minh chua co so lieu thi ghi sao", INDICATORS, ["[…]"], ["trong kho nêu", "22"]),
    ("giống nhau bao nhiêu phần trăm", COPIED, ["% số câu"], ["Không có thông tin"]),
    ("chỗ nào khác", [*COPIED, "doan nao giong"], ["% số câu"], ["Không có thông tin"]),
    ("lấy số xã khác được không", [], ["Không lấy số của đơn vị khác"], []),
]


@pytest.mark.parametrize(("turn", "before", "said", "unsaid"), LOOKS)
def test_a_turn_about_the_answer_before_is_told_that_and_nothing_else(
    sample_assistant: Assistant, turn: str, before: list[str], said: list[str], unsaid: list[str]
) -> None:
    answer = sample_assistant.answer(Question(text=turn, history=tuple(before)))
    text = plain_text(answer).partition("\nNguồn (")[0] + "\n" + " ".join(answer.warnings)
    assert [words for words in said if words not in text] == []
    assert [words for words in unsaid if words in text] == []


@pytest.mark.parametrize(
    "turn",
    [
        "còn phú thái",
        "thế mỗi tổ mấy người?",
        "ngày nào",
        "khó khăn gì",
        "mục 3.4 nói gì",
        "thứ 2 tuần tới",
        "số liệu nào",
        "hai xã",
        "mục tiêu năm nào",
        "nguồn lực",
        "ngân sách năm nào",
        "có dẫn nguồn kinh phí nào",
    ],
)
def test_a_turn_with_a_matter_of_its_own_looks_at_no_answer(turn: str) -> None:
    assert look(turn) is None


@pytest.mark.parametrize(
    ("turn", "asks"), [("bỏ cột nguồn đi", Asks.COLUMN), ("chỉ lấy các phường", Asks.KIND)]
)
def test_what_a_turn_wants_of_a_table(turn: str, asks: Asks) -> None:
    found = look(turn)
    assert found is not None and found.asks is asks
