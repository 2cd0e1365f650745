"""What the user sees before the answer is there: typing, a growing preview, progress."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from datetime import timedelta

from telegram import Bot, InlineKeyboardMarkup
from telegram.constants import ChatAction, ParseMode
from telegram.error import RetryAfter, TelegramError

from bot.store.journal import Journal
from bot.telegram.incoming import Incoming
from bot.telegram.outgoing import Message

logger = logging.getLogger(__name__)

TYPING_SECONDS = 4.5
"""Telegram shows "typing" for five seconds."""
DRAFT_PAUSE = 1.0
EDIT_PAUSE = 3.0
"""At least so many seconds between two previews: one message a second in a private chat, twenty a
minute in a group (Bot FAQ, "My bot is hitting limits")."""


async def keep_typing(bot: Bot, chat_id: int) -> None:
    """Go on showing "typing", which was shown on arrival, until cancelled."""
    while True:
        await asyncio.sleep(TYPING_SECONDS)
        await show_typing(bot, chat_id)


async def show_typing(bot: Bot, chat_id: int) -> None:
    """Show "typing" once; that it fails is no harm."""
    try:
        await bot.send_chat_action(chat_id, ChatAction.TYPING)
    except TelegramError as error:
        logger.debug("typing action failed: %s", error)


def seconds(error: RetryAfter) -> float:
    """How long Telegram asks us to wait."""
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)


class Preview:
    """The answer as far as it goes: a draft in a private chat, a message that is edited elsewhere or
    where it carries buttons. Only the latest text is shown; a preview that fails is not repeated."""

    def __init__(
        self,
        bot: Bot,
        incoming: Incoming,
        journal: Journal,
        message_id: int | None,
    ) -> None:
        self.message_id = message_id
        self._bot = bot
        self._incoming = incoming
        self._journal = journal
        self._loop = asyncio.get_running_loop()
        self._latest: tuple[str, Message | None] | None = None
        self._shown = ""
        self._pump: asyncio.Task[None] | None = None
        self._closed = False
        self._idle = asyncio.Event()
        self._keyboard: InlineKeyboardMarkup | None = None

    def show(self, html: str, message: Message | None) -> None:
        """Show this from now on, with the buttons of `message`; called from a worker thread."""
        self._loop.call_soon_threadsafe(self._take, html, message)

    async def close(self) -> None:
        """Show nothing more; returns when nothing is under way that could overtake the answer."""
        self._closed = True
        self._latest = None
        if self._pump is not None:
            self._idle.set()
            await self._pump

    def _take(self, html: str, message: Message | None) -> None:
        if self._closed or html == self._shown:
            return
        self._latest = (html, message)
        if self._pump is None or self._pump.done():
            self._pump = asyncio.create_task(self._run())

    async def _run(self) -> None:
        while self._latest is not None:
            (html, message), self._latest = self._latest, None
            pause = DRAFT_PAUSE if self._incoming.private else EDIT_PAUSE
            self._shown = html
            try:
                await self._put(html, message)
            except RetryAfter as error:
                pause = seconds(error)
            except TelegramError as error:
                logger.debug("preview failed: %s", error)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._idle.wait(), pause)

    async def _put(self, html: str, message: Message | None) -> None:
        if message is None and self._incoming.private and self.message_id is None:
            draft_id = self._incoming.update_id or 1
            await self._bot.send_message_draft(
                self._incoming.chat_id, draft_id, html, parse_mode=ParseMode.HTML
            )
            return
        keyboard = await self._keyboard_of(message)
        if self.message_id is not None:
            await self._bot.edit_message_text(
                html,
                self._incoming.chat_id,
                self.message_id,
                parse_mode=ParseMode.HTML,
                reply_markup=keyboard,
            )
            return
        sent = await self._bot.send_message(
            self._incoming.chat_id, html, parse_mode=ParseMode.HTML, reply_markup=keyboard
        )
        self.message_id = sent.message_id
        await asyncio.to_thread(self._journal.set_preview, self._incoming.update_id, sent.message_id)

    async def _keyboard_of(self, message: Message | None) -> InlineKeyboardMarkup | None:
        """The keyboard of the first message with buttons serves all that follow."""
        if message is not None and any(message.rows) and self._keyboard is None:
            payload, kept = message.stored()
            await asyncio.to_thread(self._journal.finish, None, (), kept)
            self._keyboard = InlineKeyboardMarkup.de_json({"inline_keyboard": payload["keyboard"]}, self._bot)
        return self._keyboard
