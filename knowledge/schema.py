"""Tables of the catalog, and the steps that bring an older database up to date.

A file's content is read and extracted once (`extraction`, keyed by content hash and pipeline version)
and never changed after; a generation is the set of files it holds (`holding`). So an unchanged file
costs no work, a rollback is a change of generation, and readers of one generation see no other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Connection,
    Engine,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    insert,
    inspect,
    select,
    text,
    update,
)

PIPELINE = 10
"""Version of reading and extraction. Raise it when the same bytes would yield other facts: the next
reload then reads every file anew."""

metadata = MetaData()

schema_version = Table("schema_version", metadata, Column("version", Integer, nullable=False))

generation = Table(
    "generation",
    metadata,
    Column("id", String, primary_key=True),
    Column("loaded_at", String, nullable=False),
    Column("folder", String, nullable=False),
)

holding = Table(
    "holding",
    metadata,
    Column("generation_id", ForeignKey("generation.id", ondelete="CASCADE"), primary_key=True),
    Column("path", String, primary_key=True),
    Column("file_hash", String, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("modified_ns", BigInteger, nullable=False),
    Column("pipeline", Integer, nullable=False),
    Index("holding_file", "file_hash"),
)

extraction = Table(
    "extraction",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("file_hash", String, nullable=False),
    Column("pipeline", Integer, nullable=False),
    Column("member", String, nullable=False),
    Column("failure_code", String),
    Column("failure_reason", String),
    Column("source_text", Text),
    Column("clean_text", Text),
    Column("clean_runs", JSON),
    Column("readable_text", Text),
    Column("readable_runs", JSON),
    Column("pages", JSON),
    Column("header", JSON),
    Column("quality", JSON),
    Index("extraction_file", "file_hash", "pipeline", "member", unique=True),
)


def _fact(name: str, *columns: Column[object]) -> Table:
    return Table(
        name,
        metadata,
        Column("extraction_id", ForeignKey("extraction.id", ondelete="CASCADE"), primary_key=True),
        Column("position", Integer, primary_key=True),
        *columns,
        Column("start", Integer, nullable=False),
        Column("end", Integer, nullable=False),
    )


section = _fact(
    "section",
    Column("path", String, nullable=False),
    Column("title", String, nullable=False),
    Column("type", String, nullable=False),
    Column("level", Integer, nullable=False),
    Column("heading_end", Integer, nullable=False),
)
citation = _fact(
    "citation",
    Column("symbol", String, index=True),
    Column("as_written", String, nullable=False),
    Column("name", String),
    Column("kind", String),
    Column("issued_on", String),
    Column("issuer", String),
    Column("subject", Text),
    Column("quote", Text, nullable=False),
    Column("warnings", JSON, nullable=False),
)
figure = _fact(
    "figure",
    Column("indicator", String, nullable=False, index=True),
    Column("code", String, index=True),
    Column("value", JSON),
    Column("words", String),
    Column("comparator", String, nullable=False),
    Column("unit", String, nullable=False),
    Column("nature", String, nullable=False),
    Column("period", String),
    Column("quote", Text, nullable=False),
    Column("repeats", JSON, nullable=False),
)
task = _fact(
    "task",
    Column("number", String),
    Column("group", String),
    Column("content", Text, nullable=False),
    Column("product", Text),
    Column("lead", Text),
    Column("support", Text),
    Column("due", Text),
    Column("quote", Text, nullable=False),
)
deadline = _fact(
    "deadline",
    Column("content", Text, nullable=False),
    Column("due", String, nullable=False),
    Column("recipient", Text),
    Column("quote", Text, nullable=False),
)
contradiction = _fact(
    "contradiction",
    Column("kind", String, nullable=False),
    Column("deadline", String),
    Column("quote", Text, nullable=False),
)
chunk = _fact(
    "chunk",
    Column("section", String, nullable=False),
    Column("section_type", String, nullable=False),
    Column("heading", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("readable", Text),
)

_Step = Callable[[Connection], None]


def _keep_contradictions(connection: Connection) -> None:
    """Contradictions are stored, and a holding says which pipeline read its file."""
    contradiction.create(connection)
    connection.execute(text("ALTER TABLE holding ADD COLUMN pipeline INTEGER NOT NULL DEFAULT 1"))


STEPS: Sequence[_Step] = (_keep_contradictions,)
"""Step n brings version n to n + 1; the tables above are always the newest version."""


def migrate(engine: Engine) -> None:
    """Create the tables, or run the steps an older database lacks. Idempotent."""
    newest = len(STEPS) + 1
    with engine.begin() as connection:
        if not inspect(connection).has_table("schema_version"):
            metadata.create_all(connection)
            connection.execute(insert(schema_version).values(version=newest))
            return
        found = connection.scalar(select(schema_version.c.version)) or newest
        for step in STEPS[found - 1 :]:
            step(connection)
        if found < newest:
            connection.execute(update(schema_version).values(version=newest))
