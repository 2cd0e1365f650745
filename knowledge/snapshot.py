"""One generation of the catalog, to be read: the facts in its documents, and their texts."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import JSON, ColumnElement, RowMapping, Table, bindparam, distinct, func, or_, select

from knowledge import schema
from knowledge.held import DocumentRecord, Held, Holding
from knowledge.models import (
    Citation,
    Deadline,
    Fact,
    Figure,
    Nature,
    Page,
    Section,
    SectionType,
    TaskAssignment,
)
from knowledge.text import TextView

__all__ = ["DocumentRecord", "Holding", "Snapshot", "StatedIndicator"]

FactT = TypeVar("FactT", bound=Fact)

MOST_NAMED = 500
"""Documents that a query names; rows of more are picked out of all."""


def _of_one(table: Table, *names: str) -> Any:
    """The query for columns of one document, `id`: an answer reads a hundred of them, and building a query
    takes longer than running it."""
    key = table.c["id" if table is schema.extraction else "extraction_id"]
    return select(*(table.c[name] for name in names)).where(key == bindparam("id"))


_VIEW = _of_one(schema.extraction, "source_text", "clean_text", "clean_runs")
_READABLE = _of_one(schema.extraction, "source_text", "readable_text", "readable_runs")
_SOURCE = _of_one(schema.extraction, "source_text")
_PAGES = _of_one(schema.extraction, "pages")
_SECTIONS = _of_one(schema.section, *Section.model_fields).order_by(schema.section.c.position)


@dataclass(frozen=True)
class StatedIndicator:
    """An indicator that documents state: as what (result, target, requirement), and in how many."""

    code: str | None
    name: str
    natures: frozenset[Nature]
    documents: int


class Snapshot(Held):
    """Read access to one generation. Safe to share between threads."""

    def _facts(
        self,
        table: Table,
        model: type[FactT],
        documents: Collection[DocumentRecord] | None,
        where: Sequence[ColumnElement[bool]] = (),
        most: int | None = None,
    ) -> list[tuple[DocumentRecord, FactT]]:
        wanted = self._by_id if documents is None else {document.id for document in documents}
        names = tuple(model.model_fields)
        query = select(table.c.extraction_id, *(table.c[name] for name in names)).where(*where)
        if len(wanted) <= MOST_NAMED:
            query = query.where(table.c.extraction_id.in_(sorted(wanted)))
        if most is None:
            query = query.order_by(table.c.extraction_id, table.c.position)
        with self._engine.connect() as connection:
            rows = (row for row in connection.execute(query) if row[0] in wanted)
            held = self._by_document(islice(rows, most))
        read = model.model_validate
        return [(document, read(dict(zip(names, row[1:], strict=True)))) for document, row in held]

    def sections(self, document: DocumentRecord) -> tuple[Section, ...]:
        """The section tree in reading order."""
        with self._engine.connect() as connection:
            rows = connection.execute(_SECTIONS, {"id": document.id}).mappings()
            return tuple(Section.model_validate(dict(row)) for row in rows)

    @cached_property
    def section_types(self) -> Mapping[SectionType, frozenset[int]]:
        """Which documents (by `DocumentRecord.id`) have a section of each type."""
        columns = schema.section.c
        query = select(columns.type, columns.extraction_id).distinct()
        having: dict[SectionType, set[int]] = {}
        with self._engine.connect() as connection:
            for type_, document in connection.execute(query):
                having.setdefault(SectionType(type_), set()).add(document)
        return {type_: frozenset(documents) for type_, documents in having.items()}

    def citations(
        self,
        documents: Collection[DocumentRecord] | None = None,
        *,
        symbols: Collection[str] = (),
    ) -> list[tuple[DocumentRecord, Citation]]:
        """Mentions of instruments, of all or of those with these symbols."""
        where = [schema.citation.c.symbol.in_(list(symbols))] if symbols else []
        return self._facts(schema.citation, Citation, documents, where)

    @cached_property
    def cited_titles(self) -> tuple[tuple[str, str], ...]:
        """Every cited symbol with all that is said of it (kind, name, issuer, subject), most cited first."""
        columns = schema.citation.c
        said_of = (columns.symbol, columns.kind, columns.name, columns.issuer, columns.subject)
        query = (
            select(*said_of, func.count())
            .where(columns.symbol.is_not(None), columns.extraction_id.in_(self._held_ids()))
            .group_by(*said_of)
        )
        said: dict[str, set[str]] = {}
        counts: dict[str, int] = {}
        with self._engine.connect() as connection:
            for symbol, *words, count in connection.execute(query):
                said.setdefault(symbol, set()).update(filter(None, (symbol, *words)))
                counts[symbol] = counts.get(symbol, 0) + count
        ranked = sorted(said, key=lambda symbol: -counts[symbol])
        return tuple((symbol, " ; ".join(sorted(said[symbol]))) for symbol in ranked)

    def figures(
        self,
        documents: Collection[DocumentRecord] | None = None,
        *,
        codes: Collection[str] = (),
        indicators: Collection[str] = (),
        natures: Collection[Nature] = (),
        most: int | None = None,
    ) -> list[tuple[DocumentRecord, Figure]]:
        """Stated values, of all indicators or of the given codes and canonical names, of all natures or of
        those given; where `most` is given, any so many."""
        where: list[ColumnElement[bool]] = []
        if codes or indicators:
            where.append(
                or_(
                    schema.figure.c.code.in_(list(codes)),
                    schema.figure.c.indicator.in_(list(indicators)),
                )
            )
        if natures:
            where.append(schema.figure.c.nature.in_([nature.value for nature in natures]))
        return self._facts(schema.figure, Figure, documents, where, most)

    @cached_property
    def indicators_stated(self) -> tuple[StatedIndicator, ...]:
        """Every indicator that some document states."""
        columns = schema.figure.c
        natures = func.group_concat(distinct(columns.nature))
        query = (
            select(columns.code, columns.indicator, natures, func.count(distinct(columns.extraction_id)))
            .where(columns.extraction_id.in_(self._held_ids()))
            .group_by(columns.code, columns.indicator)
        )
        with self._engine.connect() as connection:
            return tuple(
                StatedIndicator(code, name, frozenset(map(Nature, said.split(","))), count)
                for code, name, said, count in connection.execute(query)
            )

    def stating(
        self, indicators: Collection[str], nature: Nature | None = None
    ) -> Mapping[str, Sequence[DocumentRecord]]:
        """The documents that state each of the indicators (canonical names), by its name."""
        columns = schema.figure.c
        query = select(columns.indicator, columns.extraction_id).distinct()
        query = query.where(columns.indicator.in_(indicators)).order_by(columns.extraction_id)
        if nature is not None:
            query = query.where(columns.nature == nature.value)
        found: dict[str, list[DocumentRecord]] = {name: [] for name in indicators}
        with self._engine.connect() as connection:
            for name, extraction in connection.execute(query):
                found[name] += self._by_id.get(extraction, ())
        return found

    def stated_by(
        self, *, codes: Collection[str], indicators: Collection[str], natures: Collection[Nature]
    ) -> list[tuple[DocumentRecord, str | None, str]]:
        """Which documents state which of these indicators (given by code or canonical name) in one of these
        natures: document, code, name, each once, in the order of `documents` and of their texts."""
        columns = schema.figure.c
        first = func.min(columns.position)
        query = (
            select(columns.extraction_id, columns.code, columns.indicator)
            .where(or_(columns.code.in_(list(codes)), columns.indicator.in_(list(indicators))))
            .where(columns.nature.in_([nature.value for nature in natures]))
            .group_by(columns.extraction_id, columns.code, columns.indicator)
            .order_by(columns.extraction_id, first)
        )
        with self._engine.connect() as connection:
            held = self._by_document(connection.execute(query))
        return [(document, code, name) for document, (_, code, name) in held]

    @cached_property
    def quantified(self) -> frozenset[int]:
        """Which documents (by `DocumentRecord.id`) state some result as a number."""
        columns = schema.figure.c
        query = select(columns.extraction_id).distinct()
        query = query.where(columns.nature == Nature.RESULT.value, columns.value != JSON.NULL)
        with self._engine.connect() as connection:
            return frozenset(connection.scalars(query))

    def tasks(
        self, documents: Collection[DocumentRecord] | None = None
    ) -> list[tuple[DocumentRecord, TaskAssignment]]:
        """Rows of assignment tables."""
        return self._facts(schema.task, TaskAssignment, documents)

    def deadlines(
        self, documents: Collection[DocumentRecord] | None = None
    ) -> list[tuple[DocumentRecord, Deadline]]:
        """Dates by which something is owed."""
        return self._facts(schema.deadline, Deadline, documents)

    def view(self, document: DocumentRecord) -> TextView:
        """The clean text with its way back to the source."""
        with self._engine.connect() as connection:
            return TextView.from_runs(*connection.execute(_VIEW, {"id": document.id}).one())

    def readable(self, document: DocumentRecord) -> TextView | None:
        """The text with its poor passages repaired, where it has any."""
        if document.id not in self._repaired:
            return None
        with self._engine.connect() as connection:
            return TextView.from_runs(*connection.execute(_READABLE, {"id": document.id}).one())

    @cached_property
    def _repaired(self) -> frozenset[int]:
        """Which documents (by `DocumentRecord.id`) have a passage that was repaired."""
        columns = schema.extraction.c
        with self._engine.connect() as connection:
            return frozenset(connection.scalars(select(columns.id).where(columns.readable_text.is_not(None))))

    def pages(self, document: DocumentRecord) -> tuple[Page, ...]:
        """The pages of the source text, where the format has pages."""
        with self._engine.connect() as connection:
            pages = connection.scalar(_PAGES, {"id": document.id})
        return tuple(Page.model_validate(page) for page in pages or ())

    def recognised_pages(self) -> dict[int, int]:
        """Number of pages recognised from images by extraction, where there are any."""
        columns = schema.extraction.c
        query = select(columns.id, columns.pages).where(columns.id.in_(self._held_ids()))
        with self._engine.connect() as connection:
            counted = {
                key: sum(page["ocr_confidence"] is not None for page in pages or ())
                for key, pages in connection.execute(query)
            }
        return {key: count for key, count in counted.items() if count}

    def span_of(
        self, documents: Collection[DocumentRecord], types: Collection[SectionType]
    ) -> list[tuple[DocumentRecord, int, str]]:
        """The clean text from the first to the last section of these types, and where it begins, of each of
        the documents that has one; without reading the rest of their texts."""
        of, texts = schema.section.c, schema.extraction.c
        start, length = func.min(of.start), func.max(of.end) - func.min(of.start)
        query = (
            select(texts.id, start, func.substr(texts.clean_text, start + 1, length))
            .join_from(schema.section, schema.extraction)
            .where(of.type.in_([type_.value for type_ in types]))
            .group_by(texts.id)
        )
        wanted = {document.id for document in documents}
        if len(wanted) <= MOST_NAMED:
            query = query.where(of.extraction_id.in_(wanted))
        with self._engine.connect() as connection:
            held = self._by_document(row for row in connection.execute(query) if row[0] in wanted)
        return [(document, begin, text) for document, (_, begin, text) in held]

    def source_text(self, name: str) -> str | None:
        """The source text that quotes are cut from."""
        document = self.document(name)
        if document is None:
            return None
        with self._engine.connect() as connection:
            source: str | None = connection.scalar(_SOURCE, {"id": document.id})
        return source

    def chunk_rows(self) -> list[tuple[DocumentRecord, RowMapping]]:
        """Every passage of the generation."""
        with self._engine.connect() as connection:
            rows = connection.execute(
                select(schema.chunk).order_by(schema.chunk.c.extraction_id, schema.chunk.c.position)
            )
            return [(document, row._mapping) for document, row in self._by_document(rows)]

    def counts(self) -> dict[str, dict[int, int]]:
        """Number of chunks, citations, figures, tasks and contradictions by extraction."""
        counts: dict[str, dict[int, int]] = {}
        with self._engine.connect() as connection:
            for name in ("chunk", "citation", "figure", "task", "contradiction"):
                table = schema.metadata.tables[name]
                query = select(table.c.extraction_id, func.count()).group_by(table.c.extraction_id)
                counts[name] = {key: count for key, count in connection.execute(query) if key in self._by_id}
        return counts
