"""The catalogue of indicators as data, and what phrases are matched to."""

from __future__ import annotations

import pytest

from knowledge.indicators import Indicator, by_code, catalogue, match
from knowledge.units import unit_kind
from knowledge.vietnamese import fold

ROWS = catalogue()


def test_codes_and_names_are_unique() -> None:
    assert len({row.code for row in ROWS}) == len(ROWS)
    assert len({fold(row.name) for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.code)
def test_a_row_has_examples_and_a_known_unit(row: Indicator) -> None:
    assert row.examples and row.synonyms and row.group
    assert row.stated_in(row.unit)
    assert unit_kind(row.unit) != "other"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.code)
def test_every_name_and_synonym_leads_to_its_row_with_and_without_marks(row: Indicator) -> None:
    for phrase in (row.name, *row.synonyms):
        for written in (phrase, fold(phrase), phrase.upper()):
            best, score = match(written, row.unit)[0]
            assert (best.code, score > 0.8) == (row.code, True), written


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.code)
def test_what_may_not_be_compared_is_said_on_both_sides(row: Indicator) -> None:
    assert row.code not in row.not_comparable_with
    for other in row.not_comparable_with:
        assert row.code in by_code()[other].not_comparable_with


@pytest.mark.parametrize(
    ("phrase", "code"),
    [
        ("tthc truc tuyen", "A4"),
        ("tổ cnscđ", "B4"),
        ("to cong nghe so cong dong", "B4"),
        ("ngan sach cho khcn", "G1"),
        ("phai danh bao nhieu % ngan sach cho kh&cn, cds", "G1"),
        ("ho so cong viec dien tu dat may phan tram", "A1"),
        ("toàn phường có bao nhiêu hộ nghèo", "S1"),
        ("ti le ho ngheo", "S2"),
        ("dan so la bao nhieu", "P1"),
        ("bao nhieu san pham ocop 4 sao", "L14"),
        ("thu ngan sach nha nuoc tren dia ban", "I1"),
        ("bao phu bhyt", "Q1"),
        ("mất an toàn thông tin", "A12"),
        ("giai ngan dau tu cong", "I11"),
        ("thu nhap binh quan dau nguoi", "K1"),
        ("truong dat chuan quoc gia", "R1"),
        ("ti1é thu tuc hanh chinh dugc s6 hda va giai quyét truc tuyén", "A4"),
    ],
)
def test_questions_lead_to_their_row(phrase: str, code: str) -> None:
    best, score = match(phrase)[0]
    assert best.code == code
    assert score >= 0.5


@pytest.mark.parametrize(
    "phrase",
    [
        "khó khăn vướng mắc",
        "nơi nhận",
        "cong an phuong duoc giao viec gi",
        "Luật Khoa học số mấy",
        "xin chào",
        "Kinh phí thực hiện dự kiến",
        "tong kinh phi to chuc thuc hien ke hoach",
        "",
    ],
)
def test_other_phrases_lead_nowhere(phrase: str) -> None:
    assert all(score < 0.5 for _, score in match(phrase))


@pytest.mark.parametrize(
    ("code", "unit", "stated"),
    [
        ("B5", "thành viên", True),
        ("B5", "%", False),
        ("B6", "thành viên/tổ", True),
        ("B6", "thành viên", False),
        ("I1", "tỷ đồng", True),
        ("I1", "đồng", True),
        ("S1", "hộ dân", True),
        ("S1", "%", False),
        ("Q8", "bác sĩ/10.000 dân", True),
    ],
)
def test_the_unit_must_fit(code: str, unit: str, stated: bool) -> None:
    assert by_code()[code].stated_in(unit) is stated
