"""The bodies that tables give tasks to, and how a question names them: shortened, without "và"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from knowledge.abbreviations import expand
from knowledge.models import TaskAssignment
from knowledge.snapshot import DocumentRecord
from knowledge.vietnamese import fold

_SEPARATOR = re.compile(
    r"[;\n]|,\s*(?=(?:các|phòng|văn phòng|trung tâm|công an|ban|đoàn|hội|[uủ][yỷ] ban|trường|trạm|mặt trận)"
    r"\b)",
    re.IGNORECASE,
)
_OWN = re.compile(r" (?:phuong|xa|thi tran|dac khu)$")
_LEADING = re.compile(
    r"(?:phong|van phong|trung tam|cong an|ban|doan|hoi|truong|tram|mat tran|uy ban|bo phan|to|chi bo)\b"
)
_SHORTEST = 2
"""Syllables of a body's name that a question must say; so many suffice where no other body begins so."""


class Body(NamedTuple):
    """A body named at `text[start:end]` of a question; `keys` are its spellings in the tables."""

    name: str
    keys: frozenset[str]
    start: int
    end: int

    def among(self, cell: str | None) -> bool:
        """Whether the cell of a table names it."""
        return not self.keys.isdisjoint(key_of(name) for name in names_in(cell))


WHO_DOES = re.compile(
    r"\b(?:(?<!\bco )ai|(?:phong|bo phan|ben|(?<!van )ban|co quan) nao)"
    r" (?!(?:ky|duoc|bi|la|co|biet|hoi|noi|bao|chua|khong|da|ban hanh|nop|gui|neu|nhac|cung|cua)\b)\w+ \w"
)
"""Asks who does something, in whatever words: "ai dạy nghề cho nông dân"."""


def names_in(cell: str | None) -> list[str]:
    """The bodies that a cell names, as written."""
    return [part.strip() for part in _SEPARATOR.split(cell or "") if part.strip()]


@lru_cache(maxsize=1024)
def key_of(name: str) -> str:
    """What stays the same however a body is written: "Công an phường" is "cong an"."""
    words = [word for word in re.findall(r"\w+", fold(expand(name))) if word != "va"]
    return _OWN.sub("", " ".join(words))


def bodies_of(rows: Iterable[tuple[DocumentRecord, TaskAssignment]]) -> dict[str, str]:
    """Every body of these tables: its name by its key."""
    named: dict[str, str] = {}
    for _, task in rows:
        for name in (*names_in(task.lead), *names_in(task.support)):
            named.setdefault(key_of(name), name)
    return named


def body_named(folded: str, bodies: dict[str, str]) -> Body | None:
    """The body that a folded question names: in full, else by a beginning that only it has."""
    spoken = [(m[0], m.start(), m.end()) for m in re.finditer(r"\w+", folded) if m[0] != "va"]
    best: tuple[bool, int, str, int, int] | None = None
    for key in bodies:
        words = key.split()
        for at in range(len(spoken)):
            length = _common(words, [word for word, _, _ in spoken[at : at + len(words)]])
            whole = length == len(words)
            if length < _SHORTEST or not (whole or _alone(words[:length], key, bodies)):
                continue
            found = (whole, length, key, spoken[at][1], spoken[at + length - 1][2])
            best = max(best, found, key=lambda f: (f[1], f[0])) if best else found
    if best is None:
        return None
    _, _, key, start, end = best
    return Body(bodies[key], frozenset({key}), start, end)


def _common(words: list[str], others: list[str]) -> int:
    """How many words both begin with."""
    same = 0
    for word, other in zip(words, others, strict=False):
        if word != other:
            break
        same += 1
    return same


def _alone(beginning: list[str], key: str, bodies: dict[str, str]) -> bool:
    """Whether only that body begins so, and the beginning says what kind of body it is and more."""
    start = " ".join(beginning)
    kind = _LEADING.match(start)
    if kind is None or (kind[0] == start and start not in ("van phong", "cong an")):
        return False
    return all(other == key or not f"{other} ".startswith(f"{start} ") for other in bodies)
