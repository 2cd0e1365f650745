"""What a turn takes over from the turn before it, and what it does not."""

from __future__ import annotations

import pytest

from bot.assistant.models import Question, Status
from bot.assistant.service import Assistant
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
