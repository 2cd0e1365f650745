"""Tables of the people database, and the ordered steps that bring an older file up to date.

All times are seconds since 1970, UTC. Kept apart from the catalog so that a rollback of the knowledge
base never takes people, conversations or the audit log back.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Connection,
    Engine,
    Float,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
    event,
    false,
    insert,
    inspect,
    select,
    text,
    update,
)
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from knowledge.errors import ConfigurationError

metadata = MetaData()

schema_version = Table("schema_version", metadata, Column("version", Integer, primary_key=True))

people = Table(
    "people",
    metadata,
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("name", String(200), nullable=False, default=""),
    Column("role", String(20)),
    Column("commune", String(100)),
    Column("state", String(20), nullable=False),
    Column("notice_at", Float),
    Column("unreachable", Boolean, nullable=False, default=False),
    Column("since", Float, nullable=False),
)

invitations = Table(
    "invitations",
    metadata,
    Column("code_hash", String(64), primary_key=True),
    Column("role", String(20), nullable=False),
    Column("commune", String(100)),
    Column("expires_at", Float, nullable=False),
    Column("created_by", BigInteger, nullable=False),
    Column("used_by", BigInteger),
)

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Float, nullable=False),
    Column("actor", BigInteger, nullable=False),
    Column("act", String(40), nullable=False),
    Column("subject", BigInteger),
    Column("detail", Text, nullable=False, default=""),
)

inbox = Table(
    "inbox",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("user_id", BigInteger),
    Column("payload", JSON, nullable=False),
    Column("received_at", Float, nullable=False),
    Column("state", String(10), nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("preview_message", BigInteger),
)
Index("inbox_state", inbox.c.state, inbox.c.update_id)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("update_id", BigInteger),
    Column("chat_id", BigInteger, nullable=False),
    Column("payload", JSON, nullable=False),
    Column("sent", Integer, nullable=False, default=0),
    Column("state", String(10), nullable=False),
    Column("created_at", Float, nullable=False),
)
Index("outbox_state", outbox.c.state, outbox.c.chat_id, outbox.c.id)

buttons = Table(
    "buttons",
    metadata,
    Column("token", String(32), primary_key=True),
    Column("owner", BigInteger),
    Column("act", String(20), nullable=False),
    Column("value", JSON),
    Column("created_at", Float, nullable=False),
)

turns = Table(
    "turns",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("user_id", BigInteger, nullable=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("message_id", BigInteger),
    Column("at", Float, nullable=False),
    Column("question", Text, nullable=False),
    Column("answer", JSON, nullable=False),
    Column("closed", Boolean, nullable=False, default=False),
    Column("upload", BigInteger),
)
Index("turns_user", turns.c.user_id, turns.c.chat_id, turns.c.at)

feedback = Table(
    "feedback",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("user_id", BigInteger, nullable=False),
    Column("good", Boolean, nullable=False),
    Column("reason", Text),
    Column("at", Float, nullable=False),
    Column("state", String(10), nullable=False),
    Column("asked_at", Float),
)

reminders = Table(
    "reminders",
    metadata,
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("key", String(64), primary_key=True),
    Column("content", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("due", String(10), nullable=False),
    Column("sent_at", Float),
)

uploads = Table(
    "uploads",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("user_id", BigInteger, nullable=False),
    Column("commune", String(100)),
    Column("file_name", String(255), nullable=False),
    Column("path", Text, nullable=False),
    Column("at", Float, nullable=False),
    Column("expires_at", Float, nullable=False),
    Column("chat_id", BigInteger),
    Column("closed", Boolean, nullable=False, default=False, server_default=false()),
)

drafts = Table(
    "drafts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("user_id", BigInteger, nullable=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("title", Text, nullable=False),
    Column("current", Integer, nullable=False),
    Column("touched", Float, nullable=False),
    Column("closed", Boolean, nullable=False, default=False),
)
Index("drafts_user", drafts.c.user_id, drafts.c.chat_id, drafts.c.touched)

draft_versions = Table(
    "draft_versions",
    metadata,
    Column("draft", Integer, primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("before", Integer),
    Column("says", Text, nullable=False),
    Column("message_id", BigInteger),
    Column("content", JSON, nullable=False),
)


def _first(connection: Connection) -> None:
    metadata.create_all(connection)


def _second(connection: Connection) -> None:
    """Questions about a file: which turns are about one, and which file a conversation is about."""
    _add(connection, turns.c.upload, uploads.c.chat_id, uploads.c.closed)


def _third(connection: Connection) -> None:
    """When somebody was asked to write why an answer did not help."""
    _add(connection, feedback.c.asked_at)


def _add(connection: Connection, *columns: Column[Any]) -> None:
    """Columns that a database made by an older version lacks."""
    for column in columns:
        if column.name not in {c["name"] for c in inspect(connection).get_columns(column.table.name)}:
            kind = column.type.compile(connection.dialect)
            rest = "" if column.nullable else " NOT NULL DEFAULT FALSE"
            connection.execute(text(f"ALTER TABLE {column.table.name} ADD COLUMN {column.name} {kind}{rest}"))


def _with_drafts(connection: Connection) -> None:
    metadata.create_all(connection, tables=[drafts, draft_versions])


MIGRATIONS = (_first, _second, _third, _with_drafts)
"""Step n brings version n to n+1; a step that has shipped is never changed."""


def open_database(path: Path) -> Engine:
    """Connect and bring the schema up to date.

    Raises ConfigurationError where the file was written by a newer version of this program.
    """
    # One connection for all threads: they take turns at once, where SQLite would make them sleep and try
    # again (measured: 3.7 ms a statement with five threads writing, 0.5 ms in turn).
    engine = create_engine(f"sqlite:///{path}", pool_size=1, max_overflow=0)
    event.listen(engine, "connect", _sqlite_durability)
    with engine.begin() as connection:
        _migrate(connection)
    return engine


def _sqlite_durability(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    """Readers beside one writer, and a commit that survives a power cut."""
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=10000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _migrate(connection: Connection) -> None:
    version = 0
    if inspect(connection).has_table(schema_version.name):
        version = connection.execute(select(schema_version.c.version)).scalar_one()
    if version > len(MIGRATIONS):
        raise ConfigurationError(
            f"cơ sở dữ liệu người dùng ở phiên bản {version}, chương trình này chỉ biết đến "
            f"{len(MIGRATIONS)}: hãy cập nhật chương trình hoặc khôi phục bản sao lưu cũ"
        )
    for number, step in enumerate(MIGRATIONS[version:], start=version + 1):
        step(connection)
        known = connection.execute(update(schema_version).values(version=number)).rowcount
        if not known:
            connection.execute(insert(schema_version).values(version=number))
