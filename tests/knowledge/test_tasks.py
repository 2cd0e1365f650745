"""Assignment tables, deadlines in prose, and where the two disagree."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.cleaning import clean
from knowledge.contradictions import contradictions
from knowledge.models import TaskAssignment
from knowledge.structure import parse
from knowledge.tasks import column_roles, extract_deadlines, extract_tasks

DEADLINES = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "deadlines.toml").read_text(encoding="utf-8")
)["deadline"]
COLUMNS = tomllib.loads(
    (Path(__file__).parents[2] / "knowledge" / "reference_data" / "task_columns.toml").read_text(
        encoding="utf-8"
    )
)["column"]


def tasks_of(text: str) -> tuple[TaskAssignment, ...]:
    view = clean(text)
    return extract_tasks(view, parse(view))


HEADING = "TT\tNội dung\tSản phẩm\tCơ quan chủ trì\tCơ quan phối hợp\tThời hạn"


@pytest.mark.parametrize(
    ("heading", "role"), [(example, row["role"]) for row in COLUMNS for example in row["examples"]]
)
def test_every_example_gets_the_role_of_its_row(heading: str, role: str) -> None:
    cells = (heading, "TT", "Nội dung", "Đơn vị chủ trì", "Thời gian")
    assert column_roles(cells)[0] == role


def test_a_table_split_over_pages() -> None:
    text = f"""{HEADING}
I\tCẤP NƯỚC\t\t\t\t
1\tLập danh sách hộ chưa có\tDanh sách\tPhòng Kinh tế và\tCác thôn\tTháng 3
2

{HEADING}
\tnước sạch\t\tĐô thị\t\t
2\tĐấu nối cho 80 hộ.\tBáo cáo\tXí nghiệp nước\tPhòng Kinh tế\t30/6/2026
II\tVỆ SINH\t\t\t\t
3\tThu gom rác\t\tHội Phụ nữ\t\tHằng tuần
"""
    first, second, third = tasks_of(text)
    assert first.model_dump(exclude={"start", "end"}) == {
        "number": "1",
        "group": "I CẤP NƯỚC",
        "content": "Lập danh sách hộ chưa có nước sạch",
        "product": "Danh sách",
        "lead": "Phòng Kinh tế và Đô thị",
        "support": "Các thôn",
        "due": "Tháng 3",
        "quote": "1 Lập danh sách hộ chưa có Danh sách Phòng Kinh tế và Các thôn Tháng 3 … nước sạch Đô thị",
    }
    assert (second.group, second.due) == ("I CẤP NƯỚC", "30/6/2026")
    assert (third.group, third.product, third.support) == ("II VỆ SINH", None, None)


def test_columns_in_another_order_and_merged_cells() -> None:
    text = """STT\tNhiệm vụ\tThời gian hoàn thành\tĐơn vị thực hiện\tGhi chú
A\tCHUẨN BỊ\tCHUẨN BỊ\tCHUẨN BỊ\tCHUẨN BỊ
1\tIn phiếu khảo sát\tTuần 1\tVăn phòng\t
1.1\tPhát phiếu\tTuần 2\tTrưởng thôn\t500 phiếu
"""
    first, second = tasks_of(text)
    assert (first.group, first.lead, first.due) == ("A CHUẨN BỊ", "Văn phòng", "Tuần 1")
    assert (second.number, second.lead) == ("1.1", "Trưởng thôn")


def test_a_heading_of_two_rows_and_numbered_columns() -> None:
    text = """TT\tNhiệm vụ\tĐơn vị thực hiện\t\tThời gian
\t\tChủ trì\tPhối hợp\t
(1)\t(2)\t(3)\t(4)\t(5)
1\tTrồng rừng phòng hộ\tPhòng Kinh tế\tHạt Kiểm lâm\tTháng 7
"""
    (task,) = tasks_of(text)
    assert (task.lead, task.support, task.due) == ("Phòng Kinh tế", "Hạt Kiểm lâm", "Tháng 7")


def test_tables_drawn_with_bars() -> None:
    text = """| TT | Nội dung | Đơn vị chủ trì | Thời gian |
|----|:--------:|----------------|-----------|
| 1 | Dọn vệ sinh chợ | Ban Quản lý chợ | Hằng ngày |
"""
    (task,) = tasks_of(text)
    assert (task.content, task.lead) == ("Dọn vệ sinh chợ", "Ban Quản lý chợ")
    assert task.quote == "1 | Dọn vệ sinh chợ | Ban Quản lý chợ | Hằng ngày"


def test_numbers_that_the_next_row_divides_name_groups() -> None:
    text = f"""{HEADING}
