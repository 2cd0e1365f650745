"""What a question is about, as weighted syllables, and how far a text covers it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from rapidfuzz.distance import Levenshtein

from knowledge.vietnamese import fold

_SYLLABLE = re.compile(r"\w+")

# How something is asked, not about what; folded. Short on purpose: weights make common syllables light.
_FUNCTION_WORDS = frozenset(
    files("bot.assistant").joinpath("function_words.txt").read_text(encoding="utf-8").split()
)


@dataclass(frozen=True)
class Topic:
    """Content syllables of a question with their weights (rarer in the corpus = heavier)."""

    weights: Mapping[str, float]

    @property
    def empty(self) -> bool:
        """The question names nothing to look for."""
        return not self.weights

    def coverage(self, text: str) -> float:
        """Weighted share (0-1) of the topic's syllables that a text holds, typos forgiven."""
        return self.coverage_of(syllables(text))

    def coverage_of(self, held: frozenset[str]) -> float:
        """The same for a set of folded syllables."""
        total = sum(self.weights.values())
        if not total:
            return 0.0
        return sum(weight for word, weight in self.weights.items() if _holds(held, word)) / total

    def missing(self, text: str) -> list[str]:
        """Syllables the text lacks, heaviest first."""
        held = syllables(text)
        lacking = [word for word in self.weights if not _holds(held, word)]
        return sorted(lacking, key=lambda word: -self.weights[word])


@lru_cache(maxsize=4096)
def syllables(text: str) -> frozenset[str]:
    """The folded syllables of a text."""
    return frozenset(_SYLLABLE.findall(fold(text)))


def topic_of(folded: str, weight: Callable[[str], float], keep: Iterable[str] = ()) -> Topic:
    """The topic of a folded question; `keep` are function words that carry meaning this time."""
    kept = frozenset(keep)
    words = [
        word
        for word in _SYLLABLE.findall(folded)
        if (word not in _FUNCTION_WORDS or word in kept) and (len(word) > 1 or word.isdigit())
    ]
    return Topic({word: weight(word) for word in dict.fromkeys(words)})


def _holds(held: frozenset[str], word: str) -> bool:
    if word in held:
        return True
    if len(word) < 4 or word.isdigit():
        return False
    return any(
        abs(len(other) - len(word)) <= 1 and Levenshtein.distance(word, other, score_cutoff=1) <= 1
        for other in held
        if other[0] == word[0]
    )
