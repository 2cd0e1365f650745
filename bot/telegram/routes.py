"""Which handler answers what."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, NamedTuple

from bot.assistant.models import Role
from bot.rendering.exports import file_asked_for
from bot.store.people import Person
from bot.telegram import texts
from bot.telegram.access import COMMANDS, RIGHTS, Right, is_member, may
from bot.telegram.handlers import (
    ask,
    deadlines,
    exports,
    feedback,
    files,
    knowledge,
    people,
    reloading,
    sent_files,
    start,
)
from bot.telegram.incoming import Incoming
from bot.telegram.turn import Turn


class Press(NamedTuple):
    """What a button does with the value stored for it; `right` None means any member."""

    handler: Callable[[Turn, Any], None]
    right: Right | None = None


HANDLERS: Final[dict[str, Callable[[Turn], None]]] = {
    "start": start.start,
    "help": start.show_help,
    "moi": start.fresh,
    "huy": start.stop,
    "soan": ask.draft,
    "sosanh": ask.compare,
    "kiemtra": files.review_text,
    "tepdagui": sent_files.list_files,
    "hanbaocao": deadlines.list_deadlines,
    "trangthai": knowledge.show_status,
    "naplai": reloading.preview_reload,
    "quaylai": knowledge.ask_rollback,
    "moinguoi": people.invite,
    "nguoidung": people.list_people,
    "gopy": feedback.show_complaints,
    "nhatky": people.show_audit,
    "xoadulieu": start.ask_erase,
}
"""What each command does; the right it needs stands in `access.COMMANDS`."""

ALIASES: Final = {"reload": "naplai", "status": "trangthai", "trogiup": "help", "cancel": "huy", "new": "moi"}

PRESSES: Final[dict[str, Press]] = {
    "ask": Press(ask.asked_by_button, Right.ASK),
    "ask_base": Press(ask.ask_base, Right.ASK),
    "accept": Press(ask.accept_notice),
    "export": Press(exports.send_file, Right.ASK),
    "source": Press(ask.show_source, Right.ASK),
    "rate": Press(feedback.rate, Right.ASK),
    "reason": Press(feedback.give_reason, Right.ASK),
    "own_reason": Press(feedback.ask_reason, Right.ASK),
    "skip_reason": Press(feedback.skip_reason, Right.ASK),
    "remind": Press(deadlines.subscribe, Right.REMIND),
    "unremind": Press(deadlines.unsubscribe, Right.REMIND),
    "review": Press(files.review_file, Right.UPLOAD),
    "open_file": Press(sent_files.open_file, Right.UPLOAD),
    "remove_file": Press(files.remove, Right.UPLOAD),
    "take_in": Press(files.take_in, Right.RELOAD),
    "erase": Press(lambda turn, _: start.erase(turn)),
    "keep": Press(lambda turn, _: start.keep(turn)),
    "reload": Press(reloading.reload, Right.RELOAD),
    "details": Press(reloading.show_details, Right.RELOAD),
    "stop_reload": Press(reloading.stop_reload, Right.RELOAD),
    "rollback": Press(knowledge.rollback, Right.RELOAD),
    "invite": Press(people.invite_as, Right.PEOPLE),
    "person": Press(people.show_person, Right.PEOPLE),
    "admit": Press(people.admit, Right.PEOPLE),
    "decline": Press(people.decline, Right.PEOPLE),
    "withdraw": Press(people.withdraw, Right.PEOPLE),
    "settle": Press(feedback.settle, Right.FEEDBACK),
}


_SLOW_COMMANDS = {"soan", "sosanh", "kiemtra", "naplai"}
_SLOW_PRESSES = {"ask", "ask_base", "accept", "export", "review", "take_in"}
"""What takes long enough that the user should see it has begun; all else is answered at once."""


def handle(turn: Turn) -> None:
    """Answer one update, or leave it alone where it is not for us."""
    incoming = turn.incoming
    if incoming.blocked is not None:
        turn.desk.store.people.set_reachable(incoming.user_id, not incoming.blocked)
    elif incoming.act is not None:
        _press(turn)
    elif incoming.addressed and is_member(turn.person):
        _message(turn)
    elif incoming.private:
        start.stranger(turn)


def lane(incoming: Incoming) -> str:
    """Updates of one lane are answered one after the other: one lane per user, and one beside it for
    what must not wait (stopping, a running load, the look before it)."""
    if incoming.act == "reload":
        return reloading.reload_lane(incoming.user_id)
    name = _command(incoming)
    if incoming.act == "stop_reload" or name == "huy":
        return f"stop:{incoming.user_id}"
    if name == "naplai" or (_is_plain(incoming) and knowledge.asked_in_words(incoming.text) == "naplai"):
        return reloading.preview_lane(incoming.user_id)
    return str(incoming.user_id)


def shows_typing(incoming: Incoming, person: Person | None) -> bool:
    """Whether the sender should see at once that an answer is being worked on."""
    if incoming.blocked is not None or not incoming.addressed or not is_member(person):
        return False
    quick = incoming.command is not None and _command(incoming) not in _SLOW_COMMANDS
    return incoming.act in _SLOW_PRESSES if incoming.act is not None else not quick


def progress_message(incoming: Incoming) -> int | None:
    """The message in which progress is shown, where that is one of ours whose button was pressed: then its id
    is known whenever we die, and its button cannot be pressed twice."""
    return incoming.message_id if incoming.act == "reload" else None


def _command(incoming: Incoming) -> str | None:
    return ALIASES.get(incoming.command or "", incoming.command)


def _is_plain(incoming: Incoming) -> bool:
    """Words of one's own: no command, button or file."""
    return (incoming.command, incoming.act, incoming.file) == (None, None, None)


def _message(turn: Turn) -> None:
    incoming = turn.incoming
    if incoming.file is not None:
        files.receive(turn)
        return
    name = _command(incoming)
    if name is None and not incoming.edited and feedback.take_reason(turn):
        return
    if name is None and may(turn.person, Right.RELOAD):
        name = knowledge.asked_in_words(incoming.text)
    kind = file_asked_for(incoming.text) if name is None else None
    if kind is not None:
        exports.send_file(turn, kind)
        return
    if name is None:
        ask.ask(turn)
        return
    handler, right = HANDLERS.get(name), COMMANDS.get(name)
    if handler is None:
        turn.say(texts.UNKNOWN_COMMAND.format(command=name))
    elif right is not None and not may(turn.person, right):
        turn.say(_not_permitted(turn, right))
    else:
        handler(turn)


def _press(turn: Turn) -> None:
    incoming = turn.incoming
    button = turn.desk.store.journal.button(incoming.token or "")
    if button is None or button.act != incoming.act:
        turn.toast = texts.EXPIRED
    elif button.owner not in (None, incoming.user_id):
        turn.toast = texts.NOT_YOURS
    elif button.act == "access":
        start.ask_access(turn)
    elif (press := PRESSES.get(button.act)) is None:
        turn.toast = texts.EXPIRED
    elif not is_member(turn.person):
        start.stranger(turn)
    elif press.right is not None and not may(turn.person, press.right):
        turn.toast = _not_permitted(turn, press.right)
    else:
        press.handler(turn, button.value)


def _not_permitted(turn: Turn, right: Right) -> str:
    assert turn.person is not None and turn.person.role is not None
    roles = ", ".join(texts.ROLE_NAMES[role] for role in Role if role in RIGHTS[right])
    return texts.NOT_PERMITTED.format(roles=roles, role=texts.ROLE_NAMES[turn.person.role])
