"""What a section is for, by the words of its heading (`reference_data/section_headings.toml`)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from rapidfuzz import fuzz

from knowledge.frame import marker_of
from knowledge.models import SectionType
from knowledge.vietnamese import as_letters, fold, is_marked

_REACH = 8  # words of a heading that say what it is about; what follows is its object
_SHORTEST = 5  # letters of a phrase that may be misread
_MISREAD = 80  # similarity of 100 that a misread phrase keeps with the phrase that was printed


class _Phrase(NamedTuple):
    words: tuple[str, ...]
    type: SectionType


def section_type(heading: str, parent: SectionType | None, kind: str | None) -> SectionType:
    """The type of the section under a heading within a section of type `parent` of a document of `kind`."""
    said = stated_type(heading)
    if parent is None:
        return said or default_type(kind)
    return said if said is not None and said in _allowed_below().get(parent, ()) else parent


def stated_type(heading: str) -> SectionType | None:
    """The type that the first words of a heading name, or None where they name none."""
    marker = marker_of(heading)
    words = _words(heading[marker.length :] if marker else heading)[:_REACH]
    exact = is_marked(heading)
    found = [
        (at, -likeness, -len(phrase.words), phrase.type)
        for phrase in _phrases()
        for at, likeness in _places(words, phrase.words, exact=exact)
    ]
    return min(found)[-1] if found else None


def default_type(kind: str | None) -> SectionType:
    """What the parts of a document of this kind are for where no heading says so."""
    defaults: dict[str, str] = _table()["default"]
    return SectionType(defaults.get(kind or "*", defaults["*"]))


def _places(words: list[str], phrase: tuple[str, ...], *, exact: bool) -> Iterator[tuple[int, float]]:
    """Where a phrase stands among words, and how like it is (100 where the same); without marks in the
    heading it may be misread."""
    size = len(phrase)
    for at in range(len(words) - size + 1):
        window = words[at : at + size]
        if tuple(window) == phrase:
            yield at, 100.0
        elif not exact and sum(map(len, phrase)) > _SHORTEST:
            likeness = fuzz.ratio(" ".join(window), " ".join(phrase))
            if likeness >= _MISREAD:
                yield at, likeness


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", as_letters(fold(text)))


@cache
def _table() -> dict[str, Any]:
    text = files("knowledge.reference_data").joinpath("section_headings.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def _phrases() -> tuple[_Phrase, ...]:
    return tuple(
        _Phrase(tuple(_words(phrase)), SectionType(row["type"]))
        for row in _table()["heading"]
        for phrase in row["phrases"]
    )


@cache
def _allowed_below() -> dict[SectionType, frozenset[SectionType]]:
    return {
        SectionType(parent): frozenset(SectionType(child) for child in children)
        for parent, children in _table()["below"].items()
    }
