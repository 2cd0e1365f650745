"""A review: what would be sent back, each finding with its place, reason, source and proposed fix."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

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
from bot.assistant.corpus import Corpus
from knowledge.catalog import Extraction
from knowledge.models import Fact

_CHECKS = (
    dates, periods, required, sections, numbering, figures, natures, other_units, upper_levels, former_units,
    open_places, spelling, signing, layout,
)  # fmt: skip
_GRAVITY, _ORDER = list(Severity), list(Kind)


class Review(Fact):
    """The findings, the gravest first, what could not be checked, and how much was looked at: cited
    instruments, figures, headed parts."""

    document: str
    findings: tuple[Finding, ...]
    unchecked: tuple[str, ...]
    citations: int
    figures: int
    sections: int

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
        unchecked=reviewed.notes(),
        citations=len({c.symbol or c.name or c.as_written for c in reviewed.facts.citations}),
        figures=len(reviewed.facts.figures),
        sections=sum(s.level > 0 for s in reviewed.facts.sections),
    )


def _findings(reviewed: Reviewed) -> Iterator[Finding]:
    library = Library(reviewed)
    yield from instruments.check(reviewed, library)
    yield from citing.check(reviewed, library)
    for check in _CHECKS:
        yield from check.check(reviewed)
