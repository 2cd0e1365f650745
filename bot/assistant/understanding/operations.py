"""What a question wants done with the units it compares: rank, the first five, those below 80%, …"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import count

from knowledge.models import Comparator
from knowledge.numbers import parse_number
from knowledge.vietnamese import fold, nfc

_NUMBER = r"(?P<n{at}>\d+(?:[.,]\d+)*)"
_COMPARATORS = {
    "between": Comparator.AT_LEAST,
    "more_than": Comparator.GREATER,
    "at_least": Comparator.AT_LEAST,
    "less_than": Comparator.LESS,
    "at_most": Comparator.AT_MOST,
}


@dataclass(frozen=True)
class Operations:
    """The rows of `operations.toml` that a question uses, with their numbers (`ceiling` is the upper end of
    "từ 60% đến 70%"); `rest` is the question without those words."""

    rows: frozenset[str]
    rest: str
    top: int | None = None
    start: int = 1
    comparator: Comparator | None = None
    threshold: float | None = None
    ceiling: float | None = None

    def any_of(self, *rows: str) -> bool:
        """The question wants one of these."""
        return not self.rows.isdisjoint(rows)

    @property
    def ranks(self) -> bool:
        """The units are to be put in order."""
        return self.any_of("rank", "top", "highest", "lowest", "middle", "mean", "sum", "place")

    @property
    def ascending(self) -> bool:
        """The lowest value comes first."""
        return self.any_of("lowest", "ascending")


def read(text: str) -> Operations:
    """Read a question, however sloppily typed. `rest` has the same length as the question in NFC."""
    rest = nfc(text)
    folded = str(fold(rest))
    found: dict[str, tuple[float, ...]] = {}
    for row, pattern in _patterns().items():
        for match in pattern.finditer(folded):
            numbers = (parse_number(group) for group in match.groups() if group)
            found.setdefault(row, tuple(number for number in numbers if number is not None))
            if row not in _KEPT:
                rest = rest[: match.start()] + " " * len(match[0]) + rest[match.end() :]
                folded = folded[: match.start()] + " " * len(match[0]) + folded[match.end() :]
    bound = next((row for row in _COMPARATORS if found.get(row)), None)
    return Operations(
        rows=frozenset(found),
        rest=rest,
        top=next(map(int, found.get("top", ())), None),
        start=next(map(int, found.get("from_place", ())), 1),
        comparator=_COMPARATORS[bound] if bound else None,
        threshold=found[bound][0] if bound else None,
        ceiling=found[bound][-1] if bound == "between" else None,
    )


def without(row: str, folded: str) -> str:
    """The text without the words of that row, of the same length."""
    return _patterns()[row].sub(lambda match: " " * len(match[0]), folded)


_KEPT = frozenset(
    ("reported", "contradiction", "copy", "late", "lacking", "by_one", "by_all", "ascending", "arithmetic")
)
"""Rows whose words may hold a unit's name (these questions are not searched for an indicator) or belong to
another row, too."""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    patterns = {}
    for row, entry in _table().items():
        at = count()
        parts = [
            re.sub(r"\{n\}", lambda _: _NUMBER.replace("{at}", str(next(at))), phrase)  # noqa: B023
            for phrase in entry["phrases"]
        ]
        patterns[row] = re.compile(r"(?<!\w)(?:" + "|".join(parts) + r")(?!\w)")
    return patterns


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    text = files("bot.assistant.understanding").joinpath("operations.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def examples() -> list[tuple[str, str]]:
    """(row, example) of the table, for the test that reads them back."""
    return [(row, example) for row, entry in _table().items() for example in entry["examples"]]
