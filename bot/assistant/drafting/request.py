"""The dispatch or outline (đề cương) that asks for a report: its headings, required indicators, deadline."""

from __future__ import annotations

from pathlib import Path

from knowledge.errors import ReadingError
from knowledge.instruments import first_mention
from knowledge.models import (
    Citation,
    Deadline,
    ExtractedFacts,
    Fact,
    FailedSource,
    Figure,
    Nature,
    Section,
    SectionType,
)

_NOT_HEADINGS = frozenset(
    {
        SectionType.HEADER,
        SectionType.TITLE,
        SectionType.OPENING,
        SectionType.CLOSING,
        SectionType.RECIPIENTS,
        SectionType.SIGNATURE,
    }
)


class Wanted(Fact):
    """A figure that is asked for, and in which section."""

    figure: Figure
    section: str


class Request(Fact):
    """What is asked for, by whom, until when. `cited` is the dispatch in the form for a first mention, None
    for an outline without number."""

    document: str
    issuer: str | None
    subject: str | None
    cited: str | None
    symbol: str | None
    headings: tuple[Section, ...]
    wanted: tuple[Wanted, ...]
    deadline: Deadline | None


def read_request(path: Path) -> Request:
    """Read the file. Raises ReadingError where it cannot be read."""
    from knowledge.ingest import extract_file

    for result in extract_file(path, path.name):
        if isinstance(result, FailedSource):
            raise ReadingError(result.name, result.reason)
        return request_of(path.name, result.facts)
    raise ReadingError(path.name, "tệp không có văn bản nào")


def request_of(name: str, facts: ExtractedFacts) -> Request:
    """What a read document asks for."""
    header = facts.header
    headings = tuple(s for s in facts.sections if s.type not in _NOT_HEADINGS and s.level <= 2 and s.title)
    return Request(
        document=name,
        issuer=header.issuer,
        subject=header.title,
        cited=_cited(facts) if header.symbol else None,
        symbol=header.symbol,
        headings=headings,
        wanted=tuple(
            Wanted(figure=figure, section=_section(facts, figure.start))
            for figure in facts.figures
            if figure.nature is Nature.REQUIREMENT
        ),
        deadline=facts.deadlines[0] if facts.deadlines else None,
    )


def _cited(facts: ExtractedFacts) -> str:
    header = facts.header
    subject = header.title and header.title[0].lower() + header.title[1:]
    return first_mention(
        Citation(
            symbol=header.symbol,
            as_written=header.symbol or "",
            kind=header.kind,
            issued_on=header.issued_on,
            issuer=header.issuer,
            subject=subject,
            start=0,
            end=0,
            quote="",
        )
    )


def _section(facts: ExtractedFacts, at: int) -> str:
    inside = [s for s in facts.sections if s.start <= at < s.end]
    return max(inside, key=lambda s: (s.level, s.start)).path if inside else ""
