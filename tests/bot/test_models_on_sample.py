"""Every gold question of the sample corpus with a model behind it, good and bad, over a real socket."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.assistant.budget import FileLedger
from bot.assistant.compose import Composer
from bot.assistant.llm import ModelSettings, OpenAIModel
from bot.assistant.models import Question
from bot.assistant.service import Assistant
from bot.scoring import Report, score_file
from tests.fakes.openai_server import Behaviour, FakeOpenAI

QUESTIONS = Path(__file__).parents[1] / "gold" / "questions.jsonl"


@pytest.fixture(scope="module")
def default(sample_assistant: Assistant) -> Report:
    return score_file(QUESTIONS, sample_assistant)


def with_model(assistant: Assistant, server: FakeOpenAI, ledger: Path) -> Assistant:
    """The same assistant with a model behind it."""
    settings = ModelSettings("fake", SecretStr("sk-test"), server.base_url, attempts=1)
    composer = Composer(OpenAIModel(settings, FileLedger(ledger)))
    return Assistant(assistant.base, assistant.embedder, assistant.folder, composer)


def invented(report: Report) -> dict[str, list[str]]:
    """Instruments and figures without a source, by question."""
    found = {verdict.question.id: verdict.fabricated + verdict.unsupported for verdict in report.verdicts}
    return {question: marks for question, marks in found.items() if marks}


@pytest.mark.parametrize(
    "behaviour",
    [
        Behaviour.RIGHT,
        Behaviour.WRONG,
        Behaviour.FABRICATING,
        Behaviour.INJECTED,
        Behaviour.MALFORMED,
        Behaviour.DEAD_MID_STREAM,
        Behaviour.BROKEN,
    ],
)
def test_no_model_breaks_a_promise_or_loses_an_answer(
    sample_assistant: Assistant, default: Report, tmp_path: Path, behaviour: Behaviour
) -> None:
    with FakeOpenAI(behaviour).running() as server:
        report = score_file(QUESTIONS, with_model(sample_assistant, server, tmp_path / "usage.jsonl"))
    assert server.requests, "no question reached the model"
    assert invented(report) == invented(default)
    assert {v.question.id: v.reasons for v in report.verdicts if v.citations != v.true_citations} == {}
    passed = {v.question.id for v in default.verdicts if v.passed}
    assert {
        v.question.id: v.reasons for v in report.verdicts if v.question.id in passed and not v.passed
    } == {}


@pytest.mark.parametrize(
    "name",
    [
        "questions.jsonl",
        "questions_heldout.jsonl",
        "questions_plans.jsonl",
        "questions_figures.jsonl",
        "questions_open.jsonl",
    ],
)
def test_the_checks_take_nothing_from_honest_answers(
    sample_assistant: Assistant, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "bot.assistant.ground")
    rows = [json.loads(line) for line in (QUESTIONS.parent / name).read_text(encoding="utf-8").splitlines()]
    dropped: dict[str, list[str]] = {}
    for row in rows:
        caplog.clear()
        sample_assistant.answer(
            Question(text=row["question"], role=row["role"], history=tuple(row["history"]))
        )
        if caplog.messages:
            dropped[row["id"]] = caplog.messages
    assert dropped == {}
