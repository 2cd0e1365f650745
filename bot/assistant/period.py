"""The time a figure refers to, so that only figures of one time are compared.

A figure's own words come first ("quý III/2025"); where they only repeat the date of the document, its title
says more ("Báo cáo … 6 tháng đầu năm 2025").
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from knowledge import periods
from knowledge.models import Figure, Nature
from knowledge.snapshot import DocumentRecord
from knowledge.vietnamese import FoldedText, fold

_YEAR = re.compile(r"(?:19|20)\d{2}")
_PART = re.compile(r"quý (?P<quarter>[IV]+)|(?P<months>\d+ tháng (?:đầu|cuối))|tháng (?P<month>\d{1,2})/")
_ASKED = re.compile(
    r"(?<!\w)(?:ky )?(?:(?:quy|q) ?(?P<quarter>[1-4]|iv|i{1,3})"
    r"|(?P<months>[369]) ?(?:thang|t)(?: (?P<half>dau|cuoi)| (?=nam|20\d\d|/))(?: nam(?! nay))?)"
    r"(?:[\s,/-]*(?:nam )?(?P<year>20\d\d))?(?!\w)"
)
QUARTERS = ("I", "II", "III", "IV")
_REPORTED = re.compile(r"năm \d|quý |\d+ tháng|tháng ")
_IN_DATE = re.compile(r"thang \d{1,2} $")
_AS_OF = re.compile(r"^đến (?:tháng )?(?:\d{1,2}/)?(?P<month>\d{1,2})/\d{4}$")


class Time(NamedTuple):
    """A year and the part of it that is named; `as_of` is the month up to which a figure counts where no
    part is named. All None where nothing is said ("hằng năm")."""

    year: int | None
    part: str | None = None
    as_of: int | None = None

    @property
    def end(self) -> int:
        """The month in which it ends."""
        part = self.part or ""
        if part in QUARTERS:
            return 3 * (QUARTERS.index(part) + 1)
        months = re.match(r"(\d+) tháng đầu", part)
        return int(months[1]) if months else int(part) if part.isdigit() else 12

    def aligned(self, other: Time) -> bool:
        """Whether figures of both may stand in one ranking: one year, and no different parts of it."""
        return self.year == other.year and self.part == other.part

    def covers(self, other: Time) -> bool:
        """Whether a time of which only some is said may mean another: a year means all its parts."""
        return self.year in (None, other.year) and self.part in (None, other.part)

    def same(self, other: Time) -> bool:
        """Whether two documents speak of the very same time."""
        return self == other and self.year is not None


UNSAID = Time(None)
EVERY_YEAR = "hằng năm"
"""The period of what is so every year (knowledge/periods.py)."""


def asked(folded: str) -> tuple[tuple[Time, ...], str]:
    """The quarters and half years that a folded question names ("q1/2026", "6 thang dau nam"), in order, and
    the question without them, of the same length."""
    times = tuple(dict.fromkeys(_asked_time(match) for match in _ASKED.finditer(folded)))
    return times, _ASKED.sub(lambda match: " " * len(match[0]), folded)


def _asked_time(match: re.Match[str]) -> Time:
    year = int(match["year"]) if match["year"] else None
    if match["months"]:
        return Time(year, f"{match['months']} tháng {'cuối' if match['half'] == 'cuoi' else 'đầu'}")
    quarter = match["quarter"]
    return Time(year, QUARTERS[int(quarter) - 1] if quarter.isdigit() else quarter.upper())


def of_document(document: DocumentRecord) -> Time:
    """The time that a document reports on: that of its title, else the year of its date."""
    issued = document.header.issued_on
    year = int(issued[:4]) if issued else None
    return time_of(of_title(document, year) or (f"năm {year}" if year else None))


@lru_cache(maxsize=4096)
def time_of(words: str | None) -> Time:
    """The time that the words of a period name."""
    if words is None:
        return UNSAID
    years = _YEAR.findall(words)
    part = _PART.search(words)
    as_of = _AS_OF.match(words)
    return Time(
        int(years[-1]) if years else None,
        next(group for group in part.groups() if group) if part else None,
        int(as_of["month"]) if as_of else None,
    )


def of_title(document: DocumentRecord, year: int | None) -> str | None:
    """The reporting period that the title of a document of that year names, in standard words. Other times
    in it are those of what is reported on: "Chiến lược … đến năm 2030"."""
    for words in _titled(document.header.title or ""):
        if year is not None and time_of(words).year in (year, year - 1):
            return words
    return None


_TO_COME = re.compile(
    r"\b(?:thang|quy|nam|ky)\b.*?(?P<ahead>(?:[;,.–-]|\bva) ?(?:mot so )?"
    r"(?:phuong huong|nhiem vu|ke hoach|muc tieu|giai phap|du kien|chuong trinh)\b.*)"
)
"""Behind the time that is reported on, what follows it: "… quý I và nhiệm vụ trọng tâm quý II năm 2026"."""


@lru_cache(maxsize=4096)
def _titled(title: str) -> tuple[str, ...]:
    folded: FoldedText = fold(title)
    ahead = _TO_COME.search(folded)
    end = ahead.start("ahead") if ahead else len(folded)
    named = [p for p in periods.periods(folded, 0, len(folded)) if _REPORTED.match(p.words)]
    year = next((period.words for period in reversed(named) if period.year), None)
    return tuple(
        periods.dated(period.words, year)
        for period in reversed(named)
        if period.start < end and (period.year or ahead) and not _IN_DATE.search(folded, 0, period.start)
    )


def stated(document: DocumentRecord, figure: Figure) -> str | None:
    """The period of a figure in words: its own, or that of the title where its own is the document's date."""
    if figure.nature is not Nature.RESULT or figure.period not in (None, _date(document, figure)):
        return figure.period
    issued = document.header.issued_on
    return of_title(document, int(issued[:4]) if issued else time_of(figure.period).year) or figure.period


def _date(document: DocumentRecord, figure: Figure) -> str:
    """How extraction names the date of a document as the period of its figures (knowledge/ingest.py)."""
    year, _, rest = (document.header.issued_on or "").partition("-")
    if not year:
        return f"năm {time_of(figure.period).year}"
    return f"đến {int(rest[:2])}/{year}" if rest else f"năm {year}"
