"""What a report to be written should cite, on the sample corpus."""

from __future__ import annotations

import pytest

from bot.assistant.models import Answer, ClaimStyle, Question, Status
from bot.assistant.service import Assistant
from bot.assistant.understanding import vocabulary


def _asked(assistant: Assistant, text: str, *history: str) -> Answer:
    return assistant.answer(Question(text=text, history=history))


@pytest.mark.parametrize(
    "text",
    [
        "Viết báo cáo sơ kết chiến lược khoa học công nghệ thì căn cứ văn bản nào?",
        "minh dang phai lam bc khcn, can cu gi vay",
        "trích căn cứ cho báo cáo KHCN và ĐMST giúp em",
    ],
)
def test_most_cited_instruments_come_ready_to_copy(sample_assistant: Assistant, text: str) -> None:
    answer = _asked(sample_assistant, text)
    copies = [claim for claim in answer.claims if claim.style is ClaimStyle.COPY]
    assert answer.status is Status.ANSWERED
    assert {"57-NQ/TW", "569/QĐ-TTg"} <= set(answer.instruments)
    assert copies and all(claim.sources for claim in copies)
    assert any("Không nên chép lại" in warning for warning in answer.warnings)


def test_instruments_of_bodies_that_are_no_more_are_not_offered(sample_assistant: Assistant) -> None:
    answer = _asked(sample_assistant, "làm báo cáo khoa học công nghệ thì căn cứ những văn bản nào")
    offered = " ".join(claim.text for claim in answer.claims if claim.style is ClaimStyle.COPY)
    assert "huyện" not in offered
    assert "03/NQ-CP" not in answer.instruments  # taken over by 71/NQ-CP


def test_no_basis_is_put_in_place_of_one_that_is_not_held(sample_assistant: Assistant) -> None:
    answer = _asked(sample_assistant, "báo cáo về phòng cháy chữa cháy rừng thì căn cứ văn bản nào")
    assert answer.status is Status.INSUFFICIENT
    assert answer.instruments == ()
    assert answer.actions


def test_instruments_beside_one_that_a_report_is_about(sample_assistant: Assistant) -> None:
    answer = _asked(
        sample_assistant, "lam bao cao ket qua thuc hien nq 57 thi dan nhung van ban nao lam can cu"
    )
    assert len(answer.instruments) > 1


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("van ban cua trung uong", {"central"}),
        ("bao cao ve giao thong va cac so lieu", set()),
        ("cua nhung bo phan nao", set()),
    ],
)
def test_levels_are_whole_words(text: str, rows: set[str]) -> None:
    assert vocabulary.rows_said("levels.toml", text) == rows
