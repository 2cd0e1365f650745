"""Misspellings: every row of the table fires on its example and is silent once put right."""

from __future__ import annotations

from typing import Any

import pytest

from knowledge.spelling import misspellings, table

ROWS: list[dict[str, Any]] = table()["word"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["wrong"])
def test_rows_read_their_examples(row: dict[str, Any]) -> None:
    found = misspellings(row["example"])
    assert [row["example"][e.start : e.end].lower() for e in found] == [row["wrong"].lower()]
    assert [(e.right or "").lower() for e in found] == [row["right"].lower()]
    right = (
        row["example"]
        .replace(row["wrong"], row["right"])
        .replace(row["wrong"].capitalize(), row["right"].capitalize())
    )
    assert misspellings(right) == []


@pytest.mark.parametrize("term", table()["terms"])
def test_terms_are_right_as_they_stand(term: str) -> None:
    assert misspellings(f"Nội dung nêu trên là {term} như đã biết.") == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Xã đã triên khai kế hoạch.", "triên khai"),
        ("Gửi kết qủa về phòng.", "qủa"),
        ("Các nghành phối hợp.", "nghành"),
        ("Số hóa được quanrl lý tốt.", "quanrl"),
        ("Kết quả của của năm trước.", "của của"),
        ("Theo Quyết định Quyết định trên.", "Quyết định Quyết định"),
    ],
)
def test_classes_of_errors(text: str, wrong: str) -> None:
    assert wrong in {text[e.start : e.end] for e in misspellings(text)}


@pytest.mark.parametrize(
    "text",
    [
        "Đoàn viên xã Ea Đrăng và huyện Krông Pắc cũ.",
        "Gửi về email vanthu@example.gov.vn hoặc website https://example.vn/bao-cao.",
        "Người dân dùng smartphone, wifi, Zalo và VNeID.",
        "Chỉ tiêu có số lượng cụ thể trên địa bàn hành chính mới.",
        "Khai thác khoáng sản xa bờ, luôn luôn cảnh giác.",
        "Chiều dài 12 km, rộng 3 ha, nặng 5 kg.",
        "Đề nghị thành phố cấp kinh phí mua máy siêu âm.",
    ],
)
def test_right_text_is_silent(text: str) -> None:
    assert misspellings(text) == []
