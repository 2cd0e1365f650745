"""What a turn takes over from the turn before it, and what it does not."""

from __future__ import annotations

import pytest

from bot.assistant.models import Question, Status
from bot.assistant.service import Assistant
from bot.assistant.wording import section_label


def test_a_paper_of_ones_own_is_not_that_of_the_unit_spoken_of(sample_assistant: Assistant) -> None:
    turn = "bc khcn thi can cu gi vay"
    alone = sample_assistant.answer(Question(text=turn))
    after = sample_assistant.answer(Question(text=turn, history=("Mai Khê có bao nhiêu tổ công nghệ số?",)))
    assert alone.status is Status.ANSWERED
    assert after.instruments == alone.instruments


def test_asked_of_all_units_it_is_not_asked_of_the_last_one(sample_assistant: Assistant) -> None:
    answer = sample_assistant.answer(
        Question(text="báo cáo nào mới nhất", history=("Thuận Trì nêu khó khăn gì?",))
    )
    assert "28/11/2025" in " ".join(claim.text for claim in answer.claims)
    assert {source.commune for source in answer.sources} == {"xã Mai Khê"}


@pytest.mark.parametrize(
    "text", ["van ban cua trung uong nao duoc dan", "văn bản nào của trung ương được các xã dẫn"]
)
def test_instruments_by_level_where_they_are_cited(sample_assistant: Assistant, text: str) -> None:
    answer = sample_assistant.answer(Question(text=text))
    assert {"57-NQ/TW", "569/QĐ-TTg"} <= set(answer.instruments)
    assert not any("UBND" in symbol for symbol in answer.instruments)


@pytest.mark.parametrize(
    ("path", "label"),
    [("III.2", "mục III.2"), ("annex", "phụ lục"), ("annex.II", "phụ lục, mục II"), ("title", "trích yếu")],
)
def test_a_section_is_named_in_words(path: str, label: str) -> None:
    assert section_label(path) == label
