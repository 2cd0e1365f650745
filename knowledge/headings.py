"""What a section is for, by the words of its heading (`reference_data/section_headings.toml`)."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from knowledge.frame import marker_of, restored_capitals
from knowledge.models import SectionType
from knowledge.phrases import phrase_places, phrase_words
from knowledge.vietnamese import is_marked

_REACH = 8  # words of a heading that say what it is about; what follows is its object
_CLEARLY = 88  # likeness of 100 below which a misread phrase does not change the type of a subsection


class _Phrase(NamedTuple):
    words: tuple[str, ...]
    type: SectionType


def section_type(heading: str, parent: SectionType | None, kind: str | None) -> SectionType:
    """The type of the section under a heading within a section of type `parent` of a document of `kind`."""
    if parent is None:
        return stated_type(heading) or default_type(kind)
    said = stated_type(heading, likeness=_CLEARLY)
    return said if said is not None and said in _allowed_below().get(parent, ()) else parent


def stated_type(heading: str, *, likeness: float = 80) -> SectionType | None:
    """The type that the first words of a heading name, or None where they name none. Without marks they may
    be misread down to a likeness of 100."""
    heading = restored_capitals(heading)
    marker = marker_of(heading)
    words = phrase_words(heading[marker.length :] if marker else heading)[:_REACH]
    found = [
        (at, -like, -len(phrase.words), phrase.type)
        for phrase in _phrases()
        for at, like in phrase_places(words, phrase.words, misread=not is_marked(heading), likeness=likeness)
    ]
    return min(found)[-1] if found else None


def default_type(kind: str | None) -> SectionType:
    """What the parts of a document of this kind are for where no heading says so."""
    defaults: dict[str, str] = _table()["default"]
    return SectionType(defaults.get(kind or "*", defaults["*"]))


@cache
def _table() -> dict[str, Any]:
    text = files("knowledge.reference_data").joinpath("section_headings.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def _phrases() -> tuple[_Phrase, ...]:
    return tuple(
        _Phrase(tuple(phrase_words(phrase)), SectionType(row["type"]))
        for row in _table()["heading"]
        for phrase in row["phrases"]
    )


@cache
def _allowed_below() -> dict[SectionType, frozenset[SectionType]]:
    return {
        SectionType(parent): frozenset(SectionType(child) for child in children)
        for parent, children in _table()["below"].items()
    }
