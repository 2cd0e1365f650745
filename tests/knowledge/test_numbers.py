"""Numbers, units and bounds: every row of units.toml from its examples, and the cases of the grammar."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.models import Comparator
from knowledge.numbers import counted_noun, find_numbers, find_quantities, format_number, parse_number
from knowledge.units import in_base_unit, reference_table, standard_unit, unit_kind
from knowledge.vietnamese import fold

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "quantities.toml").read_text("utf-8"))
UNITS = reference_table("units.toml")
NOUNS = [noun for row in UNITS["count"] for noun in row["nouns"]]


@pytest.mark.parametrize("case", CASES["quantity"], ids=lambda case: case["text"][:40])
def test_quantities_of_a_text(case: dict[str, object]) -> None:
    text = str(case["text"])
    found = [
        [
            text[q.start : q.end],
            list(q.value) if isinstance(q.value, tuple) else q.value,
            q.comparator,
            q.unit,
        ]
        for q in find_quantities(text, marked=case.get("marked", True) is True)
    ]
    assert found == case["found"]


@pytest.mark.parametrize("row", UNITS["measure"], ids=lambda row: row["name"])
def test_every_measure_is_read_from_its_examples(row: dict[str, object]) -> None:
    examples = row["examples"]
    assert isinstance(examples, list) and examples
    for example in examples:
        (quantity,) = find_quantities(example, marked=True)
        assert (quantity.unit, quantity.kind, quantity.end) == (row["name"], row["kind"], len(example))


@pytest.mark.parametrize("row", UNITS["comparator"], ids=lambda row: row["sign"])
def test_every_comparator_is_read_from_its_examples_with_and_without_marks(row: dict[str, object]) -> None:
    examples = row["examples"]
    assert isinstance(examples, list) and examples
    for example in examples:
        for text, marked in ((example, True), (fold(example), False)):
            (quantity,) = find_quantities(text, marked=marked)
            assert quantity.comparator == Comparator(str(row["sign"])), text


@pytest.mark.parametrize("noun", NOUNS)
def test_every_countable_noun_is_a_unit(noun: str) -> None:
    (quantity,) = find_quantities(f"có 12 {noun} mới", marked=True)
    assert quantity.unit == noun
    assert unit_kind(noun) == quantity.kind


@pytest.mark.parametrize("text", [*UNITS["labels"]["examples"], *UNITS["not_units"]["examples"]])
def test_names_ages_and_terms_are_no_quantities(text: str) -> None:
    assert find_quantities(text, marked=True) == []


@pytest.mark.parametrize("text", UNITS["per"]["examples"])
def test_values_counted_per_something(text: str) -> None:
    (quantity,) = find_quantities(text, marked=True)
    assert "/" in quantity.unit
    assert quantity.end == len(text)


@pytest.mark.parametrize("text", CASES["no_numbers"])
def test_dates_symbols_and_labels_are_no_numbers(text: str) -> None:
    assert find_numbers(text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.234,5", 1234.5),
        ("05", 5),
        ("1.250", 1250),
        ("3.5", 3.5),
        ("12,75", 12.75),
        ("1,234,567", 1234567),
        ("0.125", 0.125),
        ("385.600.000", 385600000),
    ],
)
def test_vietnamese_notation(text: str, value: float) -> None:
    assert parse_number(text) == value


@pytest.mark.parametrize("text", ["", "một", "1.23.4", "12,", "1 234"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a number"):
        parse_number(text)


@given(st.integers(0, 10**12).map(lambda n: n / 1000))
def test_a_formatted_number_is_read_back(value: float) -> None:
    assert parse_number(format_number(value)) == pytest.approx(value, abs=1e-6)


@given(st.text(max_size=80))
def test_spans_stand_in_order_inside_the_text(text: str) -> None:
    at = 0
    for quantity in find_quantities(text):
        assert at <= quantity.start <= quantity.number_start < quantity.end <= len(text)
        at = quantity.end


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (12, "tỷ đồng", (12e9, "đồng")),
        (45, "triệu đồng/người/năm", (45e6, "đồng/người/năm")),
        (2.5, "ha", (25000, "m2")),
        ((5.0, 7.0), "tạ", ((500.0, 700.0), "kg")),
        (26, "tổ", (26, "tổ")),
    ],
)
def test_values_in_the_base_unit_of_their_measure(
    value: float, unit: str, expected: tuple[object, str]
) -> None:
    assert in_base_unit(value, unit) == expected


@pytest.mark.parametrize(
    ("written", "unit"),
    [
        ("Triệu đồng", "triệu đồng"),
        ("Trđ", "triệu đồng"),
        ("HA", "ha"),
        ("Hộ", "hộ"),
        ("Tấn/ngày", "tấn/ngày"),
    ],
)
def test_units_in_table_headings(written: str, unit: str) -> None:
    assert standard_unit(written) == unit


@pytest.mark.parametrize(
    ("label", "noun"),
    [("Số hộ nghèo", "hộ"), ("Tổng số lao động", "lao động"), ("Tỷ lệ hộ nghèo", "%"), ("Thu nội địa", "")],
)
def test_the_unit_that_a_label_implies(label: str, noun: str) -> None:
    assert counted_noun(label) == noun
