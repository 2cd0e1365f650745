"""By when what is owed: the deadlines of plans and requests as dates.

words = "trước ngày 05/12" | "trước ngày 15/8/2025" | "ngày 20 hằng tháng" | "ngày 15 tháng cuối quý"
      | "tháng 12 hằng năm"
"""

from __future__ import annotations

import calendar
import hashlib
import re
from datetime import date

from bot.assistant.corpus import Corpus
from knowledge.models import Fact
from knowledge.vietnamese import fold, nfc

_FULL = re.compile(r"\b(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})\b")
_LONG = re.compile(r"\bngay\s+(\d{1,2})\s+thang\s+(\d{1,2})\s+nam\s+(\d{4})\b")
_YEARLY = re.compile(r"\b(\d{1,2})\s*[/.-]\s*(\d{1,2})\b|\bngay\s+(\d{1,2})\s+thang\s+(\d{1,2})\b")
_QUARTERLY = re.compile(r"\bngay\s+(\d{1,2})\s+(?:cua\s+)?thang cuoi\s+(?:moi\s+|cua\s+)?quy\b")
_MONTHLY = re.compile(r"\bngay\s+(\d{1,2})\s+(?:(?:hang|moi)\s+thang|thang\s+(?:sau|ke tiep))\b")
_MONTH = re.compile(r"\bthang\s+(\d{1,2})\s+(?:hang|moi)\s+nam\b")


class Due(Fact):
    """Something owed. `words` as in the source; `due` is the next such day, None where the words give
    none; `key` stays the same from load to load."""

    key: str
    document: str
    commune: str | None
    content: str
    words: str
    due: date | None
    recipient: str | None


def listed(corpus: Corpus, today: date) -> tuple[Due, ...]:
    """All deadlines of the corpus that are not past, the next one first, undated ones last."""
    found = {}
    for document, deadline in corpus.snapshot.deadlines(corpus.documents):
        content = " ".join(deadline.content.replace("*", "").split())
        key = hashlib.sha256(f"{document.name}\n{content}\n{deadline.due}".encode()).hexdigest()[:32]
        due = next_date(deadline.due, today)
        if due is None and _is_past(deadline.due, today):
            continue
        found[key] = Due(
            key=key,
            document=document.name,
            commune=document.header.commune,
            content=content,
            words=deadline.due,
            due=due,
            recipient=deadline.recipient,
        )
    return tuple(sorted(found.values(), key=lambda d: (d.due is None, d.due or today, d.content)))


def next_date(words: str, today: date) -> date | None:
    """The first day, today or later, that the words name; None where they name none that is to come."""
    folded = fold(nfc(words))
    once = _once(folded)
    if once is not None:
        return once if once >= today else None
    if match := _QUARTERLY.search(folded):
        return _next_of(today, int(match[1]), months=(3, 6, 9, 12))
    if match := _MONTHLY.search(folded):
        return _next_of(today, int(match[1]), months=tuple(range(1, 13)))
    if match := _YEARLY.search(folded):
        day, month = int(match[1] or match[3]), int(match[2] or match[4])
        return _next_of(today, day, months=(month,)) if 1 <= month <= 12 and 1 <= day <= 31 else None
    if (match := _MONTH.search(folded)) and 1 <= int(match[1]) <= 12:
        return _next_of(today, 31, months=(int(match[1]),))
    return None


def recurs(words: str) -> bool:
    """Whether the deadline comes again: it names no year."""
    return _once(fold(nfc(words))) is None


def _once(folded: str) -> date | None:
    match = _FULL.search(folded) or _LONG.search(folded)
    if match is None:
        return None
    try:
        return date(int(match[3]), int(match[2]), int(match[1]))
    except ValueError:
        return None


def _is_past(words: str, today: date) -> bool:
    once = _once(fold(nfc(words)))
    return once is not None and once < today


def _next_of(today: date, day: int, months: tuple[int, ...]) -> date:
    """The next `day` (or the month's last, where it is shorter) of one of the months."""
    candidates = (
        date(year, month, min(day, calendar.monthrange(year, month)[1]))
        for year in (today.year, today.year + 1)
        for month in months
    )
    return min(candidate for candidate in candidates if candidate >= today)
