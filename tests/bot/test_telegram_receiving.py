"""Both ways in, and what stands in the way: webhook, second poller, second process, network, logs."""

from __future__ import annotations

import asyncio
import io
import logging
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path

import aiohttp
import pytest

from bot.telegram.application import open_store, run_bot, serve
from bot.telegram.secrets import TokenMask
from knowledge.errors import ConfigurationError, KnowledgeBaseError
from tests.bot.scripted import ScriptedAssistant
from tests.bot.telegram_bot import free_port, member, running, settings
from tests.fakes.socks_proxy import SocksProxy
from tests.fakes.telegram_server import TOKEN, FakeTelegram, Fault


@pytest.fixture
async def telegram() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram() as server:
        yield server
        assert server.invalid == []


async def test_the_webhook_shares_the_path_and_checks_the_secret(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    configured = replace(
        settings(telegram, tmp_path), webhook_url=url, webhook_port=port, webhook_secret="bi-mat"
    )
    assistant = ScriptedAssistant()
    async with running(configured, assistant) as store, aiohttp.ClientSession() as outside:
        officer = await member(telegram, store, 7, "Lan", "officer")
        telegram.repeats = _once_each()
        assert "57-NQ/TW" in (await officer.asks("nq57")).text
        assert "Trên 85 %" in (await officer.asks("ho so")).text
        assert len(assistant.asked) == 2
        forged = {"X-Telegram-Bot-Api-Secret-Token": "doan-mo"}
        async with outside.post(f"{url}/telegram", json={"update_id": 1}, headers=forged) as refused:
            assert refused.status == 403
        right = {"X-Telegram-Bot-Api-Secret-Token": "bi-mat"}
        async with outside.post(f"{url}/telegram", data=b"{", headers=right) as broken:
            assert broken.status == 400
        async with outside.get(f"{url}/health") as health:
            assert health.status == 200


async def test_polling_takes_over_from_a_webhook(telegram: FakeTelegram, tmp_path: Path) -> None:
    telegram.webhook = {"url": "https://cu.example.vn/telegram"}
    async with running(settings(telegram, tmp_path), ScriptedAssistant()) as store:
        officer = await member(telegram, store, 7, "Lan", "officer")
        assert "57-NQ/TW" in (await officer.asks("nq57")).text


async def test_a_second_poller_is_explained(
    telegram: FakeTelegram, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with running(settings(telegram, tmp_path), ScriptedAssistant()) as store:
        officer = await member(telegram, store, 7, "Lan", "officer")
        await officer.asks("nq57")
        async with aiohttp.ClientSession() as other:
            await other.post(f"{telegram.url}/bot{TOKEN}/getUpdates", data={"timeout": "0"})
        assert "57-NQ/TW" in (await officer.asks("nq57")).text
    assert "một chương trình khác đang nhận tin" in caplog.text


def test_a_second_process_on_the_same_directory_is_refused(tmp_path: Path) -> None:
    import fcntl

    with (tmp_path / "bot.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        store = open_store(tmp_path, frozenset())
        fake = FakeTelegram()
        with pytest.raises(KnowledgeBaseError, match="một bot khác đang chạy"):
            run_bot(settings(fake, tmp_path), ScriptedAssistant(), store)


async def test_a_refused_token_is_said_so(telegram: FakeTelegram, tmp_path: Path) -> None:
    configured = replace(settings(telegram, tmp_path), token="1234567:sai")
    store = open_store(tmp_path, frozenset())
    with pytest.raises(ConfigurationError, match="TELEGRAM_BOT_TOKEN"):
        await serve(configured, ScriptedAssistant(), store, asyncio.Event())


async def test_the_bot_waits_for_the_network(
    telegram: FakeTelegram, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    tries: list[str] = []

    def down(method: str, _: object) -> Fault | None:
        tries.append(method)
        return Fault.LOST if len(tries) < 4 else None

    telegram.faults = down
    async with running(settings(telegram, tmp_path), ScriptedAssistant()) as store:
        officer = await member(telegram, store, 7, "Lan", "officer")
        assert "57-NQ/TW" in (await officer.asks("nq57")).text
    assert "TELEGRAM_PROXY" in caplog.text


async def test_requests_go_through_the_configured_proxy(telegram: FakeTelegram, tmp_path: Path) -> None:
    """The fake serves as its own proxy: it is asked for an address that exists nowhere else."""
    configured = replace(settings(telegram, tmp_path), api_url="http://bot-api.invalid", proxy=telegram.url)
    async with running(configured, ScriptedAssistant()) as store:
        officer = await member(telegram, store, 7, "Lan", "officer")
        assert "57-NQ/TW" in (await officer.asks("nq57")).text


async def test_a_socks_proxy_works_too(telegram: FakeTelegram, tmp_path: Path) -> None:
    host, port = telegram.url.removeprefix("http://").split(":")
    async with SocksProxy((host, int(port))) as proxy:
        configured = replace(settings(telegram, tmp_path), api_url="http://bot-api.invalid", proxy=proxy.url)
        async with running(configured, ScriptedAssistant()) as store:
            officer = await member(telegram, store, 7, "Lan", "officer")
            assert "57-NQ/TW" in (await officer.asks("nq57")).text
    assert set(proxy.asked) == {"bot-api.invalid"}


def test_tokens_do_not_reach_the_log() -> None:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(TokenMask())
    logger = logging.Logger("đo")
    logger.addHandler(handler)
    logger.info("POST https://api.telegram.org/bot%s/getMe", TOKEN)
    try:
        raise ValueError(f"bad url /bot{TOKEN}/getMe")
    except ValueError:
        logger.exception("failed")
    assert TOKEN not in stream.getvalue()
    assert "bot***/getMe" in stream.getvalue()


async def test_no_token_and_no_words_of_users_in_the_log(
    telegram: FakeTelegram, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    telegram.faults = lambda method, _: Fault.BROKEN if method == "sendChatAction" else None
    async with running(settings(telegram, tmp_path), ScriptedAssistant(broken=True)) as store:
        officer = await member(telegram, store, 7, "Lan", "officer")
        await officer.asks("câu hỏi riêng của tôi")
    assert TOKEN not in caplog.text
    assert "câu hỏi riêng" not in caplog.text


def _once_each() -> Callable[[int], bool]:
    seen: set[int] = set()

    def repeats(update_id: int) -> bool:
        first = update_id not in seen
        seen.add(update_id)
        return first

    return repeats
