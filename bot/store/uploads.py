"""Files that users sent: theirs, kept aside from the knowledge base, and gone after a while."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import ColumnElement, Engine, Row, delete, insert, select, update

from bot.store.journal import OWED
from bot.store.people import Person
from bot.store.schema import outbox, turns, uploads

_UNSAFE = re.compile(r"[^\w.() -]+")


@dataclass(frozen=True)
class Upload:
    """A file as it was sent; `path` is where it lies now. Times in seconds since 1970, UTC."""

    id: int
    user_id: int
    commune: str | None
    file_name: str
    path: Path
    at: float
    expires_at: float

    @property
    def base(self) -> Path:
        """The knowledge base of this file alone, where it was made."""
        return self.path.parent / "base"


class Uploads:
    """Files below `folder`, one directory per upload."""

    def __init__(self, engine: Engine, clock: Callable[[], float], folder: Path) -> None:
        self._engine = engine
        self._clock = clock
        self._folder = folder

    def keep(
        self,
        upload_id: int,
        person: Person,
        name: str,
        content: bytes,
        lifetime: float,
        *,
        chat_id: int | None = None,
    ) -> Upload:
        """Store a file for `lifetime` seconds; storing the same upload again replaces it. One that was sent
        in a chat (`chat_id`) can be asked about there."""
        safe = _UNSAFE.sub("_", Path(name).name).strip(". ")[-120:] or "tep"
        path = self._folder / str(upload_id) / safe
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        now = self._clock()
        with self._engine.begin() as connection:
            connection.execute(delete(uploads).where(uploads.c.id == upload_id))
            row = {"id": upload_id, "user_id": person.user_id, "commune": person.commune, "file_name": safe}
            times = {"at": now, "expires_at": now + lifetime}
            connection.execute(insert(uploads).values(**row, **times, path=str(path), chat_id=chat_id))
        return Upload(upload_id, person.user_id, person.commune, safe, path, now, now + lifetime)

    def find(self, upload_id: int) -> Upload | None:
        """The upload, or None where it is gone."""
        with self._engine.connect() as connection:
            row = connection.execute(select(uploads).where(uploads.c.id == upload_id)).first()
        return None if row is None or row.expires_at < self._clock() else _upload(row)

    def latest(self, user_id: int, chat_id: int) -> Upload | None:
        """The file that this conversation is about: the last one sent in it that is still held."""
        mine = uploads.c.user_id == user_id, uploads.c.chat_id == chat_id
        held = uploads.c.expires_at >= self._clock(), uploads.c.closed.is_(False)
        query = select(uploads).where(*mine, *held).order_by(uploads.c.at.desc(), uploads.c.id.desc())
        with self._engine.connect() as connection:
            row = connection.execute(query.limit(1)).first()
        return None if row is None else _upload(row)

    def close(self, user_id: int, chat_id: int) -> None:
        """Later questions in this chat are not about the files sent before."""
        mine = uploads.c.user_id == user_id, uploads.c.chat_id == chat_id
        with self._engine.begin() as connection:
            connection.execute(update(uploads).where(*mine).values(closed=True))

    def held(self, *, user_id: int | None = None, commune: str | None = None, limit: int) -> list[Upload]:
        """Files that were sent by or made for a user, or the users of a commune (None: all), newest first."""
        query = select(uploads).where(uploads.c.expires_at >= self._clock())
        if user_id is not None:
            query = query.where(uploads.c.user_id == user_id)
        if commune is not None:
            query = query.where(uploads.c.commune == commune)
        with self._engine.connect() as connection:
            rows = connection.execute(query.order_by(uploads.c.at.desc(), uploads.c.id).limit(limit)).all()
        return [_upload(row) for row in rows]

    def remove(self, upload_id: int) -> None:
        """Delete the file, its record, and the answers that quote it."""
        shutil.rmtree(self._folder / str(upload_id), ignore_errors=True)
        about = select(turns.c.update_id).where(turns.c.upload == upload_id)
        with self._engine.begin() as connection:
            connection.execute(delete(outbox).where(outbox.c.update_id.in_(about), outbox.c.state != OWED))
            connection.execute(delete(turns).where(turns.c.upload == upload_id))
            connection.execute(delete(uploads).where(uploads.c.id == upload_id))

    def purge(self) -> None:
        """Delete what has expired."""
        self._remove_where(uploads.c.expires_at < self._clock())

    def erase(self, user_id: int) -> None:
        """Delete everything a user sent."""
        self._remove_where(uploads.c.user_id == user_id)

    def _remove_where(self, condition: ColumnElement[bool]) -> None:
        with self._engine.connect() as connection:
            found = list(connection.execute(select(uploads.c.id).where(condition)).scalars())
        for upload_id in found:
            self.remove(upload_id)


def _upload(row: Row[tuple[object, ...]]) -> Upload:
    return Upload(row.id, row.user_id, row.commune, row.file_name, Path(row.path), row.at, row.expires_at)
