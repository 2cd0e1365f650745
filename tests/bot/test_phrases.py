"""Deciding words are told apart by their marks, and found without marks where a text has none."""

from __future__ import annotations

import pytest

from bot.assistant.grounding.phrases import DENIAL, DIRECTION, INTENTION, NOT_A_COMMUNE, PLACE, Phrases
from bot.assistant.grounding.stated import read


@pytest.mark.parametrize(
    ("phrases", "text", "said"),
    [
        (DENIAL, "chưa bố trí kinh phí", ["chưa"]),
        (DENIAL, "hỗ trợ sửa chữa điểm trạm, trùng tu chùa", []),
        (DENIAL, "thanh toán không dùng tiền mặt, không chỉ ở chợ", []),
        (DENIAL, "chua bo tri kinh phi", ["chua"]),
        (DIRECTION, "thu ngân sách giảm 3,2%", ["giảm"]),
        (DIRECTION, "tặng 200 suất quà, tầng 3, tăng cường giám sát", []),
        (INTENTION, "cán bộ, công chức căn cứ quy định", []),
        (INTENTION, "cần bố trí cán bộ", ["cần"]),
        (PLACE, "tại mục III.2 và phụ lục 1", ["mục III.2", "phụ lục 1"]),
        (PLACE, "mức 30 triệu đồng, điều động 01 bác sĩ", []),
        (PLACE, "điểm 2.3 của Kế hoạch", ["điểm 2.3"]),
        (NOT_A_COMMUNE, "báo cáo cho Phú Thái", []),
        (NOT_A_COMMUNE, "trụ sở ở huyện Ninh Giang cũ", ["huyện"]),
    ],
)
def test_phrases_are_found(phrases: Phrases, text: str, said: list[str]) -> None:
    assert [match[0] for match in phrases.found(text)] == said


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("mức 30 triệu đồng/hộ", [30e6]),
        ("điều động 01 bác sĩ", [1]),
        ("6/7 trường đạt chuẩn", [6, 7]),
        ("trước ngày 6/7", []),
        ("mục 3, trang 12, phụ lục 1", []),
        ("bằng 3 lần", [3]),
    ],
)
def test_no_digit_is_lost_or_taken_for_a_place(text: str, values: list[float]) -> None:
    assert [amount.value for amount in read(text).amounts] == values
