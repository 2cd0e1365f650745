"""The real bot beside the fake Bot API server, over a socket, for tests."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from bot.telegram.application import open_store, serve
from bot.telegram.turn import Assistant, Store, TelegramSettings
from tests.fakes.telegram_server import TOKEN, FakeTelegram
from tests.fakes.telegram_user import TelegramUser

ADMIN = 101


def settings(telegram: FakeTelegram, data: Path) -> TelegramSettings:
    """Settings for a test: short pauses, no pacing."""
    return TelegramSettings(
        token=TOKEN,
        data=data,
        admins=frozenset({ADMIN}),
        api_url=telegram.url,
        poll_timeout=5,
        retry_pause=0.02,
        messages_per_second=0,
    )


@asynccontextmanager
async def running(
    configured: TelegramSettings, assistant: Assistant, clock: Callable[[], float] = time.time
) -> AsyncIterator[Store]:
    """The bot while the block runs; what it has left unfinished stays in the store."""
    store = open_store(configured.data, configured.admins, clock)
    stop = asyncio.Event()
    task = asyncio.create_task(serve(configured, assistant, store, stop, clock=clock))
    try:
        yield store
    finally:
        stop.set()
        await task


async def member(
    telegram: FakeTelegram,
    store: Store,
    user_id: int,
    name: str,
    role: str,
    commune: str | None = None,
    *,
    accepted: bool = True,
) -> TelegramUser:
    """A user with access whose chat with the bot is open; the notice is accepted unless said otherwise."""
    from bot.assistant.models import Role

    user = TelegramUser(telegram, user_id, name)
    if user_id != ADMIN:
        store.people.admit(ADMIN, user_id, Role(role), commune)
    if accepted:
        store.people.accept_notice(user_id, name)
    telegram.chats.setdefault(user_id, [])
    return user


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


__all__ = ["ADMIN", "free_port", "member", "replace", "running", "settings"]
