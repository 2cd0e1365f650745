"""The admins' queue of answers that somebody was not content with."""

from __future__ import annotations

from bot.assistant.models import Answer
from bot.rendering.message import plain_text, shorten
from bot.store.conversations import DISMISSED, KEPT
from bot.telegram import texts
from bot.telegram.outgoing import Button
from bot.telegram.turn import Turn


def show_complaints(turn: Turn) -> None:
    """/gopy: each unhandled complaint, to be kept as a gold question or dismissed."""
    complaints = turn.desk.store.conversations.complaints(limit=5)
    if not complaints:
        turn.say(texts.NO_COMPLAINTS)
    for complaint in complaints:
        answer = plain_text(Answer.model_validate(complaint.answer))
        row = [
            Button(label=label, act="settle", value={"turn": complaint.update_id, "state": state})
            for label, state in ((texts.KEEP_AS_GOLD, KEPT), (texts.DISMISS, DISMISSED))
        ]
        text = texts.COMPLAINT.format(
            question=complaint.question,
            reason=complaint.reason or texts.NO_REASON,
            answer=shorten(answer, 500),
        )
        turn.say(text, [row])


def settle(turn: Turn, value: dict[str, int | str]) -> None:
    """The admin's decision about one complaint."""
    turn.desk.store.conversations.settle(int(value["turn"]), str(value["state"]))
    if value["state"] == KEPT:
        turn.desk.store.people.note(turn.incoming.user_id, "gold", detail=str(value["turn"]))
    turn.say(texts.SETTLED, edit=turn.incoming.message_id)
