"""Aims that the annex of a higher level assigns to units, beside what a unit reports itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.assistant.models import Question, Role
from bot.assistant.service import Assistant
from tests.bench.comparison import load

_PLAN = """ỦY BAN NHÂN DÂN
TỈNH PHÚ THỌ
Số: 45/KH-UBND

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Phú Thọ, ngày 12 tháng 01 năm 2026

KẾ HOẠCH
Cải cách hành chính năm 2026

I. MỤC TIÊU
Tỷ lệ hồ sơ nộp trực tuyến toàn tỉnh đạt tối thiểu 80%.

II. TỔ CHỨC THỰC HIỆN
Ủy ban nhân dân các xã, phường căn cứ chỉ tiêu giao tại Phụ lục để thực hiện,
báo cáo kết quả về Sở Nội vụ trước ngày 15 của tháng cuối quý.
Sở Nội vụ tổng hợp, báo cáo Ủy ban nhân dân tỉnh trước ngày 25 của tháng cuối quý.

Nơi nhận:
- UBND các xã, phường;
- Lưu: VT.

PHỤ LỤC
CHỈ TIÊU GIAO CHO CÁC XÃ, PHƯỜNG NĂM 2026
(Kèm theo Kế hoạch số 45/KH-UBND ngày 12/01/2026 của Ủy ban nhân dân tỉnh Phú Thọ)

STT\tĐơn vị\tHồ sơ nộp trực tuyến (%)\tThanh toán trực tuyến (%)\tCán bộ được tập huấn\tSố DNNVV tư vấn
1\tPhường Hòa Bình\t88\t75\t9\t12
2\tPhường Tân Hòa\t88\t70\t6\t4
"""
_REPORT = """ỦY BAN NHÂN DÂN
PHƯỜNG HÒA BÌNH
Số: 7/BC-UBND

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Hòa Bình, ngày 10 tháng 4 năm 2026

BÁO CÁO
Kết quả cải cách hành chính quý I năm 2026 và nhiệm vụ quý II năm 2026

Kính gửi: Ủy ban nhân dân tỉnh Phú Thọ

I. KẾT QUẢ THỰC HIỆN
Tỷ lệ hồ sơ nộp trực tuyến đạt 71,4%.

Nơi nhận:
- UBND tỉnh;
- Lưu: VT.
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder: Path = tmp_path_factory.mktemp("assigned")
    (folder / "documents").mkdir()
    for name, text in (("plan.txt", _PLAN), ("report.txt", _REPORT)):
        (folder / "documents" / name).write_text(text, encoding="utf-8")
    return load(folder / "documents", folder / "data")


@pytest.mark.parametrize(
    ("question", "told", "untold"),
    [
        ("phuong hoa binh duoc giao ti le nop online bao nhieu", ["giao phường Hòa Bình: 88"], ["71,4"]),
        ("Năm 2026 phường Hòa Bình được tỉnh giao thanh toán trực tuyến mấy %?", ["75 (%)"], ["71,4", "88"]),
        ("chỉ tiêu giao cho phường Hòa Bình là gì", ["88 (%)", "75 (%)", "9 (cán bộ)"], ["71,4", "70 (%)"]),
        (
            "tinh giao cho phuong hoa binh tu van may doanh nghiep nho va vua, tap huan may can bo",
            ["12 (doanh nghiệp)", "9 (cán bộ)"],
            ["88", "75 (%)", "71,4"],
        ),
        (
            "Phường Hòa Bình được giao thanh toán trực tuyến và tập huấn cán bộ bao nhiêu?",
            ["75 (%)", "9 (cán bộ)"],
            ["88", "71,4"],
        ),
        ("Phường Hòa Bình nộp hồ sơ trực tuyến đạt bao nhiêu?", ["71,4%", "quý I/2026"], ["88"]),
    ],
)
def test_what_is_assigned_is_told_apart_from_what_is_reported(
    assistant: Assistant, question: str, told: list[str], untold: list[str]
) -> None:
    answer = assistant.answer(Question(text=question, role=Role.OFFICER))
    said = "\n".join(claim.text for claim in answer.claims)
    assert all(words in said for words in told), said
    assert not any(words in said for words in untold), said


@pytest.mark.parametrize(
    ("question", "day", "other"),
    [
        (
            "Các xã, phường Phú Thọ gửi kết quả kế hoạch 45 về Sở hạn ngày nào?",
            "ngày 15",
            "ngày 25",
        ),
        ("ke hoach 45 han bao cao len ubnd tinh la ngay nao", "ngày 25", "ngày 15"),
    ],
)
def test_when_a_plan_is_reported_on_depends_on_to_whom(
    assistant: Assistant, question: str, day: str, other: str
) -> None:
    answer = assistant.answer(Question(text=question, role=Role.OFFICER))
    said = "\n".join(claim.text for claim in answer.claims)
    assert day in said and other not in said, said
