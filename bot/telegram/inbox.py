"""Updates: stored before they are acknowledged, answered in a fair order, one per user at a time."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections import deque
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from typing import Any

from telegram import Bot, Update
from telegram.error import TelegramError

from bot.store.journal import Received
from bot.telegram import routes, texts
from bot.telegram.delivery import Courier
from bot.telegram.incoming import Incoming, read_update
from bot.telegram.streaming import Preview, keep_typing, show_typing
from bot.telegram.turn import Cancelled, Desk, Turn
from knowledge.errors import AssistantError

logger = logging.getLogger(__name__)

MOST_ATTEMPTS = 3
"""An update that was being processed whenever the process died is given up with an apology."""


class FairQueue:
    """Lanes take turns; within a lane, first come first served, and one at a time."""

    def __init__(self) -> None:
        self._lanes: dict[str, deque[int]] = {}
        self._ready: deque[str] = deque()
        self._busy: set[str] = set()
        self._some = asyncio.Event()

    def put(self, lane: str, update_id: int) -> None:
        """Add an update at the end of its lane."""
        self._lanes.setdefault(lane, deque()).append(update_id)
        self._offer(lane)

    async def take(self) -> tuple[str, int]:
        """The next update of the lane whose turn it is; the lane is busy until `done`."""
        while not self._ready:
            self._some.clear()
            await self._some.wait()
        lane = self._ready.popleft()
        self._busy.add(lane)
        return lane, self._lanes[lane].popleft()

    def done(self, lane: str) -> None:
        """The lane may be served again."""
        self._busy.discard(lane)
        if self._lanes.get(lane):
            self._offer(lane)
        else:
            self._lanes.pop(lane, None)

    def drain(self, lane: str) -> list[int]:
        """Take everything that waits in a lane."""
        waiting = list(self._lanes.get(lane, ()))
        if waiting:
            self._lanes[lane].clear()
            if lane in self._ready:
                self._ready.remove(lane)
        return waiting

    def _offer(self, lane: str) -> None:
        if lane not in self._busy and lane not in self._ready:
            self._ready.append(lane)
            self._some.set()


class _Stop:
    """The wish that an answer be dropped: `asked` for the worker thread, `heard` for the event loop."""

    def __init__(self) -> None:
        self.asked = threading.Event()
        self.heard = asyncio.Event()

    def set(self) -> None:
        self.asked.set()
        self.heard.set()


class Inbox:
    """Takes updates in and has them answered."""

    def __init__(self, bot: Bot, desk: Desk, courier: Courier) -> None:
        self._bot = bot
        self._desk = desk
        self._courier = courier
        self._queue = FairQueue()
        self._running: dict[str, _Stop] = {}
        self._loop = asyncio.get_running_loop()
        self._threads = ThreadPoolExecutor(4 * desk.settings.workers, thread_name_prefix="answer")
        self._side: set[asyncio.Task[None]] = set()

    async def accept(self, update: Update) -> None:
        """Store an update; when this returns, it is safe to acknowledge it to Telegram. A store that
        fails (disk full) is tried again: what is not stored must not be acknowledged."""
        incoming = read_update(update, self._bot.id, self._bot.username)
        if incoming is None:
            return
        journal, people = self._desk.store.journal, self._desk.store.people
        while True:
            try:
                new = await asyncio.to_thread(
                    journal.accept, update.update_id, incoming.user_id, update.to_dict()
                )
                break
            except Exception:
                logger.critical("update %d cannot be stored", update.update_id, exc_info=True)
                await asyncio.sleep(self._desk.settings.retry_pause)
        if not new:
            return
        self._queue.put(routes.lane(incoming), update.update_id)
        person = await asyncio.to_thread(people.find, incoming.user_id)
        if routes.shows_typing(incoming, person):
            self._beside(show_typing(self._bot, incoming.chat_id))

    async def run(self) -> None:
        """Answer what an earlier run left and what comes in, until cancelled."""
        for received in await asyncio.to_thread(self._desk.store.journal.waiting):
            incoming = self._read(received)
            if incoming is not None:
                self._queue.put(routes.lane(incoming), received.update_id)
        async with asyncio.TaskGroup() as group:
            # One more than the workers, so that a running load does not take an answer's place.
            for _ in range(self._desk.settings.workers + 1):
                group.create_task(self._work())

    def cancel(self, lane: str) -> int:
        """Drop what runs and waits in a lane; called from a worker thread."""
        return asyncio.run_coroutine_threadsafe(self._cancel(lane), self._loop).result()

    async def _cancel(self, lane: str) -> int:
        waiting = self._queue.drain(lane)
        for update_id in waiting:
            await asyncio.to_thread(self._desk.store.journal.finish, update_id)
        running = self._running.get(lane)
        if running is not None:
            running.set()
        return len(waiting) + (running is not None)

    async def _work(self) -> None:
        while True:
            lane, update_id = await self._queue.take()
            try:
                received = await asyncio.to_thread(self._desk.store.journal.begin, update_id)
                incoming = None if received is None else self._read(received)
                if received is not None and incoming is not None:
                    await self._answer(lane, received, incoming)
            except Exception:
                logger.exception("update %d failed and stays in the inbox", update_id)
            finally:
                self._queue.done(lane)

    async def _answer(self, lane: str, received: Received, incoming: Incoming) -> None:
        """Run the handler in a thread and store its replies."""
        person = await asyncio.to_thread(self._desk.store.people.find, incoming.user_id)
        shown = received.preview_message or routes.progress_message(incoming)
        preview = Preview(self._bot, incoming, self._desk.store.journal, shown)
        stop = self._running[lane] = _Stop()
        turn = Turn(incoming, person, self._desk, received, preview.show, stop.asked, lane)
        typing = None
        if routes.shows_typing(incoming, person):
            typing = asyncio.create_task(keep_typing(self._bot, incoming.chat_id))
        try:
            answered = await self._unless_stopped(turn, stop)
        finally:
            del self._running[lane]
            if typing is not None:
                typing.cancel()
            await preview.close()
        if not answered:
            turn = replace(turn, replies=[], toast=None, record=None, draft=None)  # its thread may go on
            if preview.message_id is not None:
                turn.say(texts.STOPPED_HERE)
        await self._store(turn, preview.message_id)

    async def _unless_stopped(self, turn: Turn, stop: _Stop) -> bool:
        """Run the handler; False where it was stopped, and its thread may be left to end by itself. A load
        ends in good order instead."""
        handler = self._loop.run_in_executor(self._threads, _handle, turn)
        stopped = asyncio.create_task(stop.heard.wait())
        waited_for: set[asyncio.Future[Any]] = {handler}
        if turn.incoming.act != "reload":
            waited_for.add(stopped)
        await asyncio.wait(waited_for, return_when=asyncio.FIRST_COMPLETED)
        stopped.cancel()
        return handler.done() and await handler

    async def _store(self, turn: Turn, preview_message: int | None) -> None:
        incoming = turn.incoming
        replies, pressed = [], []
        for message in turn.replies:
            if preview_message is not None and message.chat_id == incoming.chat_id and message.edit is None:
                message, preview_message = message.model_copy(update={"edit": preview_message}), None
            payload, kept = message.stored()
            replies.append((message.chat_id, payload))
            pressed += kept
        await asyncio.to_thread(
            self._desk.store.journal.finish,
            incoming.update_id,
            replies,
            pressed,
            turn.record,
            turn.draft,
            failed=turn.failed,
        )
        for chat_id, _ in replies:
            self._courier.wake(chat_id)
        if incoming.callback_id is not None:
            self._beside(self._acknowledge(incoming.callback_id, turn.toast))

    async def _acknowledge(self, callback_id: str, toast: str | None) -> None:
        """Stop the button's spinner; a press from before a restart cannot be acknowledged any more."""
        with suppress(TelegramError):
            await self._bot.answer_callback_query(callback_id, toast)

    def _read(self, received: Received) -> Incoming | None:
        return read_update(Update.de_json(received.payload, self._bot), self._bot.id, self._bot.username)

    def _beside(self, coroutine: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(coroutine)
        self._side.add(task)
        task.add_done_callback(self._side.discard)


def _handle(turn: Turn) -> bool:
    """Run the handler; whatever goes wrong, the user gets a reply with a reference number. False where the
    answer is not wanted any more."""
    reference = turn.incoming.update_id
    apology = texts.FAILED.format(reference=reference)
    if turn.received.attempts > MOST_ATTEMPTS:
        logger.error("update %d given up after %d attempts", reference, MOST_ATTEMPTS)
        turn.failed = True
        turn.say(apology)
        return True
    try:
        routes.handle(turn)
    except Cancelled:
        return False
    except Exception as error:
        level = logging.WARNING if isinstance(error, AssistantError) else logging.ERROR
        logger.log(level, "update %d failed", reference, exc_info=True)
        turn.replies.clear()
        turn.record = turn.draft = None
        turn.failed = True
        turn.say(apology)
    return True
