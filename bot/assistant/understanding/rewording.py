"""A question in other words: those that documents may write for what was typed; the table is
`rewordings.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from knowledge.vietnamese import fold, nfc


class Rewording(NamedTuple):
    """One row of the table; see there."""

    said: tuple[str, ...]
    written: tuple[str, ...]
    example: str


class Reworded(NamedTuple):
    """A text without such words, and all that is written instead of them."""

    text: str
    written: str


@cache
def table() -> tuple[Rewording, ...]:
    """All rows."""
    text = files("bot.assistant.understanding").joinpath("rewordings.toml").read_text(encoding="utf-8")
    rows = tomllib.loads(text)["words"]
    return tuple(Rewording(tuple(row["said"]), tuple(row["written"]), row["example"]) for row in rows)


def rewordings(text: str) -> list[Reworded]:
    """The text with such words as documents write them, one for each way that some row knows; none
    where it has none."""
    text = nfc(text)
    plain = str(fold(text))
    found = [
        (match.span(), _rows()[match[0]])
        for match in _pattern().finditer(plain)
        if _is_said(text[match.start() : match.end()], _rows()[match[0]]) and not _is_written(plain, match)
    ]
    ways = max((len(row.written) for _, row in found), default=0)
    return [_reworded(text, found, way, marked=plain != text.lower()) for way in range(ways)]


def _is_said(typed: str, row: Rewording) -> bool:
    """Typed without marks, or with those of the row: "máy" is no "mấy"."""
    typed = typed.lower()
    return typed == fold(typed) or typed in row.said


def _is_written(plain: str, said: re.Match[str]) -> bool:
    """Whether the words are the beginning of what would stand for them: "hồ sơ đất" of "hồ sơ đất đai"."""
    longer = (own for own in _rows()[said[0]].written if len(own) > len(said[0]))
    return any(plain.startswith(fold(own), said.start()) for own in longer)


def _reworded(
    text: str, found: Sequence[tuple[tuple[int, int], Rewording]], way: int, *, marked: bool
) -> Reworded:
    parts: list[str] = []
    at = 0
    for (start, end), row in found:
        written = row.written[min(way, len(row.written) - 1)]
        parts += [text[at:start], written if marked else str(fold(written))]
        at = end
    return Reworded("".join([*parts, text[at:]]), " ".join(parts[1::2]))


@cache
def _rows() -> dict[str, Rewording]:
    return {fold(said): row for row in table() for said in row.said}


@cache
def _pattern() -> re.Pattern[str]:
    longest_first = sorted(_rows(), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
