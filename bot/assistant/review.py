"""A review: what would be sent back, each finding with its place, reason, source and proposed fix."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot import texts
from bot.assistant.checks import (
    citing,
    dates,
    figures,
    former_units,
    instruments,
    layout,
    natures,
    numbering,
    open_places,
    other_units,
    periods,
    required,
    sections,
    signing,
    spelling,
    upper_levels,
)
from bot.assistant.checks.findings import Finding, Kind, Reviewed, Severity
from bot.assistant.checks.known import Library
from bot.assistant.corpus import Corpus, section_label
from bot.assistant.models import Answer, Claim, ClaimStyle, SourceRef, Status
from knowledge.catalog import Extraction
from knowledge.models import Fact

_CHECKS = (
    dates, periods, required, sections, numbering, figures, natures, other_units, upper_levels, former_units,
    open_places, spelling, signing, layout,
)  # fmt: skip
_GRAVITY, _ORDER = list(Severity), list(Kind)
_MANY_SLOTS = 4
SHOWN = 12
"""Findings that a chat shows; the file with comments holds all."""


class Review(Fact):
    """The findings, the gravest first, and what could not be checked."""

    document: str
    findings: tuple[Finding, ...]
    unchecked: tuple[str, ...]

    def record(self) -> dict[str, Any]:
        """The contract's JSON."""
        return {
            "findings": [f.model_dump(mode="json", exclude={"start", "end"}) for f in self.findings],
            "unchecked": list(self.unchecked),
        }


def review(extraction: Extraction, corpus: Corpus | None, docx: bytes | None = None) -> Review:
    """Check a document against itself, the corpus (None where nothing is loaded) and the checked tables;
    `docx` is the Word file it was read from, for the layout."""
    reviewed = Reviewed(extraction, corpus, docx)
    found = list(dict.fromkeys(_findings(reviewed)))
    found.sort(key=lambda f: (_GRAVITY.index(f.severity), _ORDER.index(f.kind), f.start or 0))
    return Review(
        document=extraction.source.name,
        findings=tuple(found),
        unchecked=tuple(dict.fromkeys(reviewed.unchecked)),
    )


def _findings(reviewed: Reviewed) -> Iterator[Finding]:
    library = Library(reviewed)
    yield from instruments.check(reviewed, library)
    yield from citing.check(reviewed, library)
    for check in _CHECKS:
        yield from check.check(reviewed)


def answer(found: Review) -> Answer:
    """The review as a short list for the chat; each place is quoted as a source."""
    shown = _gathered(found.findings)[:SHOWN]
    sources = [SourceRef(document=found.document, section=f.section, quote=f.quote) for f in shown if f.quote]
    claims = [_head(found)]
    for finding in shown:
        place = section_label(finding.section) if finding.section else texts.REVIEW_WHOLE
        claims.append(
            Claim(
                text=texts.REVIEW_LINE.format(
                    severity=texts.REVIEW_SEVERITIES[finding.severity],
                    kind=texts.REVIEW_KINDS[finding.kind],
                    place=place,
                    reason=finding.reason,
                    proposal=finding.proposal,
                    source=finding.source,
                ),
                style=ClaimStyle.BULLET,
                sources=(_index(sources, finding),) if finding.quote else (),
            )
        )
    return Answer(
        status=Status.ANSWERED, claims=tuple(claims), sources=tuple(sources), warnings=found.unchecked
    )


def _gathered(findings: tuple[Finding, ...]) -> list[Finding]:
    """With the open places of a draft told in one line."""
    slots = [f for f in findings if f.kind is Kind.OPEN_SLOT]
    if len(slots) < _MANY_SLOTS:
        return list(findings)
    places = ", ".join(dict.fromkeys(section_label(f.section) for f in slots if f.section))
    reason = texts.REVIEW_OPEN_MANY.format(count=len(slots), places=places)
    together = slots[0].model_copy(update={"reason": reason})
    return [
        together if f is slots[0] else f for f in findings if f is slots[0] or f.kind is not Kind.OPEN_SLOT
    ]


def _head(found: Review) -> Claim:
    count = len(found.findings)
    if not count:
        return Claim(text=texts.REVIEW_NOTHING.format(document=found.document))
    left = texts.REVIEW_MORE.format(count=count - SHOWN) if count > SHOWN else ""
    return Claim(text=texts.REVIEW_HEAD.format(document=found.document, count=count) + left)


def _index(sources: list[SourceRef], finding: Finding) -> int:
    return next(n for n, s in enumerate(sources) if (s.section, s.quote) == (finding.section, finding.quote))
