"""Dates, times, places and lists of units as Vietnamese administrative text writes them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta, timezone

from bot import texts

VIETNAM = timezone(timedelta(hours=7))
"""Vietnam keeps UTC+7 all year."""

MOST_UNITS = 30
"""Units named in one sentence; the rest is counted."""


def date(iso: str) -> str:
    """ISO (also partial) as d/m/yyyy: days below 10 and months 1 and 2 take a zero (NĐ 30/2020,
    Phụ lục I, phần II, mục 4)."""
    parts = iso.split("-")
    if len(parts) == 3:
        year, month, day = parts
        return f"{day}/{_month(month)}/{year}"
    return "/".join([*map(_month, parts[1:]), parts[0]])


def _month(month: str) -> str:
    return month if month in ("01", "02") else str(int(month))


def local_time(iso: str | None) -> str:
    """A UTC time as "17:05 ngày 20/11/2026" in Vietnam."""
    if iso is None:
        return "–"
    local = datetime.fromisoformat(iso).astimezone(VIETNAM)
    return f"{local:%H:%M} ngày {date(local.date().isoformat())}"


def listed(units: Sequence[str]) -> tuple[str, list[str]]:
    """The names of units in a sentence, many of them counted; and the count, where there is one."""
    rest = len(units) - MOST_UNITS
    more = [texts.AND_MORE.format(count=rest)] if rest > 0 else []
    return ", ".join([*units[:MOST_UNITS], *more]), more


def section_label(path: str) -> str:
    """How a section is named to readers: "mục III.2", "phần mở đầu", "phụ lục, mục II"."""
    head, _, rest = path.partition(".")
    named = texts.SECTION_NAMES.get(head)
    within = path if named is None else rest
    return ", ".join(filter(None, (named, texts.SECTION.format(path=within) if within else None)))
