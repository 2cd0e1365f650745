"""What a question is about, as weighted syllables, and how far a text covers it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from bot.assistant.understanding import everyday
from knowledge.syllables import is_syllable
from knowledge.vietnamese import FoldedText, fold, one_y

_SYLLABLE = re.compile(r"\w+")

# How something is asked, not about what; folded. Short on purpose: weights make common syllables light.
_FUNCTION_WORDS = frozenset(
    files("bot.assistant.understanding").joinpath("function_words.txt").read_text(encoding="utf-8").split()
)

# Words of two syllables of which one, alone, only asks: "thi đua", "phần mềm", "theo dõi". Folded.
_COMPOUNDS = frozenset(
    pair.strip()
    for line in files("bot.assistant.understanding")
    .joinpath("compounds.txt")
    .read_text(encoding="utf-8")
    .splitlines()
    for pair in line.split(",")
)

_NEAR = 2
"""Syllables that stand side by side in a question may stand this far apart in a text."""

_LEAST_WEIGHT = 0.3
"""A syllable of every passage still tells something; in a small corpus its weight would be 0."""


@dataclass(frozen=True)
class Topic:
    """Content syllables of a question in order, with their weights (rarer in the corpus = heavier), and
    which of them stand side by side. `matters` are the topics of a list that may each be spoken of alone;
    `spoken` the rows of everyday words that the question used, in place of which those of documents stand."""

    weights: Mapping[str, float]
    pairs: tuple[tuple[str, str], ...] = ()
    matters: tuple[Topic, ...] = ()
    spoken: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """The question names nothing to look for."""
        return not self.weights

    @property
    def mean_weight(self) -> float:
        """How much a syllable of it tells on average."""
        return sum(self.weights.values()) / max(len(self.weights), 1)

    @cached_property
    def plain(self) -> Mapping[str, str]:
        """The syllables as they are compared, "ki" as "ky"."""
        return {word: one_y(FoldedText(word)) for word in self.weights}

    @cached_property
    def _total(self) -> float:
        """The weight of all syllables and pairs."""
        total = sum(self.weights.values())
        for first, second in self.pairs:
            total += self.weights[first] + self.weights[second]
        return total

    def has_word(self, text: str) -> bool:
        """Whether a text holds two syllables side by side that the topic has so ("y tế": not "kinh tế"), or
        the topic is of single ones."""
        return not self.pairs or not set(self.pairs).isdisjoint(pairwise(syllables(text)))

    def coverage(self, text: str) -> float:
        """Weighted share (0-1) of the topic that a text holds: syllables, and pairs of neighbours that
        are neighbours there too (Vietnamese words are mostly pairs). Typos are forgiven."""
        words = _words(everyday.with_first_word(text, self.spoken) if self.spoken else text)
        written = {word: found for word, plain in self.plain.items() if (found := words.written(plain))}
        got = sum(self.weights[word] for word in written)
        for first, second in self.pairs:
            if first in written and second in written and words.near(written[first], written[second]):
                got += self.weights[first] + self.weights[second]
        return got / self._total if self._total else 0.0

    def of(self, words: Collection[str]) -> Topic:
        """The part of this topic that these syllables are."""
        weights = {word: weight for word, weight in self.weights.items() if word in words}
        pairs = tuple(p for p in self.pairs if p[0] in weights and p[1] in weights)
        return Topic(weights, pairs, spoken=self.spoken)

    def without(self, text: str) -> Topic:
        """This topic without the words of a text."""
        said = syllables(text)
        return self.of([word for word in self.weights if word not in said])

    def joined(self, later: Topic) -> Topic:
        """This topic with that of a follow-up."""
        pairs = tuple(dict.fromkeys(self.pairs + later.pairs))
        weights, matters = {**self.weights, **later.weights}, self.matters + later.matters
        return Topic(weights, pairs, matters, tuple(dict.fromkeys(self.spoken + later.spoken)))


_REMEMBERED = 1024
"""Syllables of which it is remembered which texts have them."""


class Texts:
    """Many short texts, such as titles: which of them cover a topic is found without reading all."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._places: dict[str, list[int]] = {}
        for number, text in enumerate(texts):
            self._places.setdefault(text, []).append(number)
        self._distinct = list(self._places)
        self._holding: dict[str, list[int]] = {}
        for number, text in enumerate(self._distinct):
            for syllable in _words(text).distinct:
                self._holding.setdefault(syllable, []).append(number)
        self._misspelled = _misspelled(self._holding)
        self._found: dict[str, frozenset[int]] = {}  # a cache that holds a method would keep its object alive

    def covering(self, topic: Topic, least: float) -> dict[int, float]:
        """The coverage of each text that covers at least `least` (above 0) of a topic, by its number."""
        held = {word: self._with(plain) for word, plain in topic.plain.items()}
        most: dict[int, float] = {}
        for word, weight in topic.weights.items():
            for number in held[word]:
                most[number] = most.get(number, 0.0) + weight
        total = sum(topic.weights.values())
        for first, second in topic.pairs:
            weight = topic.weights[first] + topic.weights[second]
            total += weight
            for number in held[first] & held[second]:
                most[number] += weight
        enough = least * total * (1 - 1e-9)
        possible = (self._distinct[number] for number, weight in most.items() if weight >= enough)
        scores = ((text, topic.coverage(text)) for text in possible)
        found = {place: score for text, score in scores if score >= least for place in self._places[text]}
        return dict(sorted(found.items()))

    def _with(self, word: str) -> frozenset[int]:
        if word not in self._found:
            if len(self._found) >= _REMEMBERED:
                self._found.clear()
            self._found[word] = self._having(word)
        return self._found[word]

    def _having(self, word: str) -> frozenset[int]:
        """Texts that have the word or one that may be a slip of it."""
        if not _guessed_at(word):
            return frozenset(self._holding.get(word, ()))
        others = self._misspelled if is_syllable(word) else self._holding
        alike = [other for other in others if other != word and _slip(word, other)]
        return frozenset(number for other in (word, *alike) for number in self._holding.get(other, ()))


