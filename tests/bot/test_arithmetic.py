"""What is reckoned again from the numbers of one sentence."""

from __future__ import annotations

import pytest

from bot.assistant.comparing import arithmetic
from knowledge.vietnamese import fold

_SAID = [
    ("Chi 640 triệu đồng, bằng 0,7% tổng chi, tăng 25% so với năm 2024 (500 triệu đồng).", False, "tăng 28%"),
    ("Thu 12,4 tỷ đồng, giảm 2,1 tỷ đồng so với cùng kỳ (14,5 tỷ đồng).", True, "giảm 2,1"),
    ("Tỷ lệ hộ nghèo 2,1%, giảm 0,6 điểm % so với năm 2024 (2,7%).", True, "giảm 0,6"),
    ("Bao phủ bảo hiểm đạt 93,8%, tăng 1,6% so với năm 2024 (92,2%).", True, "tăng 1,6"),
    ("Có 20 tổ với 120 thành viên (mỗi tổ 05 thành viên).", False, "20 × 05 = 100"),
    ("Có 18 tổ với 126 thành viên (07 thành viên/tổ).", True, "18 × 07 = 126"),
    ("Có 412/480 hộ dùng nước sạch, đạt 95,8%.", False, "85,8%"),
    ("Có 11 trường, gồm 04 trường mầm non, 05 trường tiểu học, 02 trường trung học.", True, "= 11"),
]
_NOT_RECKONED = [
    "Có 22 tổ với 110 người, mỗi tổ từ 4 đến 6 người.",
    "Có 22 tổ với 112 người, bình quân 5 người/tổ.",
    "Có 22 tổ với 112 người (4-6 người/tổ).",
    "Chi 640 triệu đồng, tăng 25% so với năm trước.",
    "Phấn đấu tăng 5% số hộ dùng nước sạch (480 hộ).",
]


@pytest.mark.parametrize(("sentence", "holds", "formula"), _SAID)
def test_numbers_are_held_against_what_follows_from_them(sentence: str, holds: bool, formula: str) -> None:
    (reckoning,) = arithmetic.read(fold(sentence), 0, len(sentence))
    assert reckoning.holds is holds
    assert formula in reckoning.said


@pytest.mark.parametrize("sentence", _NOT_RECKONED)
def test_bounds_averages_and_lone_numbers_are_not_reckoned_with(sentence: str) -> None:
    assert not list(arithmetic.read(fold(sentence), 0, len(sentence)))
