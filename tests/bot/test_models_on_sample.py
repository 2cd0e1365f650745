"""Every gold question of the sample corpus with a model behind it, good and bad, over a real socket."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.assistant.budget import FileLedger
from bot.assistant.compose import Composer
from bot.assistant.llm import ModelSettings, OpenAIModel
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
    assert {v.question.id: v.fabricated for v in report.verdicts if v.fabricated} == {}
    assert {v.question.id: v.unsupported for v in report.verdicts if v.unsupported} == {}
    assert {v.question.id: v.reasons for v in report.verdicts if v.citations != v.true_citations} == {}
    passed = {v.question.id for v in default.verdicts if v.passed}
    assert {
        v.question.id: v.reasons for v in report.verdicts if v.question.id in passed and not v.passed
    } == {}
