"""What a document says, as checked facts. All spans are offsets into the document's clean text
(`TextView.text`); `quote` is cut from the source and differs from it in white space only."""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class Fact(BaseModel):
    """Base of all records: immutable, no unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class SectionType(StrEnum):
    """What a part of a document is for (contract of `baocao extract`)."""

    HEADER = "header"
    TITLE = "title"
    OPENING = "opening"
    DIRECTION = "direction"
    RESULTS = "results"
    ASSESSMENT = "assessment"
    DIFFICULTIES = "difficulties"
    ORIENTATION = "orientation"
    TARGETS = "targets"
    SOLUTIONS = "solutions"
    TASKS = "tasks"
    PROPOSALS = "proposals"
    IMPLEMENTATION = "implementation"
    CLOSING = "closing"
    RECIPIENTS = "recipients"
    SIGNATURE = "signature"
    ANNEX = "annex"


class WarningCode(StrEnum):
    """What may be wrong with a cited instrument."""

    SYMBOL_STYLE = "symbol_style"
    BAD_DATE = "bad_date"
    MISSING_ISSUER = "missing_issuer"
    MISSING_DATE = "missing_date"
    ABOLISHED_ISSUER = "abolished_issuer"
    DUPLICATED_WORDS = "duplicated_words"
    BROKEN_BY_LINEWRAP = "broken_by_linewrap"
    CONFLICTING_DATE = "conflicting_date"
    SUPERSEDED = "superseded"


class Nature(StrEnum):
    """A figure reached, aimed at, or asked for. Never mixed."""

    RESULT = "result"
    TARGET = "target"
    REQUIREMENT = "requirement"


class Comparator(StrEnum):
    """How a stated value bounds the real one. "trên 85%" is GREATER, a lower bound."""

    EQUAL = "="
    GREATER = ">"
    AT_LEAST = ">="
    LESS = "<"
    AT_MOST = "<="
    ABOUT = "~"
    RANGE = "range"


class Page(Fact):
    """One page of the source text; `ocr_confidence` is 0-100 where the page was recognised."""

    number: int
    start: int
    end: int
    ocr_confidence: float | None = None


class SourceText(Fact):
    """A file as text: NFC, every later offset refers to `text`. `name` is the path below the loaded
    folder, with `archive.zip/member` inside an archive."""

    name: str
    text: str
    pages: tuple[Page, ...] = ()
    ocr: bool = False
    notes: tuple[str, ...] = ()


class FailedSource(Fact):
    """A file, or a member of an archive, that could not be read."""

    name: str
    code: str
    reason: str


class Section(Fact):
    """`text[start:end]` with its heading `text[start:heading_end]`; `path` like "III.2" or "title"."""

    path: str
    title: str
    type: SectionType
    level: int
    start: int
    heading_end: int
    end: int


class DocumentHeader(Fact):
    """Who issued what to whom. `issued_on` is ISO, YYYY-MM or YYYY where only that is given."""

    kind: str | None = None
    symbol: str | None = None
    issued_on: str | None = None
    issuer: str | None = None
    commune: str | None = None
    commune_code: str | None = None
    province: str | None = None
    title: str | None = None
    addressee: str | None = None
    signer: str | None = None
    confidentiality: str | None = None

    @property
    def unsigned(self) -> bool:
        """An official document with neither number nor day: both are given once it is signed (Decree
        30/2020/NĐ-CP, article 15), so this is a copy from before."""
        return self.kind is not None and self.symbol is None and len(self.issued_on or "") < len("YYYY-MM-DD")


class Citation(Fact):
    """One mention of an instrument. `symbol` is normalised and corrected; None for a law cited by
    `name`. `start:end` covers kind to date; `quote` runs on to issuer and subject."""

    symbol: str | None
    as_written: str
    name: str | None = None
    kind: str | None = None
    issued_on: str | None = None
    issuer: str | None = None
    subject: str | None = None
    start: int
    end: int
    quote: str
    warnings: tuple[WarningCode, ...] = ()


class Figure(Fact):
    """One stated value of an indicator. `value` None with `words` set: said in words ("toàn bộ")."""

    indicator: str
    code: str | None = None
    value: float | tuple[float, float] | None
    words: str | None = None
    comparator: Comparator = Comparator.EQUAL
    unit: str
    nature: Nature
    period: str | None = None
    start: int
    end: int
    quote: str
    repeats: tuple[tuple[int, int], ...] = ()


class TaskAssignment(Fact):
    """One row of an assignment table."""

    number: str | None
    group: str | None
    content: str
    product: str | None
    lead: str | None
    support: str | None
    due: str | None
    start: int
    end: int
    quote: str


class Deadline(Fact):
    """A date by which something is owed, in prose: "trước ngày 05/12" of what, to whom."""

    content: str
    due: str
    recipient: str | None
    start: int
    end: int
    quote: str


class ContradictionKind(StrEnum):
    """How the annex table of a plan departs from the body it restates."""

    UNASSIGNED = "unassigned"
    UNANNOUNCED = "unannounced"
    LATE = "late"


class Contradiction(Fact):
    """A clause of the body that no row assigns (UNASSIGNED), a row that no clause announces (UNANNOUNCED), or
    a row due after the `deadline` that the body sets (LATE)."""

    kind: ContradictionKind
    deadline: str | None = None
    start: int
    end: int
    quote: str


class TextQuality(Fact):
    """How far the text can be trusted. Shares are 0-1, `ocr_confidence` 0-100."""

    ocr: bool
    poor: bool
    diacritics: float
    known_syllables: float
    ocr_confidence: float | None = None
    notes: tuple[str, ...] = ()


class ExtractedFacts(Fact):
    """Everything one document yields besides its text."""

    header: DocumentHeader
    sections: tuple[Section, ...]
    citations: tuple[Citation, ...]
    figures: tuple[Figure, ...]
    tasks: tuple[TaskAssignment, ...]
    deadlines: tuple[Deadline, ...]
    contradictions: tuple[Contradiction, ...]
    quality: TextQuality
