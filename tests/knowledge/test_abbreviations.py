"""Every row of the table spells out its example; symbols and measures stay."""

import pytest

from knowledge import abbreviations
from knowledge.abbreviations import Abbreviation, expand, expand_formal
from knowledge.vietnamese import fold

ROWS = abbreviations.table()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.long)
def test_row_spells_out_its_example_and_every_spelling(row: Abbreviation) -> None:
    assert row.long in expand(row.example)
    for short in row.short:
        assert row.long in expand(f"về {short} ở xã"), short
        assert row.capitals or row.long in expand(f"ve {fold(short)} o xa"), short
    if row.kept is not None:
        assert expand(row.kept) == row.kept


def test_spellings_are_unambiguous() -> None:
    spellings = [fold(short) for row in ROWS for short in row.short]
    assert len(spellings) == len(set(spellings))


@pytest.mark.parametrize(
    "text",
    [
        "98/KH-UBND",
        "Quyết định số 15/2024/QĐ-UBND",
        "Công văn 2210/UBND-VX",
        "gửi về vhxh@tanlap.example",
        "xã Tân Lập có 12 thôn",
        "Văn bản 71/NQ-CP",
        "trang ubnd.tanlap.example",
    ],
)
def test_symbols_and_addresses_stay(text: str) -> None:
    assert expand(text) == text


@pytest.mark.parametrize(
    ("question", "meaning"),
    [
        ("xa minh co bn htx, dn?", "xa minh co bao nhiêu hợp tác xã, doanh nghiệp?"),
        ("BHYT dat bn % roi", "bảo hiểm y tế dat bao nhiêu % roi"),
        ("thu 5 kg rac, ko phai 6 kg", "thu 5 kg rac, không phai 6 kg"),
        ("cv nay gui tp hay UBND tỉnh", "công văn nay gui thành phố hay ủy ban nhân dân tỉnh"),
    ],
)
def test_questions(question: str, meaning: str) -> None:
    assert expand(question) == meaning


def test_documents_are_spelled_out_only_where_they_write_capitals() -> None:
    assert expand_formal("UBND xã; vs, k, j; tthc") == "ủy ban nhân dân xã; vs, k, j; tthc"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.long)
def test_spelling_out_twice_changes_nothing(row: Abbreviation) -> None:
    once = expand(row.example)
    assert expand(once) == once
