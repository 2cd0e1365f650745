"""The rules of comparison, on figures made by hand and on the sample corpus."""

from __future__ import annotations

import io
import json
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from bot.assistant import compare, period
from bot.assistant.compare import Cell, Row
from bot.assistant.comparing import contradictions, ranking
from bot.assistant.models import Question, Role, Status
from bot.assistant.period import Time
from bot.assistant.service import Assistant
from bot.assistant.understanding import operations
from bot.cli import main
from bot.rendering import chart, sheet
from bot.rendering.summary import summary_paper
from knowledge.models import Comparator, DocumentHeader, Figure, Nature, TextQuality
from knowledge.snapshot import DocumentRecord

_GOOD = TextQuality(ocr=False, poor=False, diacritics=1.0, known_syllables=1.0)


def _figure(
    value: float | tuple[float, float] | None,
    comparator: str = "=",
    unit: str = "%",
    nature: str = "result",
    quote: str = "tỷ lệ đạt",
) -> Figure:
    return Figure(
        indicator="Tỷ lệ thử nghiệm", code=None, value=value, comparator=Comparator(comparator), unit=unit,
        nature=Nature(nature), start=0, end=9, quote=quote,
    )  # fmt: skip


def _cell(
    unit: str, figure: Figure | None, when: str | None = "năm 2025", name: str = "", former: str | None = None
) -> Cell:
    header = DocumentHeader(kind="Báo cáo", commune=unit, issued_on="2025-12-10")
    return Cell(unit, figure, DocumentRecord(1, name or f"{unit}.txt", header, _GOOD), when, former)


def _row(*cells: Cell, unit: str = "%") -> Row:
    return Row("Tỷ lệ thử nghiệm", None, unit, cells)


@pytest.mark.parametrize(("row", "example"), operations.examples())
def test_every_example_uses_its_row(row: str, example: str) -> None:
    assert row in operations.read(example).rows


@pytest.mark.parametrize(
    ("text", "ascending"),
    [
        ("Đơn vị nào ở Đồng Tháp có nhiều trường nhất?", False),
        ("xa nao o dong thap co so ho ngheo cao nhat", False),
        ("phường Cao Lãnh hay nơi nào có ít hộ nghèo nhất", True),
        ("nơi nào thấp về tỷ lệ bao phủ nhất", True),
    ],
)
def test_a_superlative_does_not_reach_across_another(text: str, ascending: bool) -> None:
    assert operations.read(text).ascending is ascending


@pytest.mark.parametrize(
    ("text", "top", "comparator", "threshold"),
    [
        ("top 5 xã thu ngân sách", 5, None, None),
        ("xã nào dưới 80 % hộ dùng nước sạch", None, "<", 80),
        ("nhung xa tu 1,5% tro xuong", None, "<=", 1.5),
        ("đơn vị nào có 12 trường trở lên", None, ">=", 12),
        ("nơi nào hơn 1.200 lao động", None, ">", 1200),
        ("So sánh số hộ nghèo các xã", None, None, None),
    ],
)
def test_numbers_of_a_question(
    text: str, top: int | None, comparator: str | None, threshold: float | None
) -> None:
    wanted = operations.read(text)
    assert (wanted.top, wanted.comparator, wanted.threshold) == (top, comparator, threshold)
    assert len(wanted.rest) == len(text)


@pytest.mark.parametrize(
    ("value", "said", "limit", "wanted", "verdict"),
    [
        (82, "=", 80, ">", "yes"),
        (80, "=", 80, ">", "no"),
        (80, "=", 80, ">=", "yes"),
        (85, ">", 80, ">", "yes"),
        (80, ">", 80, ">", "yes"),
        (78, ">", 80, ">", "open"),
        (78, ">", 80, "<", "open"),
        (85, ">", 80, "<", "no"),
        (75, "<", 80, "<", "yes"),
        (85, "<", 80, "<", "open"),
        (81, "~", 80, ">", "open"),
    ],
)
def test_a_bound_meets_a_threshold_only_where_it_must(
    value: float, said: str, limit: float, wanted: str, verdict: str
) -> None:
    cell = _cell("xã A", _figure(value, said))
    assert ranking.meets(cell, limit, Comparator(wanted), _row(cell)).value == verdict


@given(st.lists(st.floats(0, 100).map(lambda v: round(v, 1)), min_size=2, max_size=30))
def test_ranks_follow_values_and_equals_share_one(values: list[float]) -> None:
    cells = [_cell(f"xã {n}", _figure(value)) for n, value in enumerate(values)]
    ranked = ranking.ranking(_row(*cells))
    ranks = [place.rank for place in ranked]
    told = [place.cell.value for place in ranked]
    assert told == sorted(values, reverse=True)
    assert ranks == [1 + sum(other > value for other in values) for value in told if value is not None]


