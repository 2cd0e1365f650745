"""Days, months, quarters, years and spans of years that a text states, for checking."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from knowledge.units import tables


class Period(NamedTuple):
    """A day, month, quarter, year or span of years; None where the text does not say."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    quarter: int | None = None
    until: int | None = None


def covers(stated: Period, said: Period) -> bool:
    """Whether a stated period backs one that is said with the same or less exactness."""
    if said.until is not None:
        return stated == said
    if said.year is not None and said.year not in (stated.year, stated.until):
        return False
    return all(
        mine is None or mine == its
        for mine, its in ((said.month, stated.month), (said.day, stated.day), (said.quarter, stated.quarter))
    )


_Y = r"(?:19|20)\d{2}"
_DASH = r"\s?[-–—]\s?"


def _full(match: re.Match[str]) -> Period | None:
    return _valid(Period(int(match["y"]), int(match["m"]), int(match["d"])))


def _month(match: re.Match[str]) -> Period | None:
    year = int(match["y"]) if "y" in match.re.groupindex and match["y"] else None
    return _valid(Period(year, int(match["m"])))


def _day(match: re.Match[str]) -> Period | None:
    return _valid(Period(None, int(match["m"]), int(match["d"])))


_DAY_WORD = re.compile(r"(?:ngay|truoc|sau|tu|den|han|sang|chieu|toi|dem) $")


def _short_day(match: re.Match[str]) -> Period | None:
    """ "05/12" is a day, but the "6/7" of "6/7 trường" a count."""
    counts = tables().unit.match(match.string, match.end()) is not None
    return None if counts and not _DAY_WORD.search(match.string, 0, match.start()) else _day(match)


def _quarter(match: re.Match[str]) -> Period:
    numeral = match["q"]
    number = int(numeral) if numeral.isdigit() else {"i": 1, "ii": 2, "iii": 3, "iv": 4}[numeral]
    return Period(int(match["y"]) if match["y"] else None, quarter=number)


def _valid(period: Period) -> Period | None:
    return period if period.month in range(1, 13) and period.day in (None, *range(1, 32)) else None


PATTERNS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Period | None]], ...] = (
    (re.compile(rf"(?<!\d)(?P<y>{_Y})-(?P<m>\d\d)-(?P<d>\d\d)(?:t[\d:.]+(?:\+\d+:?\d*|z)?)?(?!\d)"), _full),
    (
        re.compile(rf"(?<![\d/])(?P<d>\d{{1,2}})\s?[/.-]\s?(?P<m>\d{{1,2}})\s?[/.-]\s?(?P<y>{_Y})(?!\d)"),
        _full,
    ),
    (re.compile(rf"(?<!\d)(?P<d>\d{{1,2}}) thang (?P<m>\d{{1,2}}),? nam (?P<y>{_Y})(?!\d)"), _full),
    # the slip of real texts "06/8/20255": day and month can be relied on, the year cannot
    (re.compile(rf"(?<![\d/])(?P<d>\d{{1,2}})/(?P<m>\d{{1,2}})/{_Y}\d(?!\d)"), _day),
    (re.compile(rf"thang (?P<m>\d{{1,2}})(?:,? nam |\s?[/.-]\s?)(?P<y>{_Y})(?!\d)"), _month),
    (re.compile(rf"(?<![\d/.,])(?P<m>\d{{1,2}})/(?P<y>{_Y})(?![\d/])"), _month),
    (re.compile(rf"(?<![\d/-])(?P<y>{_Y})-(?P<m>0[1-9]|1[0-2])(?![\d-])"), _month),
    (re.compile(r"(?<!\d)(?P<d>\d{1,2}) thang (?P<m>\d{1,2})(?!\d)"), _day),
    (re.compile(r"(?<![\d/.,])(?P<d>\d{1,2})/(?P<m>\d{1,2})(?![\d/]|\s?%)"), _short_day),
    (re.compile(r"ngay (?P<d>\d{1,2})[.-](?P<m>\d{1,2})(?![\d.-])"), _day),
    (re.compile(rf"quy (?P<q>i{{1,3}}|iv|[1-4])(?!\w)(?:(?:,? nam |\s?[/-]\s?| )(?P<y>{_Y}))?"), _quarter),
    (re.compile(r"thang (?P<m>\d{1,2})(?!\d|\s?%)"), _month),
    (
        re.compile(rf"(?<![\d.,])(?P<y>{_Y})(?:{_DASH}| den (?:het )?(?:nam )?)(?P<u>{_Y})(?![.,]?\d)"),
        lambda match: Period(int(match["y"]), until=int(match["u"])),
    ),
    (
        re.compile(rf"(?<!\w)(?:nam|nien|doan|ky|toi|den|tu) (?P<y>{_Y})(?![.,]?\d|\s?%)"),
        lambda match: Period(int(match["y"])),
    ),
)
"""What reads as a period in folded text, in the order in which to try: the exact before the vague."""
