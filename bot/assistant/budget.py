"""What model calls cost, and a daily limit on it."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from threading import Lock
from typing import NamedTuple, Protocol

VIETNAM = timezone(timedelta(hours=7))
"""A budget day is a day of the offices that use it; Viet Nam has no summer time."""


class Usage(NamedTuple):
    """Tokens of one call, and its cost in US dollars where prices are configured. `estimated`: the
    server did not report usage, so tokens were reckoned from the length of the texts."""

    model: str
    input_tokens: int
    output_tokens: int
    cost: float = 0.0
    estimated: bool = False

    @property
    def tokens(self) -> int:
        """Both directions."""
        return self.input_tokens + self.output_tokens


class Price(NamedTuple):
    """US dollars per million tokens."""

    input: float = 0.0
    output: float = 0.0

    def of(self, input_tokens: int, output_tokens: int) -> float:
        """What a call costs, in US dollars."""
        return (input_tokens * self.input + output_tokens * self.output) / 1_000_000


class Spent(NamedTuple):
    """The sum of one day."""

    calls: int = 0
    tokens: int = 0
    cost: float = 0.0


class Limit(NamedTuple):
    """What may be spent in a day; None is no limit."""

    tokens: int | None = None
    cost: float | None = None

    def reached(self, spent: Spent) -> bool:
        """Whether no further call may be made."""
        return (self.tokens is not None and spent.tokens >= self.tokens) or (
            self.cost is not None and spent.cost >= self.cost
        )


class Ledger(Protocol):
    """Where calls are written down."""

    def record(self, usage: Usage) -> None:
        """Write one call down."""

    def spent(self, day: date | None = None) -> Spent:
        """What a day cost so far; today by default."""


class FileLedger:
    """One JSON line per call. A line is appended in a single write, so several processes may share the
    file; lines that a crash cut short are passed over. Each line is read once."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._read = 0
        self._days: defaultdict[date, Spent] = defaultdict(Spent)
        self._lock = Lock()

    def record(self, usage: Usage) -> None:
        """Write one call down. Raises OSError where the file cannot be written."""
        line = json.dumps({"at": datetime.now(UTC).isoformat(timespec="seconds"), **usage._asdict()})
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("a", encoding="utf-8") as ledger:
            ledger.write(line + "\n")

    def spent(self, day: date | None = None) -> Spent:
        """What a day (Vietnamese time) cost so far; today by default."""
        with self._lock:
            if self._path.exists():
                self._read_on()
            return self._days[day or datetime.now(VIETNAM).date()]

    def _read_on(self) -> None:
        with self._path.open("rb") as ledger:
            ledger.seek(self._read)
            for line in ledger:
                if not line.endswith(b"\n"):
                    return
                self._read += len(line)
                entry = _entry(line)
                if entry is not None:
                    day, usage = entry
                    sofar = self._days[day]
                    self._days[day] = Spent(
                        sofar.calls + 1, sofar.tokens + usage.tokens, sofar.cost + usage.cost
                    )


def _entry(line: bytes) -> tuple[date, Usage] | None:
    try:
        fields = json.loads(line)
        at = datetime.fromisoformat(fields.pop("at")).astimezone(VIETNAM)
        return at.date(), Usage(**fields)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
