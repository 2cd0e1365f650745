"""The documents of the corpus as the checks of `ground.py` look at them."""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property

from bot.assistant.corpus import Corpus
from knowledge import dates
from knowledge.catalog import DocumentRecord
from knowledge.models import Section, SectionType


class Provenance:
    """SourceLookup over one generation."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus

    @cached_property
    def _documents(self) -> dict[str, DocumentRecord]:
        return {document.name: document for document in self._corpus.documents}

    @property
    def names(self) -> Collection[str]:
        """All documents that are held."""
        return self._documents

    def source_text(self, document: str) -> str | None:
        """The text that quotes are cut from."""
        record = self._documents.get(document)
        return self._corpus.view(record).source if record else None

    def section_type(self, document: str, section: str) -> SectionType | None:
        """What a section is for; of several with one path, the first."""
        return next((found.type for found in self._sections(document) if found.path == section), None)

    def heading(self, document: str, section: str) -> str:
        """Kind, symbol, date, unit and title of a document, and the headings above a section."""
        record = self._documents.get(document)
        if record is None:
            return ""
        head = record.header
        issued = dates.in_words(head.issued_on) if head.issued_on else None
        said = (head.kind, head.symbol, issued, head.issuer, head.commune, head.title)
        above = [part.title for part in self._sections(document) if _is_above(part.path, section)]
        return ". ".join(filter(None, (*said, *above)))

    def _sections(self, document: str) -> tuple[Section, ...]:
        record = self._documents.get(document)
        return tuple(self._corpus.sections(record)) if record else ()


def _is_above(path: str, section: str) -> bool:
    return section == path or section.startswith(f"{path}.")