def test_bounds_words_targets_and_former_units_have_no_rank() -> None:
    row = _row(
        _cell("xã A", _figure(85, ">")),
        _cell("xã B", _figure(80)),
        _cell("xã C", _figure(None)),
        _cell("xã D", _figure(99, nature="target")),
        _cell("xã E", _figure(90), former="xã Cũ"),
        _cell("xã G", _figure(70)),
        _cell("xã H", None),
    )
    ranked = {place.cell.commune: place.rank for place in ranking.ranking(row)}
    assert ranked == {"xã A": None, "xã B": 1, "xã G": 2, "xã C": None}
    found = ranking.summary(row)
    assert found is not None
    assert (found.median, found.count, found.formula) == (75.0, 2, "trung vị của 70; 80")


def test_not_stated_is_not_zero() -> None:
    row = _row(_cell("xã A", None), _cell("xã B", _figure(0)), _cell("xã C", _figure(4)))
    assert row.silent() == ["xã A"]
    assert [place.cell.commune for place in ranking.ranking(row, ascending=True)] == ["xã B", "xã C"]


def test_money_in_other_units_is_converted_and_rates_per_other_times_are_not() -> None:
    money = _row(_cell("xã A", _figure(1.2, unit="tỷ đồng")), unit="triệu đồng")
    assert ranking.in_unit(money.cells[0], money) == 1200
    weekly = _row(_cell("xã A", _figure(3, unit="chuyên mục/tuần")), unit="chuyên mục/tháng")
    assert ranking.in_unit(weekly.cells[0], weekly) is None


def test_only_one_period_is_ranked_the_latest_that_enough_units_state() -> None:
    row = _row(
        *(_cell(f"xã {n}", _figure(50 + n), "năm 2024") for n in range(4)),
        *(_cell(f"xã {n}", _figure(60 + n), "năm 2025") for n in range(3)),
        _cell("xã 0", _figure(99), "quý I/2026"),
    )
    assert {cell.value for cell in row.results()} == {60, 61, 62}
    assert {cell.value for cell in row.results(Time(2024))} == {50, 51, 52, 53}


def test_change_shows_its_formula_and_needs_the_like_period() -> None:
    row = _row(
        _cell("xã A", _figure(71.5), "năm 2024"),
        _cell("xã A", _figure(80.2), "năm 2025"),
        _cell("xã B", _figure(70), "quý I/2024"),
        _cell("xã B", _figure(75), "năm 2025"),
        _cell("xã C", _figure(70, ">"), "năm 2024"),
        _cell("xã C", _figure(75), "năm 2025"),
    )
    found = ranking.changes(row)
    assert [(change.after.commune, change.formula) for change in found] == [("xã A", "80,2 − 71,5 = 8,7")]


@pytest.mark.parametrize(
    ("words", "time"),
    [
        ("quý III/2025", (2025, "III", None)),
        ("6 tháng đầu năm 2026", (2026, "6 tháng đầu", None)),
        ("năm 2025", (2025, None, None)),
        ("đến 8/2025", (2025, None, 8)),
        ("hằng năm", (None, None, None)),
        (None, (None, None, None)),
    ],
)
def test_times_of_periods(words: str | None, time: tuple[int | None, str | None, int | None]) -> None:
    assert tuple(period.time_of(words)) == time


@pytest.mark.parametrize(
    ("title", "year", "reported"),
    [
        ("Kết quả công tác quý I năm 2026 và nhiệm vụ trọng tâm quý II năm 2026", 2026, "quý I/2026"),
        ("Kết quả thực hiện nhiệm vụ năm 2025; phương hướng, nhiệm vụ năm 2026", 2026, "năm 2025"),
        ("Tình hình 6 tháng đầu năm, nhiệm vụ 6 tháng cuối năm 2026", 2026, "6 tháng đầu năm 2026"),
        ("Kết quả thực hiện Kế hoạch năm 2025, quý III năm 2025", 2025, "quý III/2025"),
        ("Kế hoạch cải cách hành chính năm 2026", 2026, "năm 2026"),
        ("Chiến lược phát triển đến năm 2030", 2026, None),
    ],
)
def test_what_is_to_come_is_not_reported_on(title: str, year: int, reported: str | None) -> None:
    document = DocumentRecord(1, "van-ban.txt", DocumentHeader(kind="Báo cáo", title=title), _GOOD)
    assert period.of_title(document, year) == reported


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        (_figure(85.0), _figure(85.0), True),
        (_figure(85.0), _figure(80.0), False),
        (_figure(71.2), _figure(71.0), True),
        (_figure(71.6), _figure(71.0), False),
        (_figure(85.0, ">"), _figure(87.2), True),
        (_figure(85.0, ">"), _figure(83.0), False),
        (_figure(85.0, ">"), _figure(80.0, ">"), False),
        (_figure(85.0, "~"), _figure(86.0), True),
        (_figure(26.0, unit="tổ"), _figure(27.0, unit="tổ"), False),
        (_figure(12.5, unit="tỷ đồng"), _figure(12480.0, unit="triệu đồng"), True),
        (_figure(12.5, unit="tỷ đồng"), _figure(13480.0, unit="triệu đồng"), False),
        (_figure((5.0, 7.0), "range", "người/tổ"), _figure(6.0, unit="người/tổ"), True),
        (_figure(2.0, unit="chuyên mục/tháng"), _figure(3.0, unit="chuyên mục/tuần"), True),
    ],
)
def test_what_agrees(one: Figure, other: Figure, agree: bool) -> None:
    assert contradictions.agree(one, other) is agree
    assert contradictions.agree(other, one) is agree


