"""Questions that name too little: a question back in a chat, the likeliest reading in a batch."""

from __future__ import annotations

import pytest

from bot.assistant.models import Question, Status
from bot.assistant.service import Assistant


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("Mai Khê", "khó khăn"),
        ("soạn giúp mình với", "căn cứ"),
        ("so sánh Mai Khê với Lộc Khê", "so sánh"),
    ],
)
def test_readings_are_offered_and_each_is_answered(
    sample_assistant: Assistant, text: str, offered: str
) -> None:
    answer = sample_assistant.answer(Question(text=text, interactive=True))
    assert answer.status is Status.CLARIFY
    assert any(offered in action.question for action in answer.actions)
    for action in answer.actions:
        chosen = sample_assistant.answer(Question(text=action.question, interactive=True))
        assert chosen.status is not Status.CLARIFY
        assert chosen.claims or chosen.table


@pytest.mark.parametrize("text", ["Mai Khê", "so sánh Mai Khê với Lộc Khê", "báo cáo"])
def test_a_batch_gets_an_answer(sample_assistant: Assistant, text: str) -> None:
    assert sample_assistant.answer(Question(text=text)).status is Status.ANSWERED
