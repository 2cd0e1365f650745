"""Symbols: case tables, both ways with the reference tables, and properties."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import reference
from knowledge.symbols import Style, Symbol, find_symbols, parse_symbol, read_symbol, unify

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "symbols.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("written", "case"), [(written, case) for case in CASES["case"] for written in case["written"]]
)
def test_symbol_is_read_in_its_normal_form(written: str, case: dict[str, str]) -> None:
    reading = read_symbol(written)
    assert reading is not None
    assert (str(reading.symbol), reading.symbol.style.value) == (case["normal"], case["style"])
    assert reading.restyled is bool(case.get("restyled", False))


@pytest.mark.parametrize("written", CASES["none"]["written"])
def test_what_is_no_symbol(written: str) -> None:
    assert parse_symbol(written) is None


@pytest.mark.parametrize("kind", [kind for kind in reference.document_kinds() if kind.examples])
def test_examples_of_a_kind_parse_to_its_code(kind: reference.DocumentKind) -> None:
    for example in kind.examples:
        symbol = parse_symbol(example)
        assert symbol is not None
        assert symbol.type_code == kind.codes[0]


@pytest.mark.parametrize("body", reference.issuing_bodies())
def test_examples_of_a_body_parse_to_its_code(body: reference.IssuingBody) -> None:
    assert body.examples
    for example in body.examples:
        symbol = parse_symbol(example)
        assert symbol is not None
        assert str(symbol) == example
        assert symbol.issuer_head.rstrip("0123456789") == body.code


@pytest.mark.parametrize("code", [code for kind in reference.document_kinds() for code in kind.codes])
def test_every_code_is_read_as_a_type(code: str) -> None:
    symbol = parse_symbol(f"12/{code}-UBND")
    assert symbol is not None
    assert symbol.type_code == code


TYPES = sorted(reference.kind_by_code())
STATE = sorted(body.code for body in reference.issuing_bodies() if body.system == "state")
PARTY = sorted(body.code for body in reference.issuing_bodies() if body.system == "party")
UNITS = ["VP", "KGVX", "TCCB", "NC"]
numbers = st.integers(1, 99999).map(lambda number: f"{number:02}")
years = st.integers(1990, 2030)
symbols = st.one_of(
    st.builds(
        Symbol,
        numbers,
        st.none() | years,
        st.sampled_from([code for code in TYPES if code != "TTLT"]),
        st.sampled_from(STATE),
        st.just(Style.STATE),
    ),
    st.builds(
        Symbol,
        numbers,
        st.none(),
        st.sampled_from([code for code in TYPES if reference.kind_by_code()[code].system != "state"]),
        st.sampled_from(PARTY),
        st.just(Style.PARTY),
    ),
    st.builds(
        Symbol, numbers, years, st.none(), st.sampled_from(["QH13", "UBTVQH15"]), st.just(Style.ASSEMBLY)
    ),
    st.builds(
        Symbol,
        numbers,
        st.none(),
        st.none(),
        st.tuples(st.sampled_from(STATE), st.sampled_from(UNITS)).map("-".join),
        st.just(Style.DISPATCH),
    ),
)


@given(symbols)
def test_parse_undoes_str(symbol: Symbol) -> None:
    assert parse_symbol(str(symbol)) == symbol


@given(symbols)
def test_case_and_spaces_do_not_matter(symbol: Symbol) -> None:
    written = str(symbol)
    assert parse_symbol(written.replace("-", "- ", 1)) == symbol
    if symbol.style is not Style.DISPATCH:
        assert parse_symbol(written.lower()) == symbol


@given(st.text(alphabet="0123456789/-. \nABCĐNQTưđqxyzSố&", max_size=60))
def test_readings_are_spans_of_the_text_and_normal_forms_are_stable(text: str) -> None:
    unified = unify(text)
    assert len(unified) == len(text)
    end = 0
    for reading in find_symbols(unified):
        assert end <= reading.start < reading.end <= len(text)
        end = reading.end
        again = parse_symbol(str(reading.symbol))
        assert again is None or parse_symbol(str(again)) == again
