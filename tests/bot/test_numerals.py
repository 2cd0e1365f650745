"""Numbers in words before a counted noun."""

from __future__ import annotations

import pytest

from bot.assistant.grounding.numerals import in_digits


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("thành lập hai mươi sáu tổ công nghệ số", "thành lập 26 tổ công nghệ số"),
        ("Mười lăm hộ nghèo", "15 hộ nghèo"),
        ("có ba mươi mốt thôn", "có 31 thôn"),
        ("mười mô hình, ba lớp", "10 mô hình, 3 lớp"),
        ("chính quyền hai cấp", "chính quyền hai cấp"),
        ("một số nội dung, bộ phận một cửa", "một số nội dung, bộ phận một cửa"),
        ("trong năm tổ chức hội nghị", "trong năm tổ chức hội nghị"),
        ("bốn mươi phần trăm hộ dân", "40 phần trăm hộ dân"),
    ],
)
def test_counted_numerals_become_digits(text: str, expected: str) -> None:
    assert in_digits(text) == expected
