"""What people think of answers, and the admins' queue of those that somebody was not content with."""

from __future__ import annotations

from bot.assistant.models import Answer
from bot.rendering.message import plain_text, shorten
from bot.store.conversations import DISMISSED, KEPT
from bot.telegram import texts
from bot.telegram.outgoing import Button
from bot.telegram.turn import Turn

STILL_ASKED = 600.0
"""Seconds in which a message is taken for the reason that was asked for."""


def rate(turn: Turn, value: dict[str, int | bool]) -> None:
    """👍 or 👎; why, if one likes."""
    good = bool(value["good"])
    turn.desk.store.conversations.rate(int(value["turn"]), turn.incoming.user_id, good=good)
    turn.toast = texts.THANKS
    if not good:
        of_turn = {"turn": value["turn"]}
        reasons = [
            Button(label=reason, act="reason", value={**of_turn, "reason": number})
            for number, reason in enumerate(texts.REASONS)
        ]
        own_words = Button(label=texts.OTHER_REASON, act="own_reason", value=of_turn)
        turn.say(texts.WHY, [reasons[:2], reasons[2:], [own_words, _skip(of_turn)]])


def give_reason(turn: Turn, value: dict[str, int]) -> None:
    """One of the usual reasons."""
    turn.desk.store.conversations.give_reason(value["turn"], texts.REASONS[value["reason"]])
    turn.say(texts.REASON_NOTED, edit=turn.incoming.message_id)


def ask_reason(turn: Turn, value: dict[str, int]) -> None:
    """A reason in one's own words: the next message."""
    turn.desk.store.conversations.ask_reason(value["turn"])
    turn.say(texts.WRITE_REASON, [[_skip(value)]], edit=turn.incoming.message_id)


def skip_reason(turn: Turn, value: dict[str, int]) -> None:
    """No reason after all."""
    turn.desk.store.conversations.ask_reason(value["turn"], wanted=False)
    turn.say(texts.THANKS, edit=turn.incoming.message_id)


def take_reason(turn: Turn) -> bool:
    """Whether this message is the reason that was asked for; then it is noted. One who meant it as a question
    can still have it answered."""
    incoming, conversations = turn.incoming, turn.desk.store.conversations
    about = conversations.reason_asked(incoming.user_id, incoming.chat_id, window=STILL_ASKED)
    if about is None:
        return False
    conversations.give_reason(about, incoming.text)
    turn.say(texts.REASON_NOTED, [[Button(label=texts.WAS_QUESTION, act="ask", value=incoming.text)]])
    return True


def _skip(value: dict[str, int | bool] | dict[str, int]) -> Button:
    return Button(label=texts.SKIP, act="skip_reason", value={"turn": value["turn"]})


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
