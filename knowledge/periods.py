"""The time a figure refers to, in words that can be compared: "năm 2025", "đến năm 2030", "6 tháng đầu
năm 2025", "quý III/2025", "giai đoạn 2026-2030", "hằng năm"."""

from __future__ import annotations

import re
from typing import NamedTuple

from knowledge.vietnamese import FoldedText

_YEAR = r"(?P<year>(?:19|20)\d{2})"
_N = r"n[aiu]m"  # năm, also as bad recognition leaves it
_ROMAN = {"1": "I", "2": "II", "3": "III", "4": "IV", "i": "I", "ii": "II", "iii": "III", "iv": "IV"}


class Period(NamedTuple):
    """A period in its standard words, `year` the last year it names."""

    words: str
    year: int | None
    start: int
    end: int


_PATTERNS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        (rf"giai doan (?P<from>(?:19|20)\d{{2}})\s?(?:[-–]|den)\s?{_YEAR}", "giai đoạn {from}-{year}"),
        (rf"(?P<count>3|6|9) thang (?P<half>dau|cuoi) {_N} {_YEAR}", "{count} tháng {half} năm {year}"),
        (rf"quy (?P<quarter>[1-4]|iv|i{{1,3}})(?:\s?[/-]\s?|\s+{_N} |\s+){_YEAR}", "quý {quarter}/{year}"),
        (rf"(?:den|tinh den|het|den het) (?:het )?thang (?P<month>\d{{1,2}})(?:\s?[/-]\s?|\s+{_N} ){_YEAR}",
         "đến tháng {month}/{year}"),
        (rf"(?:den|tinh den"
         rf"|den het)(?: het)?(?: ngay)? (?P<day>\d{{1,2}})[/.-](?P<month>\d{{1,2}})[/.-]{_YEAR}",
         "đến {day}/{month}/{year}"),
        (rf"thang (?P<month>\d{{1,2}})(?:\s?[/-]\s?|\s+{_N} ){_YEAR}", "tháng {month}/{year}"),
        (rf"(?:d[eo]n|vao|truoc) (?:het |cuoi )?{_N} {_YEAR}", "đến năm {year}"),
        (rf"nam hoc {_YEAR}\s?[-–]\s?(?P<to>20\d{{2}})", "năm học {year}-{to}"),
        (rf"{_N} {_YEAR}(?!\s?[-–]\s?\d)", "năm {year}"),
        (r"(?:luy ke |trong )?(?P<count>3|6|9) thang(?: dau nam)?", "{count} tháng đầu năm"),
        (r"quy (?P<quarter>iv|i{1,3}|[1-4])(?!\w)", "quý {quarter}"),
        (r"(?:hang|hing|moi) (?:nam|nim)", "hằng năm"),
        (r"(?:hang|moi) thang", "hằng tháng"),
        (r"(?:hang|moi) quy", "hằng quý"),
        (r"(?:hang|moi) tuan", "hằng tuần"),
    )
)  # fmt: skip
_COMPARED = ("so voi", "cung ky", "so", "cua")
"""What a value is compared with is not its period."""
_HALVES = {"dau": "đầu", "cuoi": "cuối"}


def periods(folded: FoldedText, start: int, end: int) -> list[Period]:
    """The periods named in `folded[start:end]`, in order of their place; of two that overlap the fuller
    one."""
    found: list[Period] = []
    for pattern, words in _PATTERNS:
        for match in pattern.finditer(folded, start, end):
            if folded[max(start, match.start() - 16) : match.start()].rstrip().endswith(_COMPARED):
                continue
            if not any(match.start() < other.end and other.start < match.end() for other in found):
                found.append(_period(match, words))
    return sorted(found, key=lambda period: period.start)


def compared_with(folded: FoldedText, start: int, at: int, hint: str | None) -> str | None:
    """The period that something in `folded[start:at]` is compared with, where the value at `at` is put in
    brackets behind it: "tăng 4,1 điểm so với năm 2024 (88,3%)"; "năm trước" is the one before the hint's."""
    opened = _BRACKETED.search(folded, start, at)
    if opened is None or _COMPARES.search(folded, max(start, opened.start() - 40), opened.start()) is None:
        return None
    year = last_year(hint)
    if year is not None and opened["before"]:
        return f"năm {year - 1}"
    found = (
        dated(_period(match, words).words, hint)
        for pattern, words in _PATTERNS
        for match in pattern.finditer(folded, start, opened.start())
        if match.end() == opened.start()
    )
    return next(found, None)


_COMPARES = re.compile(r"\b(?:so voi|hon|cung ky)\b[^,;.]*\Z")
_BRACKETED = re.compile(r"(?P<before> (?:nam (?:truoc|ngoai)|cung ky))?\s?\((?:(?:chi )?dat |la )?\Z")


def _period(match: re.Match[str], words: str) -> Period:
    parts = {name: value for name, value in match.groupdict().items() if value is not None}
    for name in ("day", "month"):
        if name in parts:
            parts[name] = str(int(parts[name]))
    if "half" in parts:
        parts["half"] = _HALVES[parts["half"]]
    if "quarter" in parts:
        parts["quarter"] = _ROMAN[parts["quarter"]]
    year = int(parts["year"]) if "year" in parts else None
    return Period(words.format(**parts), year, match.start(), match.end())


def dated(words: str, hint: str | None) -> str:
    """A quarter or some months without a year are those of the year of the hint."""
    year = last_year(hint)
    if year is None or last_year(words) is not None or words.startswith("hằng"):
        return words
    return f"{words}/{year}" if words.startswith("quý") else f"{words} {year}"


def is_later(words: str, hint: str | None) -> bool:
    """Whether a quarter is one after the month of the hint ("đến 3/2026")."""
    quarter = re.match(r"quý (IV|I{1,3})", words)
    month = re.match(r"đến (\d{1,2})/\d{4}", hint or "")
    if quarter is None or month is None:
        return False
    year = last_year(words) or last_year(hint)
    first = 3 * ("I", "II", "III", "IV").index(quarter[1]) + 1
    return (year or 0, first) > (last_year(hint) or 0, int(month[1]))


def last_year(period: str | None) -> int | None:
    """The last year that a period names."""
    years = re.findall(r"(?:19|20)\d{2}", period or "")
    return int(years[-1]) if years else None
