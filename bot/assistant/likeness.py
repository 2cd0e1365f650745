"""How alike short texts are: the cosine of their syllable pairs, rare pairs weighing more."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from bot.assistant.understanding.topic import syllables

Vector = Mapping[tuple[str, str], float]

ALIKE = 0.3
"""Least likeness of two points that say the same; measured on the sample corpus: restatements reach .3-.9,
other points of the same part stay below .2."""


def vectors(texts: Sequence[str]) -> list[Vector]:
    """Syllable pairs by inverse document frequency, of unit length; equal texts share one vector."""
    spread: Counter[tuple[str, str]] = Counter()
    times = Counter(texts)
    for text, count in times.items():
        for pair in _pairs(text):
            spread[pair] += count
    found: dict[str, Vector] = {}
    for text in times:
        weights = {pair: math.log(1 + len(texts) / spread[pair]) for pair in _pairs(text)}
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        found[text] = {pair: weight / length for pair, weight in weights.items()}
    return [found[text] for text in texts]


@lru_cache(maxsize=4096)
def _pairs(text: str) -> Mapping[tuple[str, str], int]:
    """How often each pair stands in a text; a draft compares the same few points again and again."""
    return Counter(pairwise(syllables(text)))


def cosine(left: Vector, right: Vector) -> float:
    """From 0 (no pair in common) to 1."""
    if len(left) > len(right):
        left, right = right, left
    return sum(weight * right.get(pair, 0.0) for pair, weight in left.items())


def neighbours(of: Sequence[Vector]) -> list[dict[int, float]]:
    """For each vector the cosines with those others that share a pair with it, by their number."""
    having: dict[tuple[str, str], list[tuple[int, float]]] = {}
    found: list[dict[int, float]] = []
    for number, vector in enumerate(of):
        own: dict[int, float] = {}
        for pair, weight in vector.items():
            others = having.setdefault(pair, [])
            for other, other_weight in others:
                own[other] = own.get(other, 0.0) + weight * other_weight
            others.append((number, weight))
        for other, score in own.items():
            found[other][number] = score
        found.append(own)
    return found


def grouped(near: Sequence[Mapping[int, float]]) -> list[list[int]]:
    """What is alike gathered, by number: each goes to the group of the earlier one most like it, or, where
    none is `ALIKE`, begins a group."""
    groups: list[list[int]] = []
    home: list[int] = []
    for number, others in enumerate(near):
        earlier = ((score, -home[other]) for other, score in others.items() if other < number)
        score, place = max(earlier, default=(0.0, 0))
        if score < ALIKE:
            groups.append([])
            place = 1 - len(groups)
        groups[-place].append(number)
        home.append(-place)
    return groups
