"""Who wants to be reminded of what. A reminder is taken off the list in the transaction that owes its
message, so it is sent once, also across a restart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Engine, delete, insert, select, update

from bot.store.journal import OWED, Payload
from bot.store.schema import outbox, reminders


@dataclass(frozen=True)
class Reminder:
    """One person's wish to be reminded of one deadline; `words` as in its source."""

    user_id: int
    key: str
    content: str
    words: str
    due: date


class Reminders:
    """Subscriptions to deadlines."""

    def __init__(self, engine: Engine, clock: Callable[[], float]) -> None:
        self._engine = engine
        self._clock = clock

    def subscribe(self, reminder: Reminder) -> None:
        """Note the wish; once is enough."""
        with self._engine.begin() as connection:
            connection.execute(delete(reminders).where(*_same(reminder.user_id, reminder.key)))
            row = {**vars(reminder), "due": reminder.due.isoformat()}
            connection.execute(insert(reminders).values(**row))

    def unsubscribe(self, user_id: int, key: str) -> None:
        """Take the wish back."""
        with self._engine.begin() as connection:
            connection.execute(delete(reminders).where(*_same(user_id, key)))

    def keys_of(self, user_id: int) -> frozenset[str]:
        """What somebody is already reminded of."""
        query = select(reminders.c.key).where(reminders.c.user_id == user_id, reminders.c.sent_at.is_(None))
        with self._engine.connect() as connection:
            return frozenset(connection.execute(query).scalars())

    def pending(self) -> list[Reminder]:
        """All that were not sent yet."""
        with self._engine.connect() as connection:
            rows = connection.execute(select(reminders).where(reminders.c.sent_at.is_(None))).all()
        return [Reminder(r.user_id, r.key, r.content, r.words, date.fromisoformat(r.due)) for r in rows]

    def send(self, reminder: Reminder, payload: Payload, again: date | None) -> None:
        """Owe the message and, in the same transaction, take the reminder off the list or move it to
        the next time (`again`)."""
        now = self._clock()
        with self._engine.begin() as connection:
            owed = {"chat_id": reminder.user_id, "payload": payload, "state": OWED, "created_at": now}
            connection.execute(insert(outbox).values(**owed))
            row = update(reminders).where(*_same(reminder.user_id, reminder.key))
            values = {"due": again.isoformat()} if again else {"sent_at": now}
            connection.execute(row.values(**values))

    def erase(self, user_id: int) -> None:
        """Forget all wishes of a user."""
        with self._engine.begin() as connection:
            connection.execute(delete(reminders).where(reminders.c.user_id == user_id))


def _same(user_id: int, key: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return reminders.c.user_id == user_id, reminders.c.key == key
