"""The statements of a document, one by one, with where they stand."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from bot.assistant.corpus import Corpus
from bot.assistant.models import SourceRef
from knowledge.models import Section, SectionType
from knowledge.snapshot import DocumentRecord

SHORTEST = 24
"""Characters below which a statement says too little to be repeated."""
_LACKING = re.compile(r"[\s+*-]*(?:còn )?thiếu (?:\S+ )?\w+ \w+", re.IGNORECASE)
"""What is lacking: "thiếu 23 phòng học"."""
_CLAUSE = re.compile(r"[^.;\n]+(?:[.;](?=[^\s.;])[^.;\n]+)*(?:\.{3}|…)?[.;]?")
_LINE = re.compile(r"[^\n]+")
_FOLLOWING = re.compile(r"[\n \-+*\t]*[^\n \-+*\t]")
_SAYS_ALONE = re.compile(r"\d|(?<!\w)(?:toàn bộ|được)(?!\w)", re.IGNORECASE)
_ONE_MORE = re.compile(r"(?:Chương trình|Kế hoạch|Chiến lược|Đề án|Dự án|Nghị quyết|Quyết định|Chỉ thị) ")
"""A further paper that is carried out like that before the semicolon: "thực hiện Đề án …; Chương trình …"."""
_COLON = re.compile(r"\s?:\s")


@dataclass(frozen=True)
class Clause:
    """`start:end` of a document's clean text: one statement of a section."""

    document: DocumentRecord
    section: Section
    start: int
    end: int
    text: str


def says_enough(statement: str) -> bool:
    """Whether a statement says enough to be repeated: what is lacking does in few words."""
    return len(statement) >= SHORTEST or _LACKING.match(statement) is not None


def clauses(corpus: Corpus, document: DocumentRecord, parts: Collection[SectionType]) -> Iterator[Clause]:
    """The statements of a document in sections of these types; a line belongs to its innermost section."""
    text = corpus.view(document).text
    sections = corpus.sections(document)
    headings = [(s.start, s.heading_end) for s in sections if s.heading_end > s.start]
    wanted = [(s.start, s.end) for s in sections if s.type in parts]
    for line in _lines(text, wanted):
        section = corpus.section_at(document, line.start())
        if section is None or section.type not in parts:
            continue
        if any(a <= line.start() < b for a, b in headings) or _continued(text, line.start(), line.end()):
            continue
        for start, end in _statements(text, line.start(), line.end()):
            if says_enough(text[start:end]):
                yield Clause(document, section, start, end, text[start:end])


def _lines(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[re.Match[str]]:
    """The lines that begin in one of the spans, in order."""
    at = 0
    for start, end in sorted(spans):
        for line in _LINE.finditer(text, max(start, at)):
            if line.start() >= end:
                break
            at = line.end()
            if line.start() == 0 or text[line.start() - 1] == "\n":
                yield line


def _statements(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The statements of a line. What a colon announces is a list: its items are statements where they state
    a number or say what is done, else they say nothing alone, and neither does the list's head beyond the
    colon; no more do papers named one after another."""
    listing = False
    for match in _CLAUSE.finditer(text, start, end):
        words = match[0].strip()
        at = match.start() + match[0].index(words) if words else match.start()
        until = at + len(words)
        colon = _COLON.search(text, at, until)
        if colon and words.endswith(";"):
            listing = True
            if re.search(r"\d", text[colon.end() : until]):
                at = colon.end()
            else:
                until = colon.start()
        elif at > start and text[:at].rstrip().endswith(";") and _ONE_MORE.match(words):
            continue
        elif listing and not _SAYS_ALONE.search(words):
            listing = not words.endswith(".")
            continue
        yield at, until


def _continued(text: str, start: int, end: int) -> bool:
    """A paragraph that was broken in the middle of a sentence: its halves say nothing alone."""
    line = text[start:end].strip(" -+*\t")
    after = _FOLLOWING.match(text, end)
    following = after[0][-1:] if after else ""
    return line[:1].islower() or (following.islower() and line[-1:] not in ".;:")


def lead_of(corpus: Corpus, clause: Clause) -> str:
    """The words that head a clause's paragraph ("Về nguồn nhân lực, …"): what all of it is about."""
    text = corpus.view(clause.document).text
    start = text.rfind("\n", 0, clause.start) + 1
    lead = re.match(r"[^,:;.\n]{3,80}[,:]", text[start : clause.end])
    return lead[0] if lead else ""


def source_of(corpus: Corpus, clause: Clause) -> SourceRef:
    """The words that a carried sentence stands on."""
    return corpus.source(clause.document, clause.start, clause.end)
