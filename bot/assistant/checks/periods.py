"""The time that a document speaks of: the same year in its title and its last sentence, and no plans for a
year that is over. Both are left over from last year's text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot import texts
from bot.assistant.checks.findings import Finding, Kind, Reviewed, Severity
from knowledge.models import SectionType
from knowledge.vietnamese import fold

_YEARS = re.compile(r"(?<![\d/.])20\d\d(?![\d/])")
_LAST = re.compile(
    r"^.{0,3}tren day la (?:bao cao|ke hoach|chuong trinh|phuong an)[^\n]{0,300}", re.MULTILINE
)
_AHEAD = re.compile(r"\b(?:phuong huong|nhiem vu(?: trong tam)?|ke hoach|muc tieu|dinh huong)\b")
_CITED = re.compile(r"\bngay \d.*|\d+/20\d\d/\w+")


def check(reviewed: Reviewed) -> Iterator[Finding]:
    """The last sentence against the title, headings against the day of issue."""
    if reviewed.facts.quality.poor or reviewed.normative:
        return
    yield from _last_sentence(reviewed)
    yield from _past_plans(reviewed)


def _last_sentence(reviewed: Reviewed) -> Iterator[Finding]:
    titled = set(_YEARS.findall(_CITED.sub(" ", fold(reviewed.facts.header.title or ""))))
    if not titled:
        return
    span_of_title = range(int(min(titled)), int(max(titled)) + 1)
    for match in _LAST.finditer(reviewed.folded):
        for year in _YEARS.finditer(_CITED.sub(lambda m: " " * len(m[0]), match[0])):
            if int(year[0]) not in span_of_title:
                yield reviewed.finding(
                    Kind.BAD_DATE,
                    Severity.MEDIUM,
                    (match.start(), match.end()),
                    texts.REVIEW_OTHER_YEAR.format(written=year[0], title=", ".join(sorted(titled))),
                    texts.REVIEW_ONE_YEAR,
                    texts.REVIEW_IN_DOCUMENT.format(quote=reviewed.facts.header.title),
                )
                return


_SPAN = re.compile(r"\bgiai doan (20\d\d)\s*[-–]\s*(20\d\d)")


def _past_plans(reviewed: Reviewed) -> Iterator[Finding]:
    """Headings of what is to come with a year that is over, or that the report itself covers."""
    issued = int((reviewed.facts.header.issued_on or "0")[:4])
    covered = _SPAN.search(fold(reviewed.facts.header.title or ""))
    for section in reviewed.facts.sections:
        heading = reviewed.folded[section.start : section.heading_end]
        years = [int(year) for year in _YEARS.findall(heading)]
        if section.level == 0 or not years or not _AHEAD.search(heading) or "ket qua" in heading:
            continue
        if section.type is SectionType.RESULTS:
            continue
        if issued and max(years) < issued:
            reason = texts.REVIEW_YEAR_OVER.format(year=max(years), issued=issued)
        elif covered and reviewed.facts.header.kind == "Báo cáo" and max(years) <= int(covered[2]):
            reason = texts.REVIEW_YEAR_COVERED.format(year=max(years), span=f"{covered[1]} - {covered[2]}")
        else:
            continue
        yield reviewed.finding(
            Kind.BAD_DATE,
            Severity.MEDIUM,
            (section.start, section.heading_end),
            reason,
            texts.REVIEW_ONE_YEAR,
            texts.REVIEW_IN_TEXT,
        )
