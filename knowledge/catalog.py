"""The catalog: the system of record of what was read from which file, written here and read through
snapshot.py. All SQL of the knowledge base is in these two; SQLite in WAL mode by default."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic_core import from_json
from sqlalchemy import (
    Connection,
    Engine,
    Table,
    create_engine,
    delete,
    event,
    exists,
    insert,
    select,
)

from knowledge import schema
from knowledge.models import (
    ExtractedFacts,
    FailedSource,
    SourceText,
)
from knowledge.snapshot import Holding, Snapshot
from knowledge.text import TextView


@dataclass(frozen=True)
class Extraction:
    """One document as read and understood: source, clean and (for poor passages) repaired text, facts."""

    source: SourceText
    view: TextView
    readable: TextView | None
    facts: ExtractedFacts


_FACT_TABLES: Mapping[str, Table] = {
    "sections": schema.section,
    "citations": schema.citation,
    "figures": schema.figure,
    "tasks": schema.task,
    "deadlines": schema.deadline,
    "contradictions": schema.contradiction,
}


class Catalog:
    """Opens (and, when writable, creates or migrates) the database at `url`."""

    def __init__(self, url: str, *, writable: bool = True) -> None:
        self._engine = _engine(url)
        if writable:
            schema.migrate(self._engine)

    @classmethod
    def at(cls, path: Path, *, writable: bool = True) -> Catalog:
        """The SQLite catalog in a file."""
        return cls(f"sqlite:///{path}", writable=writable)

    def close(self) -> None:
        """Give the connections back."""
        self._engine.dispose()

    def known_files(self) -> set[str]:
        """Content hashes that the present pipeline has already read (also those that failed)."""
        query = select(schema.extraction.c.file_hash).where(schema.extraction.c.pipeline == schema.PIPELINE)
        with self._engine.connect() as connection:
            return set(connection.scalars(query))

    def known_failures(self) -> dict[str, list[FailedSource]]:
        """By content, what the present pipeline could not read; names are relative to the file's path."""
        columns = schema.extraction.c
        query = select(
            columns.file_hash, columns.member, columns.failure_code, columns.failure_reason
        ).order_by(columns.member)
        failures: dict[str, list[FailedSource]] = {}
        with self._engine.connect() as connection:
            for file_hash, member, code, reason in connection.execute(
                query.where(columns.pipeline == schema.PIPELINE, columns.failure_code.is_not(None))
            ):
                failures.setdefault(file_hash, []).append(FailedSource(name=member, code=code, reason=reason))
        return failures

    def store(
        self,
        file_hash: str,
        path: str,
        results: Iterable[tuple[Extraction, Sequence[Mapping[str, object]]] | FailedSource],
    ) -> None:
        """Record what a file yielded, all of it or nothing: each document with its passages (rows of
        the chunk table), each failure. Names are kept relative to `path`."""
        with self._engine.begin() as connection:
            connection.execute(
                delete(schema.extraction).where(
                    schema.extraction.c.file_hash == file_hash,
                    schema.extraction.c.pipeline == schema.PIPELINE,
                )
            )
            for result in results:
                _insert_result(connection, file_hash, path, result)

    def begin_generation(self, generation: str, folder: str, holdings: Iterable[Holding]) -> None:
        """Record what a new generation holds; readers see it once its pointer is current."""
        rows = [
            {
                "generation_id": generation,
                "path": held.path,
                "file_hash": held.file_hash,
                "size": held.size,
                "modified_ns": held.modified_ns,
                "pipeline": held.pipeline,
            }
            for held in holdings
        ]
        with self._engine.begin() as connection:
            connection.execute(
                insert(schema.generation).values(
                    id=generation,
                    folder=folder,
                    loaded_at=datetime.now(UTC).isoformat(),
                )
            )
            if rows:
                connection.execute(insert(schema.holding), rows)

    def keep_generations(self, generations: Collection[str]) -> None:
        """Forget all other generations and every text that none of the kept ones holds."""
        with self._engine.begin() as connection:
            connection.execute(delete(schema.generation).where(schema.generation.c.id.not_in(generations)))
            held = exists().where(
                schema.holding.c.file_hash == schema.extraction.c.file_hash,
                schema.holding.c.pipeline == schema.extraction.c.pipeline,
            )
            connection.execute(delete(schema.extraction).where(~held))

    def well_spelled(self, holdings: Iterable[Holding]) -> Iterator[str]:
        """The clean texts of documents without a poor passage, file by file."""
        columns = schema.extraction.c
        query = select(columns.clean_text, columns.quality).order_by(columns.member)
        query = query.where(columns.clean_text.is_not(None), columns.readable_text.is_(None))
        with self._engine.connect() as connection:
            for held in holdings:
                mine = columns.file_hash == held.file_hash, columns.pipeline == held.pipeline
                for text, quality in connection.execute(query.where(*mine)):
                    if not quality["poor"]:
                        yield text

    def snapshot(self, generation: str) -> Snapshot:
        """Everything one generation holds, and nothing else."""
        return Snapshot(self._engine, generation)


def _engine(url: str) -> Engine:
    engine = create_engine(url, json_deserializer=from_json)
    if engine.dialect.name == "sqlite":

        @event.listens_for(engine, "connect")
        def _prepare(connection: Any, _record: object) -> None:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=NORMAL")
            connection.execute("PRAGMA foreign_keys=ON")
            connection.execute("PRAGMA busy_timeout=30000")

    return engine


def _insert_result(
    connection: Connection,
    file_hash: str,
    path: str,
    result: tuple[Extraction, Sequence[Mapping[str, object]]] | FailedSource,
) -> None:
    common = {"file_hash": file_hash, "pipeline": schema.PIPELINE}
    if isinstance(result, FailedSource):
        connection.execute(
            insert(schema.extraction).values(
                **common,
                member=result.name.removeprefix(path),
                failure_code=result.code,
                failure_reason=result.reason,
            )
        )
        return
    document, chunks = result
    facts = document.facts
    key = connection.execute(
        insert(schema.extraction).values(
            **common,
            member=document.source.name.removeprefix(path),
            source_text=document.source.text,
            clean_text=document.view.text,
            clean_runs=document.view.runs(),
            readable_text=document.readable.text if document.readable else None,
            readable_runs=document.readable.runs() if document.readable else None,
            pages=[page.model_dump() for page in document.source.pages],
            header=facts.header.model_dump(mode="json"),
            quality=facts.quality.model_dump(mode="json"),
        )
    ).inserted_primary_key
    assert key is not None
    for kind, table in _FACT_TABLES.items():
        rows = [fact.model_dump(mode="json") for fact in getattr(facts, kind)]
        _insert_rows(connection, table, key[0], rows)
    _insert_rows(connection, schema.chunk, key[0], chunks)


def _insert_rows(
    connection: Connection, table: Table, extraction: int, rows: Sequence[Mapping[str, object]]
) -> None:
    numbered = [{**row, "extraction_id": extraction, "position": n} for n, row in enumerate(rows)]
    if numbered:
        connection.execute(insert(table), numbered)
