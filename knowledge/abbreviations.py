"""Abbreviations of officers and documents, spelled out; the table is `reference_data/abbreviations.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from knowledge.vietnamese import fold, nfc


class Abbreviation(NamedTuple):
    """One row of the table; see there."""

    long: str
    short: tuple[str, ...]
    example: str
    formal: bool = False
    number: bool = False
    capitals: bool = False
    kept: str | None = None


@cache
def table() -> tuple[Abbreviation, ...]:
    """All rows."""
    text = (files("knowledge.reference_data") / "abbreviations.toml").read_text(encoding="utf-8")
    return tuple(
        Abbreviation(**{**row, "short": tuple(row["short"])}) for row in tomllib.loads(text)["abbreviation"]
    )


def expand(text: str) -> str:
    """A question with everything spelled out: "tthc o xa dat bn" → "thủ tục hành chính o xa dat bao nhiêu".
    Symbols of documents ("98/KH-UBND") stay as they are."""
    return _spelled_out(
        text, lambda row, written: written.isupper() if row.capitals else row.formal or _small(written)
    )


def expand_formal(text: str) -> str:
    """A document with the abbreviations that it writes in capitals spelled out."""
    return _spelled_out(text, lambda row, written: row.formal and written.split()[-1].isupper())


def _spelled_out(text: str, applies: Callable[[Abbreviation, str], bool]) -> str:
    text = nfc(text)

    def replacement(match: re.Match[str]) -> str:
        written = text[match.start() : match.end()]
        row = _rows()[match[0]]
        before = text[max(match.start() - 2, 0) : match.start()]
        beside_number = _NUMBER_BEFORE.search(before) or _NUMBER_AFTER.match(text, match.end())
        if not applies(row, written) or (row.number and beside_number):
            return written
        return row.long

    parts: list[str] = []
    at = 0
    for match in _pattern().finditer(fold(text)):
        parts += [text[at : match.start()], replacement(match)]
        at = match.end()
    return "".join([*parts, text[at:]])


def _small(written: str) -> bool:
    """Written in small letters, the first of a sentence aside."""
    return written.islower() or (len(written) > 1 and written[1:].islower())


_NUMBER_BEFORE = re.compile(r"\d[ .]?\Z")
_NUMBER_AFTER = re.compile(r"(?: | số | so )?\d")


@cache
def _rows() -> dict[str, Abbreviation]:
    return {fold(short): row for row in table() for short in row.short}


@cache
def _pattern() -> re.Pattern[str]:
    """Whole words that are no part of a symbol or an address; the longest first."""
    shorts = sorted(_rows(), key=len, reverse=True)
    return re.compile(rf"(?<![\w/@.-])(?:{'|'.join(map(re.escape, shorts))})(?![\w@])(?!\s?[/-]\s?\w|\.\w)")
