"""The whole walk on the sample corpus: the promises hold on every gold question, and the README is true."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.assistant.models import Question, Status
from bot.assistant.service import Assistant
from bot.gold import read_gold
from bot.scoring import Report, score_file
from tests import sample

GOLD = Path(__file__).parent / "gold"
GOLD_FILES = [f"questions{part}" for part in ("", "_heldout", "_plans", "_figures", "_compare")]


@pytest.fixture(scope="session", params=GOLD_FILES)
def report(request: pytest.FixtureRequest, sample_assistant: Assistant) -> Report:
    return score_file(GOLD / f"{request.param}.jsonl", sample_assistant)


def test_no_instrument_is_invented(report: Report) -> None:
    assert {v.question.id: v.fabricated for v in report.verdicts if v.fabricated} == {}


def test_no_figure_is_invented_or_borrowed(report: Report) -> None:
    assert {v.question.id: v.unsupported for v in report.verdicts if v.unsupported} == {}


def test_every_quote_is_cut_from_its_source(report: Report) -> None:
    assert {v.question.id: v.reasons for v in report.verdicts if v.citations != v.true_citations} == {}


def test_what_is_not_held_is_refused(report: Report) -> None:
    _, recall = report.refusals()
    assert recall == 1


def test_comparison_questions_are_answered(report: Report) -> None:
    failed = {v.question.question: v.reasons for v in report.verdicts if not v.passed}
    compared = {question for question in failed if question in _COMPARED}
    assert not compared, {question: failed[question] for question in compared}


_COMPARED = {row.question for row in read_gold(GOLD / "questions_compare.jsonl")}


def test_readme_shows_what_the_program_says(sample_assistant: Assistant) -> None:
    shown = sample.written_conversation()
    said = sample.conversation(sample_assistant, sample.questions(shown))
    assert shown == said, "run `.venv/bin/python -m tests.sample` and read what changed"


@pytest.mark.parametrize(
    ("text", "words", "document"),
    [
        ("QD 569 la gi, ngay may, ai ban hanh?", "11/5/2022", "khcn-phuong-luong-thuy.docx"),
        ("nq57 ghi trong bao cao the nao cho dung", "57-NQ/TW", "khcn-phuong-luong-thuy.docx"),
        ("Mai Khê có bao nhiêu tổ công nghệ số cộng đồng?", "22 tổ", "khcn-xa-mai-khe.pdf"),
        ("tthc truc tuyen truong nhue dat bao nhieu %", "trên 66%", "khcn-xa-truong-nhue.txt"),
        ("ai chu tri an toan thong tin o sa doai", "Công an phường", "khcn-phuong-sa-doai.docx"),
    ],
)
def test_main_questions(sample_assistant: Assistant, text: str, words: str, document: str) -> None:
    answer = sample_assistant.answer(Question(text=text))
    assert answer.status is Status.ANSWERED
    assert any(words in claim.text for claim in answer.claims)
    assert any(source.document.endswith(document) for source in answer.sources)


def test_a_real_commune_that_is_not_held_is_refused(sample_assistant: Assistant) -> None:
    answer = sample_assistant.answer(Question(text="Xã Kiến Hải đạt bao nhiêu % TTHC trực tuyến?"))
    assert answer.status is Status.INSUFFICIENT
    assert "Kiến Hải" in answer.claims[0].text
