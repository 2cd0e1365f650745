"""Questions about a file that the asker has sent: answered from it alone, shown to nobody else."""

from __future__ import annotations

from bot.assistant.drafting.wish import begins
from bot.assistant.models import Answer, Question, Role, Status
from bot.assistant.own_file import Meant, meant
from bot.store.uploads import Upload
from bot.telegram import texts
from bot.telegram.outgoing import Button
from bot.telegram.turn import Turn

STILL_MEANT = 1800.0
"""Seconds after the file, or the last answer from it, in which a question that does not say what it is about
is tried on the file first."""


def answer_from_file(turn: Turn, text: str) -> tuple[Answer, Upload] | None:
    """The answer from the file that this conversation is about, with the file; None where the shared base is
    meant, or may be and the file is silent or a draft is asked for."""
    incoming, store, settings = turn.incoming, turn.desk.store, turn.desk.settings
    upload = store.uploads.latest(incoming.user_id, incoming.chat_id)
    source = meant(text)
    if upload is None or not upload.base.exists() or source is Meant.BASE:
        return None
    if source is Meant.EITHER and (begins(text) or not _still_about(turn, upload)):
        return None
    history = store.conversations.history(
        incoming.user_id,
        incoming.chat_id,
        window=settings.history_window,
        limit=settings.history_turns,
        upload=upload.id,
    )
    role = turn.person.role if turn.person and turn.person.role else Role.OFFICER
    question = Question(text=text, role=role, history=history, interactive=True)
    answer = turn.desk.assistant.answer_from(upload.base, question)
    if source is Meant.EITHER and answer.status is not Status.ANSWERED:
        return None
    return answer, upload


def ask_base_row(text: str) -> list[Button]:
    """The same question to the shared base."""
    return [Button(label=texts.ASK_BASE, act="ask_base", value=text)]


def _still_about(turn: Turn, upload: Upload) -> bool:
    """The file, or an answer from it, is the latest thing in this conversation and not long ago."""
    incoming = turn.incoming
    last = turn.desk.store.conversations.latest(incoming.user_id, incoming.chat_id, window=STILL_MEANT)
    if last is not None and last.at > upload.at:
        return last.upload == upload.id
    return turn.desk.clock() - upload.at <= STILL_MEANT