def topic_of(folded: str, weight: Callable[[str], float]) -> Topic:
    """The topic of a folded question; words taken out of it must have been blanked by spaces."""
    folded, spoken = everyday.in_writing(folded)
    words = [(match[0], match.end(), match.start()) for match in _SYLLABLE.finditer(folded)]
    joined = [
        n
        for n, (a, b) in enumerate(pairwise(words))
        if b[2] - a[1] <= _NEAR and f"{a[0]} {b[0]}" in _COMPOUNDS
    ]
    kept = {*joined, *(n + 1 for n in joined)}
    content = [w for n, w in enumerate(words) if n in kept or w[0] not in _FUNCTION_WORDS]
    pairs = [(a[0], b[0]) for a, b in pairwise(content) if b[2] - a[1] <= _NEAR and a[0] != b[0]]
    weights = {word: max(weight(word), _LEAST_WEIGHT) for word, _, _ in content}
    return Topic(weights, tuple(dict.fromkeys(pairs)), spoken=spoken)


@lru_cache(maxsize=4096)
def syllables(text: str) -> tuple[str, ...]:
    """The folded syllables of a text, in order."""
    return tuple(_SYLLABLE.findall(fold(text)))


class _Words:
    """The syllables of a text, as they are compared."""

    __slots__ = ("_in_order", "_misspelled", "distinct")

    def __init__(self, text: str) -> None:
        self._in_order = tuple(map(_compared, _SYLLABLE.findall(text)))
        self.distinct = dict.fromkeys(self._in_order)
        self._misspelled: Sequence[str] | None = None

    def written(self, word: str) -> str | None:
        """How a syllable is written in the text, perhaps with a slip; None where it is not there."""
        if word in self.distinct:
            return word
        if not _guessed_at(word):
            return None
        if self._misspelled is None:
            self._misspelled = _misspelled(self.distinct)
        others = self._misspelled if is_syllable(word) else self.distinct
        return next((other for other in others if _slip(word, other)), None)

    def near(self, one: str, other: str) -> bool:
        """Whether two syllables of the text stand near each other in it."""
        at = -1
        for _ in range(self._in_order.count(one)):
            at = self._in_order.index(one, at + 1)
            if other in self._in_order[max(at - _NEAR, 0) : at + _NEAR + 1]:
                return True
        return False


_words = lru_cache(maxsize=1024)(_Words)


@lru_cache(maxsize=32768)
def _compared(word: str) -> str:
    return one_y(fold(word))


def _misspelled(words: Collection[str]) -> Sequence[str]:
    """Those that are no Vietnamese syllables: only they may be slips of one that is."""
    return tuple(word for word in words if not is_syllable(word))


def _guessed_at(word: str) -> bool:
    """Whether a syllable may be a slip of another; short ones and numbers are not guessed at."""
    return len(word) >= 4 and not word.isdigit()


def _slip(word: str, other: str) -> bool:
    """Whether one syllable is another of the same first letter with one letter wrong; two that are both
    Vietnamese ("chữa", "chủ") are two."""
    return (
        other[0] == word[0]
        and -1 <= len(other) - len(word) <= 1
        and Levenshtein.distance(word, other, score_cutoff=1) <= 1
        and not (is_syllable(word) and is_syllable(other))
    )
