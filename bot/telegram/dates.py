"""Days and times as people in Vietnam write them."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

VIETNAM: Final = ZoneInfo("Asia/Ho_Chi_Minh")


def clock_time(moment: float) -> str:
    """Seconds since 1970 as "08:12 21/11"."""
    return datetime.fromtimestamp(moment, VIETNAM).strftime("%H:%M %d/%m")


def iso_time(iso: str) -> str:
    """An ISO moment as "17:05 20/11/2025"; without a zone it is UTC."""
    moment = datetime.fromisoformat(iso)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=ZoneInfo("UTC"))
    return moment.astimezone(VIETNAM).strftime("%H:%M %d/%m/%Y")


def iso_day(iso: str) -> str:
    """2025-08-08 as 08/08/2025, 2025-08 as 08/2025."""
    return "/".join(reversed(iso.split("-")))
