"""A document into passages that follow its structure.

Each section's own text (without its subsections) is packed, paragraph by paragraph, into passages of up to
`FULL` characters; a row of an assignment table is a passage of its own. Letterhead, recipients and
signatures are left out: their facts are in the catalog, their names and addresses are nobody's evidence.
Personal numbers and addresses elsewhere are masked in what is indexed.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from knowledge import confidential
from knowledge.models import ExtractedFacts, Section, SectionType
from knowledge.text import TextView
from retrieval.models import Chunk

FULL = 700
"""Characters of a passage: of 400-1,000, the most questions on the five reports found at rank 1."""
WHOLE = 1400
"""A paragraph up to this length is not cut: R@1 on XQuAD-vi falls from .939 to .930 where passages of
1,000 characters are."""
SKIPPED = frozenset({SectionType.HEADER, SectionType.RECIPIENTS, SectionType.SIGNATURE})

_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")
_SENTENCE = re.compile(
    rf"""\S.{{0,{WHOLE - 2}}}?(?:[.;!?…]+[”"')\]]*(?=\s)|$)  # up to the end of a sentence
    |\S.{{0,{WHOLE - 2}}}(?=\s)|\S+                          # or as many words as fit""",
    re.VERBOSE,
)


class _Span(NamedTuple):
    start: int
    end: int


def chunk_document(
    name: str, facts: ExtractedFacts, view: TextView, readable: TextView | None
) -> list[Chunk]:
    """The passages of a document in order; ids are `name#position`."""
    groups = {_Span(task.start, task.end): task.group for task in facts.tasks}
    rows = sorted(groups)
    placed: list[tuple[_Span, _Branch | None]] = []
    table_heads: set[str] = set()  # repeated on every page of a table, kept once
    for body, branch in _bodies(_branches(facts.sections), len(view.text)):
        if branch is not None and branch.section.type in SKIPPED:
            continue
        inside = rows[bisect_left(rows, (body.start,)) : bisect_left(rows, (body.end,))]
        placed += [(row, branch) for row in inside]
        for part in _without(body, inside):
            for span in _passages(view.text, part):
                text = view.text[span.start : span.end]
                if text not in table_heads:
                    placed.append((span, branch))
                if "\t" in text:
                    table_heads.add(text)
    placed.sort(key=lambda item: item[0])
    return [
        Chunk(
            id=f"{name}#{position}",
            document=name,
            commune=facts.header.commune,
            section=branch.section.path if branch else "",
            section_type=branch.section.type if branch else SectionType.OPENING,
            heading=" › ".join(filter(None, [*(branch.titles if branch else ()), groups.get(span)])),
            text=confidential.mask(view.text[span.start : span.end]),
            start=span.start,
            end=span.end,
            readable=_readable(view, readable, span),
        )
        for position, (span, branch) in enumerate(placed)
    ]


@dataclass(frozen=True)
class _Branch:
    """A section with the titles from the outermost to its own, and the spans of its direct subsections."""

    section: Section
    titles: tuple[str, ...]
    inner: list[_Span]

    def holds(self, other: Section) -> bool:
        return other.level > self.section.level and other.start < self.section.end


def _branches(sections: Sequence[Section]) -> list[_Branch]:
    found: list[_Branch] = []
    above: list[_Branch] = []
    for section in sorted(sections, key=lambda one: (one.start, one.level)):
        while above and not above[-1].holds(section):
            above.pop()
        if above:
            above[-1].inner.append(_Span(section.start, section.end))
        above.append(_Branch(section, (*(above[-1].titles if above else ()), section.title), []))
        found.append(above[-1])
    return found


def _bodies(branches: Sequence[_Branch], length: int) -> Iterator[tuple[_Span, _Branch | None]]:
    """Runs of text with the innermost section they belong to, headings left out; a section that is
    nothing but its heading is its own body."""
    for branch in branches:
        section = branch.section
        bare = section.heading_end >= section.end and not branch.inner
        start = section.start if bare else section.heading_end
        for part in _without(_Span(start, section.end), branch.inner):
            yield part, branch
    for part in _without(_Span(0, length), [_Span(one.section.start, one.section.end) for one in branches]):
        yield part, None


def _without(span: _Span, holes: Sequence[_Span]) -> Iterator[_Span]:
    at = span.start
    for hole in sorted(holes):
        if at < hole.start:
            yield _Span(at, min(hole.start, span.end))
        at = max(at, hole.end)
    if at < span.end:
        yield _Span(at, span.end)


def _passages(text: str, span: _Span) -> Iterator[_Span]:
    """Paragraphs packed up to `FULL` characters, longer ones cut at sentence ends."""
    current: _Span | None = None
    for match in _PARAGRAPH.finditer(text, span.start, span.end):
        for piece in _pieces(text, _Span(*match.span())):
            if current is not None and piece.end - current.start <= FULL:
                current = _Span(current.start, piece.end)
                continue
            if current is not None:
                yield current
            current = piece
    if current is not None:
        yield current


def _pieces(text: str, paragraph: _Span) -> Iterator[_Span]:
    """The paragraph, or its sentences joined into pieces of about equal length."""
    length = paragraph.end - paragraph.start
    if length <= WHOLE:
        yield paragraph
        return
    share = length / math.ceil(length / FULL)
    start = paragraph.start
    end = start
    for match in _SENTENCE.finditer(text, paragraph.start, paragraph.end):
        if end > start and match.end() - start > share * 1.1:
            yield _Span(start, end)
            start = match.start()
        end = match.end()
    yield _Span(start, end)


def _readable(view: TextView, readable: TextView | None, span: _Span) -> str | None:
    if readable is None or not view.text[span.start : span.end].strip():
        return None
    place = readable.locate(*view.source_span(span.start, span.end))
    if place is None:
        return None
    words = readable.text[place[0] : place[1]]
    return words if words != view.text[span.start : span.end] else None
