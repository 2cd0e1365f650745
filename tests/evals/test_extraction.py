"""The extraction score must be perfect for the truth itself and fall with each kind of error."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.evals.extraction import score_document

TRUTH = json.loads(
    (Path(__file__).parents[1] / "gold/extract/ke-hoach-khcn-phuong-sa-doai.docx.json").read_text("utf-8")
)


def as_facts() -> dict[str, Any]:
    """The truth in the form that `baocao extract` prints."""
    facts = copy.deepcopy(TRUTH)
    facts["sections"] = [
        {"type": slot["types"][0]} for slot in TRUTH["type_sequence"] if not slot.get("optional")
    ]
    return dict(facts)


def test_truth_scores_full_marks() -> None:
    assert {name: tally.f1 for name, tally in score_document(TRUTH, as_facts()).items() if tally.f1 < 1} == {}


def wrong_date(facts: dict[str, Any]) -> None:
    facts["instruments"][0]["issued_on"] = "2026-02-21"


def missed_instrument(facts: dict[str, Any]) -> None:
    del facts["instruments"][0]


def invented_instrument(facts: dict[str, Any]) -> None:
    facts["instruments"].append({**facts["instruments"][0], "symbol": "1/KH-UBND"})


def wrong_issuer(facts: dict[str, Any]) -> None:
    facts["instruments"][1]["issuer"] = "Chính phủ"


def needless_warning(facts: dict[str, Any]) -> None:
    facts["instruments"][1]["warnings"] = ["bad_date"]


def bound_lost(facts: dict[str, Any]) -> None:
    facts["figures"][1]["comparator"] = "="


def target_as_result(facts: dict[str, Any]) -> None:
    facts["figures"][1]["nature"] = "result"


def wrong_value(facts: dict[str, Any]) -> None:
    facts["figures"][1]["value"] = 58


def wrong_lead(facts: dict[str, Any]) -> None:
    facts["tasks"][0]["lead"] = "Công an phường"


def lost_section(facts: dict[str, Any]) -> None:
    del facts["sections"][4]


def wrong_commune(facts: dict[str, Any]) -> None:
    facts["document"]["commune"] = "xã Mai Khê"


@pytest.mark.parametrize(
    ("spoil", "figure"),
    [
        (wrong_date, "issued_on"),
        (missed_instrument, "instruments"),
        (invented_instrument, "instruments"),
        (wrong_issuer, "issuer"),
        (needless_warning, "warnings"),
        (bound_lost, "comparator"),
        (target_as_result, "nature"),
        (wrong_value, "figures"),
        (wrong_lead, "task lead"),
        (lost_section, "sections"),
        (wrong_commune, "document"),
    ],
)
def test_each_error_is_seen_where_it_belongs(spoil: Callable[[dict[str, Any]], None], figure: str) -> None:
    facts = as_facts()
    spoil(facts)
    fallen = {name for name, tally in score_document(TRUTH, facts).items() if tally.f1 < 1}
    assert fallen == {figure}