def test_the_sheet_opens_and_its_formulas_take_exact_numbers_only(sample_assistant: Assistant) -> None:
    corpus = sample_assistant.corpus
    found = compare.matrix(corpus, ["A16", "B4"])
    book = load_workbook(io.BytesIO(sheet.workbook(corpus, found)))
    results = book["Kết quả"]
    column = [results.cell(number, 2).value for number in range(2, len(found.units) + 2)]
    row = found.rows[0]
    exact = {cell.value for cell in row.results() if not cell.bound}
    assert {value for value in column if isinstance(value, int | float)} == exact
    assert any(str(value).startswith("trên ") for value in column)
    assert "không nêu" in column
    formulas = [results.cell(number, 2).value for number in range(len(found.units) + 3, results.max_row + 1)]
    assert all(re.fullmatch(r"=.*\(B2:B\d+\).*", str(formula)) for formula in formulas)


def test_the_chart_holds_every_stated_cell_in_a_panel_of_its_nature(sample_assistant: Assistant) -> None:
    found = compare.matrix(sample_assistant.corpus, ["A16"])
    results, targets = chart.panels_of(found.rows[0])
    assert {cell.figure.nature for cell in results.cells if cell.figure} == {Nature.RESULT}
    assert {cell.figure.nature for cell in targets.cells if cell.figure} == {Nature.TARGET}
    assert "xã Lộc Khê" in results.silent
    assert chart.chart(found.rows).startswith(b"\x89PNG")


def test_the_summary_is_of_stated_figures_each_with_its_source(sample_assistant: Assistant) -> None:
    corpus = sample_assistant.corpus
    paper = summary_paper(corpus, compare.matrix(corpus, ["A16", "B4"]), date(2026, 11, 20))
    told = [sentence for block in paper.body for sentence in block.sentences if sentence.sources]
    assert told
    for sentence in told:
        assert len(sentence.sources) == sentence.text.count(";") + 1
    assert any(block.text.startswith("- Không nêu (1): xã Lộc Khê") for block in paper.body)


_QUESTIONS = (
    "So sánh tỷ lệ hồ sơ nộp trực tuyến của Lương Thủy, Mai Khê, Lộc Khê",
    "xep hang so to cong nghe so cac xa",
    "top 2 đơn vị có nhiều tổ công nghệ số nhất",
    "đơn vị nào có tỷ lệ hồ sơ nộp trực tuyến dưới 75%",
    "Đơn vị nào chưa có số liệu định lượng?",
    "ai chưa báo cáo theo công văn của Sở",
    "số liệu các báo cáo có chỗ nào mâu thuẫn không",
    "báo cáo nào chép nhau",
    "số tổ công nghệ số và số thành viên của các xã là bao nhiêu",
)


@pytest.mark.parametrize("text", _QUESTIONS)
def test_every_number_of_an_answer_stands_in_a_quote_or_a_formula(
    sample_assistant: Assistant, text: str
) -> None:
    answer = sample_assistant.answer(Question(text=text, role=Role.SUPERVISOR))
    assert answer.status is Status.ANSWERED
    said = [(claim.text, claim.sources, claim.computed) for claim in answer.claims]
    if answer.table is not None:
        computed = answer.table.computed or ((),) * len(answer.table.rows)
        said += [
            ("; ".join(row), sources, formula)
            for row, sources, formula in zip(answer.table.rows, answer.table.sources, computed, strict=True)
        ]
    corpus = sample_assistant.corpus
    for words, sources, formulas in said:
        quoted = [answer.sources[at] for at in sources]
        heads = [corpus.heading(ref.document, ref.section) for ref in quoted]
        backing = " ".join([*(ref.quote + " " + (ref.readable or "") for ref in quoted), *heads, *formulas])
        known = {_plain(number) for number in re.findall(r"\d+(?:[.,]\d+)*", backing + text)}
        counted = any("đếm" in formula for formula in formulas)
        without_places = re.sub(r"mục [\w.]+|\d{1,2}/\d{1,2}/\d{4}", "", words)
        for number in re.findall(r"\d+(?:[.,]\d+)*", without_places):
            assert _plain(number) in known or counted, f"{number} in “{words}” stands nowhere"


