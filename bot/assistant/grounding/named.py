"""Communes that a text names, for checking: also bare names, which extraction takes for what they may be."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache
from typing import NamedTuple

from bot.assistant.grounding.phrases import NOT_A_COMMUNE
from knowledge import communes
from knowledge.commune_units import name_key, province_key, split_kind
from knowledge.vietnamese import fold, nfc


class Named(NamedTuple):
    """A commune at `text[start:end]`, by its folded bare name."""

    key: str
    start: int
    end: int


def commune_key(name: str) -> str:
    """The folded bare name: "Xã Phú Thái" is "phu thai"."""
    return name_key(split_kind(nfc(name))[1])


def find_communes(text: str) -> Iterator[Named]:
    """Communes with their type word, and bare names of listed ones ("Phú Thái đạt …")."""
    table = communes.table()
    typed = [Named(name_key(text[m.start : m.end]), m.start, m.end) for m in table.find(text)]
    yield from typed
    taken = {place for name in typed for place in range(name.start, name.end)}
    others = {match.end() for match in NOT_A_COMMUNE.found(text)}
    for start, end in _capitalised(text):
        key = name_key(text[start:end])
        listed = key in table.by_key and key not in _provinces()
        if not listed or start - 1 in others:
            continue
        if taken.isdisjoint(range(start, end)):
            yield Named(key, start, end)


def mentions_of(text: str, keys: Collection[str]) -> list[Named]:
    """Known communes named without their type word ("Phú Thái đạt …"); a name begins with a capital."""
    folded = fold(text)
    found = [
        Named(key, match.start(), match.end())
        for key in keys
        if key in folded
        for match in re.finditer(rf"(?<!\w){re.escape(key)}(?!\w)", folded)
        if text[match.start()].isupper()
    ]
    return sorted(found, key=lambda name: name.start)


@cache
def _provinces() -> frozenset[str]:
    table = communes.table()
    return frozenset(province_key(name) for name in (*table.provinces, *table.former_provinces))


def _capitalised(text: str) -> Iterator[tuple[int, int]]:
    """Runs of two to four words that begin with a capital and go on in small letters."""
    run: list[re.Match[str]] = []
    for word in [*re.finditer(r"[^\W\d_]+", text), None]:
        if word and word[0].istitle() and run and text[run[-1].end() : word.start()] == " ":
            run.append(word)
            continue
        if 2 <= len(run) <= 4:
            yield run[0].start(), run[-1].end()
        run = [word] if word and word[0].istitle() else []
