"""Words of a deadline as the next day they name."""

from __future__ import annotations

from datetime import date

import pytest

from bot.assistant.tasks.deadlines import next_date, recurs


@pytest.mark.parametrize(
    ("words", "today", "due"),
    [
        ("trước ngày 05/12", "2025-11-21", "2025-12-05"),
        ("trước ngày 05/12", "2025-12-06", "2026-12-05"),
        ("truoc ngay 05/12 hang nam", "2025-12-05", "2025-12-05"),
        ("trước ngày 15/8/2025", "2025-08-01", "2025-08-15"),
        ("trước ngày 15/8/2025", "2025-08-16", None),
        ("chậm nhất ngày 30 tháng 6 năm 2026", "2025-08-16", "2026-06-30"),
        ("trước ngày 10 tháng 01 hằng năm", "2025-08-16", "2026-01-10"),
        ("ngày 20 hằng tháng", "2025-08-21", "2025-09-20"),
        ("ngày 31 hàng tháng", "2026-02-01", "2026-02-28"),
        ("trước ngày 15 tháng cuối quý", "2025-10-01", "2025-12-15"),
        ("ngày 15 của tháng cuối mỗi quý", "2025-12-16", "2026-03-15"),
        ("Báo cáo tháng 12 hằng năm", "2025-08-16", "2025-12-31"),
        ("Thường xuyên", "2025-08-16", None),
        ("trước ngày 40/13", "2025-08-16", None),
    ],
)
def test_next_date(words: str, today: str, due: str | None) -> None:
    found = next_date(words, date.fromisoformat(today))
    assert (found.isoformat() if found else None) == due


@pytest.mark.parametrize(
    ("words", "again"),
    [("trước ngày 05/12", True), ("trước ngày 15/8/2025", False), ("ngày 20 hằng tháng", True)],
)
def test_recurs(words: str, again: bool) -> None:
    assert recurs(words) is again
