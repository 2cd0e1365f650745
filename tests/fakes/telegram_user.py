"""Somebody with a phone: writes to the bot, presses its buttons, reads what it says."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.fakes.telegram_server import BOT, FakeTelegram, Shown


@dataclass
class TelegramUser:
    """A user of the fake server. `read` is how many of the bot's messages were looked at."""

    telegram: FakeTelegram
    user_id: int
    name: str
    chat_id: int | None = None
    read: int = 0
    clock: Callable[[], float] = time.time

    @property
    def _chat(self) -> int:
        return self.user_id if self.chat_id is None else self.chat_id

    @property
    def messages(self) -> list[Shown]:
        """Everything the bot has said in this chat."""
        return self.telegram.chats.setdefault(self._chat, [])

    async def say(self, text: str, **more: Any) -> int:
        """Write a message; its update id."""
        body = {**self._message(), "text": text, "entities": _entities(text), **more}
        return await self.telegram.push("message", body, self._chat)

    async def edit(self, message_id: int, text: str) -> int:
        """Change an earlier message."""
        body = {**self._message(), "message_id": message_id, "text": text, "edit_date": int(self.clock())}
        return await self.telegram.push("edited_message", body, self._chat)

    async def send_file(self, name: str, content: bytes, caption: str = "") -> int:
        """Send a document."""
        file_id = self.telegram.add_file(content)
        document = {
            "file_id": file_id,
            "file_unique_id": file_id,
            "file_name": name,
            "file_size": len(content),
        }
        body = {**self._message(), "document": document, "caption": caption}
        return await self.telegram.push("message", body, self._chat)

    async def press(self, label: str) -> int:
        """Press the latest button with this label; its update id."""
        for message in reversed(self.messages):
            for row in message.keyboard:
                for button in row:
                    if label in button["text"] and "callback_data" in button:
                        return await self._press(message, button["callback_data"])
        raise AssertionError(f"no button {label!r} in {[m.keyboard for m in self.messages]}")

    async def hears(self, count: int = 1) -> list[Shown]:
        """Wait for `count` further messages (none of them an edit) and return them; who waits first, hears
        first."""
        start, self.read = self.read, self.read + count
        await self.telegram.until(lambda: len(self.messages) >= start + count)
        return self.messages[start : start + count]

    async def asks(self, text: str) -> Shown:
        """Write a message and wait for one reply."""
        await self.say(text)
        return (await self.hears())[0]

    async def _press(self, message: Shown, callback_data: str) -> int:
        assert len(callback_data.encode()) <= 64
        shown = {"message_id": message.message_id, "date": int(self.clock()), "chat": self._where()}
        body = {
            "id": str(self.telegram.next_message_id()),
            "from": self._who(),
            "chat_instance": "1",
            "data": callback_data,
            "message": {**shown, "from": BOT, "text": message.text},
        }
        return await self.telegram.push("callback_query", body)

    def _message(self) -> dict[str, Any]:
        return {
            "message_id": self.telegram.next_message_id(),
            "date": int(self.clock()),
            "chat": self._where(),
            "from": self._who(),
        }

    def _who(self) -> dict[str, Any]:
        return {"id": self.user_id, "is_bot": False, "first_name": self.name}

    def _where(self) -> dict[str, Any]:
        if self._chat > 0:
            return {"id": self._chat, "type": "private", "first_name": self.name}
        return {"id": self._chat, "type": "supergroup", "title": "Tổ báo cáo"}


def _entities(text: str) -> list[dict[str, Any]]:
    mention = f"@{BOT['username']}"
    if mention not in text or text.startswith("/"):
        return []
    offset = len(text[: text.index(mention)].encode("utf-16-le")) // 2
    return [{"type": "mention", "offset": offset, "length": len(mention)}]
