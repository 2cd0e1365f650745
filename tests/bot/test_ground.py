"""No claim stands that its sources do not state: case tables, random edits, and whole answers."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.assistant import ground
from bot.assistant.grounding.stated import read
from bot.assistant.models import Answer, Claim, ClaimStyle, Question, Status, Table
from knowledge import communes
from knowledge.commune_units import name_key, province_key
from tests.bot.library import CASES, SOURCES, Library, ref


def checked(answer: Answer, question: str = "?") -> Answer:
    return ground.check(answer, Question(text=question), Library(), ground.reference_symbols())


def of_row(row: dict[str, Any]) -> Answer:
    sources = tuple(ref(name) for name in row["sources"])
    claim = Claim(
        text=row["claim"], sources=tuple(range(len(sources))), computed=tuple(row.get("computed", ()))
    )
    return Answer(status=Status.ANSWERED, claims=(claim,), sources=sources)


@pytest.mark.parametrize("row", CASES["backed"], ids=lambda row: row["claim"])
def test_what_the_sources_state_is_kept(row: dict[str, Any]) -> None:
    answer = of_row(row)
    got = checked(answer, row.get("question", "?"))
    assert got.status is Status.ANSWERED
    assert got.claims == answer.claims


@pytest.mark.parametrize("row", CASES["unbacked"], ids=lambda row: row["claim"])
def test_what_they_do_not_state_is_dropped(row: dict[str, Any], caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", "bot.assistant.ground")
    got = checked(of_row(row), row.get("question", "?"))
    assert got.status is Status.INSUFFICIENT
    assert [claim.text for claim in got.claims] == [ground.nothing_proven().claims[0].text]
    assert not got.sources
    assert row["fault"] in caplog.messages[-1]


EDITABLE = [
    row
    for row in CASES["backed"]
    if row["sources"]
    and not {"question", "computed"} & row.keys()
    and not re.search(r"mục [IVX]|Nhiệm vụ \d", row["claim"])
]
"""Rows whose every digit must come from the sources."""


def digits_of(row: dict[str, Any]) -> set[int]:
    """Every number that the sources of a row state."""
    library = Library()
    texts = [
        part
        for ref_ in map(ref, row["sources"])
        for part in (ref_.quote, ref_.readable or "", library.heading(ref_.document, ""))
    ]
    return {int(run) for text in texts for run in re.findall(r"\d+", text)}


def survives(row: dict[str, Any], claim: str) -> bool:
    return checked(of_row({**row, "claim": claim})).status is Status.ANSWERED


@given(st.data())
def test_a_changed_digit_is_always_caught(data: st.DataObject) -> None:
    runs = [
        (row, run)
        for row in EDITABLE
        for run in re.finditer(r"\d+", row["claim"])
        if not row["claim"].startswith(". ", run.end())  # list numbers
    ]
    row, run = data.draw(st.sampled_from(runs))
    claim: str = row["claim"]
    at = data.draw(st.integers(run.start(), run.end() - 1))
    digit = data.draw(st.sampled_from("0123456789"))
    edited = claim[:at] + digit + claim[at + 1 :]
    assume(digit != claim[at] and int(edited[run.start() : run.end()]) not in digits_of(row))
    assert not survives(row, edited)


@given(st.data())
def test_a_changed_symbol_is_always_caught(data: st.DataObject) -> None:
    found = [
        (row, code) for row in EDITABLE for code in re.finditer(r"(?<=[/-])[A-ZĐ]{2,}\d*\b", row["claim"])
    ]
    row, code = data.draw(st.sampled_from(found))
    claim: str = row["claim"]
    other = data.draw(
        st.sampled_from(["QĐ", "CT", "KL", "TTg", "BYT", "HĐND", "TU", "UBND", "QH13", "CP", "NQ"])
    )
    edited = claim[: code.start()] + other + claim[code.end() :]
    assume(other != code[0])
    assume(not read(edited).symbols <= {s for name in row["sources"] for s in read(ref(name).quote).symbols})
    assert not survives(row, edited)


@given(st.data())
def test_another_commune_is_always_caught(data: st.DataObject) -> None:
    found = [
        (row, name) for row in EDITABLE for name in re.finditer(r"Vĩnh Mộng|Tân Mơ|Hạ Mây", row["claim"])
    ]
    row, name = data.draw(st.sampled_from(found))
    claim: str = row["claim"]
    table = communes.table()
    unit = data.draw(
        st.sampled_from([unit for unit in table.communes if re.fullmatch(r"\w+( \w+)+", unit.name)])
    )
    provinces = {province_key(province) for province in (*table.provinces, *table.former_provinces)}
    typed = re.search(r"(?:xã|phường) $", claim[: name.start()], re.IGNORECASE)
    assume(typed or name_key(unit.name) not in provinces)
    assert not survives(row, claim[: name.start()] + unit.name + claim[name.end() :])


SWAPS = {
    r"trên(?= \d)": "tối thiểu",
    r"tối thiểu(?= \d)": "trên",
    r"(?<=đạt )trên ": "",
    r"(?<=\d)%": " ha",
    r"(?<=\d) ha": "%",
    r"(?<=\d )tỷ(?= đồng)": "triệu",
    r"(?<=\d )triệu(?= đồng)": "tỷ",
    r"(?<=\d )thành viên": "thôn",
    r"(?<=\d )tổ": "lớp",
}


@pytest.mark.parametrize("old", SWAPS)
def test_another_bound_or_unit_is_always_caught(old: str) -> None:
    found = [(row, match) for row in EDITABLE for match in re.finditer(old, row["claim"])]
    assert found
    for row, match in found:
        edited = row["claim"][: match.start()] + SWAPS[old] + row["claim"][match.end() :]
        assert not survives(row, edited), edited


@given(st.sampled_from(sorted(SOURCES)), st.data())
def test_a_quote_differs_from_its_source_in_white_space_only(name: str, data: st.DataObject) -> None:
    source = ref(name)
    assert ground.is_quoted(source, Library())
    spaces = data.draw(st.sampled_from(["\n", "  ", "\t", "\u00a0"]))
    assert ground.is_quoted(source.model_copy(update={"quote": source.quote.replace(" ", spaces)}), Library())
    at = data.draw(st.integers(0, len(source.quote) - 1))
    char = data.draw(st.characters(categories=["L", "N", "P"]))
    assume(char != source.quote[at])
    edited = source.quote[:at] + char + source.quote[at + 1 :]
    assert not ground.is_quoted(source.model_copy(update={"quote": edited}), Library())


def test_a_quote_in_pieces_has_all_of_them_in_order() -> None:
    source = ref("groups")
    head, tail = source.quote[:30], source.quote[60:]
    for quote, held in (
        (f"{head} … {tail}", True),
        (f"{tail} … {head}", False),
        (f"{head} … bịa đặt", False),
        ("", False),
        (" … ", False),
    ):
        assert ground.is_quoted(source.model_copy(update={"quote": quote}), Library()) is held


def test_a_false_quote_takes_its_claims_with_it_and_the_rest_is_renumbered() -> None:
    false = ref("rival").model_copy(update={"quote": "Phường có 26 tổ và 300 thành viên."})
    answer = Answer(
        status=Status.ANSWERED,
        claims=(
            Claim(text="Phường Tân Mơ", style=ClaimStyle.HEADING),
            Claim(text="Phường có 300 thành viên.", sources=(0,)),
            Claim(text="Xã Vĩnh Mộng", style=ClaimStyle.HEADING),
            Claim(text="Xã có 14 tổ.", sources=(1,)),
        ),
        sources=(false, ref("groups")),
        warnings=("Nghị quyết 913-NQ/TW đã thay thế.", "Nên đối chiếu bản gốc."),
        instruments=("57-NQ/TW", "913-NQ/TW"),
    )
    got = checked(answer)
    assert [(claim.text, claim.sources) for claim in got.claims] == [
        ("Xã Vĩnh Mộng", ()),
        ("Xã có 14 tổ.", (0,)),
    ]
    assert got.sources == (ref("groups"),)
    assert got.warnings == ("Nên đối chiếu bản gốc.",)
    assert got.instruments == ()


def test_rows_of_a_table_are_checked_with_their_headings() -> None:
    table = Table(
        header=("Đơn vị", "Tổ công nghệ số cộng đồng", "Nguồn"),
        rows=(("Vĩnh Mộng", "14 tổ", "II"), ("Tân Mơ", "14 tổ", "II"), ("Hạ Mây", "không nêu", "–")),
        sources=((0,), (1,), ()),
    )
    answer = Answer(status=Status.ANSWERED, claims=(), table=table, sources=(ref("groups"), ref("rival")))
    got = checked(answer, "So sánh Vĩnh Mộng, Tân Mơ, xã Hạ Mây").table
    assert got is not None
    assert [row[0] for row in got.rows] == ["Vĩnh Mộng", "Hạ Mây"]
    assert got.sources == ((0,), ())


def test_an_instrument_that_only_the_reference_table_knows_is_marked() -> None:
    claim = Claim(text="Thể thức theo Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ.")
    got = checked(Answer(status=Status.ANSWERED, claims=(claim,)))
    assert got.claims == (claim,)
    assert "ngoài kho" in got.warnings[0]
    assert "30/2020/NĐ-CP" in got.warnings[0]
    assert checked(got).warnings == got.warnings


def test_a_refusal_keeps_its_status() -> None:
    answer = Answer(status=Status.NOT_ALLOWED, claims=(Claim(text="Không cung cấp thông tin cá nhân."),))
    assert checked(answer) == answer
