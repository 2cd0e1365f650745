"""The settings of the model reach it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot import config, wiring
from bot.assistant import ground
from bot.assistant.budget import FileLedger
from bot.assistant.models import Question
from bot.cli import main
from knowledge.errors import ConfigurationError
from tests.bot.library import Library
from tests.bot.test_compose import extractive
from tests.fakes.openai_server import FakeOpenAI


def test_price_and_daily_limit_hold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    base = extractive("rival")
    with FakeOpenAI().running() as server:
        for name, value in {
            "BAOCAO_DATA": str(tmp_path),
            "OPENAI_API_KEY": "sk-test",
            "OPENAI_BASE_URL": server.base_url,
            "BAOCAO_MODEL": "fake",
            "BAOCAO_MODEL_DAILY_TOKENS": "10",
            "BAOCAO_MODEL_PRICES": "0.15, 0.60",
        }.items():
            monkeypatch.setenv(name, value)
        for _ in range(3):  # made anew as after a restart: what was spent is kept
            composer = wiring.composer(config.load())
            assert composer is not None
            composer.compose(Question(text="?"), base, Library(), ground.reference_symbols())
        assert len(server.requests) == 1
    spent = FileLedger(tmp_path / "model-usage.jsonl").spent()
    assert spent.cost > 0
    main(["doctor"])
    assert f"! mô hình fake: hôm nay 1 lượt, {spent.tokens}/10 token" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "value"), [("BAOCAO_MODEL_PRICES", "cheap"), ("BAOCAO_MODEL_DAILY_TOKENS", "0")]
)
def test_a_wrong_value_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ConfigurationError, match=name):
        config.load()
