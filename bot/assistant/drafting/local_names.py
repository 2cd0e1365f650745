"""Whether a sentence belongs to one place: names of people, places, products and bodies, and local features.

Any capital inside a sentence is taken for a local name unless general_names.toml knows the words. That is
strict on purpose: a sentence wrongly left out costs a point, one wrongly carried over puts another unit's
village into the officer's report.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from knowledge.units import alternation


def local_name(text: str) -> str | None:
    """The first name in a sentence that is not every unit's; None where there is none."""
    left = _known_names().sub(lambda match: " " * len(match[0]), text)
    return next(
        (
            match[0]
            for match in _WORD.finditer(left)
            if match[0][0].isupper() and not _begins_sentence(text, match.start())
        ),
        None,
    )


def local_feature(text: str) -> str | None:
    """The row of local_words.toml that a sentence speaks of ("products"); None where it speaks of none."""
    lower = text.lower()
    return next((row for row, pattern in _features().items() if pattern.search(lower)), None)


_WORD = re.compile(r"[^\W\d_][\w&-]*")


def _begins_sentence(text: str, at: int) -> bool:
    before = text[:at].rstrip(" “\"'(-–")
    return not before or before[-1] in ".:;!?"


def table() -> Mapping[str, Any]:
    """general_names.toml."""
    return _load("general_names.toml")


def feature_rows() -> Mapping[str, Any]:
    """local_words.toml."""
    return _load("local_words.toml")


@cache
def _load(name: str) -> dict[str, Any]:
    return tomllib.loads(files("bot.assistant.drafting").joinpath(name).read_text(encoding="utf-8"))


@cache
def _known_names() -> re.Pattern[str]:
    rows = table()
    names, abbreviations = alternation(rows["names"]), alternation(rows["abbreviations"])
    codes = r"[3-6]G|IPv[46]|4\.0"
    return re.compile(rf"(?<!\w)(?:(?i:{names})|{abbreviations}|{codes})(?!\w)")


@cache
def _features() -> dict[str, re.Pattern[str]]:
    found = {}
    for row, entry in feature_rows().items():
        before = "".join(rf"(?<!{re.escape(word)} )" for word in entry.get("not_behind", ()))
        after = "".join(rf"(?! {re.escape(word)})" for word in entry.get("not_before", ()))
        found[row] = re.compile(rf"(?<!\w){before}(?:{alternation(entry['phrases'])})(?!\w){after}")
    return found


def without_known_names(text: str) -> str:
    """The text without the names and abbreviations that any unit may use."""
    return _known_names().sub(" ", text)
