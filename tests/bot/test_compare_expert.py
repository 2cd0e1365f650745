"""The matrix of the five real documents, cell by cell as an expert filled it in."""

from __future__ import annotations

import re

import pytest

from bot.assistant.compare import Cell, Matrix, matrix
from bot.assistant.service import Assistant
from knowledge.vietnamese import fold
from tests import gold_sets

TABLE = gold_sets.SHARED / "domain" / "indicators.md"

pytestmark = pytest.mark.skipif(not TABLE.exists(), reason="the shared expert table is not here")

_SIGNS = {"": "=", "=": "=", "đạt": "=", "phấn đấu đạt": "=", "trên": ">", "tối thiểu": ">="}


def _expected() -> list[tuple[str, str, str]]:
    """(code, commune, cell) of the quick matrix at the end of the expert's page."""
    lines = TABLE.read_text(encoding="utf-8").split("## Ma trận so sánh nhanh")[1].splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    units = [re.sub(r"\s*\(.*", "", name) for name in rows[0][1:]]
    return [
        (row[0].split()[0], unit, cell) for row in rows[2:] for unit, cell in zip(units, row[1:], strict=True)
    ]


@pytest.fixture(scope="module")
def found(shared_assistant: Assistant) -> Matrix:
    return matrix(shared_assistant.corpus)


def _cells(found: Matrix, code: str, commune: str) -> list[Cell]:
    row = next((row for row in found.rows if row.code == code), None)
    return [c for c in row.cells if fold(commune) in fold(c.commune) and c.figure] if row else []


@pytest.mark.parametrize(("code", "commune", "said"), _expected() if TABLE.exists() else [])
def test_expert_cell(found: Matrix, code: str, commune: str, said: str) -> None:
    cells = _cells(found, code, commune)
    if said == "—":
        assert not cells
        return
    assert cells, "not stated, but the expert found it"
    figures = [cell.figure for cell in cells if cell.figure]
    if said.startswith("yêu cầu"):
        assert {figure.nature.value for figure in figures} == {"requirement"}
        return
    nature = "target" if "[MT]" in said else "result"
    assert {figure.nature.value for figure in figures} == {nature}
    words = said.replace("[MT]", "").strip()
    number = re.search(r"(\D*?)\s*(\d+)%?$", words)
    if number is None:
        assert [fold(figure.words or "") for figure in figures] == [fold(words)]
    else:
        sign = _SIGNS[number[1].strip()]
        assert [(f.value, f.comparator.value) for f in figures] == [(float(number[2]), sign)]


def test_a_unit_without_figures_is_silent_everywhere(found: Matrix) -> None:
    assert all("phường An Hải" in row.silent() for row in found.rows)


def test_what_looks_alike_and_is_another_indicator_is_said(found: Matrix) -> None:
    row = next(row for row in found.rows if row.code == "A4")
    assert any(note.startswith("Không so với:") and "phần mềm một cửa" in note for note in row.notes)


def test_lower_bounds_are_not_subtracted(found: Matrix) -> None:
    row = next(row for row in found.rows if row.code == "A4")
    assert any("không dùng để tính chênh lệch" in note for note in row.notes)
