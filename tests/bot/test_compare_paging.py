"""A comparison that one message does not hold is read to its end with the button for the next units."""

from __future__ import annotations

import pytest

from bot import texts
from bot.assistant.answers import unit_table
from bot.assistant.models import Question, Role
from bot.assistant.service import Assistant


@pytest.mark.parametrize(
    "question",
    [
        "xếp hạng các xã theo số tổ công nghệ số cộng đồng",
        "so sánh số tổ công nghệ số, tỷ lệ hồ sơ trực tuyến",
    ],
)
def test_pages_hold_every_row_once(
    sample_assistant: Assistant, question: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = _rows(sample_assistant, question)
    monkeypatch.setattr(unit_table, "SHOWN_ROWS", 2)
    paged = _rows(sample_assistant, question)
    assert len(whole) > 2
    assert sorted(paged) == sorted(whole)


def _rows(assistant: Assistant, question: str) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    following: str | None = question
    while following is not None and len(rows) < 100:
        answer = assistant.answer(Question(text=following, role=Role.SUPERVISOR))
        assert answer.table is not None
        rows += answer.table.rows
        following = next((a.question for a in answer.actions if a.label == texts.NEXT_UNITS), None)
    return rows
