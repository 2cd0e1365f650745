"""What was received and what is owed. An update is stored before Telegram is told that it arrived; its
replies are stored in the same transaction that marks it answered; a reply leaves the list when Telegram
has accepted it. So a second copy is possible only between Telegram's acceptance and our record of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, delete, func, insert, select, update

from bot.store.drafts import DraftRecord, keep
from bot.store.schema import buttons, inbox, outbox, turns

WAITING, DONE, FAILED = "waiting", "done", "failed"
OWED, SENT, DROPPED = "owed", "sent", "dropped"

Payload = dict[str, Any]


@dataclass(frozen=True)
class Received:
    """An update not answered yet. `preview_message` is the message that shows its partial answer."""

    update_id: int
    payload: Payload
    received_at: float
    attempts: int
    preview_message: int | None


@dataclass(frozen=True)
class Owed:
    """A reply not yet accepted by Telegram in full; `sent` of its pieces are."""

    id: int
    chat_id: int
    payload: Payload
    sent: int


@dataclass(frozen=True)
class StoredButton:
    """What a button does when `owner` (anyone in the chat where None) presses it."""

    token: str
    owner: int | None
    act: str
    value: Any


@dataclass(frozen=True)
class TurnRecord:
    """A question and its answer, as history, for source buttons and for feedback. `upload` is the file that
    it was about, None for the shared base; `at` is set when it is stored."""

    update_id: int
    user_id: int
    chat_id: int
    message_id: int | None
    question: str
    answer: Payload
    upload: int | None = None
    at: float = 0.0


class Journal:
    """Received updates, owed replies and the buttons on them."""

    def __init__(self, engine: Engine, clock: Callable[[], float]) -> None:
        self._engine = engine
        self._clock = clock

    def accept(self, update_id: int, user_id: int | None, payload: Payload) -> bool:
        """Store an update; False where it was stored before (Telegram repeats what it is unsure of)."""
        with self._engine.begin() as connection:
            known = select(inbox.c.update_id).where(inbox.c.update_id == update_id)
            if connection.execute(known).first():
                return False
            row = {"update_id": update_id, "user_id": user_id, "payload": payload}
            connection.execute(insert(inbox).values(**row, received_at=self._clock(), state=WAITING))
        return True

    def waiting(self) -> list[Received]:
        """Updates without an answer, oldest first."""
        query = select(inbox).where(inbox.c.state == WAITING).order_by(inbox.c.update_id)
        with self._engine.connect() as connection:
            rows = connection.execute(query).all()
        return [
            Received(row.update_id, row.payload, row.received_at, row.attempts, row.preview_message)
            for row in rows
        ]

    def begin(self, update_id: int) -> Received | None:
        """Count one more attempt and return the update; None where it is answered already."""
        with self._engine.begin() as connection:
            mine = inbox.c.update_id == update_id, inbox.c.state == WAITING
            connection.execute(update(inbox).where(*mine).values(attempts=inbox.c.attempts + 1))
            row = connection.execute(select(inbox).where(*mine)).first()
        if row is None:
            return None
        return Received(row.update_id, row.payload, row.received_at, row.attempts, row.preview_message)

    def set_preview(self, update_id: int, message_id: int) -> None:
        """Remember the message with the partial answer, so that a restart completes that one."""
        with self._engine.begin() as connection:
            mine = update(inbox).where(inbox.c.update_id == update_id)
            connection.execute(mine.values(preview_message=message_id))

    def finish(
        self,
        update_id: int | None,
        replies: Sequence[tuple[int, Payload]] = (),
        pressed: Sequence[StoredButton] = (),
        turn: TurnRecord | None = None,
        draft: DraftRecord | None = None,
        *,
        failed: bool = False,
    ) -> bool:
        """In one transaction: the update is answered, by these replies (chat id, payload), with these
        buttons, and with this step of the user's drafts. False, and nothing stored, where it had been
        finished before. Without an update (`update_id` None) the replies are sent on our own account.
        `failed`: the reply is an apology."""
        with self._engine.begin() as connection:
            state = FAILED if failed else DONE
            if update_id is not None and not self._mark_done(connection, update_id, state):
                return False
            now = self._clock()
            if pressed:
                rows = [
                    {"token": b.token, "owner": b.owner, "act": b.act, "value": b.value, "created_at": now}
                    for b in pressed
                ]
                connection.execute(insert(buttons), rows)
            for chat_id, payload in replies:
                owed = {"update_id": update_id, "chat_id": chat_id, "payload": payload}
                connection.execute(insert(outbox).values(**owed, state=OWED, created_at=now))
            if turn is not None:
                connection.execute(insert(turns).values(**vars(turn) | {"at": now}))
            if draft is not None:
                keep(connection, draft, now)
        return True

    def debtors(self) -> list[int]:
        """Chats that are owed a reply."""
        query = select(outbox.c.chat_id).where(outbox.c.state == OWED).distinct()
        with self._engine.connect() as connection:
            return list(connection.execute(query).scalars())

    def next_owed(self, chat_id: int) -> Owed | None:
        """The oldest reply owed to a chat."""
        owed = select(outbox).where(outbox.c.state == OWED, outbox.c.chat_id == chat_id)
        with self._engine.connect() as connection:
            row = connection.execute(owed.order_by(outbox.c.id).limit(1)).first()
        return None if row is None else Owed(row.id, row.chat_id, row.payload, row.sent)

    def record_sent(self, owed_id: int, pieces: int, *, complete: bool) -> None:
        """Telegram accepted this many pieces of the reply."""
        state = SENT if complete else OWED
        self._set_owed(owed_id, sent=pieces, state=state)

    def drop(self, owed_id: int) -> None:
        """The reply cannot be delivered (the user blocked the bot, the chat is gone)."""
        self._set_owed(owed_id, state=DROPPED)

    def move_chat(self, old: int, new: int) -> None:
        """A group became a supergroup."""
        with self._engine.begin() as connection:
            owed = update(outbox).where(outbox.c.chat_id == old, outbox.c.state == OWED)
            connection.execute(owed.values(chat_id=new))

    def button(self, token: str) -> StoredButton | None:
        """What a pressed button stands for; None where it has expired."""
        with self._engine.connect() as connection:
            row = connection.execute(select(buttons).where(buttons.c.token == token)).first()
        return None if row is None else StoredButton(row.token, row.owner, row.act, row.value)

    def queue_lengths(self) -> Mapping[str, int]:
        """How many updates wait and how many replies are owed or were dropped."""
        received = select(func.count()).select_from(inbox).where(inbox.c.state == WAITING)
        by_state = select(outbox.c.state, func.count()).group_by(outbox.c.state)
        with self._engine.connect() as connection:
            counts: dict[str, int] = {row.state: row[1] for row in connection.execute(by_state)}
            counts[WAITING] = connection.execute(received).scalar_one()
        return counts

    def since(self, moment: float) -> tuple[int, int]:
        """How many updates came in since then, and for how many of them something went wrong."""
        query = select(inbox.c.state, func.count()).where(inbox.c.received_at >= moment)
        with self._engine.connect() as connection:
            counts = {row.state: row[1] for row in connection.execute(query.group_by(inbox.c.state))}
        return sum(counts.values()), counts.get(FAILED, 0)

    def purge(self, older_than: float) -> None:
        """Forget answered updates, delivered replies and their buttons from before this moment."""
        with self._engine.begin() as connection:
            connection.execute(
                delete(inbox).where(inbox.c.state != WAITING, inbox.c.received_at < older_than)
            )
            connection.execute(delete(outbox).where(outbox.c.state != OWED, outbox.c.created_at < older_than))
            connection.execute(delete(buttons).where(buttons.c.created_at < older_than))

    def _mark_done(self, connection: Connection, update_id: int, state: str) -> bool:
        waiting = inbox.c.update_id == update_id, inbox.c.state == WAITING
        return bool(connection.execute(update(inbox).where(*waiting).values(state=state)).rowcount)

    def _set_owed(self, owed_id: int, **values: object) -> None:
        with self._engine.begin() as connection:
            connection.execute(update(outbox).where(outbox.c.id == owed_id).values(**values))
