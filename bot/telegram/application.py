"""The Telegram bot as one running thing: `run_bot` for the command line, `serve` for an event loop."""

from __future__ import annotations

import asyncio
import fcntl
import logging
import signal
import sys
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path
from typing import Any

from telegram import Bot
from telegram.error import InvalidToken, TelegramError
from telegram.ext import ExtBot
from telegram.request import HTTPXRequest

from bot.store.conversations import Conversations
from bot.store.drafts import KeptDrafts
from bot.store.journal import Journal
from bot.store.people import People
from bot.store.reminders import Reminders
from bot.store.schema import open_database
from bot.store.uploads import Uploads
from bot.telegram import texts
from bot.telegram.delivery import Courier, Pace
from bot.telegram.inbox import Inbox
from bot.telegram.incoming import SentFile
from bot.telegram.reception import Polling, Webhook
from bot.telegram.secrets import protect_logs
from bot.telegram.turn import Assistant, Desk, Store, TelegramSettings
from bot.telegram.upkeep import duties
from knowledge.errors import ConfigurationError, KnowledgeBaseError

logger = logging.getLogger(__name__)

GIL_SECONDS = 0.001
"""How long an answering thread may keep the event loop waiting; at Python's 0.005 the bot under load gave
16 answers a second, at 0.001 27 (tests/bench/telegram.py, loaded two-core machine)."""


def open_store(data: Path, admins: frozenset[int], clock: Callable[[], float] = time.time) -> Store:
    """Open people.sqlite in the data directory and bring its schema up to date. Files that users send lie in
    uploads/ beside it.

    Raises ConfigurationError where a newer version of this program has written it.
    """
    data.mkdir(parents=True, exist_ok=True)
    engine = open_database(data / "people.sqlite")
    return Store(
        People(engine, clock, admins),
        Journal(engine, clock),
        Conversations(engine, clock),
        Reminders(engine, clock),
        Uploads(engine, clock, data / "uploads"),
        KeptDrafts(engine, clock),
    )


def run_bot(settings: TelegramSettings, assistant: Assistant, store: Store) -> None:
    """Run until SIGINT or SIGTERM.

    Raises KnowledgeBaseError where another bot runs on the same data directory, ConfigurationError
    where Telegram refuses the token.
    """
    with _alone(settings.data):
        asyncio.run(_until_signal(settings, assistant, store))


async def serve(
    settings: TelegramSettings,
    assistant: Assistant,
    store: Store,
    stop: asyncio.Event,
    *,
    clock: Callable[[], float] = time.time,
) -> None:
    """Receive, answer and deliver until `stop` is set; what is then unfinished waits in the store."""
    protect_logs()
    sys.setswitchinterval(GIL_SECONDS)
    await asyncio.to_thread(assistant.warm_up)
    async with _connected(settings, stop) as bot:
        if bot is None:
            return
        courier = Courier(
            bot,
            store.journal,
            store.people,
            retry_pause=settings.retry_pause,
            rich_messages=settings.rich_messages,
        )
        desk = Desk(
            settings=settings,
            assistant=assistant,
            store=store,
            clock=clock,
            bot_name=bot.username,
            cancel=lambda lane: inbox.cancel(lane),
            fetch=_fetcher(bot, asyncio.get_running_loop()),
        )
        inbox = Inbox(bot, desk, courier)
        receiving = (
            Webhook(bot, inbox.accept, settings)
            if settings.webhook_url
            else Polling(bot, inbox.accept, settings.poll_timeout)
        )
        await courier.resume()
        work: list[Coroutine[Any, Any, Any]] = [
            inbox.run(),
            *duties(bot, desk, courier),
            stop.wait(),
        ]
        tasks = [asyncio.create_task(part) for part in work]
        await receiving.start()
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            await receiving.stop()
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await courier.close()
        for task in done:
            task.result()


async def _until_signal(settings: TelegramSettings, assistant: Assistant, store: Store) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await serve(settings, assistant, store, stop)


@contextmanager
def _alone(data: Path) -> Iterator[None]:
    """One bot per data directory; the lock goes with the process."""
    data.mkdir(parents=True, exist_ok=True)
    with (data / "bot.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise KnowledgeBaseError(texts.SECOND_PROCESS.format(data=data)) from None
        yield


@asynccontextmanager
async def _connected(settings: TelegramSettings, stop: asyncio.Event) -> AsyncIterator[ExtBot[Any] | None]:
    """The bot once Telegram knows it; None where the wait for the network was ended by `stop`."""
    bot = _make_bot(settings)
    try:
        while not stop.is_set():
            try:
                await bot.initialize()
            except InvalidToken:
                raise ConfigurationError(texts.REFUSED_BOT) from None
            except TelegramError as error:
                logger.warning(texts.NO_TELEGRAM.format(reason=type(error).__name__))
                with suppress(TimeoutError):
                    await asyncio.wait_for(stop.wait(), 5 * settings.retry_pause)
            else:
                yield bot
                return
        yield None
    finally:
        await bot.shutdown()


def _make_bot(settings: TelegramSettings) -> ExtBot[Any]:
    def request(read_timeout: float) -> HTTPXRequest:
        return HTTPXRequest(
            connection_pool_size=64, read_timeout=read_timeout, pool_timeout=60, proxy=settings.proxy
        )

    api = (settings.api_url or "https://api.telegram.org").rstrip("/")
    return ExtBot(
        settings.token,
        base_url=f"{api}/bot",
        base_file_url=f"{api}/file/bot",
        request=request(settings.read_timeout),
        get_updates_request=request(settings.poll_timeout + settings.read_timeout),
        rate_limiter=Pace(settings.messages_per_second),
    )


def _fetcher(bot: Bot, loop: asyncio.AbstractEventLoop) -> Callable[[SentFile], bytes]:
    async def download(file: SentFile) -> bytes:
        return bytes(await (await bot.get_file(file.file_id)).download_as_bytearray())

    return lambda file: asyncio.run_coroutine_threadsafe(download(file), loop).result()
