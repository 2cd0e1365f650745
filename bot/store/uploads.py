"""Files that users sent: theirs, kept aside from the knowledge base, and gone after a while."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import ColumnElement, Engine, delete, insert, select

from bot.store.schema import uploads

_UNSAFE = re.compile(r"[^\w.() -]+")


@dataclass(frozen=True)
class Upload:
    """A file as it was sent; `path` is where it lies now."""

    id: int
    user_id: int
    file_name: str
    path: Path


class Uploads:
    """Files below `folder`, one directory per upload."""

    def __init__(self, engine: Engine, clock: Callable[[], float], folder: Path) -> None:
        self._engine = engine
        self._clock = clock
        self._folder = folder

    def keep(
        self, upload_id: int, user_id: int, commune: str | None, name: str, content: bytes, lifetime: float
    ) -> Upload:
        """Store a file for `lifetime` seconds; storing the same upload again replaces it."""
        safe = _UNSAFE.sub("_", Path(name).name).strip(". ")[-120:] or "tep"
        path = self._folder / str(upload_id) / safe
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        now = self._clock()
        with self._engine.begin() as connection:
            connection.execute(delete(uploads).where(uploads.c.id == upload_id))
            row = {"id": upload_id, "user_id": user_id, "commune": commune, "file_name": safe}
            times = {"at": now, "expires_at": now + lifetime}
            connection.execute(insert(uploads).values(**row, **times, path=str(path)))
        return Upload(upload_id, user_id, safe, path)

    def find(self, upload_id: int) -> Upload | None:
        """The upload, or None where it is gone."""
        with self._engine.connect() as connection:
            row = connection.execute(select(uploads).where(uploads.c.id == upload_id)).first()
        if row is None or row.expires_at < self._clock():
            return None
        return Upload(row.id, row.user_id, row.file_name, Path(row.path))

    def remove(self, upload_id: int) -> None:
        """Delete the file and its record."""
        shutil.rmtree(self._folder / str(upload_id), ignore_errors=True)
        with self._engine.begin() as connection:
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
