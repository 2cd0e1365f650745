"""The current generation as the assistant sees it: documents by unit, and sources cut for quoting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Sequence
from functools import cached_property, lru_cache
from typing import Any, TypeVar

from bot import texts
from bot.assistant.grounding.stated import Stated, of_headers
from bot.assistant.models import SourceRef
from knowledge.models import Page, Section, SectionType
from knowledge.snapshot import DocumentRecord
from knowledge.text import TextView
from retrieval.base import Generation
from retrieval.models import Chunk

Found = TypeVar("Found")

MANY_DOCUMENTS = 100
"""Beyond so many documents, facts that only a few can hold are looked for where search finds them."""

MOST_READ = 30
"""Documents whose text is read for one answer; of more, those that search finds nearest, which is said."""

UNSEEN_WEIGHT = 1.5
"""Weight of a syllable that no passage has: about that of a content word in a small corpus."""


class Corpus:
    """Read access to one generation, with what was read from the catalog kept for the next question."""

    def __init__(self, generation: Generation) -> None:
        self.snapshot = generation.snapshot
        self.searcher = generation.searcher
        self.view = lru_cache(maxsize=256)(self.snapshot.view)
        self.readable = lru_cache(maxsize=64)(self.snapshot.readable)
        self.sections = lru_cache(maxsize=256)(self.snapshot.sections)
        self.pages = lru_cache(maxsize=256)(self.snapshot.pages)
        self._found: dict[Hashable, Any] = {}

    def once(self, work: Callable[..., Found], *arguments: Hashable) -> Found:
        """What `work(corpus, *arguments)` finds, found once for this generation. For results whose size the
        corpus bounds; two threads may find the same at once."""
        key = (work, *arguments)
        if key not in self._found:
            self._found[key] = work(self, *arguments)
        found: Found = self._found[key]
        return found

    @property
    def documents(self) -> tuple[DocumentRecord, ...]:
        """All documents, by name."""
        return self.snapshot.documents

    @cached_property
    def held_codes(self) -> frozenset[str]:
        """Codes of the communes that some document is from."""
        return frozenset(d.header.commune_code for d in self.documents if d.header.commune_code)

    @cached_property
    def provinces(self) -> tuple[str, ...]:
        """The provinces that documents are from, each once."""
        return tuple(dict.fromkeys(d.header.province for d in self.documents if d.header.province))

    def weight(self, syllable: str) -> float:
        """How much a folded syllable tells: its inverse document frequency in the index. One that no
        document has may be a slip as well as all that matters."""
        found = self.searcher.weight(syllable)
        return found if found < self.searcher.weight("") else UNSEEN_WEIGHT

    @cached_property
    def held(self) -> Stated:
        """What the heads of all documents state, for checking what is said of the corpus itself."""
        return of_headers(document.header for document in self.documents)

    def source_text(self, document: str) -> str | None:
        """The source text of a document; None for one that is not held."""
        record = self.snapshot.document(document)
        return None if record is None else self.view(record).source

    def heading(self, document: str, section: str) -> str:
        """What the head of the document and the headings above a section say, as one text."""
        record = self.snapshot.document(document)
        if record is None:
            return ""
        header = record.header
        above = self.above(record, section)
        said = [header.kind, header.symbol, header.issuer, header.commune, header.issued_on, header.title]
        return " ".join([*filter(None, said), header.signer or "", header.addressee or "", *above])

    def above(self, document: DocumentRecord, path: str) -> Sequence[str]:
        """The titles of a section and of those that it is part of."""
        return [s.title for s in self.sections(document) if path == s.path or path.startswith(s.path + ".")]

    def section_type(self, document: str, section: str) -> SectionType | None:
        """What a section is for."""
        record = self.snapshot.document(document)
        own = (s.type for s in self.sections(record) if s.path == section) if record else iter(())
        return next(own, None)

    def cites(self, symbol: str) -> bool:
        """Whether any document cites an instrument."""
        return symbol in self._cited

    @cached_property
    def _cited(self) -> frozenset[str]:
        return frozenset(symbol for symbol, _ in self.snapshot.cited_titles)

    def of_communes(self, codes: Collection[str]) -> list[DocumentRecord]:
        """Documents of these communes; all documents where no commune is given."""
        if not codes:
            return list(self.documents)
        found = [place for code in codes for place in self._of_commune.get(code, ())]
        return [self.documents[place] for place in sorted(found)]

    @cached_property
    def _of_commune(self) -> dict[str, list[int]]:
        """Places of the documents of each commune, by its code."""
        places: dict[str, list[int]] = {}
        for place, document in enumerate(self.documents):
            if document.header.commune_code:
                places.setdefault(document.header.commune_code, []).append(place)
        return places

    def having(self, parts: Collection[SectionType]) -> frozenset[int]:
        """Which documents (by `DocumentRecord.id`) have a section of one of these types."""
        of_type = self.snapshot.section_types
        return frozenset().union(*(of_type.get(part, frozenset()) for part in parts))

    def has_part(self, document: DocumentRecord, parts: Collection[SectionType]) -> bool:
        """Whether a document has a section of one of these types."""
        return any(document.id in self.snapshot.section_types.get(part, ()) for part in parts)

    def label(self, document: DocumentRecord) -> str:
        """How a document is named in a sentence: "Báo cáo xã …", with what it is about where the unit has
        several of the kind."""
        header = document.header
        plain = document_label(document)
        several = self._of_a_kind[header.commune, header.kind] > 1
        title = self.title_text(document) if several else None
        return texts.DOCUMENT_ABOUT.format(document=plain, title=shorten(title, 60)) if title else plain

    @cached_property
    def _of_a_kind(self) -> Counter[tuple[str | None, str | None]]:
        """How many documents of each kind each commune has."""
        return Counter((d.header.commune, d.header.kind) for d in self.documents)

    def text_of(self, document: DocumentRecord, start: int, end: int) -> str:
        """The words for reading: repaired where recognition was poor, else as in the clean text."""
        readable = self.readable_of(document, start, end)
        return readable if readable is not None else self.view(document).text[start:end]

    def readable_of(self, document: DocumentRecord, start: int, end: int) -> str | None:
        """The repaired reading of a span, or None where the text needed no repair."""
        readable, view = self.readable(document), self.view(document)
        place = readable.locate(*view.source_span(start, end)) if readable else None
        if readable is None or place is None:
            return None
        words = readable.text[place[0] : place[1]].split()
        return " ".join(words) if words != view.text[start:end].split() else None

    def section_at(self, document: DocumentRecord, position: int) -> Section | None:
        """The innermost section at a position of the clean text."""
        inside = [s for s in self.sections(document) if s.start <= position < s.end]
        return max(inside, key=lambda s: (s.level, s.start), default=None)

    def near(self, asked_about: str, codes: Collection[str]) -> list[DocumentRecord]:
        """The documents of these communes; where they are many, those that search finds nearest."""
        documents = self.of_communes(codes)
        if len(documents) <= MANY_DOCUMENTS:
            return documents
        return self._nearest(asked_about, documents, ())

    def to_read(
        self, asked_about: str, documents: Sequence[DocumentRecord], part: SectionType | None
    ) -> Sequence[DocumentRecord]:
        """The documents; of more than `MOST_READ` those with the part that are nearest, then newest."""
        if len(documents) <= MOST_READ:
            return documents
        held = None if part is None else self.having([part])
        having = [d for d in documents if held is None or d.id in held]
        newest = sorted(having, key=lambda d: d.header.issued_on or "", reverse=True)[:MOST_READ]
        found = [*self._nearest(asked_about, having, [part] if part else ()), *newest]
        return list({d.name: d for d in found}.values())[:MOST_READ]

    def _nearest(
        self, asked_about: str, documents: Sequence[DocumentRecord], parts: Collection[SectionType]
    ) -> list[DocumentRecord]:
        names = {d.name for d in documents}
        found = self.searcher.search(asked_about, limit=50, section_types=parts).evidence
        hits = (self.snapshot.document(e.chunk.document) for e in found if e.chunk.document in names)
        return list({d.name: d for d in hits if d is not None}.values())

    def title_text(self, document: DocumentRecord) -> str | None:
        """What the document is about, repaired where recognition was poor."""
        return self.title(document)[0] if document.quality.poor else document.header.title

    def title(self, document: DocumentRecord) -> tuple[str | None, list[SourceRef]]:
        """What the document is about (trích yếu), repaired where recognition was poor, and its source."""
        part = next((s for s in self.sections(document) if s.type is SectionType.TITLE), None)
        if part is None:
            return document.header.title, []
        repaired = (
            self.readable_of(document, part.heading_end, part.end) if part.heading_end < part.end else None
        )
        return repaired or document.header.title, [self.source(document, part.start, part.end)]

    def source(self, document: DocumentRecord, start: int, end: int) -> SourceRef:
        """The words `start:end` of a document, to be shown as a source."""
        view = self.view(document)
        section = self.section_at(document, start)
        page = self._page_at(document, view, start, end)
        return SourceRef(
            document=document.name,
            section=section.path if section else "",
            quote=view.quote(start, end),
            commune=document.header.commune,
            page=page.number if page else None,
            ocr=document.quality.ocr or document.quality.poor,
            unsigned=document.header.unsigned and not document.quality.poor,
            readable=self.readable_of(document, start, end),
        )

    def chunk_source(self, chunk: Chunk) -> SourceRef | None:
        """A passage as a source."""
        document = self.snapshot.document(chunk.document)
        return self.source(document, chunk.start, chunk.end) if document else None

    def _page_at(self, document: DocumentRecord, view: TextView, start: int, end: int) -> Page | None:
        at, _ = view.source_span(start, end)
        return next((page for page in self.pages(document) if page.start <= at < page.end), None)


def shorten(text: str, limit: int) -> str:
    """At most `limit` characters, cut at a word end."""
    return text if len(text) <= limit else text[: text.rfind(" ", 0, limit)] + " …"


def document_label(document: DocumentRecord) -> str:
    """How a document is named in a sentence: "Báo cáo của xã …" or its kind and symbol."""
    header = document.header
    kind = header.kind or texts.DOCUMENT
    if header.commune:
        return texts.DOCUMENT_OF.format(kind=kind, unit=header.commune)
    if header.symbol:
        return texts.DOCUMENT_NUMBERED.format(kind=kind, symbol=header.symbol)
    return texts.DOCUMENT_FILE.format(kind=kind, name=document.name)
