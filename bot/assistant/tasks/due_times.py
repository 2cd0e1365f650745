"""When something is due, as days of a year: "Quý III/2026", "Trước ngày 30/9/2026", "Tháng 12 hằng năm".

In a table "trước ngày 30/9" names the last day; in a question it bounds what is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_Day = tuple[int, int]  # month, day
_START, _END = (1, 1), (12, 31)
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}

_YEAR = r"(?:\s*[/.-]\s*(?P<{0}>\d{{4}})|\s+nam\s+(?P<{0}w>\d{{4}}))?"
_WORDS = re.compile(
    r"(?<![\w/])(?P<bound>truoc|sau|tu|den(?: het)?|khong qua|cham nhat)?\s*(?:ngay\s+)?(?:"
    r"(?P<day>\d{1,2})(?:\s*[/.-]\s*|\s+thang\s+)(?P<daymonth>\d{1,2})(?![\d/.-]*\d{5})" + _YEAR.format("dy")
    + r"|quy\s+(?P<quarter>iv|i{1,3}|[1-4])(?!\w)" + _YEAR.format("qy")
    + r"|thang\s+(?P<month>\d{1,2})(?!\d)" + _YEAR.format("my")
    + r"|(?:6|sau)\s+thang\s+(?P<half>dau|cuoi)\s+nam(?:\s+(?P<hy>\d{4}))?)"
)  # fmt: skip
_UP_TO = ("truoc", "den", "den het", "khong qua", "cham nhat")

RECURRING = re.compile(
    r"\b(?:thuong xuyen|hang (?:nam|quy|thang|tuan|ngay)|dinh ky|lien tuc|khi co yeu cau|theo yeu cau)\b"
)
"""Words of a folded text for what has no last day."""


class Span(NamedTuple):
    """Days from `first` to `last` (month, day), of a year where one is given."""

    first: _Day
    last: _Day
    year: int | None

    def meets(self, other: Span) -> bool:
        """Whether both have a day in common; a year that one of them leaves out is the other's."""
        same_year = self.year is None or other.year is None or self.year == other.year
        return same_year and self.first <= other.last and other.first <= self.last

    @property
    def end(self) -> tuple[int, _Day]:
        """What comes first is smaller."""
        return self.year or 9999, self.last


def due_spans(folded: str) -> list[Span]:
    """The days that the folded words of a table name: "truoc ngay 30/9/2026" is that day."""
    return [span for _, span in _spans(folded)]


def asked_span(folded: str) -> Span | None:
    """The days that a folded question asks about: "truoc 30/6" is from the first day of the year on."""
    for match, span in _spans(folded):
        if match["bound"] in _UP_TO:
            return span._replace(first=_START)
        return span._replace(last=_END) if match["bound"] in ("sau", "tu") else span
    return None


def without_times(folded: str) -> str:
    """The text with the words that name days blanked, of the same length."""
    for pattern in (_WORDS, RECURRING):
        folded = pattern.sub(lambda match: " " * len(match[0]), folded)
    return folded


def _spans(folded: str) -> Iterator[tuple[re.Match[str], Span]]:
    for match in _WORDS.finditer(folded):
        years = [match[name] for name in ("dy", "dyw", "qy", "qyw", "my", "myw", "hy") if match[name]]
        year = int(years[0]) if years else None
        if match["quarter"]:
            quarter = _QUARTERS[match["quarter"]]
            yield match, Span((3 * quarter - 2, 1), (3 * quarter, 31), year)
        elif match["half"]:
            first = 1 if match["half"] == "dau" else 7
            yield match, Span((first, 1), (first + 5, 31), year)
        elif match["month"] and 1 <= int(match["month"]) <= 12:
            yield match, Span((int(match["month"]), 1), (int(match["month"]), 31), year)
        elif match["day"] and 1 <= int(match["daymonth"]) <= 12 and 1 <= int(match["day"]) <= 31:
            day = (int(match["daymonth"]), int(match["day"]))
            yield match, Span(day, day, year)
