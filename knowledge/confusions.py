"""How Vietnamese letters come out when marks are not typed or when an OCR engine misreads them.

`reference_data/ocr_confusions.json` counts, for each letter, what was read in its place ("ố": {"6": 143, "é":
85, "o": 32 …}), and under "" what was read where nothing stood. `scripts/learn_confusions.py` learns it from
pairs of a true text and its reading; no words are kept. The channel is memoryless: a letter becomes zero,
one or two characters, whatever stands beside it.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from knowledge.vietnamese import fold

Floats = NDArray[np.float32]
Indexes = NDArray[np.int64]

PRIOR_WEIGHT = 8.0
FOLDED, SAME, LOST, OTHER = 0.8, 0.1, 2e-3, 2e-4
"""Prior chances that a letter is read without its marks, as it stands, not at all, as any other."""
TYPED_SHARE = 0.1
"""Share of text that was typed without marks rather than read badly."""
SPURIOUS = 4e-4
"""Least chance that a character appears from nowhere."""
WORST = 13.0
"""Candidates whose reading is less likely than e^-13 are not considered."""
LONGEST = 9
"""Letters of the longest syllable with some room ("nghiêng" has 7)."""


class _Level(NamedTuple):
    """All prefixes of one length: the index of each one's parent, its last letter, and the syllable it
    completes (-1: none)."""

    parent: Indexes
    letter: Indexes
    syllable: Indexes


class ConfusionChannel:
    """Finds the syllables of a vocabulary that may have been read as a given string."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._letters = sorted(set("".join(vocabulary)))
        self._levels = _trie(vocabulary, {letter: index for index, letter in enumerate(self._letters)})
        self._lost = self._cost_of("")
        self._columns: dict[str, Floats] = {}

    def candidates(self, observed: str) -> tuple[Indexes, Floats]:
        """Indexes into the vocabulary and the cost (negative log likelihood) of reading each as
        `observed` (lower case). One pass over the prefix tree, pruned by the least cost so far: row p, column
        j holds the least cost of reading prefix p as the first j characters."""
        width = len(observed)
        found: list[Indexes] = [np.empty(0, np.int64)]
        costs: list[Floats] = [np.empty(0, np.float32)]
        if not 0 < width <= LONGEST:
            return found[0], costs[0]
        spurious = np.array([_spurious(char) for char in observed], np.float32)
        one = np.stack([self._column(char) for char in observed], axis=1)
        two = np.minimum(one[:, :-1] + spurious[1:], one[:, 1:] + spurious[:-1])
        table = np.concatenate([[0], np.cumsum(spurious)]).astype(np.float32)[None, :]
        rows = np.zeros(1, np.int64)
        for level in self._levels:
            prefixes = np.nonzero(rows[level.parent] >= 0)[0]
            if not len(prefixes):
                break
            before = table[rows[level.parent[prefixes]]]
            letter = level.letter[prefixes]
            table = before + self._lost[letter, None]
            np.minimum(table[:, 1:], before[:, :-1] + one[letter], out=table[:, 1:])
            if width > 1:
                np.minimum(table[:, 2:], before[:, :-2] + two[letter], out=table[:, 2:])
            syllable = level.syllable[prefixes]
            complete = (syllable >= 0) & (table[:, width] < WORST)
            found.append(syllable[complete])
            costs.append(table[complete, width])
            hopeful = table.min(axis=1) < WORST
            rows = np.full(len(level.parent), -1)
            rows[prefixes[hopeful]] = np.arange(int(hopeful.sum()))
            table = table[hopeful]
        return np.concatenate(found), np.concatenate(costs)

    def _column(self, char: str) -> Floats:
        if char not in self._columns:
            self._columns[char] = self._cost_of(char)
        return self._columns[char]

    def _cost_of(self, char: str) -> Floats:
        return np.array([-math.log(likelihood(letter, char)) for letter in self._letters], np.float32)


def likelihood(letter: str, read: str) -> float:
    """Chance that a letter is read as one character, or lost (`read` empty)."""
    bare = fold(letter)
    prior = FOLDED if read == bare else SAME if read == letter else LOST if not read else OTHER
    row, total = _table().get(letter, ({}, 0))
    by_engine = (row.get(read, 0) + PRIOR_WEIGHT * prior) / (total + PRIOR_WEIGHT)
    typed = 0.96 if read == bare else 0.03 if read == letter else OTHER
    return (1 - TYPED_SHARE) * by_engine + TYPED_SHARE * typed


@cache
def readings() -> frozenset[str]:
    """All characters that a letter has been read as."""
    return frozenset(char for row, _ in _table().values() for char in row)


@cache
def _spurious(char: str) -> float:
    row, _ = _table()[""]
    letters = sum(total for letter, (_, total) in _table().items() if letter)
    return -math.log(max(row.get(char, 0) / letters, SPURIOUS))


@cache
def _table() -> dict[str, tuple[dict[str, int], int]]:
    path = files("knowledge.reference_data") / "ocr_confusions.json"
    stored: dict[str, dict[str, int]] = json.loads(path.read_text(encoding="utf-8"))
    return {letter: (row, sum(row.values())) for letter, row in stored.items()}


def _trie(vocabulary: Sequence[str], letters: dict[str, int]) -> list[_Level]:
    levels: list[_Level] = []
    above = {"": 0}
    for length in range(1, LONGEST + 1):
        longer = sorted({syllable[:length] for syllable in vocabulary if len(syllable) >= length})
        here = {prefix: index for index, prefix in enumerate(longer)}
        complete = np.full(len(here), -1)
        for index, syllable in enumerate(vocabulary):
            if len(syllable) == length:
                complete[here[syllable]] = index
        parent = np.array([above[prefix[:-1]] for prefix in here], np.int64)
        letter = np.array([letters[prefix[-1]] for prefix in here], np.int64)
        levels.append(_Level(parent, letter, complete))
        above = here
    return levels
