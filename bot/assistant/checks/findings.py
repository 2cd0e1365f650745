"""What a check finds, and what it is given to look at."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from bot.assistant.corpus import Corpus
from knowledge import communes
from knowledge.catalog import Extraction
from knowledge.communes import Commune
from knowledge.models import Citation, ExtractedFacts, Fact, Section, SectionType
from knowledge.snapshot import DocumentRecord
from knowledge.vietnamese import FoldedText, fold


class Kind(StrEnum):
    """What is wrong (contract of `baocao review`)."""

    INSTRUMENT_MISMATCH = "instrument_mismatch"
    INSTRUMENT_UNKNOWN = "instrument_unknown"
    INSTRUMENT_AMBIGUOUS = "instrument_ambiguous"
    SYMBOL_STYLE = "symbol_style"
    BAD_DATE = "bad_date"
    ABOLISHED_ISSUER = "abolished_issuer"
    SUPERSEDED = "superseded"
    CITATION_INCOMPLETE = "citation_incomplete"
    INDICATOR_MISSING = "indicator_missing"
    SECTION_MISSING = "section_missing"
    FIGURE_CONTRADICTION = "figure_contradiction"
    RESULT_TARGET_MIXED = "result_target_mixed"
    COPIED_FROM_OTHER_UNIT = "copied_from_other_unit"
    OPEN_SLOT = "open_slot"
    FORMAT = "format"
    SPELLING = "spelling"


class Severity(StrEnum):
    """How grave: HIGH would be sent back, MEDIUM should be put right, LOW is to be looked at."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Finding(Fact):
    """One finding. `quote` differs from the source in white space only; `start:end` is its place in the clean
    text, None for what is not there. `source` says what the reason stands on."""

    kind: Kind
    severity: Severity
    section: str
    quote: str
    reason: str
    proposal: str
    source: str
    start: int | None = None
    end: int | None = None


_NORMATIVE = frozenset(
    ("Hiến pháp", "Bộ luật", "Luật", "Pháp lệnh", "Nghị định", "Thông tư", "Thông tư liên tịch")
)
_SENTENCE_END = re.compile(r"\n|[.!?] |;")


