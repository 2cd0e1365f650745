"""What the conversation has come to as a file: Word, Excel, chart."""

from __future__ import annotations

from bot.assistant.models import Question, Role
from bot.telegram import texts
from bot.telegram.outgoing import Attachment
from bot.telegram.turn import Turn


def send_file(turn: Turn, kind: str) -> None:
    """Make the file for the latest turn that has one."""
    assert turn.person is not None
    incoming, settings, store = turn.incoming, turn.desk.settings, turn.desk.store
    turns = store.conversations.history(
        incoming.user_id, incoming.chat_id, window=settings.history_window, limit=settings.history_turns
    )
    base = Question(
        text="", role=turn.person.role or Role.OFFICER, commune=turn.person.commune, drafts=turn.drafts()
    )
    from bot.rendering.exports import latest

    made = latest(kind, turns, base, turn.desk.assistant.corpus)
    if made is None:
        turn.say(texts.NOTHING_TO_EXPORT[kind])
        return
    kept = store.uploads.keep(
        incoming.update_id, turn.person, made.name, made.content, settings.upload_lifetime
    )
    turn.send_file(
        Attachment(path=str(kept.path), name=made.name, photo=made.picture), texts.EXPORT_CAPTIONS[kind]
    )
