"""Owed replies on their way to Telegram: in order within a chat, chats beside each other, again until
accepted."""

from __future__ import annotations

import asyncio
import logging
import random
import re
from collections.abc import Callable, Coroutine
from contextlib import suppress
from html import unescape
from pathlib import Path
from typing import Any

from aiolimiter import AsyncLimiter
from telegram import Bot, BotCommand, BotCommandScopeChat, InlineKeyboardMarkup, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import (
    BadRequest,
    ChatMigrated,
    EndPointNotFound,
    Forbidden,
    RetryAfter,
    TelegramError,
)
from telegram.ext import BaseRateLimiter

from bot.store.journal import Journal, Owed
from bot.store.people import People
from bot.telegram import texts
from bot.telegram.streaming import seconds

logger = logging.getLogger(__name__)

LONGEST_PAUSE = 60.0
"""Seconds between two attempts, at most."""
SLOW_SEND = 1.0
"""Seconds after which a send does not keep the next one waiting any longer."""

GROUP_MESSAGES, GROUP_SECONDS = 20, 60.0
"""Most messages to one group in so many seconds (Bot FAQ, "My bot is hitting limits")."""

_UNPACED = {"sendChatAction", "sendMessageDraft", "answerCallbackQuery", "getUpdates"}


class Pace(BaseRateLimiter[None]):
    """Holds messages back to Telegram's limits: so many a second in all (`per_second`, 0 for no limit),
    and fewer to a group. A 429 is the courier's business."""

    def __init__(self, per_second: float) -> None:
        self._overall = AsyncLimiter(per_second, 1) if per_second else None
        self._groups: dict[int, AsyncLimiter] = {}

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to release."""

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: None,
    ) -> Any:
        """Pass the request on when its turn has come."""
        chat_id = data.get("chat_id")
        if self._overall is not None and chat_id is not None and endpoint not in _UNPACED:
            await self._overall.acquire()
            if isinstance(chat_id, int) and chat_id < 0:
                group = self._groups.setdefault(chat_id, AsyncLimiter(GROUP_MESSAGES, GROUP_SECONDS))
                await group.acquire()
        return await callback(*args, **kwargs)


class Courier:
    """Delivers what the journal owes. One send is under way at a time (unless Telegram is slow), so that
    a crash leaves at most one message accepted but not recorded. A send whose outcome Telegram did not
    tell (a time-out) is repeated and may arrive twice: rather twice than not at all."""

    def __init__(
        self, bot: Bot, journal: Journal, people: People, *, retry_pause: float, rich_messages: bool
    ) -> None:
        self._bot = bot
        self._journal = journal
        self._people = people
        self._retry_pause = retry_pause
        self._rich = rich_messages
        self._due: set[int] = set()
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._closing = asyncio.Event()
        self._one_at_a_time = asyncio.Lock()

    async def resume(self) -> None:
        """Deliver what an earlier run left."""
        for chat_id in await asyncio.to_thread(self._journal.debtors):
            self.wake(chat_id)

    def wake(self, chat_id: int) -> None:
        """Something is owed to this chat."""
        self._due.add(chat_id)
        if chat_id not in self._tasks:
            self._tasks[chat_id] = asyncio.create_task(self._serve(chat_id))

    async def close(self) -> None:
        """Start no further send; returns when those under way are recorded."""
        self._closing.set()
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)

    async def _serve(self, chat_id: int) -> None:
        try:
            while chat_id in self._due and not self._closing.is_set():
                self._due.discard(chat_id)
                while not self._closing.is_set():
                    owed = await asyncio.to_thread(self._journal.next_owed, chat_id)
                    if owed is None:
                        break
                    await self._deliver(owed)
        finally:
            del self._tasks[chat_id]

    async def _deliver(self, owed: Owed) -> None:
        """Try until it is accepted, refused for good, or the bot stops."""
        failures = 0
        plain = False
        while not self._closing.is_set():
            try:
                await self._in_turn(self._send(owed, plain=plain))
                return
            except RetryAfter as error:
                await self._pause(seconds(error))
            except Forbidden:
                await asyncio.to_thread(self._people.set_reachable, owed.chat_id, False)
                await asyncio.to_thread(self._journal.drop, owed.id)
                return
            except ChatMigrated as error:
                await asyncio.to_thread(self._journal.move_chat, owed.chat_id, error.new_chat_id)
                self.wake(error.new_chat_id)
                return
            except BadRequest as error:
                logger.warning("reply %d refused: %s", owed.id, error.message)
                if plain:
                    await asyncio.to_thread(self._journal.drop, owed.id)
                    return
                plain = True
            except OSError:
                logger.exception("reply %d cannot be read", owed.id)
                await asyncio.to_thread(self._journal.drop, owed.id)
                return
            except TelegramError as error:
                failures += 1
                logger.info("reply %d not delivered yet (%s)", owed.id, type(error).__name__)
                pause = min(self._retry_pause * 2 ** min(failures, 10) / 2, LONGEST_PAUSE)
                await self._pause(pause * random.uniform(0.8, 1.2))  # noqa: S311 - spreads retries
            owed = await self._refreshed(owed)

    async def _in_turn(self, send: Coroutine[Any, Any, None]) -> None:
        """Send and record when nothing else is under way, or what is has become slow."""
        async with self._one_at_a_time:
            task = asyncio.create_task(send)
            await asyncio.wait({task}, timeout=SLOW_SEND)
        await task

    async def _refreshed(self, owed: Owed) -> Owed:
        return await asyncio.to_thread(self._journal.next_owed, owed.chat_id) or owed

    async def _send(self, owed: Owed, *, plain: bool) -> None:
        payload = owed.payload
        if payload["menu"] is not None:
            await self._send_menu(owed.chat_id, payload["menu"])
        elif payload["file"] is not None:
            await self._send_file(owed)
        elif not (payload["rich"] and not plain and owed.sent == 0 and await self._send_rich(owed)):
            await self._send_pieces(owed, plain=plain)
            return
        await asyncio.to_thread(self._journal.record_sent, owed.id, 1, complete=True)

    async def _send_pieces(self, owed: Owed, *, plain: bool) -> None:
        pieces: list[str] = owed.payload["pieces"]
        for number in range(owed.sent, len(pieces)):
            last = number == len(pieces) - 1
            text = _without_tags(pieces[number]) if plain else pieces[number]
            mode = None if plain else ParseMode.HTML
            keyboard = self._keyboard(owed) if last else None
            edit = owed.payload["edit"] if number == 0 else None
            if edit is None or not await self._edit(owed.chat_id, edit, text, mode, keyboard):
                await self._bot.send_message(
                    owed.chat_id,
                    text,
                    parse_mode=mode,
                    reply_markup=keyboard,
                    reply_parameters=_reply(owed) if number == 0 else None,
                )
            await asyncio.to_thread(self._journal.record_sent, owed.id, number + 1, complete=last)
            if self._closing.is_set():
                return

    async def _edit(
        self,
        chat_id: int,
        message_id: int,
        text: str,
        mode: str | None,
        keyboard: InlineKeyboardMarkup | None,
    ) -> bool:
        """Replace a message; False where it is gone or too old, so that a new one must be sent."""
        try:
            await self._bot.edit_message_text(
                text, chat_id, message_id, parse_mode=mode, reply_markup=keyboard
            )
        except BadRequest as error:
            if "not modified" in error.message.lower():
                return True
            if "message to edit not found" in error.message.lower() or "can't be edited" in error.message:
                return False
            raise
        return True

    async def _send_rich(self, owed: Owed) -> bool:
        """Send as one rich message; False where the server does not take it, so that HTML must do."""
        if not self._rich or owed.payload["edit"] is not None:
            return False
        arguments: dict[str, Any] = {
            "chat_id": owed.chat_id,
            "rich_message": {"html": owed.payload["rich"]},
            "reply_markup": self._keyboard(owed),
            "reply_parameters": _reply(owed),
        }
        try:
            await self._bot.do_api_request(
                "sendRichMessage", api_kwargs={k: v for k, v in arguments.items() if v is not None}
            )
        except EndPointNotFound:
            self._rich = False
            return False
        except BadRequest as error:
            logger.warning("rich reply %d refused: %s", owed.id, error.message)
            return False
        return True

    async def _send_file(self, owed: Owed) -> None:
        file = owed.payload["file"]
        caption = owed.payload["pieces"][0] if owed.payload["pieces"] else None
        common: dict[str, Any] = {
            "caption": caption,
            "parse_mode": ParseMode.HTML,
            "reply_markup": self._keyboard(owed),
            "reply_parameters": _reply(owed),
        }
        path = Path(file["path"])
        if file["photo"]:
            await self._bot.send_photo(owed.chat_id, path, **common)
        else:
            await self._bot.send_document(owed.chat_id, path, filename=file["name"], **common)

    async def _send_menu(self, user_id: int, commands: list[str]) -> None:
        scope = BotCommandScopeChat(user_id)
        if commands:
            await self._bot.set_my_commands([BotCommand(c, texts.COMMANDS[c]) for c in commands], scope)
        else:
            await self._bot.delete_my_commands(scope)

    def _keyboard(self, owed: Owed) -> InlineKeyboardMarkup | None:
        keyboard = owed.payload["keyboard"]
        return InlineKeyboardMarkup.de_json({"inline_keyboard": keyboard}, self._bot) if keyboard else None

    async def _pause(self, duration: float) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._closing.wait(), duration)


def _reply(owed: Owed) -> ReplyParameters | None:
    """The question may be deleted by now; its answer is sent all the same."""
    message_id = owed.payload["reply_to"]
    return ReplyParameters(message_id, allow_sending_without_reply=True) if message_id else None


def _without_tags(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html))