def _plain(number: str) -> str:
    return number.replace(".", "").replace(",", ".").lstrip("0") or "0"


def _ask(assistant: Assistant, text: str, *history: str) -> list[tuple[str, ...]]:
    answer = assistant.answer(Question(text=text, history=history, role=Role.SUPERVISOR))
    return list(answer.table.rows) if answer.table else []


def test_units_are_added_in_later_turns_and_held_against_a_threshold(sample_assistant: Assistant) -> None:
    first = "so sanh ty le ho so nop truc tuyen luong thuy, mai khe"
    assert len(_ask(sample_assistant, first)) == 2
    added = _ask(sample_assistant, "thêm Trường Nhuệ vào nữa", first)
    assert [row[0].partition(" ⚠️")[0] for row in added] == [
        "phường Lương Thủy",
        "xã Mai Khê",
        "xã Trường Nhuệ",
    ]
    below = _ask(sample_assistant, "dưới 75%", first, "thêm Trường Nhuệ vào nữa")
    assert below[0][:2] == ("xã Mai Khê", "71,2% [kết quả, năm 2025]")


def test_a_ranking_has_ranks_and_lists_the_silent_last(sample_assistant: Assistant) -> None:
    rows = _ask(sample_assistant, "xếp hạng các xã theo số tổ công nghệ số cộng đồng")
    assert [row[0] for row in rows] == ["1", "2", "3", "4", "–", "–"]
    assert {row[2] for row in rows[-2:]} == {"không nêu"}


def test_the_coverage_board_names_the_late_the_silent_and_the_incomplete(sample_assistant: Assistant) -> None:
    answer = sample_assistant.answer(Question(text="xã nào chưa nộp báo cáo theo công văn 1204"))
    assert answer.table is not None
    states = {row[0]: row[1:] for row in answer.table.rows}
    assert states["phường Sa Đoài"][0] == "chưa có trong kho"
    assert "đúng hạn" in states["phường Lương Thủy"][0]
    assert "hồ sơ công việc" in states["phường Lương Thủy"][1]
    reminder = next(claim.text for claim in answer.claims if claim.label)
    assert "1204/SKHCN-VP" in reminder
    assert "phường Sa Đoài" in reminder


def test_the_command_keeps_its_contract(
    sample_assistant: Assistant, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    png, xlsx = tmp_path / "a.png", tmp_path / "a.xlsx"
    arguments = ["compare", "--data", str(sample_assistant.base.data), "--indicator", "B4", "--section",
                 "difficulties", "--communes", "Mai Khê, Sa Đoài, Tân Trào", "--json", "--png", str(png),
                 "--xlsx", str(xlsx)]  # fmt: skip
    assert main(arguments) == 0
    record = json.loads(capsys.readouterr().out)
    assert list(record) == ["indicators", "points", "warnings"]
    cells = {cell["commune"]: cell for cell in record["indicators"][0]["cells"]}
    assert cells["xã Mai Khê"]["value"] == 22
    assert cells["xã Mai Khê"]["quote"]
    assert cells["phường Sa Đoài"]["stated"] is False
    assert cells["phường Sa Đoài"]["value"] is None
    assert cells["Tân Trào"]["stated"] is False
    assert any("Tân Trào" in warning for warning in record["warnings"])
    assert all(source["quote"] for point in record["points"] for source in point["sources"])
    assert png.stat().st_size > 1000
    assert xlsx.stat().st_size > 1000


def test_a_comparison_as_word_has_its_table_across_the_page(sample_assistant: Assistant) -> None:
    """Results and targets stand side by side, the head is repeated, what is not stated is no 0."""
    corpus = sample_assistant.corpus
    paper = summary_paper(corpus, compare.matrix(corpus, ["A16", "B4"]), date(2025, 11, 21))
    (annex,) = paper.annexes
    assert annex.columns[:2] == ("STT", "Đơn vị") and len(annex.columns) == 4
    rows = {row[1]: row[2:] for row in annex.rows}
    assert "kết quả" in rows["phường Lương Thủy"][0] and "mục tiêu" in rows["phường Lương Thủy"][0]
    assert rows["phường Thuận Trì"][1] == "không nêu"
    assert any("Phụ lục" in block.text for block in paper.body)
