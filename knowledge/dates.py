"""Dates of issue as written behind a symbol: "ngày 05/3/2020", "ngày 20 tháng 11 năm 2025", "năm 2024".

All patterns work on unified, folded text (lower case, no diacritics) and tolerate what scanning does to it:
stray punctuation, line ends, "0l/7/2025", "igay", "nim 2025".
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple


class ReadDate(NamedTuple):
    """`text[start:end]` states a date; `iso` is None where no such day exists ("31/02/2025")."""

    iso: str | None
    start: int
    end: int


_DAY = r"\d{1,2}|[oil]\d|\d[oil]"
_YEAR = r"\d{4,5}(?!\d)"
_BETWEEN = r"[\s.,:;'’‘`_*~|-]{0,5}"
_NUMERIC = rf"(?P<d>{_DAY})\s?[/.-]\s{{0,3}}(?P<m>{_DAY})\s?[/.-]\s{{0,3}}(?P<y>{_YEAR}|\d\d(?!\d))"
_WORDED = (
    rf"(?P<dd>{_DAY}){_BETWEEN}[th]\w{{2,5}}{_BETWEEN}"
    rf"(?P<mm>{_DAY}){_BETWEEN}[nh]\w{{1,4}}{_BETWEEN}(?P<yy>{_YEAR})"
)
_HOUR = r"(?:hoi\s+\d{1,2}\s?(?:gio|h)\s?(?:\d{1,2}(?:\s?phut)?)?,?\s*)?"
_DAY_WORD = (
    _HOUR + r"(?:(?:(?:ky\s+)?ban hanh|ky|ra|cung|thong qua)\s+)?(?:\w{0,2}g[\w’']{1,2}y|nga\w|\w?gay)"
)
_FULL = re.compile(rf"[\s,(;:]{{0,5}}(?:{_DAY_WORD}){_BETWEEN}(?:{_WORDED}|{_NUMERIC})")
_BARE = re.compile(rf"[\s,(]{{1,4}}(?:{_WORDED}|{_NUMERIC})(?<=\d\d\d\d)(?![\d/])")
_MONTH = re.compile(rf"[\s,(]{{0,4}}thang\s?(?P<mm>{_DAY})\s?(?:nam\s|/)\s?(?P<yy>{_YEAR})")
_YEAR_ONLY = re.compile(r"[\s,(]{1,4}nam\s(?P<yy>(?:19|20)\d\d)(?!\d|\s?[-/])")
_YEAR_BARE = re.compile(r"[\s:_.]{1,4}(?P<yy>(?:19|20)\d\d)(?=[.,;)\s]|$)(?!\s?[-/])")
_DIGITS = str.maketrans("oil", "011")
_FIRST_YEAR, _LAST_YEAR = 1945, 2099


def date_after(folded: str, at: int) -> ReadDate | None:
    """A date that follows position `at` directly, the word "ngày" being optional."""
    for pattern in (_FULL, _BARE, _MONTH, _YEAR_ONLY):
        if match := pattern.match(folded, at):
            return _read(match)
    return None


def bare_year_after(folded: str, at: int) -> ReadDate | None:
    """A year that stands alone behind a symbol without one: "14/TTLB 1995"."""
    match = _YEAR_BARE.match(folded, at)
    return _read(match) if match else None


def date_before(folded: str, start: int, end: int) -> ReadDate | None:
    """The last "ngày D" in a stretch of text: "Ngày 05/8/2025, Ủy ban nhân dân xã ban hành …"."""
    found: ReadDate | None = None
    for match in _FULL.finditer(folded, start, end):
        found = _read(match)
    return found


def _read(match: re.Match[str]) -> ReadDate:
    parts = match.groupdict()
    day, month, year = (parts.get(short) or parts.get(short * 2) for short in "dmy")
    start = match.start() + len(match[0]) - len(match[0].lstrip(" \t\n,(;:"))
    return ReadDate(_iso(year or "", month, day), start, match.end())


def _iso(year: str, month: str | None, day: str | None) -> str | None:
    number = int(year)
    if len(year) == 2:
        number += 2000 if number < 45 else 1900
    if not _FIRST_YEAR <= number <= _LAST_YEAR:
        return None
    if month is None:
        return f"{number}"
    months = int(month.translate(_DIGITS))
    if day is None:
        return f"{number}-{months:02}" if 1 <= months <= 12 else None
    try:
        return date(number, months, int(day.translate(_DIGITS))).isoformat()
    except ValueError:
        return None


def in_words(iso: str) -> str:
    """The form for citing: "ngày 05/3/2020". Days below 10 and months 1 and 2 get a zero (Decree
    30/2020/NĐ-CP)."""
    year, *rest = iso.split("-")
    if not rest:
        return f"năm {year}"
    month = int(rest[0])
    shown = f"{month:02}" if month < 3 else str(month)
    return f"tháng {shown}/{year}" if len(rest) == 1 else f"ngày {rest[1]}/{shown}/{year}"
