"""A message on its way out, as it is kept until Telegram has accepted it."""

from __future__ import annotations

import secrets
from typing import Any

from pydantic import BaseModel, ConfigDict

from bot.store.journal import Payload, StoredButton

COPY_CHARACTERS = 256
"""Longest text of a copy button (Bot API, CopyTextButton)."""


class Button(BaseModel):
    """A button that copies `copy_text`, or does `act` with `value` when `owner` presses it."""

    model_config = ConfigDict(frozen=True)

    label: str
    copy_text: str | None = None
    act: str | None = None
    value: Any = None
    owner: int | None = None


class Attachment(BaseModel):
    """A file to send: below the data directory, so that it survives until it is delivered."""

    model_config = ConfigDict(frozen=True)

    path: str
    name: str
    photo: bool = False


class Message(BaseModel):
    """HTML `pieces` of at most 4,096 units each; `rich` is the same content as one rich message.

    `edit` names a message to be replaced instead of sending a new one; the buttons stand below the
    last piece. With `menu` it is no message but the command menu of a private chat.
    """

    model_config = ConfigDict(frozen=True)

    chat_id: int
    pieces: tuple[str, ...]
    rich: str | None = None
    rows: tuple[tuple[Button, ...], ...] = ()
    reply_to: int | None = None
    edit: int | None = None
    file: Attachment | None = None
    menu: tuple[str, ...] | None = None

    def stored(self) -> tuple[Payload, list[StoredButton]]:
        """What the journal keeps: the message with its keyboard, and what its buttons stand for."""
        kept: list[StoredButton] = []
        keyboard = [[_key(button, kept) for button in row] for row in self.rows if row]
        payload = self.model_dump(mode="json", exclude={"chat_id", "rows"})
        return payload | {"keyboard": keyboard}, kept


def _key(button: Button, kept: list[StoredButton]) -> dict[str, Any]:
    if button.copy_text is not None:
        return {"text": button.label, "copy_text": {"text": button.copy_text}}
    token = secrets.token_urlsafe(12)
    kept.append(StoredButton(token, button.owner, button.act or "", button.value))
    return {"text": button.label, "callback_data": f"{button.act}:{token}"}
