"""What a load did, file by file: for the JSON of `baocao reload`, the terminal and the chat."""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from pathlib import Path, PurePosixPath
from typing import Any

from knowledge.instrument_records import CatalogWarning, across_documents, merge
from knowledge.models import Citation, FailedSource, TextQuality
from knowledge.snapshot import DocumentRecord, Holding, Snapshot

UNCHANGED, READ_AGAIN = "unchanged", "read_again"


@dataclass(frozen=True)
class Change:
    """What a load would do. `holdings` is the folder as it is now, `files` where each path lies, `unread` the
    files that would be read: each content that this version of the program has not read yet, once."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: int
    removed: tuple[str, ...]
    holdings: tuple[Holding, ...]
    files: dict[str, Path] = field(repr=False)
    unread: tuple[Holding, ...] = ()
    taken_back: bool = False
    """The folder holds what was loaded last, and a rollback took that back."""

    @property
    def empty(self) -> bool:
        """Nothing to do."""
        return not (self.added or self.changed or self.removed or self.unread)

    @property
    def mark(self) -> str:
        """The same for the same files added, changed, removed and read again."""
        names = repr((self.added, self.changed, self.removed, self.read_again))
        return hashlib.sha256(names.encode()).hexdigest()

    @cached_property
    def read_again(self) -> tuple[str, ...]:
        """Files that are the same, but were read by an earlier version of the program."""
        return tuple(held.path for held in self.unread if held.path not in {*self.added, *self.changed})

    def state_of(self, document: str) -> str:
        """ "added", "changed", "read_again" or "unchanged", by the file that the document is or lies in."""
        return self._states.get(_file_of(document, self._states), UNCHANGED)

    def touches(self, document: str) -> bool:
        """Whether the document is, or lies in, a file that is not as it was."""
        return self.state_of(document) != UNCHANGED

    def reads(self, document: str) -> bool:
        """Whether the load reads the file that the document is or lies in."""
        return bool(_file_of(document, {held.path for held in self.unread}))

    @cached_property
    def _states(self) -> dict[str, str]:
        return (
            dict.fromkeys(self.read_again, READ_AGAIN)
            | dict.fromkeys(self.added, "added")
            | dict.fromkeys(self.changed, "changed")
        )


def _file_of(document: str, files: Container[str]) -> str:
    """The one of these files that is, or holds, the document; "" where none does."""
    path = PurePosixPath(document)
    return next((str(p) for p in (path, *path.parents) if str(p) in files), "")


@dataclass(frozen=True)
class LoadedDocument:
    """One document of the new generation: what was found in it, and how it was read."""

    name: str
    state: str
    pages_ocr: int
    instruments: int
    figures: int
    tasks: int
    contradictions: int
    quality: TextQuality

    def record(self) -> dict[str, object]:
        """The contract's JSON."""
        return {
            "document": self.name,
            "state": self.state,
            "pages_ocr": self.pages_ocr,
            "facts": {"instruments": self.instruments, "figures": self.figures, "tasks": self.tasks},
            "contradictions": self.contradictions,
            "text_quality": self.quality.model_dump(mode="json"),
        }


@dataclass(frozen=True)
class LoadReport:
    """What a load did, or would do (contract of `baocao reload --json`). `ocr_pages`: page images recognised
    by it."""

    change: Change
    failed: tuple[FailedSource, ...] = ()
    ocr_pages: int = 0
    documents: tuple[LoadedDocument, ...] = ()
    warnings: tuple[CatalogWarning, ...] = ()
    generation: str | None = None
    seconds: float = 0.0

    @property
    def facts(self) -> dict[str, int]:
        """What the whole base holds."""
        return {
            "instruments": sum(document.instruments for document in self.documents),
            "figures": sum(document.figures for document in self.documents),
            "tasks": sum(document.tasks for document in self.documents),
        }

    @property
    def read(self) -> tuple[LoadedDocument, ...]:
        """The documents that are new or not what they were."""
        return tuple(document for document in self.documents if document.state != UNCHANGED)

    def record(self) -> dict[str, Any]:
        """The contract's JSON."""
        return {
            "added": list(self.change.added),
            "changed": list(self.change.changed),
            "unchanged": self.change.unchanged,
            "removed": list(self.change.removed),
            "failed": [{"document": f.name, "code": f.code, "reason": f.reason} for f in self.failed],
            "facts": self.facts,
            "ocr_pages": self.ocr_pages,
            "documents": [document.record() for document in self.documents],
            "warnings": [_warning_record(warning) for warning in self.warnings],
            "generation": self.generation,
            "seconds": round(self.seconds, 3),
        }


def report(change: Change, snapshot: Snapshot, seconds: float) -> LoadReport:
    """The report of a load that led to this generation."""
    counts, recognised = snapshot.counts(), snapshot.recognised_pages()
    documents = tuple(
        LoadedDocument(
            name=document.name,
            state=change.state_of(document.name),
            pages_ocr=recognised.get(document.id, 0),
            instruments=counts["citation"].get(document.id, 0),
            figures=counts["figure"].get(document.id, 0),
            tasks=counts["task"].get(document.id, 0),
            contradictions=counts["contradiction"].get(document.id, 0),
            quality=document.quality,
        )
        for document in snapshot.documents
    )
    read = {document.name for document in documents if document.state != UNCHANGED}
    warnings = tuple(_warnings(snapshot, read)) if read else ()
    ocr_pages = sum(document.pages_ocr for document in documents if change.reads(document.name))
    return LoadReport(change, snapshot.failures, ocr_pages, documents, warnings, snapshot.generation, seconds)


def _warnings(snapshot: Snapshot, read: set[str]) -> Iterator[CatalogWarning]:
    """What the documents just read cite that was replaced, or under another date than the rest."""

    def name(row: tuple[DocumentRecord, Citation]) -> str:
        return row[0].name

    cited = sorted(snapshot.citations(), key=name)
    records = (
        (document, record)
        for document, rows in groupby(cited, key=name)
        for record in merge(citation for _, citation in rows)
    )
    for warning in across_documents(records):
        if warning.document in read:
            yield warning


def _warning_record(warning: CatalogWarning) -> dict[str, object]:
    by = warning.by
    return {
        "document": warning.document,
        "symbol": warning.symbol,
        "code": warning.code.value,
        "dates": list(warning.dates),
        "replaced_by": by and {"symbol": by.symbol, "since": by.since.isoformat(), "scope": by.scope},
    }
