"""The time that a document speaks of: the same year in its title and its last sentence, and no plans for a
year that is over. Both are left over from last year's text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot import texts
from bot.assistant.checks.findings import Finding, Kind, Reviewed, Severity
from knowledge.models import SectionType
from knowledge.vietnamese import fold

_YEARS = re.compile(r"(?<![\d/.-])20\d\d(?![\d/])")
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


def _past_plans(reviewed: Reviewed) -> Iterator[Finding]:
    issued = int((reviewed.facts.header.issued_on or "0")[:4])
    for section in reviewed.facts.sections:
        heading = reviewed.folded[section.start : section.heading_end]
        years = [int(year) for year in _YEARS.findall(heading)]
        if not issued or not years or section.type in (SectionType.TITLE, SectionType.RESULTS):
            continue
        if section.level and _AHEAD.search(heading) and max(years) < issued and "ket qua" not in heading:
            yield reviewed.finding(
                Kind.BAD_DATE,
                Severity.MEDIUM,
                (section.start, section.heading_end),
                texts.REVIEW_YEAR_OVER.format(year=max(years), issued=issued),
                texts.REVIEW_ONE_YEAR,
                texts.REVIEW_IN_TEXT,
            )
