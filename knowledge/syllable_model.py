"""Which Vietnamese syllable follows which: a bigram model with counts from public texts.

The shipped counts (`reference_data/syllable_counts.json`, made by `scripts/build_syllables.py`) come from
official legal texts, common administrative phrases, the Vietnamese help of LibreOffice (MPL-2.0) and
the word frequencies of `wordfreq` (CC BY-SA 4.0); only counts are kept. `adapt` adds the clean documents of a
knowledge base, whose subjects and names no general text holds.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping
from functools import cache, cached_property
from importlib.resources import files
from typing import TYPE_CHECKING

from knowledge.vietnamese import nfc

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NUMBER = "#"
STOP = "."
_TOKEN = re.compile(r"[^\W\d_]+|\d[\d.,]*|[.;:!?\n]")

DISCOUNT = 0.8
"""Absolute discount of bigram counts, chosen on simulated OCR (tests/bench/repair.py)."""
ADAPTED_WEIGHT = 3
"""How much more a document of the base counts than the same words in the shipped texts."""
ADAPTED_CHARACTERS = 3_000_000
"""Adapting stops here: more text costs time and adds little."""

Counts = dict[str, dict[str, float]]


def syllables(text: str) -> Iterable[str]:
    """Lower-case words in order, with `NUMBER` for figures and `STOP` for sentence ends."""
    for match in _TOKEN.finditer(nfc(text).lower()):
        token = match.group()
        if token[0].isalpha():
            yield token
        else:
            yield NUMBER if token[0].isdigit() else STOP


class SyllableModel:
    """Probabilities of syllables and of their successors, by interpolated absolute discounting."""

    def __init__(self, unigrams: Mapping[str, float], bigrams: Counts) -> None:
        self._unigrams = unigrams
        self._bigrams = bigrams
        self.vocabulary = [syllable for syllable in unigrams if syllable.isalpha()]
        total = sum(unigrams.values())
        self._probability = {syllable: count / total for syllable, count in unigrams.items()}
        self._totals = {first: sum(row.values()) for first, row in bigrams.items()}

    @classmethod
    @cache
    def shipped(cls) -> SyllableModel:
        """The general model that comes with the project."""
        path = files("knowledge.reference_data") / "syllable_counts.json"
        stored = json.loads(path.read_text(encoding="utf-8"))
        bigrams = {first: dict(_pairs(row)) for first, row in stored["bigrams"].items()}
        return cls(dict(_pairs(stored["unigrams"])), bigrams)

    def adapt(self, texts: Iterable[str]) -> SyllableModel:
        """This model with the words of well-spelled `texts` (up to 3 million characters) added."""
        unigrams = dict(self._unigrams)
        bigrams = {first: dict(row) for first, row in self._bigrams.items()}
        left = ADAPTED_CHARACTERS
        for text in texts:
            count(text[:left], unigrams, bigrams, ADAPTED_WEIGHT)
            left -= len(text)
            if left <= 0:
                break
        return SyllableModel(unigrams, bigrams)

    @cached_property
    def log_unigram(self) -> NDArray[np.float64]:
        """Natural logarithms of the probabilities of `vocabulary`."""
        import numpy as np

        logs: NDArray[np.float64] = np.log([self._probability[syllable] for syllable in self.vocabulary])
        return logs

    def succession(self, first: str, second: str) -> float:
        """How often one word follows another in the texts behind the model."""
        return self._bigrams.get(first, {}).get(second, 0.0)

    def log_bigram(self, first: str, second: str) -> float:
        """Natural logarithm of the probability that `second`, a known syllable, follows `first`."""
        probability = self._probability[second]
        row = self._bigrams.get(first)
        if not row:
            return math.log(probability)
        seen = max(row.get(second, 0.0) - DISCOUNT, 0.0)
        return math.log((seen + DISCOUNT * len(row) * probability) / self._totals[first])


def count(text: str, unigrams: dict[str, float], bigrams: Counts, weight: float = 1) -> None:
    """Add the syllables of `text` and their successions to the counts."""
    first = STOP
    for second in syllables(text):
        unigrams[second] = unigrams.get(second, 0) + weight
        row = bigrams.setdefault(first, {})
        row[second] = row.get(second, 0) + weight
        first = second


def _pairs(row: str) -> Iterable[tuple[str, float]]:
    """The inverse of how counts are stored: "là 12 và 7"."""
    fields = row.split()
    return zip(fields[::2], map(float, fields[1::2]), strict=True)
