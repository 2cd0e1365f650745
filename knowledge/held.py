"""The files of one generation of the catalog, and the documents in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Any, TypeVar

from sqlalchemy import Engine, and_, select

from knowledge import schema
from knowledge.models import DocumentHeader, FailedSource, TextQuality

RowT = TypeVar("RowT", bound=Sequence[Any])


@dataclass(frozen=True)
class Holding:
    """A file of a generation; `path` is relative to the loaded folder, with "/" between parts, `pipeline` the
    version of reading that its facts come from."""

    path: str
    file_hash: str
    size: int
    modified_ns: int
    pipeline: int = field(default_factory=lambda: schema.PIPELINE)


@dataclass(frozen=True)
class DocumentRecord:
    """A document of a generation. `name` is its path, `archive.zip/member` inside an archive."""

    id: int
    name: str
    header: DocumentHeader
    quality: TextQuality

    def __hash__(self) -> int:
        """Names tell documents apart; hashing a whole header takes longer than what it is looked up for."""
        return hash(self.name)


class Held:
    """What one generation holds. Safe to share between threads."""

    def __init__(self, engine: Engine, generation: str) -> None:
        self._engine = engine
        self.generation = generation

    @cached_property
    def loaded_at(self) -> str | None:
        """When the generation was loaded (ISO, UTC)."""
        query = select(schema.generation.c.loaded_at).where(schema.generation.c.id == self.generation)
        with self._engine.connect() as connection:
            return connection.scalar(query)

    @cached_property
    def holdings(self) -> tuple[Holding, ...]:
        """The files of the generation, by path."""
        names = [part.name for part in fields(Holding)]
        query = (
            select(schema.holding)
            .where(schema.holding.c.generation_id == self.generation)
            .order_by(schema.holding.c.path)
        )
        with self._engine.connect() as connection:
            return tuple(
                Holding(**{name: row[name] for name in names}) for row in connection.execute(query).mappings()
            )

    def _held(self, *columns: Any) -> Any:
        """Rows of the files of the generation, as the pipeline of their time read them."""
        return (
            select(schema.holding.c.path, *columns)
            .join(
                schema.extraction,
                and_(
                    schema.extraction.c.file_hash == schema.holding.c.file_hash,
                    schema.extraction.c.pipeline == schema.holding.c.pipeline,
                ),
            )
            .where(schema.holding.c.generation_id == self.generation)
            .order_by(schema.holding.c.path, schema.extraction.c.member)
        )

    @cached_property
    def documents(self) -> tuple[DocumentRecord, ...]:
        """All readable documents, by name."""
        columns = schema.extraction.c
        query = self._held(columns.id, columns.member, columns.header, columns.quality).where(
            columns.failure_code.is_(None)
        )
        with self._engine.connect() as connection:
            return tuple(
                DocumentRecord(
                    row["id"],
                    row["path"] + row["member"],
                    DocumentHeader.model_validate(row["header"]),
                    TextQuality.model_validate(row["quality"]),
                )
                for row in connection.execute(query).mappings()
            )

    @cached_property
    def failures(self) -> tuple[FailedSource, ...]:
        """Files and archive members that could not be read."""
        columns = schema.extraction.c
        query = self._held(columns.member, columns.failure_code, columns.failure_reason).where(
            columns.failure_code.is_not(None)
        )
        with self._engine.connect() as connection:
            return tuple(
                FailedSource(
                    name=row["path"] + row["member"],
                    code=row["failure_code"],
                    reason=row["failure_reason"],
                )
                for row in connection.execute(query).mappings()
            )

    @cached_property
    def _by_id(self) -> dict[int, list[DocumentRecord]]:
        by_id: dict[int, list[DocumentRecord]] = {}
        for document in self.documents:
            by_id.setdefault(document.id, []).append(document)
        return by_id

    @cached_property
    def _by_name(self) -> dict[str, DocumentRecord]:
        return {document.name: document for document in self.documents}

    def document(self, name: str) -> DocumentRecord | None:
        """The document of that name."""
        return self._by_name.get(name)

    def _held_ids(self) -> Any:
        return self._held(schema.extraction.c.id).with_only_columns(schema.extraction.c.id).order_by(None)

    def _by_document(self, rows: Iterable[RowT]) -> list[tuple[DocumentRecord, RowT]]:
        """Rows that begin with their extraction, with the documents they belong to, in the order of
        `documents`, whenever those were read."""
        held = [(document, row) for row in rows for document in self._by_id.get(row[0], ())]
        return sorted(held, key=lambda pair: self._place[pair[0].name])

    @cached_property
    def _place(self) -> dict[str, int]:
        return {document.name: place for place, document in enumerate(self.documents)}
