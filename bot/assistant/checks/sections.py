"""Parts that comparable documents or the request have and this one lacks; tasks that a plan's annex leaves
out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot import texts
from bot.assistant.checks.findings import Finding, Kind, Reviewed, Severity
from bot.assistant.comparable import SAME_SUBJECT
from bot.assistant.corpus import document_label
from bot.assistant.draft_parts import title_of
from bot.assistant.likeness import cosine, vectors
from knowledge.catalog import DocumentRecord
from knowledge.models import ContradictionKind, SectionType

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
    """Missing parts, then the annex."""
    if not reviewed.facts.quality.poor:
        yield from _missing(reviewed)
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
