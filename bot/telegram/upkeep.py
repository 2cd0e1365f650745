"""What the bot does by itself: menus, reminders, loading on schedule, forgetting."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from telegram import Bot, BotCommand, BotCommandScopeAllGroupChats
from telegram.error import TelegramError

from bot.telegram import texts
from bot.telegram.dates import VIETNAM
from bot.telegram.delivery import Courier
from bot.telegram.handlers.deadlines import remind
from bot.telegram.handlers.reloading import reload_unasked
from bot.telegram.turn import Desk

logger = logging.getLogger(__name__)

MINUTE, HOUR = 60, 3600
JOURNAL_KEPT = 30 * 86_400
"""Seconds that answered updates and the buttons below their replies are remembered."""
STRANGER_COMMANDS = ("start", "help")
GROUP_COMMANDS = ("help", "moi", "huy", "sosanh")


def duties(bot: Bot, desk: Desk, courier: Courier) -> list[Coroutine[Any, Any, None]]:
    """Everything that runs beside answering, each until cancelled."""
    found = [
        _show_menus(bot),
        _every(MINUTE, lambda: remind(desk), courier),
        _every(HOUR, lambda: _forget(desk), courier),
    ]
    if desk.settings.reload_at is not None:
        nightly = Nightly(desk)
        found.append(_every(MINUTE, nightly.look, courier))
    if desk.settings.watch_seconds is not None:
        watch = Watch(desk)
        found.append(_every(desk.settings.watch_seconds, watch.look, courier))
    return found


async def _every(seconds: float, duty: Callable[[], list[int]], courier: Courier) -> None:
    """Do it now and again, and have delivered what it owes. A duty that fails is tried next time."""
    while True:
        try:
            for chat_id in await asyncio.to_thread(duty):
                courier.wake(chat_id)
        except Exception:
            logger.exception("a duty failed")
        await asyncio.sleep(seconds)


async def _show_menus(bot: Bot) -> None:
    """For strangers and for groups; a member's own menu is set when the role changes. Daily, because the
    first attempt may fail."""
    while True:
        with suppress(TelegramError):
            await bot.set_my_commands([BotCommand(c, texts.COMMANDS[c]) for c in STRANGER_COMMANDS])
            in_groups = [BotCommand(c, texts.COMMANDS[c]) for c in GROUP_COMMANDS]
            await bot.set_my_commands(in_groups, BotCommandScopeAllGroupChats())
        await asyncio.sleep(24 * HOUR)


def _forget(desk: Desk) -> list[int]:
    now = desk.clock()
    desk.store.journal.purge(now - JOURNAL_KEPT)
    desk.store.conversations.purge(now - desk.settings.retention)
    desk.store.uploads.purge()
    desk.store.drafts.purge(now - desk.settings.retention)
    return []


@dataclass
class Nightly:
    """Loads what has changed once a day, at the time in the settings or as soon after as the bot runs."""

    desk: Desk
    last: date | None = None

    def look(self) -> list[int]:
        """Load where it is time; the chats that are owed a report."""
        now = datetime.fromtimestamp(self.desk.clock(), VIETNAM)
        at = self.desk.settings.reload_at
        if at is None or self.last == now.date() or now.time() < at:
            return []
        self.last = now.date()
        return reload_unasked(self.desk)


@dataclass
class Watch:
    """Loads when the folder has changed and then stayed the same between two looks: files that are still
    being copied are left alone."""

    desk: Desk
    seen: object = None
    told: object = None

    def look(self) -> list[int]:
        """Load where it is time; the chats that are owed a report. What cannot be loaded is told of once."""
        change = self.desk.assistant.preview_reload()
        settled, self.seen = change == self.seen, change
        if not settled or change.empty or change == self.told:
            return []
        owed = reload_unasked(self.desk)
        self.told = change if owed else None
        return owed
