"""Drafts that users keep, version by version; see bot/assistant/drafting/kept.py for what they mean."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Engine, delete, insert, select, update

from bot.assistant.draft import Draft
from bot.assistant.drafting.kept import KeptDraft, KeptVersion, Step
from bot.store.schema import draft_versions, drafts


@dataclass(frozen=True)
class DraftRecord:
    """A step of a user in a chat, and the message that made it (None for a pressed button)."""

    user_id: int
    chat_id: int
    message_id: int | None
    step: Step


def keep(connection: Connection, record: DraftRecord, now: float) -> None:
    """Take a step, in the transaction of whoever calls."""
    step = record.step
    current = {"title": step.title, "current": step.number, "touched": now, "closed": False}
    if step.draft is None:
        row = {"user_id": record.user_id, "chat_id": record.chat_id, **current}
        (number,) = connection.execute(insert(drafts).values(**row)).inserted_primary_key or (None,)
    else:
        number = step.draft
        theirs = drafts.c.id == number, drafts.c.user_id == record.user_id
        connection.execute(update(drafts).where(*theirs).values(**current))
    if step.content is None:
        return
    content = step.content.model_dump(mode="json")
    this = draft_versions.c.draft == number, draft_versions.c.number == step.number
    if not connection.execute(update(draft_versions).where(*this).values(content=content)).rowcount:
        row = {"draft": number, "number": step.number, "before": step.before, "says": step.says}
        connection.execute(
            insert(draft_versions).values(**row, content=content, message_id=record.message_id)
        )


class KeptDrafts:
    """All users' drafts."""

    def __init__(self, engine: Engine, clock: Callable[[], float]) -> None:
        self._engine = engine
        self._clock = clock

    def of(self, user_id: int, chat_id: int, *, window: float) -> UsersDrafts:
        """The drafts of a user in a chat; the one last worked on, at most `window` seconds ago, is open."""
        return UsersDrafts(self._engine, user_id, chat_id, self._clock() - window)

    def keep(self, record: DraftRecord) -> None:
        """Take a step."""
        with self._engine.begin() as connection:
            keep(connection, record, self._clock())

    def close(self, user_id: int, chat_id: int) -> None:
        """Start afresh: later turns are about no draft until one is opened again."""
        theirs = drafts.c.user_id == user_id, drafts.c.chat_id == chat_id
        with self._engine.begin() as connection:
            connection.execute(update(drafts).where(*theirs).values(closed=True))

    def take_back(self, user_id: int, chat_id: int, message_id: int) -> None:
        """The message was edited: what it did to the current version of a draft does not count any more."""
        joined = drafts.join(draft_versions, drafts.c.id == draft_versions.c.draft)
        made = (
            drafts.c.user_id == user_id,
            drafts.c.chat_id == chat_id,
            draft_versions.c.message_id == message_id,
            draft_versions.c.number == drafts.c.current,
        )
        with self._engine.begin() as connection:
            for row in connection.execute(
                select(drafts.c.id, draft_versions.c.before).select_from(joined).where(*made)
            ).all():
                if row.before is None:
                    _delete(connection, drafts.c.id == row.id)
                else:
                    connection.execute(update(drafts).where(drafts.c.id == row.id).values(current=row.before))

    def erase(self, user_id: int) -> None:
        """Forget everything this user drafted."""
        with self._engine.begin() as connection:
            _delete(connection, drafts.c.user_id == user_id)

    def purge(self, older_than: float) -> None:
        """Forget drafts that nobody has worked on since this moment."""
        with self._engine.begin() as connection:
            _delete(connection, drafts.c.touched < older_than)


class UsersDrafts:
    """Drafts of one user in one chat, as kept.Drafts; touched before `open_since` they are closed."""

    def __init__(self, engine: Engine, user_id: int, chat_id: int, open_since: float) -> None:
        self._engine = engine
        self._theirs = drafts.c.user_id == user_id, drafts.c.chat_id == chat_id
        self._open_since = open_since

    def listed(self) -> Sequence[KeptDraft]:
        """See Drafts."""
        query = select(drafts).where(*self._theirs).order_by(drafts.c.touched.desc(), drafts.c.id.desc())
        with self._engine.connect() as connection:
            rows = connection.execute(query).all()
        return [
            KeptDraft(
                id=row.id,
                title=row.title,
                current=row.current,
                open=at == 0 and not row.closed and row.touched >= self._open_since,
            )
            for at, row in enumerate(rows)
        ]

    def versions(self, draft: int) -> Sequence[KeptVersion]:
        """See Drafts."""
        columns = draft_versions.c.number, draft_versions.c.before, draft_versions.c.says
        query = select(*columns).where(draft_versions.c.draft == draft).order_by(draft_versions.c.number)
        with self._engine.connect() as connection:
            rows = connection.execute(query).all()
        return [KeptVersion(number=row.number, before=row.before, says=row.says) for row in rows]

    def content(self, draft: int, number: int) -> Draft:
        """See Drafts."""
        this = draft_versions.c.draft == draft, draft_versions.c.number == number
        with self._engine.connect() as connection:
            content = connection.execute(select(draft_versions.c.content).where(*this)).scalar_one_or_none()
        if content is None:
            raise KeyError(f"draft {draft} has no version {number}")
        return Draft.model_validate(content)


def _delete(connection: Connection, which: ColumnElement[bool]) -> None:
    gone = select(drafts.c.id).where(which)
    connection.execute(delete(draft_versions).where(draft_versions.c.draft.in_(gone)))
    connection.execute(delete(drafts).where(which))
