"""Instruments: sentences, documents, questions, checks over many documents, forms for citing."""

from __future__ import annotations

import json
import re
import tomllib
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import instruments, reference
from knowledge.abolished import is_abolished
from knowledge.models import Citation, WarningCode
from knowledge.symbols import parse_symbol
from knowledge.text import TextView

CASES = Path(__file__).parents[1] / "cases"
GOLD = Path(__file__).parents[2].parent / "shared" / "gold" / "citations"


def _cases(name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = tomllib.loads((CASES / name).read_text(encoding="utf-8"))["case"]
    return rows


def _about(case: dict[str, Any]) -> str:
    return str(case.get("about", case["text"]))


@pytest.mark.parametrize("case", _cases("instruments.toml"), ids=_about)
def test_sentence(case: dict[str, Any]) -> None:
    found = instruments.find_citations(case["text"])
    wanted = case["found"]
    assert [c.symbol or c.name for c in found] == [row.get("symbol", row.get("name")) for row in wanted]
    for citation, row in zip(found, wanted, strict=True):
        stated = citation.model_dump(mode="json") | {"surface": case["text"][citation.start : citation.end]}
        assert {key: stated[key] for key in row} == row


@pytest.mark.parametrize("case", _cases("instrument_documents.toml"), ids=_about)
def test_document(case: dict[str, Any]) -> None:
    citations = instruments.extract_citations(TextView.identity(case["text"]))
    records = instruments.merge(citations)
    assert [
        {key: record.get(key) for key in row} for record, row in zip(records, case["records"], strict=True)
    ] == (case["records"])
    for symbol, written in case.get("written", {}).items():
        assert [c.as_written for c in citations if c.symbol == symbol] == written
    assert [c.as_written for c in citations if c.symbol is None and c.name is None] == case.get(
        "unresolved", []
    )


@pytest.mark.parametrize("case", _cases("instrument_queries.toml"), ids=_about)
def test_question(case: dict[str, Any]) -> None:
    found = instruments.match_query(case["text"])
    assert [[q.kind or "", q.number, str(q.year or ""), q.issuer_code or ""] for q in found] == case["found"]


@pytest.mark.parametrize(
    ("question", "in_full"),
    [
        ("nq57 la gi", "Nghị quyết 57 la gi"),
        ("QĐ 569 và cv 1204", "Quyết định 569 và Công văn 1204"),
        ("nghi quyet 57 cua ai", "nghi quyet 57 cua ai"),
        ("57-NQ/TW hay nq 57", "57-NQ/TW hay Nghị quyết 57"),
        ("văn bản 1204, báo cáo 6 tháng", "văn bản 1204, báo cáo 6 tháng"),
    ],
)
def test_short_forms_of_a_question_are_spelled_out(question: str, in_full: str) -> None:
    assert instruments.spelled_out(question) == in_full


WRAPPED = "Thực hiện Quyết định số 2667/QĐ-\n\nBYT ngày 28/12/2022 của Bộ Y\ntế về phòng dịch; hết."


def test_quote_is_cut_from_the_source_where_the_view_has_joined_lines() -> None:
    joined = TextView.build(
        WRAPPED,
        [(WRAPPED[:32], 0, 32), (WRAPPED[34:62], 34, 62), (" ", 62, 63), (WRAPPED[63:], 63, len(WRAPPED))],
    )
    assert "2667/QĐ-BYT" in joined.text
    (citation,) = instruments.extract_citations(joined)
    assert citation.quote == "Quyết định số 2667/QĐ- BYT ngày 28/12/2022 của Bộ Y tế về phòng dịch"
    assert citation.issuer == "Bộ Y tế"
    assert citation.warnings == (WarningCode.BROKEN_BY_LINEWRAP,)


def test_batch_record_has_the_fields_of_the_contract() -> None:
    (record,) = instruments.batch_record("Quyết định số 5/QĐ-TTg ngày 01/02/2024")
    assert record == {
        "symbol": "05/QĐ-TTg",
        "as_written": "5/QĐ-TTg",
        "name": None,
        "kind": "Quyết định",
        "issued_on": "2024-02-01",
        "issuer": None,
        "start": 0,
        "end": 38,
        "warnings": [],
    }


@pytest.mark.parametrize(
    ("issuer", "province", "gone"),
    [
        ("UBND huyện", None, True),
        ("Huyện ủy Yên Nhuế", None, True),
        ("UBND thị trấn Mường Khoa", None, True),
        ("UBND tỉnh Yên Bái", None, True),
        ("Ủy ban nhân dân tỉnh Đoài Sơn", None, True),
        ("UBND tỉnh Bắc Ninh", None, False),
        ("UBND thành phố Thanh Hóa", None, True),
        ("UBND thành phố Giang Lĩnh", None, False),
        ("Tỉnh ủy", "thành phố Giang Lĩnh", True),
        ("Tỉnh ủy", "tỉnh Sơn La", False),
        ("Tỉnh ủy", None, False),
        ("UBND thành phố", "tỉnh Lâm Đồng", True),
        ("UBND xã Khê Thượng", "thành phố Giang Lĩnh", True),
        ("UBND xã Mai Khê", "thành phố Giang Lĩnh", False),
        ("UBND xã Không Có Trong Bảng", None, False),
        ("UBND xã Thượng Quận", "thành phố Hà Nội", False),
        ("UBND TP. HCM", None, False),
        ("Bảo hiểm xã hội Việt Nam", None, False),
        ("Đảng ủy Khối Doanh nghiệp quận", None, True),
        ("Thị ủy Hồng Lĩnh", None, True),
        ("Phòng Tài nguyên và Môi trường", None, True),
        ("Bộ Quốc phòng", None, False),
        ("Văn phòng UBND thành phố", None, False),
    ],
)
def test_abolished_issuers(issuer: str, province: str | None, gone: bool) -> None:
    assert is_abolished(issuer, province) is gone


def _records(text: str) -> list[instruments.InstrumentRecord]:
    return instruments.merge(instruments.find_citations(text))


def test_dates_of_one_instrument_conflict_across_documents() -> None:
    documents = {
        "a": "Nghị quyết số 45/NQ-CP ngày 01/5/2025 của Chính phủ",
        "b": "Nghị quyết số 45/NQ-CP ngày 01/4/2025 của Chính phủ",
        "c": "Kế hoạch số 45/KH-UBND ngày 01/4/2025 của UBND xã Mai Khê",
        "d": "Kế hoạch số 45/KH-UBND ngày 09/4/2025 của UBND xã Lộc Khê",
        "e": "Nghị quyết số 20-NQ/TW ngày 25/10/2017 của Ban Chấp hành Trung ương khóa XII về y tế",
        "f": "Nghị quyết số 20-NQ/TW ngày 01/11/2012 của Ban Chấp hành Trung ương khóa XI về khoa học",
    }
    found = instruments.across_documents(
        (name, r) for name, text in documents.items() for r in _records(text)
    )
    conflicts = [w for w in found if w.code is WarningCode.CONFLICTING_DATE]
    assert [(w.document, w.symbol) for w in conflicts] == [("a", "45/NQ-CP"), ("b", "45/NQ-CP")]
    assert conflicts[0].dates == ("2025-04-01", "2025-05-01")


def test_the_checked_table_shows_a_wrong_date_and_what_was_superseded() -> None:
    text = (
        "Nghị quyết số 71/NQ-CP ngày 01/5/2025 của Chính phủ; "
        "Nghị quyết số 03/NQ-CP ngày 09/01/2025 của Chính phủ"
    )
    found = instruments.across_documents(("a", record) for record in _records(text))
    assert [(w.symbol, w.code) for w in found] == [
        ("71/NQ-CP", WarningCode.CONFLICTING_DATE),
        ("03/NQ-CP", WarningCode.SUPERSEDED),
    ]
    replacement = found[1].by
    assert replacement is not None
    assert replacement.symbol == "71/NQ-CP"
    assert "Chương trình hành động" in replacement.scope


@pytest.mark.parametrize("row", reference.instruments(), ids=lambda row: f"{row.symbol} {row.issued_on}")
def test_checked_instruments_read_back_from_their_own_first_mention(
    row: reference.ReferenceInstrument,
) -> None:
    assert str(parse_symbol(row.symbol)) == row.symbol
    assert row.source
    written = instruments.first_mention(row)
    citation = instruments.find_citations(written)[0]
    assert citation.kind == row.kind
    if row.name:
        assert citation.name == row.name
    else:
        assert (citation.symbol, citation.issued_on) == (row.symbol, row.issued_on.isoformat())
        assert citation.issuer == row.issuer
        assert citation.subject == row.subject
        assert citation.quote == written


def test_forms_for_citing() -> None:
    (citation,) = instruments.find_citations(
        "Công văn số 22/SYT-NVY ngày 5 tháng 2 năm 2026 của Sở Y tế V/v tăng cường tiêm chủng"
    )
    assert instruments.first_mention(citation) == (
        "Công văn số 22/SYT-NVY ngày 05/02/2026 của Sở Y tế về việc tăng cường tiêm chủng"
    )
    assert instruments.later_mention(citation) == "Công văn số 22/SYT-NVY"
    (law,) = instruments.find_citations("Luật Đất đai ngày 18/01/2024")
    assert instruments.first_mention(law) == instruments.later_mention(law) == "Luật Đất đai"


@given(st.text(alphabet="Nghị quyết số57-/TWCP.,;()ngày2024củavề \nQĐKHUBD", max_size=200))
def test_any_text_yields_spans_of_itself(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    for citation in instruments.extract_citations(TextView.identity(text)):
        assert 0 <= citation.start < citation.end <= len(text)
        assert citation.quote in " ".join(text.split())


@given(st.integers(1, 9999), st.sampled_from(["\n\n", " ", "\n- ", "; "]))
def test_what_stands_around_a_sentence_does_not_change_its_citations(number: int, link: str) -> None:
    sentence = f"Kế hoạch số {number}/KH-UBND ngày 05/3/2025 của UBND xã Mai Khê"
    alone = instruments.find_citations(sentence)
    after = instruments.find_citations(f"Các nhiệm vụ đã hoàn thành.{link}{sentence}")
    drop = {"start", "end", "quote"}
    assert [c.model_dump(exclude=drop) for c in after] == [c.model_dump(exclude=drop) for c in alone]


def _pair(symbol: str | None, issued_on: str | None) -> tuple[str, str]:
    plain = unicodedata.normalize("NFD", re.sub(r"\s+", "", symbol or "").replace("–", "-"))
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return plain.replace("Đ", "D").replace("đ", "d").upper(), issued_on or ""


def _pairs(citation: Citation, gold: set[tuple[str, str]]) -> tuple[str, str]:
    """The corrected symbol, or the one as written where the gold keeps a typing slip."""
    forms = [_pair(text, citation.issued_on) for text in (citation.symbol, citation.as_written)]
    return next((form for form in forms if form in gold), forms[0])


@pytest.mark.parametrize(
    ("variant", "least"), [("", 0.98), ("_no_diacritics", 0.97), ("_ocr_vie", 0.93), ("_ocr_eng", 0.90)]
)
def test_numbers_and_dates_of_the_labelled_sentences(variant: str, least: float) -> None:
    path = GOLD / f"citations_dev{variant}.jsonl"
    if not path.exists():
        pytest.skip("the labelled sentences lie outside the project")
    right = found = wanted = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        gold = {_pair(c["number"], c["date"]) for c in row["citations"] if c["number"]}
        have = {_pairs(c, gold) for c in instruments.find_citations(row["text"]) if c.symbol}
        right, found, wanted = right + len(gold & have), found + len(have), wanted + len(gold)
    assert 2 * right / (found + wanted) >= least
