"""Themes: what a clause of a report is about, whatever its words ("kinh phí", "ngân sách", "nguồn chi")."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from knowledge.vietnamese import fold


@dataclass(frozen=True)
class Theme:
    """A row of `reference_data/themes.toml`."""

    code: str
    name: str
    pattern: re.Pattern[str]
    examples: tuple[str, ...]


@cache
def themes() -> tuple[Theme, ...]:
    """All rows, in the order of the file."""
    text = files("knowledge.reference_data").joinpath("themes.toml").read_text(encoding="utf-8")
    return tuple(
        Theme(
            code,
            row["name"],
            re.compile(r"\b(?:" + "|".join(sorted(row["phrases"], key=len, reverse=True)) + r")\b"),
            tuple(row["examples"]),
        )
        for code, row in tomllib.loads(text).items()
    )


def themes_of(text: str) -> tuple[Theme, ...]:
    """The themes of a clause or question, the one it speaks of most first."""
    folded = fold(text)
    found = [
        (len(hits), -hits[0].start(), theme)
        for theme in themes()
        if (hits := list(theme.pattern.finditer(folded)))
    ]
    return tuple(theme for _, _, theme in sorted(found, key=lambda hit: hit[:2], reverse=True))
