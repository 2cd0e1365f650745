"""Greetings and thanks are answered as such, and do not stand in the way of what is asked beside them."""

from __future__ import annotations

import pytest

from bot import texts
from bot.assistant.models import Question
from bot.assistant.service import Assistant

ASKED = "Xã Mai Khê có bao nhiêu Tổ công nghệ số cộng đồng?"


def said(assistant: Assistant, text: str, *before: str) -> str:
    answer = assistant.answer(Question(text=text, history=before))
    return "\n".join(claim.text for claim in answer.claims)


@pytest.mark.parametrize(
    "text", ["xin chào", "chao em", "chào bạn", "Chào buổi sáng", "bot oi", "em ơi cho anh hỏi", "hi"]
)
def test_a_greeting_is_told_what_can_be_asked(sample_assistant: Assistant, text: str) -> None:
    assert said(sample_assistant, text).startswith(texts.ABOUT_BOT)


@pytest.mark.parametrize("text", ["cảm ơn nhé", "ok", "ok cam on em nhieu nha", "được rồi em, cảm ơn"])
@pytest.mark.parametrize("before", [(), (ASKED,)])
def test_thanks_are_not_taken_for_a_question(
    sample_assistant: Assistant, text: str, before: tuple[str, ...]
) -> None:
    assert said(sample_assistant, text, *before) == texts.THANKED


def test_thanks_do_not_end_the_matter_spoken_of(sample_assistant: Assistant) -> None:
    plain = said(sample_assistant, "còn xã Trường Nhuệ?", ASKED)
    assert "Trường Nhuệ" in plain
    assert said(sample_assistant, "còn xã Trường Nhuệ?", ASKED, "ok cảm ơn") == plain
    assert said(sample_assistant, "ok cảm ơn, còn xã Trường Nhuệ?", ASKED) == plain


@pytest.mark.parametrize(
    ("asked", "courteous"),
    [
        ("soạn phần khó khăn", "ok soạn phần khó khăn đi em"),
        ("viết giúp mở đầu báo cáo", "chào em, viết giúp mở đầu báo cáo đi"),
        (ASKED, f"chào em, {ASKED}"),
    ],
)
def test_what_is_asked_politely_is_answered_alike(
    sample_assistant: Assistant, asked: str, courteous: str
) -> None:
    assert said(sample_assistant, courteous) == said(sample_assistant, asked)


@pytest.mark.parametrize("month", ["tháng 03", "thang 57"])
def test_a_month_is_no_number_of_a_paper(sample_assistant: Assistant, month: str) -> None:
    assert "57-NQ/TW" not in said(sample_assistant, f"báo cáo {month} nộp khi nào")
    assert "03/NQ-CP" not in said(sample_assistant, f"báo cáo {month} nộp khi nào")


def test_what_to_report_of_anything_and_then_what_is_required(sample_assistant: Assistant) -> None:
    first = said(sample_assistant, "phai bao cao nhung chi tieu gi")
    required = said(sample_assistant, "cai nao bat buoc", "phai bao cao nhung chi tieu gi")
    assert "Công văn số 1204/SKHCN-VP (yêu cầu)" in first
    assert first.count("\n") > required.count("\n") > 1
    assert all("(yêu cầu)" in line for line in required.splitlines()[1:])
