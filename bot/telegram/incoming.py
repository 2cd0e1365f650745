"""An update reduced to what the bot acts on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from telegram import ChatMember, Message, MessageEntity, Update
from telegram.constants import ChatType

ALLOWED_UPDATES = (Update.MESSAGE, Update.EDITED_MESSAGE, Update.CALLBACK_QUERY, Update.MY_CHAT_MEMBER)


@dataclass(frozen=True)
class SentFile:
    """A document or photo a user sent; `size` in bytes."""

    file_id: str
    name: str
    size: int


@dataclass(frozen=True)
class Incoming:
    """Who wrote what where. `written_at` is Telegram's time in seconds since 1970, UTC.

    In a group `addressed` is True where the bot was mentioned, replied to or given a command.
    `blocked` is set where the user blocked (True) or unblocked (False) the bot.
    """

    update_id: int
    user_id: int
    user_name: str
    chat_id: int
    private: bool
    addressed: bool = True
    message_id: int | None = None
    written_at: float | None = None
    text: str = ""
    command: str | None = None
    arguments: str = ""
    edited: bool = False
    act: str | None = None
    token: str | None = None
    callback_id: str | None = None
    file: SentFile | None = None
    blocked: bool | None = None


def read_update(update: Update, bot_id: int, bot_name: str) -> Incoming | None:
    """What the bot acts on; None for updates of other kinds and for other bots' messages."""
    user, chat = update.effective_user, update.effective_chat
    if user is None or chat is None or user.is_bot:
        return None
    common: dict[str, Any] = {
        "update_id": update.update_id,
        "user_id": user.id,
        "user_name": user.full_name,
        "chat_id": chat.id,
        "private": chat.type == ChatType.PRIVATE,
    }
    if update.my_chat_member is not None:
        left = update.my_chat_member.new_chat_member.status in (ChatMember.BANNED, ChatMember.LEFT)
        return Incoming(**common, blocked=left)
    query = update.callback_query
    if query is not None:
        act, _, token = (query.data or "").partition(":")
        message_id = query.message.message_id if query.message else None
        return Incoming(**common, act=act, token=token, callback_id=query.id, message_id=message_id)
    message = update.message or update.edited_message
    if message is None:
        return None
    return _read_message(message, common, bot_id, bot_name, edited=update.edited_message is not None)


def _read_message(
    message: Message, common: dict[str, Any], bot_id: int, bot_name: str, *, edited: bool
) -> Incoming | None:
    text = (message.text or message.caption or "").strip()
    file = _sent_file(message)
    if not text and file is None:
        return None
    command, arguments, for_us = _command(text, bot_name)
    mention = f"@{bot_name}".lower()
    replied = message.reply_to_message
    to_us = replied is not None and replied.from_user is not None and replied.from_user.id == bot_id
    entities = message.parse_entities([MessageEntity.MENTION]) | message.parse_caption_entities(
        [MessageEntity.MENTION]
    )
    mentioned = any(name.lower() == mention for name in entities.values())
    return Incoming(
        **common,
        addressed=bool(common["private"]) or for_us or to_us or mentioned,
        message_id=message.message_id,
        written_at=(message.edit_date or message.date).timestamp(),
        text=_without(text, mention) if mentioned else text,
        command=command,
        arguments=arguments,
        edited=edited,
        file=file,
    )


def _command(text: str, bot_name: str) -> tuple[str | None, str, bool]:
    """("/soan@our_bot khó khăn") -> ("soan", "khó khăn", True); another bot's command is plain text."""
    if not text.startswith("/"):
        return None, "", False
    word, *rest = text[1:].split(maxsplit=1) or [""]
    name, _, addressee = word.partition("@")
    if addressee and addressee.lower() != bot_name.lower():
        return None, "", False
    return name.lower(), rest[0] if rest else "", True


def _without(text: str, mention: str) -> str:
    at = text.lower().find(mention)
    return " ".join(f"{text[:at]} {text[at + len(mention) :]}".split()) if at >= 0 else text


def _sent_file(message: Message) -> SentFile | None:
    if message.document is not None:
        document = message.document
        return SentFile(document.file_id, document.file_name or "tệp", document.file_size or 0)
    if message.photo:
        largest = message.photo[-1]
        return SentFile(largest.file_id, "ảnh.jpg", largest.file_size or 0)
    return None
