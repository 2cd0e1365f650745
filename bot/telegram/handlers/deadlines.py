"""Reporting deadlines: the list, and reminders at working hours."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from bot.assistant.tasks.deadlines import Due, next_date, recurs
from bot.rendering.message import shorten
from bot.rendering.pieces import text_html
from bot.store.people import MEMBER
from bot.store.reminders import Reminder
from bot.telegram import texts
from bot.telegram.dates import VIETNAM
from bot.telegram.outgoing import Button, Message
from bot.telegram.turn import Desk, Turn

DAYS_AHEAD = 3
"""A reminder comes so many days before the deadline, or on the working day before that."""
WORKING_HOURS = time(7, 30), time(16, 30)
"""Vietnam time; offices close at 17:00."""
LISTED = 15
"""Deadlines listed in one message."""


def list_deadlines(turn: Turn) -> None:
    """/hanbaocao: what is owed by when, each with a button to be reminded."""
    found = turn.desk.assistant.deadlines(_today(turn.desk))[:LISTED]
    if not found:
        turn.say(texts.NO_DEADLINES)
        return
    subscribed = turn.desk.store.reminders.keys_of(turn.incoming.user_id)
    lines = [texts.DEADLINES_HEAD]
    lines += [_line(number, due) for number, due in enumerate(found, 1)]
    rows = [
        [_button(number, due, subscribed=due.key in subscribed)]
        for number, due in enumerate(found, 1)
        if due.due is not None
    ]
    turn.say("\n".join(lines), rows)


def subscribe(turn: Turn, value: dict[str, str]) -> None:
    """The button below the list."""
    reminder = Reminder(
        turn.incoming.user_id,
        value["key"],
        value["content"],
        value["words"],
        date.fromisoformat(value["due"]),
    )
    turn.desk.store.reminders.subscribe(reminder)
    turn.say(texts.REMINDER_SET.format(due=_day(reminder.due), content=reminder.content))


def unsubscribe(turn: Turn, value: dict[str, str]) -> None:
    """The other button."""
    turn.desk.store.reminders.unsubscribe(turn.incoming.user_id, value["key"])
    turn.say(texts.REMINDER_GONE.format(content=value["content"]))


def remind(desk: Desk) -> list[int]:
    """Owe the reminders whose time has come; the chats that are owed one. Nothing outside working hours."""
    now = datetime.fromtimestamp(desk.clock(), VIETNAM)
    opening, closing = WORKING_HOURS
    if now.weekday() >= 5 or not opening <= now.time() <= closing:
        return []
    reminded = []
    for reminder in desk.store.reminders.pending():
        person = desk.store.people.find(reminder.user_id)
        if _reminder_day(reminder.due) > now.date() or person is None or person.state != MEMBER:
            continue
        late = reminder.due < now.date()
        template = texts.REMINDER_LATE if late else texts.REMINDER
        text = template.format(due=_day(reminder.due), content=reminder.content)
        payload, _ = Message(chat_id=reminder.user_id, pieces=text_html(text)).stored()
        after = max(reminder.due, now.date()) + timedelta(days=1)
        again = next_date(reminder.words, after) if recurs(reminder.words) else None
        desk.store.reminders.send(reminder, payload, again)
        reminded.append(reminder.user_id)
    return reminded


def _reminder_day(due: date) -> date:
    day = due - timedelta(days=DAYS_AHEAD)
    while day.weekday() >= 5:
        day -= timedelta(days=1)
    return day


def _line(number: int, due: Due) -> str:
    when = _day(due.due) if due.due else due.words
    commune = f" ({due.commune})" if due.commune else ""
    return texts.DEADLINE.format(number=number, when=when, content=shorten(due.content, 200), commune=commune)


def _button(number: int, due: Due, *, subscribed: bool) -> Button:
    assert due.due is not None
    value = {
        "key": due.key,
        "content": shorten(due.content, 300),
        "words": due.words,
        "due": due.due.isoformat(),
    }
    label = texts.UNREMIND if subscribed else texts.REMIND
    return Button(label=label.format(number=number), act="unremind" if subscribed else "remind", value=value)


def _today(desk: Desk) -> date:
    return datetime.fromtimestamp(desk.clock(), VIETNAM).date()


def _day(day: date) -> str:
    return day.strftime("%d/%m/%Y")
