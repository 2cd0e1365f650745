"""Parts that comparable documents or the request have and this one lacks; tasks that a plan's annex leaves
out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from bot import texts
from bot.assistant.checks.findings import Finding, Kind, Reviewed, Severity
from bot.assistant.corpus import document_label
from bot.assistant.drafting.comparable import SAME_SUBJECT
from bot.assistant.drafting.draft_parts import title_of
from bot.assistant.likeness import cosine, vectors
from knowledge.models import ContradictionKind, SectionType
from knowledge.snapshot import DocumentRecord
from knowledge.vietnamese import fold

_EXPECTED: Mapping[str, tuple[tuple[SectionType, ...], ...]] = {
    "Báo cáo": (
        (SectionType.DIRECTION,),
        (SectionType.RESULTS, SectionType.ASSESSMENT),
        (SectionType.DIFFICULTIES,),
        (SectionType.ORIENTATION, SectionType.TARGETS, SectionType.SOLUTIONS, SectionType.TASKS),
        (SectionType.PROPOSALS,),
    ),
    "Kế hoạch": (
        (SectionType.TARGETS, SectionType.OPENING),
        (SectionType.TASKS, SectionType.SOLUTIONS),
        (SectionType.IMPLEMENTATION,),
    ),
}
"""Parts that one heading or another may hold; the first names it."""
_MOST = 2 / 3
"""Share of comparable documents that must have a part for it to be missed."""
_LEAST_DOCUMENTS = 2


def check(reviewed: Reviewed) -> Iterator[Finding]:
    """Missing parts, then headings that name other parts than they have, then the annex."""
    if not reviewed.facts.quality.poor:
        yield from _missing(reviewed)
        if not reviewed.normative:
            yield from _headings(reviewed)
        yield from _annex(reviewed)


def _missing(reviewed: Reviewed) -> Iterator[Finding]:
    kind = reviewed.facts.header.kind or ""
    expected = _EXPECTED.get(kind)
    own = {s.type for s in reviewed.facts.sections}
    if expected is None or not any(s.level for s in reviewed.facts.sections):
        reviewed.unchecked.append(texts.UNCHECKED_SECTIONS)
        return
    alike = _alike(reviewed, kind)
    severity = Severity.MEDIUM
    if len(alike) < _LEAST_DOCUMENTS:
        alike, severity = [d for d in reviewed.others if d.header.kind == kind], Severity.LOW
        expected = tuple(part for part in expected if part[0] is not SectionType.DIRECTION)
    if len(alike) < _LEAST_DOCUMENTS:
        reviewed.unchecked.append(texts.UNCHECKED_FEW_ALIKE.format(count=len(alike)))
        return
    assert reviewed.corpus is not None
    types = {d.name: {s.type for s in reviewed.corpus.sections(d)} for d in alike}
    for part in expected:
        having = [d for d in alike if not types[d.name].isdisjoint(part)]
        if own.isdisjoint(part) and len(having) >= _MOST * len(alike):
            title = title_of(part[0], kind)
            yield reviewed.finding(
                Kind.SECTION_MISSING,
                severity,
                None,
                texts.REVIEW_SECTION_MISSING.format(title=title, count=len(having), total=len(alike)),
                texts.REVIEW_SECTION_ADD.format(title=title),
                "; ".join(document_label(d) for d in having[:4]),
            )


def _alike(reviewed: Reviewed, kind: str) -> list[DocumentRecord]:
    """Held documents of the kind about the same subject."""
    of_kind = [d for d in reviewed.others if d.header.kind == kind and d.header.title]
    own = reviewed.facts.header.title
    if own is None or not of_kind:
        return []
    first, *others = vectors([own, *(d.header.title or "" for d in of_kind)])
    return [d for d, vector in zip(of_kind, others, strict=True) if cosine(first, vector) >= SAME_SUBJECT]


_NUMBER = re.compile(r"^(?:[IVX]+|[A-HĐ]|\d+|[a-zđ])\s?[.)]\s*")
_NAMED_PARTS = re.compile(r",\s*(?:va\s)?|\s+va\s+")


def _headings(reviewed: Reviewed) -> Iterator[Finding]:
    """ "I. MỤC TIÊU, YÊU CẦU" over "1. Mục đích" and "2. Yêu cầu": a heading that lists its parts, one of
    them by another name."""
    for section in reviewed.facts.sections:
        named = _NAMED_PARTS.split(fold(_NUMBER.sub("", section.title)))
        below = [s for s in reviewed.facts.sections if s.path.rpartition(".")[0] == section.path]
        titles = [fold(_NUMBER.sub("", s.title)).rstrip(" .:;") for s in below]
        if section.level == 0 or len(named) < 2 or len(named) != len(titles):
            continue
        other = [(s, title) for s, title in zip(below, titles, strict=True) if title not in named]
        if len(other) == 1 and len(other[0][1].split()) <= _SHORT_TITLE:
            yield reviewed.finding(
                Kind.FORMAT,
                Severity.LOW,
                (other[0][0].start, other[0][0].heading_end),
                texts.REVIEW_HEADING_NAMES.format(heading=section.title, part=other[0][0].title),
                texts.REVIEW_HEADING_FIX,
                texts.REVIEW_IN_TEXT,
            )


_SHORT_TITLE = 4
"""Words up to which a title is a name; longer ones tell what is in the part."""


def _annex(reviewed: Reviewed) -> Iterator[Finding]:
    for contradiction in reviewed.facts.contradictions:
        late = contradiction.kind is ContradictionKind.LATE
        yield reviewed.finding(
            Kind.FIGURE_CONTRADICTION if late else Kind.SECTION_MISSING,
            Severity.MEDIUM,
            (contradiction.start, contradiction.end),
            texts.REVIEW_ANNEX[contradiction.kind].format(deadline=contradiction.deadline),
            texts.REVIEW_ANNEX_FIX,
            texts.REVIEW_ANNEX_SOURCE,
        )
