"""Earlier turns of a conversation, and what people thought of the answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from dataclasses import fields as fields_of
from typing import Any

from sqlalchemy import Engine, Row, delete, func, insert, select, update

from bot.store.journal import TurnRecord
from bot.store.schema import feedback, inbox, outbox, turns

NEW, KEPT, DISMISSED = "new", "kept", "dismissed"
"""States of a feedback entry; KEPT ones have become gold questions."""


@dataclass(frozen=True)
class Complaint:
    """An answer somebody was not content with."""

    update_id: int
    question: str
    reason: str | None
    answer: dict[str, Any]


class Conversations:
    """Turns per user and chat."""

    def __init__(self, engine: Engine, clock: Callable[[], float]) -> None:
        self._engine = engine
        self._clock = clock

    def history(
        self, user_id: int, chat_id: int, *, window: float, limit: int, upload: int | None = None
    ) -> tuple[str, ...]:
        """Questions of the running conversation, oldest first: at most `limit`, each at most `window`
        seconds old; those about the shared base, or about the file `upload`."""
        mine = (
            turns.c.user_id == user_id,
            turns.c.chat_id == chat_id,
            turns.c.upload.is_not_distinct_from(upload),
        )
        recent = turns.c.at >= self._clock() - window, turns.c.closed.is_(False)
        query = select(turns.c.question).where(*mine, *recent)
        with self._engine.connect() as connection:
            latest = connection.execute(query.order_by(turns.c.at.desc()).limit(limit)).scalars().all()
        return tuple(reversed(latest))

    def latest(self, user_id: int, chat_id: int, *, window: float) -> TurnRecord | None:
        """The last turn of the running conversation, at most `window` seconds old."""
        mine = turns.c.user_id == user_id, turns.c.chat_id == chat_id
        recent = turns.c.at >= self._clock() - window, turns.c.closed.is_(False)
        query = select(turns).where(*mine, *recent).order_by(turns.c.at.desc(), turns.c.update_id.desc())
        with self._engine.connect() as connection:
            row = connection.execute(query.limit(1)).first()
        return None if row is None else _turn(row)

    def close(self, user_id: int, chat_id: int) -> None:
        """Start afresh: later questions do not refer to earlier ones."""
        mine = turns.c.user_id == user_id, turns.c.chat_id == chat_id
        with self._engine.begin() as connection:
            connection.execute(update(turns).where(*mine).values(closed=True))

    def replace_edited(self, chat_id: int, message_id: int) -> None:
        """The question was edited: what it said before is no part of the conversation any more."""
        mine = turns.c.chat_id == chat_id, turns.c.message_id == message_id
        with self._engine.begin() as connection:
            connection.execute(update(turns).where(*mine).values(closed=True))

    def find(self, update_id: int) -> TurnRecord | None:
        """The turn that answered an update."""
        with self._engine.connect() as connection:
            row = connection.execute(select(turns).where(turns.c.update_id == update_id)).first()
        return None if row is None else _turn(row)

    def count_since(self, user_id: int, since: float) -> int:
        """How many questions of this user were answered since then."""
        query = select(func.count()).where(turns.c.user_id == user_id, turns.c.at >= since)
        with self._engine.connect() as connection:
            return connection.execute(query).scalar_one()

    def rate(self, update_id: int, user_id: int, *, good: bool) -> None:
        """👍 or 👎; the last press counts."""
        with self._engine.begin() as connection:
            connection.execute(delete(feedback).where(feedback.c.update_id == update_id))
            row = {"update_id": update_id, "user_id": user_id, "good": good, "at": self._clock()}
            connection.execute(insert(feedback).values(**row, state=NEW))

    def give_reason(self, update_id: int, reason: str) -> None:
        """Why the answer did not help."""
        self._set_feedback(update_id, reason=reason[:1000], asked_at=None)

    def ask_reason(self, update_id: int, *, wanted: bool = True) -> None:
        """The next message of this user in that chat will say why; or, not `wanted`, it will not."""
        self._set_feedback(update_id, asked_at=self._clock() if wanted else None)

    def reason_asked(self, user_id: int, chat_id: int, *, window: float) -> int | None:
        """The turn whose reason this user was asked for in this chat, at most `window` seconds ago."""
        joined = turns.join(feedback, turns.c.update_id == feedback.c.update_id)
        mine = feedback.c.user_id == user_id, turns.c.chat_id == chat_id
        query = select(feedback.c.update_id).select_from(joined)
        recent = query.where(*mine, feedback.c.asked_at >= self._clock() - window)
        with self._engine.connect() as connection:
            return connection.execute(recent.order_by(feedback.c.asked_at.desc()).limit(1)).scalar()

    def complaints(self, limit: int = 10) -> list[Complaint]:
        """Unhandled 👎, oldest first."""
        joined = turns.join(feedback, turns.c.update_id == feedback.c.update_id)
        query = select(turns.c.update_id, turns.c.question, feedback.c.reason, turns.c.answer)
        bad = feedback.c.good.is_(False), feedback.c.state == NEW
        with self._engine.connect() as connection:
            rows = connection.execute(
                query.select_from(joined).where(*bad).order_by(feedback.c.at).limit(limit)
            ).all()
        return [Complaint(row.update_id, row.question, row.reason, row.answer) for row in rows]

    def settle(self, update_id: int, state: str) -> None:
        """An admin has dealt with a complaint (KEPT as a gold question, or DISMISSED)."""
        with self._engine.begin() as connection:
            connection.execute(update(feedback).where(feedback.c.update_id == update_id).values(state=state))

    def gold_questions(self) -> list[str]:
        """Questions kept for the gold set, oldest first."""
        joined = turns.join(feedback, turns.c.update_id == feedback.c.update_id)
        query = select(turns.c.question).select_from(joined).where(feedback.c.state == KEPT)
        with self._engine.connect() as connection:
            return list(connection.execute(query.order_by(feedback.c.at)).scalars())

    def _set_feedback(self, update_id: int, **values: object) -> None:
        with self._engine.begin() as connection:
            connection.execute(update(feedback).where(feedback.c.update_id == update_id).values(**values))

    def erase(self, user_id: int) -> None:
        """Forget everything this user wrote and was answered, except what is still owed."""
        theirs = select(inbox.c.update_id).where(inbox.c.user_id == user_id)
        with self._engine.begin() as connection:
            connection.execute(delete(feedback).where(feedback.c.user_id == user_id))
            connection.execute(delete(turns).where(turns.c.user_id == user_id))
            connection.execute(delete(outbox).where(outbox.c.update_id.in_(theirs), outbox.c.state != "owed"))
            connection.execute(delete(inbox).where(inbox.c.user_id == user_id, inbox.c.state != "waiting"))

    def purge(self, older_than: float) -> None:
        """Forget turns, and what was said of them, from before this moment."""
        with self._engine.begin() as connection:
            connection.execute(delete(feedback).where(feedback.c.at < older_than))
            connection.execute(delete(turns).where(turns.c.at < older_than))


def _turn(row: Row[tuple[object, ...]]) -> TurnRecord:
    fields = (field.name for field in fields_of(TurnRecord))
    return TurnRecord(**{name: getattr(row, name) for name in fields})
