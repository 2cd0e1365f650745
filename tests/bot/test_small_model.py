"""A real small model on a real OpenAI-compatible server. Its Vietnamese is useless, which makes it a good
adversary: whatever it says, nothing unsupported is shown and nothing of the extractive answer is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import BaseModel, SecretStr

from bot.assistant import ground
from bot.assistant.budget import FileLedger
from bot.assistant.compose import Composer
from bot.assistant.grounding.follow import carries
from bot.assistant.llm import ModelSettings, OpenAIModel
from bot.assistant.models import Question, Status
from bot.assistant.prompts import Messages
from bot.assistant.service import Assistant
from bot.gold import read_gold
from bot.scoring import ask, base_of, score
from tests.bot.library import Library
from tests.bot.test_compose import extractive
from tests.gold_sets import SAMPLE_QUESTIONS


class City(BaseModel):
    city: str


@pytest.fixture
def ledger(tmp_path: Path) -> FileLedger:
    return FileLedger(tmp_path / "usage.jsonl")


@pytest.fixture
def model(small_model_server: str, ledger: FileLedger) -> OpenAIModel:
    settings = ModelSettings("smollm2", SecretStr("none"), small_model_server, seconds=60, max_output=150)
    return OpenAIModel(settings, ledger)


def test_the_schema_binds_a_real_server(model: OpenAIModel, ledger: FileLedger) -> None:
    asked = Messages("Answer in JSON.", "Name the capital of France.")
    assert model.write(asked, City).city
    spent = ledger.spent()
    assert spent.calls == 1
    assert spent.tokens > 10


def test_whatever_it_says_the_facts_stay(model: OpenAIModel, ledger: FileLedger) -> None:
    base = extractive("groups", "rival")
    asked = Question(text="Vĩnh Mộng có bao nhiêu tổ công nghệ số cộng đồng?")
    got = Composer(model).compose(asked, base, Library(), ground.reference_symbols())
    assert ledger.spent().calls == 1
    assert got.status is Status.ANSWERED
    assert ground.check(got, asked, Library(), ground.reference_symbols()) == got
    assert carries((c.text for c in got.claims), " ".join(c.text for c in base.claims))


@pytest.mark.parametrize("id", ["P40", "P52"])
def test_whatever_it_says_a_gold_question_keeps_its_promises(
    sample_assistant: Assistant, model: OpenAIModel, ledger: FileLedger, id: str
) -> None:
    gold = [one for one in read_gold(SAMPLE_QUESTIONS["sample plans"]) if one.id == id]
    worded = Assistant(
        sample_assistant.base, sample_assistant.embedder, sample_assistant.folder, Composer(model)
    )
    line = ask(worded, gold[0])
    assert ledger.spent().calls == 1, "the question does not reach the model"
    (verdict,) = score(gold, [line], base_of(sample_assistant)).verdicts
    assert verdict.passed, verdict.reasons
    assert verdict.unsupported == [] and verdict.citations == verdict.true_citations > 0
