"""Units of one name in two provinces: told apart by the province in matrix, chart, sheet and words."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot.assistant import compare
from bot.assistant.models import Question, Role
from bot.assistant.service import Assistant
from bot.rendering import chart, sheet
from tests.bench.comparison import load

_REPORT = """ỦY BAN NHÂN DÂN
{unit}
Số: {number}/BC-UBND

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

{place}, ngày 12 tháng 12 năm 2025

BÁO CÁO
Kết quả chuyển đổi số năm 2025

Kính gửi: Ủy ban nhân dân {province}

I. KẾT QUẢ THỰC HIỆN
Toàn đơn vị có {teams} Tổ công nghệ số cộng đồng hoạt động thường xuyên.

II. KHÓ KHĂN
Kinh phí dành cho chuyển đổi số của đơn vị còn hạn hẹp.

Nơi nhận:
- UBND {province};
- Lưu: VT.
"""
_PLACES = (
    ("PHƯỜNG HÒA BÌNH", "thành phố Hải Phòng", 31),
    ("PHƯỜNG HÒA BÌNH", "tỉnh Phú Thọ", 12),
    ("PHƯỜNG HẢI AN", "thành phố Hải Phòng", 20),
)


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder: Path = tmp_path_factory.mktemp("same-names")
    (folder / "documents").mkdir()
    for number, (unit, province, teams) in enumerate(_PLACES, 1):
        text = _REPORT.format(
            unit=unit, number=number, place=unit.title().split(" ", 1)[1], province=province, teams=teams
        )
        (folder / "documents" / f"{number}.txt").write_text(text, encoding="utf-8")
    return load(folder / "documents", folder / "data")


_HERE, _THERE = "phường Hòa Bình (thành phố Hải Phòng)", "phường Hòa Bình (tỉnh Phú Thọ)"


def test_the_matrix_has_a_row_for_each(two: Assistant) -> None:
    found = compare.matrix(two.corpus, ["B4"])
    assert {cell.commune: cell.value for cell in found.rows[0].cells} == {
        _HERE: 31,
        _THERE: 12,
        "phường Hải An": 20,
    }


def test_chart_and_sheet_name_the_province(two: Assistant) -> None:
    found = compare.matrix(two.corpus, ["B4"])
    labels = [tick.get_text() for tick in chart.drawn(found.rows).axes[0].get_yticklabels()]
    assert len(set(labels)) == 3
    assert any("Hải Phòng" in label for label in labels)
    book = load_workbook(io.BytesIO(sheet.workbook(two.corpus, found)))
    assert {line[0].value for line in book["Kết quả"].iter_rows(min_row=2, max_row=4)} >= {_HERE, _THERE}


def test_asked_for_by_the_name_alone_both_are_told_and_the_choice_is_offered(two: Assistant) -> None:
    answer = two.answer(
        Question(text="So sánh số tổ công nghệ số của Hòa Bình và Hải An", role=Role.SUPERVISOR)
    )
    assert answer.table is not None
    assert {row[0]: row[1].split(" [")[0] for row in answer.table.rows} == {
        _HERE: "31 tổ",
        _THERE: "12 tổ",
        "phường Hải An": "20 tổ",
    }
    assert any("cùng tên" in warning and "tỉnh Phú Thọ" in warning for warning in answer.warnings)
    assert {action.label for action in answer.actions} >= {_HERE, _THERE}


def test_the_province_chooses_one(two: Assistant) -> None:
    text = "So sánh số tổ công nghệ số của phường Hòa Bình, tỉnh Phú Thọ và phường Hải An"
    answer = two.answer(Question(text=text, role=Role.SUPERVISOR))
    assert answer.table is not None
    assert {row[0] for row in answer.table.rows} == {_THERE, "phường Hải An"}


@pytest.mark.parametrize(("unit", "teams"), [("phường Hải An", {"20"}), ("phường Hòa Bình", {"31", "12"})])
def test_the_own_unit_is_one_that_documents_are_from(two: Assistant, unit: str, teams: set[str]) -> None:
    text = "phường mình có bao nhiêu tổ công nghệ số cộng đồng?"
    asked = Question(text=text, commune=unit, role=Role.OFFICER)
    answer = two.answer(asked)
    cells = [cell for row in (answer.table.rows if answer.table else ()) for cell in row]
    told = " ".join([*(claim.text for claim in answer.claims), *cells])
    assert teams == {count for count in ("20", "31", "12") if f"{count} tổ" in told}
