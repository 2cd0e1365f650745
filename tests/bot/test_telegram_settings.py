"""From the environment to the bot's settings."""

from __future__ import annotations

from datetime import time
from pathlib import Path

import pytest

from bot import wiring
from bot.config import Settings, load
from bot.telegram.turn import TelegramSettings
from knowledge.errors import ConfigurationError

TOKEN = "123456789:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"


def _settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, **environment: str) -> Settings:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BAOCAO_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    return load()


def _telegram(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, **environment: str) -> TelegramSettings:
    return wiring.telegram_settings(_settings(monkeypatch, tmp_path, **environment))


def test_everything_about_telegram_is_passed_on(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    made = _telegram(
        monkeypatch,
        tmp_path,
        BAOCAO_ADMINS="11, 12",
        TELEGRAM_API_URL="http://127.0.0.1:8081",
        TELEGRAM_PROXY="socks5://127.0.0.1:1080",
        TELEGRAM_WEBHOOK_URL="https://bot.example.vn",
        TELEGRAM_WEBHOOK_SECRET="bi-mat_1",
        TELEGRAM_WEBHOOK_PORT="9000",
        BAOCAO_RELOAD_AT="02:00",
        BAOCAO_WATCH_MINUTES="5",
        BAOCAO_RETENTION_DAYS="30",
        BAOCAO_FILE_DAYS="2",
    )
    assert made.token == TOKEN
    assert made.admins == {11, 12}
    assert (made.api_url, made.proxy) == ("http://127.0.0.1:8081", "socks5://127.0.0.1:1080")
    webhook = (made.webhook_url, made.webhook_secret, made.webhook_port)
    assert webhook == ("https://bot.example.vn", "bi-mat_1", 9000)
    assert (made.reload_at, made.watch_seconds) == (time(2), 300)
    assert (made.retention, made.upload_lifetime) == (30 * 86_400, 2 * 86_400)


def test_secrets_do_not_show(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    made = _telegram(monkeypatch, tmp_path, TELEGRAM_WEBHOOK_SECRET="bi-mat_1")
    assert TOKEN not in repr(made)
    assert "bi-mat_1" not in repr(made)


@pytest.mark.parametrize(
    "environment",
    [
        {"TELEGRAM_WEBHOOK_URL": "https://bot.example.vn"},
        {"TELEGRAM_WEBHOOK_SECRET": "có dấu"},
        {"BAOCAO_RELOAD_AT": "chiều"},
        {"BAOCAO_WATCH_MINUTES": "0"},
        {"BAOCAO_RETENTION_DAYS": "0"},
        {"BAOCAO_FILE_DAYS": "mãi"},
        {"TELEGRAM_WEBHOOK_PORT": "99999"},
    ],
)
def test_a_wrong_setting_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, environment: dict[str, str]
) -> None:
    with pytest.raises(ConfigurationError, match=next(iter(environment))):
        _telegram(monkeypatch, tmp_path, **environment)