@dataclass(frozen=True)
class Reviewed:
    """The document under review, the corpus to hold it against (None where nothing is loaded), the bytes of
    its .docx, and a list for what could not be checked."""

    extraction: Extraction
    corpus: Corpus | None
    docx: bytes | None = None
    unchecked: list[str] = field(default_factory=list)
    _titles: dict[str, list[str]] = field(default_factory=dict)

    def not_compared(self, note: str, title: str) -> None:
        """An instrument that could not be held against anything; `note` says why, with a place for titles."""
        self._titles.setdefault(note, []).append(title)

    def notes(self) -> tuple[str, ...]:
        """What could not be checked, each reason once."""
        titled = (
            note.format(title=", ".join(dict.fromkeys(titles))) for note, titles in self._titles.items()
        )
        return tuple(dict.fromkeys((*titled, *self.unchecked)))

    @property
    def facts(self) -> ExtractedFacts:
        """What the document says."""
        return self.extraction.facts

    @property
    def text(self) -> str:
        """The clean text that all places refer to."""
        return self.extraction.view.text

    @cached_property
    def folded(self) -> FoldedText:
        """The clean text without marks and case."""
        return fold(self.text)

    @cached_property
    def own(self) -> Commune | None:
        """The unit that issues the document."""
        code = self.facts.header.commune_code
        return communes.table().by_code(code) if code else None

    @cached_property
    def others(self) -> tuple[DocumentRecord, ...]:
        """The documents of the corpus, the reviewed one itself left out."""
        if self.corpus is None:
            return ()
        own = self.extraction.source.text
        return tuple(
            d
            for d in self.corpus.documents
            if (d.header.kind, d.header.commune, d.header.symbol)
            != (self.facts.header.kind, self.facts.header.commune, self.facts.header.symbol)
            or self.corpus.source_text(d.name) != own
        )

    @cached_property
    def other_names(self) -> frozenset[str]:
        """Their names."""
        return frozenset(d.name for d in self.others)

    @property
    def misread(self) -> bool:
        """Whether letters may be the recogniser's and not the writer's: nothing that hangs on one letter,
        space or number of a clause is judged."""
        return self.facts.quality.poor or self.facts.quality.ocr

    @cached_property
    def normative(self) -> bool:
        """Whether the document lays down rules in articles: its numbers are limits and references, and its
        annexes are forms for others to fill in."""
        return self.facts.header.kind in _NORMATIVE or any(
            s.path.startswith("Điều") for s in self.facts.sections
        )

    def names_itself(self, citation: Citation) -> bool:
        """Whether a mention is the document's own number: in its letterhead, or in "ban hành kèm theo"."""
        own = self.facts.header
        if citation.symbol is not None and citation.symbol in self._own_symbols:
            return True
        number = citation.as_written.partition("số ")[2] or citation.as_written
        return citation.symbol is None and bool(own.symbol) and (own.symbol or "").startswith(number)

    @cached_property
    def _own_symbols(self) -> frozenset[str]:
        own = self.facts.header
        letterhead = (
            c.symbol
            for c in self.facts.citations
            if c.kind == own.kind and self.type_at(c.start) is SectionType.HEADER
        )
        return frozenset(symbol for symbol in (own.symbol, *letterhead) if symbol)

    def mentions(self, symbols: list[str]) -> list[tuple[DocumentRecord, Citation]]:
        """What other documents say of instruments."""
        if self.corpus is None or not symbols:
            return []
        found = self.corpus.snapshot.citations(symbols=symbols)
        return [(document, citation) for document, citation in found if document.name in self.other_names]

    def section_at(self, position: int) -> Section | None:
        """The innermost section at a place."""
        inside = [s for s in self.facts.sections if s.start <= position < s.end]
        return max(inside, key=lambda s: (s.level, s.start), default=None)

    def type_at(self, position: int) -> SectionType | None:
        """What the part at a place is for."""
        section = self.section_at(position)
        return section.type if section else None

    def sentence(self, position: int) -> tuple[int, int]:
        """The sentence or list item around a place."""
        line = self.text.rfind("\n", 0, position) + 1
        start = max((end.end() for end in _SENTENCE_END.finditer(self.text, line, position)), default=line)
        end = _SENTENCE_END.search(self.text, position)
        return start, end.start() if end else len(self.text)

    @cached_property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """Every line, cut after full stops and semicolons."""
        ends = [*(end.span() for end in _SENTENCE_END.finditer(self.text)), (len(self.text),) * 2]
        starts = [0, *(after for _, after in ends[:-1])]
        pairs = zip(starts, (end for end, _ in ends), strict=True)
        return tuple((start, end) for start, end in pairs if self.text[start:end].strip())

    def cited_at(self, position: int) -> bool:
        """Whether a place lies in the words of a cited instrument."""
        return any(start <= position < end for start, end in self._cited)

    @cached_property
    def _cited(self) -> list[tuple[int, int]]:
        spans = []
        for citation in self.facts.citations:
            length = max(len(citation.quote) + 2, citation.end - citation.start)
            spans.append((citation.start, citation.start + length))
        return spans

    def finding(
        self,
        kind: Kind,
        severity: Severity,
        span: tuple[int, int] | None,
        reason: str,
        proposal: str,
        source: str,
    ) -> Finding:
        """A finding at a place of the text, or on the document as a whole."""
        if span is None or not self.text[slice(*span)].strip():
            return Finding(
                kind=kind,
                severity=severity,
                section="",
                quote="",
                reason=reason,
                proposal=proposal,
                source=source,
            )
        section = self.section_at(span[0])
        return Finding(
            kind=kind,
            severity=severity,
            section=section.path if section else "",
            quote=self.extraction.view.quote(*span),
            reason=reason,
            proposal=proposal,
            source=source,
            start=span[0],
            end=span[1],
        )
