"""From a file to facts: the only composer of reading, cleaning, structure and extraction."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from knowledge import cleaning, confidential, figures, header, instruments, quality, reading, structure, tasks
from knowledge.catalog import Extraction
from knowledge.contradictions import contradictions
from knowledge.errors import ReadingError
from knowledge.models import Citation, DocumentHeader, ExtractedFacts, FailedSource, SourceText
from knowledge.reading import PageProgress, ReadingLimits
from knowledge.repair import SyllableModel, repair

_LOG = logging.getLogger(__name__)


def extract_file(
    path: Path,
    name: str,
    *,
    limits: ReadingLimits | None = None,
    progress: Callable[[PageProgress], None] | None = None,
    syllables: SyllableModel | None = None,
) -> Iterator[Extraction | FailedSource]:
    """The documents in a file (several in an archive), or why one could not be taken in."""
    limits = limits or ReadingLimits()
    for source in reading.read_file(path, name, limits=limits, progress=progress):
        if isinstance(source, FailedSource):
            yield source
            continue
        try:
            yield extract(source, syllables=syllables)
        except Exception:  # whatever extraction does not expect; the rest of the load goes on
            _LOG.exception("cannot extract %s", source.name)
            yield FailedSource(
                name=source.name,
                code=ReadingError.code,
                reason="đọc được chữ nhưng không phân tích được nội dung; xin báo người phụ trách phần mềm",
            )


def extract(source: SourceText, *, syllables: SyllableModel | None = None) -> Extraction:
    """All facts of one text. `syllables` is the language model for repairing poor passages, in a text that is
    good otherwise too; the shipped one where none is given."""
    measured = quality.measure(source.text, source.ocr, source.pages)
    measured = measured.model_copy(update={"notes": (*measured.notes, *source.notes)})
    view = cleaning.clean(source.text)
    readable = repair(view, syllables or SyllableModel.shipped())
    sections = structure.parse(view)
    head = header.parse(view, sections)
    rows = tasks.extract_tasks(view, sections)
    deadlines = tasks.extract_deadlines(view, sections)
    citations = instruments.extract_citations(view, sections, province=head.province)
    facts = ExtractedFacts(
        header=head.model_copy(update={"confidentiality": confidential.stamp(source.text)}),
        sections=sections,
        citations=citations,
        figures=figures.extract_figures(view, sections, kind=head.kind, period_hint=_period(head, citations)),
        tasks=rows,
        deadlines=deadlines,
        contradictions=contradictions(view, sections, rows, deadlines),
        quality=measured,
    )
    return Extraction(source=source, view=view, readable=readable, facts=facts)


def _period(head: DocumentHeader, citations: Sequence[Citation]) -> str | None:
    """What a report's figures refer to when a sentence does not say: the time of the report, or, where
    its date is blank, the year of the newest instrument it cites (it is not older than that)."""
    newest = max((c.issued_on for c in citations if c.issued_on), default=None)
    dated = head.issued_on or (newest and newest[:4])
    if dated is None:
        return None
    year, _, rest = dated.partition("-")
    return f"đến {int(rest[:2])}/{year}" if rest else f"năm {year}"