1\tĐo đạc\t\t\t\t
1.1\tKý hợp đồng\tHợp đồng\tPhòng Kinh tế\t\tTháng 4
"""
    (task,) = tasks_of(text)
    assert (task.group, task.number) == ("1 Đo đạc", "1.1")


def test_a_table_ends_where_the_headings_of_another_follow() -> None:
    text = f"""{HEADING}
1\tLập danh sách hộ chưa có\tDanh sách\tPhòng Kinh tế\tCác thôn\tTháng 3

BẢNG CHỈ TIÊU
TT\tChỉ tiêu\tĐơn vị\tThực hiện 2025\tKế hoạch 2026\tGhi chú
1\tSố hộ có nước sạch\thộ\t90\t130\t
"""
    assert [task.content for task in tasks_of(text)] == ["Lập danh sách hộ chưa có"]


def test_tables_of_other_things_assign_nothing() -> None:
    assert not tasks_of("STT\tSản phẩm\tChủ thể\tHạng\n1\tMật ong\tHTX Ong\t4 sao\n")
    assert not tasks_of("Thôn\tSố hộ\tSố hộ nghèo\nSuối Thầu\t120\t9\n")


@given(
    st.lists(
        st.sampled_from([HEADING, "I\tA\t\t\t\t", "1\tViệc\tX\tY\tZ\tT", "\tthêm\t\t\t\t", "Câu.", "\t\t"])
    )
)
def test_any_rows_give_tasks_within_the_text(rows: list[str]) -> None:
    view = clean("\n".join(rows))
    for task in extract_tasks(view, parse(view)):
        assert 0 <= task.start < task.end <= len(view.text)
        assert task.content


@pytest.mark.parametrize("case", DEADLINES, ids=lambda case: case["due"])
def test_deadlines(case: dict[str, str]) -> None:
    (deadline,) = extract_deadlines(clean(case["sentence"]), ())
    assert (deadline.due, deadline.recipient) == (case["due"], case.get("recipient"))
    assert deadline.content == case["sentence"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Xã đã hoàn thành việc kiểm kê trước ngày 30/6/2026.",
        "Các văn bản ban hành trước ngày 01/7/2025 được rà soát.",
        "Phấn đấu thực hiện đạt 95%.",
        "Thực hiện Công văn số 15/SYT ngày 12/3/2026 của Sở Y tế.",
    ],
)
def test_dates_that_are_no_deadlines(sentence: str) -> None:
    assert extract_deadlines(clean(sentence), ()) == ()


PLAN = f"""KẾ HOẠCH
Phòng, chống thiên tai năm 2026
I. NHIỆM VỤ
1. Phòng ngừa
1.1. Rà soát các hộ ở vùng sạt lở, lập phương án di dời.
1.2. Kiểm tra hồ chứa trước mùa mưa.
1.3. Diễn tập cứu hộ tại thôn Suối Thầu.
II. TỔ CHỨC THỰC HIỆN
Các đơn vị báo cáo kết quả thực hiện Kế hoạch trước ngày 30/10/2026.
Nơi nhận:
- Lưu: VT.
PHỤ LỤC
{HEADING}
1\tRà soát hộ ở vùng sạt lở, lập phương án di dời\tPhương án\tPhòng Kinh tế\t\tTháng 4/2026
2\tKiểm tra hồ chứa\tBiên bản\tPhòng Kinh tế\t\tTháng 4/2026
3\tBáo cáo kết quả thực hiện Kế hoạch\tBáo cáo\tVăn phòng\t\t15/11/2026
"""


def test_body_and_annex_are_compared() -> None:
    view = clean(PLAN)
    sections = parse(view)
    found = contradictions(view, sections, extract_tasks(view, sections), extract_deadlines(view, sections))
    assert [(c.kind, c.quote.lstrip("-+*123456789.) ")[:7], c.deadline) for c in found] == [
        ("unassigned", "Diễn tậ", None),
        ("unannounced", "Báo cáo", None),
        ("late", "Báo cáo", "trước ngày 30/10/2026"),
    ]


def test_a_table_of_something_else_contradicts_nothing() -> None:
    view = clean(PLAN.replace("Rà soát hộ", "Mua xuồng cho hộ").replace("Kiểm tra hồ chứa\t", "Trồng tre\t"))
    sections = parse(view)
    found = contradictions(view, sections, extract_tasks(view, sections), ())
    assert not [c for c in found if c.kind == "unannounced" and "\tMua" in c.quote]
