"""Phrases found in short texts such as headings, also where recognition has misread them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from knowledge.vietnamese import as_letters, fold

_WORDS = re.compile(r"[^\W_]+")
_SHORTEST = 5  # letters of a phrase that may be misread; shorter ones are like too many words
_MISREAD = 80  # likeness of 100 that a misread phrase keeps with the phrase that was printed


def phrase_words(text: str) -> list[str]:
    """The words of a text, folded, with digits in words read as letters."""
    return _WORDS.findall(as_letters(fold(text)))


def phrase_places(
    words: Sequence[str], phrase: Sequence[str], *, misread: bool = False, likeness: float = _MISREAD
) -> Iterator[tuple[int, float]]:
    """The words at which a phrase stands, and how like it is there (100 where the same). With `misread` it
    need only be as like as `likeness`."""
    size = len(phrase)
    for at in range(len(words) - size + 1):
        window = words[at : at + size]
        if list(window) == list(phrase):
            yield at, 100.0
        elif misread and sum(map(len, phrase)) > _SHORTEST:
            like = fuzz.ratio(" ".join(window), " ".join(phrase))
            if like >= likeness:
                yield at, like
