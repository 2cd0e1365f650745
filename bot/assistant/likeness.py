"""How alike short texts are: the cosine of their syllable pairs, rare pairs weighing more."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from bot.assistant.topic import syllables

Vector = Mapping[tuple[str, str], float]

ALIKE = 0.3
"""Least likeness of two points that say the same; measured on the sample corpus: restatements reach .3-.9,
other points of the same part stay below .2."""


def vectors(texts: Sequence[str]) -> list[Vector]:
    """Syllable pairs by inverse document frequency, of unit length."""
    counted = [Counter(pairwise(syllables(text))) for text in texts]
    spread = Counter(pair for counts in counted for pair in counts)
    found: list[Vector] = []
    for counts in counted:
        weights = {pair: math.log(1 + len(texts) / spread[pair]) for pair in counts}
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        found.append({pair: weight / length for pair, weight in weights.items()})
    return found


def cosine(left: Vector, right: Vector) -> float:
    """From 0 (no pair in common) to 1."""
    if len(left) > len(right):
        left, right = right, left
    return sum(weight * right.get(pair, 0.0) for pair, weight in left.items())
