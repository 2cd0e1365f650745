"""Numbers of headings that come twice or are left out."""

from __future__ import annotations

import pytest

from knowledge.cleaning import clean
from knowledge.numbering import Series, roman, series
from knowledge.structure import parse

_HEAD = """ỦY BAN NHÂN DÂN
XÃ ĐỒNG LẠC
Số: 12/BC-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
BÁO CÁO
Kết quả công tác văn hóa năm 2025
"""


def _numbered(body: str) -> list[Series]:
    view = clean(_HEAD + body)
    return series(parse(view), view.text)


def _body(*headings: str) -> str:
    return "".join(f"{heading}\nXã đã tổ chức thực hiện các nội dung được giao.\n" for heading in headings)


@pytest.mark.parametrize(
    ("headings", "repeated", "missing"),
    [
        (("I. KẾT QUẢ", "II. HẠN CHẾ", "III. KIẾN NGHỊ"), (), ()),
        (("I. KẾT QUẢ", "II. PHƯƠNG HƯỚNG", "II. HẠN CHẾ", "III. KIẾN NGHỊ"), (2,), ()),
        (("I. KẾT QUẢ", "II. HẠN CHẾ", "IV. KIẾN NGHỊ"), (), (3,)),
        (("I. KẾT QUẢ", "V. KIẾN NGHỊ"), (), (2, 3, 4)),
        (("I. KẾT QUẢ", "II. HẠN CHẾ", "II. PHƯƠNG HƯỚNG", "IV. KIẾN NGHỊ"), (2,), (3,)),
    ],
)
def test_main_headings(
    headings: tuple[str, ...], repeated: tuple[int, ...], missing: tuple[int, ...]
) -> None:
    main = _numbered(_body(*headings))[0]
    assert main.roman
    assert [s.title for s in main.headings] == list(headings)
    assert (main.repeated, main.missing) == (repeated, missing)
    assert main.sound == (not repeated and not missing)


def test_numbers_below_each_heading_count_anew() -> None:
    body = (
        "I. KẾT QUẢ\n"
        + _body("1. Văn hóa", "2. Thể thao")
        + "II. NHIỆM VỤ\n"
        + _body("1. Văn hóa", "3. Thể thao")
    )
    below = {one.above: one for one in _numbered(body)}
    assert below["I"].sound
    assert not below["II"].roman
    assert below["II"].missing == (2,)


def test_a_number_that_a_clause_begins_with_is_not_left_out() -> None:
    body = _body("1. Văn hóa", "2. Thể thao")
    clause = "2. Xã đã hoàn thành việc kiểm kê di tích, tổ chức lễ hội an toàn.\n"
    found = _numbered(
        "I. KẾT QUẢ\n" + body.replace("2. Thể thao", clause + "3. Thể thao") + _body("II. HẠN CHẾ")
    )
    assert all(not one.missing for one in found)


@pytest.mark.parametrize(("number", "letters"), [(1, "I"), (4, "IV"), (8, "VIII"), (9, "IX"), (14, "XIV")])
def test_roman(number: int, letters: str) -> None:
    assert roman(number) == letters
