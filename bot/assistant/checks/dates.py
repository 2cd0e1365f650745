"""Days that no calendar has, anywhere in the text; how the date of issue is written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from bot import texts
from bot.assistant.checks.findings import Finding, Kind, Reviewed, Severity
from knowledge.models import SectionType

_WRITTEN = re.compile(
    r"(?<![\d/.,-])(?P<day>\d{1,2})\s?/\s?(?P<month>\d{1,2})\s?/\s?(?P<year>\d{4,6})(?![\d/])"
    r"|\bngay (?P<day2>\d{1,2})\s?[/.-]\s?(?P<month2>\d{1,2})(?:\s?[/.-]\s?(?P<year2>\d{4,6}))?(?![\d/.-]*\d)"
    r"|\bngay (?P<day3>\d{1,2}) thang (?P<month3>\d{1,2})(?: nam (?P<year3>\d{4,6}))?(?!\d)"
)
_FIRST_YEAR, _LAST_YEAR = 1930, 2100


def check(reviewed: Reviewed) -> Iterator[Finding]:
    """Impossible days outside the dates of instruments, which have a check of their own."""
    for match in _WRITTEN.finditer(reviewed.folded):
        day, month, year = (next((match[f"{name}{n}"] for n in ("", "2", "3") if match[f"{name}{n}"]), None)
                            for name in ("day", "month", "year"))  # fmt: skip
        if any(c.start <= match.start() < c.end for c in reviewed.facts.citations):
            continue
        if _exists(int(day or 0), int(month or 0), int(year) if year else None):
            continue
        yield reviewed.finding(
            Kind.BAD_DATE,
            Severity.HIGH,
            match.span(),
            texts.REVIEW_NO_SUCH_DAY.format(written=reviewed.text[slice(*match.span())]),
            texts.REVIEW_CHECK_ORIGINAL,
            texts.REVIEW_RULE_CALENDAR,
        )
    yield from _date_of_issue(reviewed)


def _exists(day: int, month: int, year: int | None) -> bool:
    try:
        found = date(year if year is not None else 2024, month, day)
    except ValueError:
        return False
    return _FIRST_YEAR <= found.year <= _LAST_YEAR


_ISSUED = re.compile(r"\bngay (?P<day>\d{1,2}|[\s.…]*)\s?thang (?P<month>\d{1,2}) nam (?P<year>\d{4})")


def _date_of_issue(reviewed: Reviewed) -> Iterator[Finding]:
    """Days below 10 and months 1 and 2 have a zero before them, other months have none; the day of a draft is
    still open."""
    if reviewed.misread:
        return
    for section in reviewed.facts.sections:
        if section.type is not SectionType.HEADER:
            continue
        for match in _ISSUED.finditer(reviewed.folded, section.start, section.end):
            day, month = match["day"].strip(), match["month"]
            right_day = f"{int(day):02}" if day.isdigit() else day
            right_month = f"{int(month):02}" if int(month) < 3 else str(int(month))
            if (day, month) != (right_day, right_month):
                yield reviewed.finding(
                    Kind.FORMAT,
                    Severity.LOW,
                    match.span(),
                    texts.REVIEW_DATE_ZEROS.format(written=reviewed.text[slice(*match.span())]),
                    f"ngày {right_day or '…'} tháng {right_month} năm {match['year']}",
                    texts.REVIEW_RULE_DATE,
                )
