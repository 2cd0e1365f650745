"""Text shared between reports of different units: which sentences, what differs, whose name was left in.

Sentences are compared as letters without diacritics, with a scan in its repaired reading, so that a copy is
found through bad recognition too. Pairs that may be alike are found by min-hashing (Broder 1997) of the
words in threes; only those are compared letter by letter.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from rapidfuzz import fuzz

from bot.assistant import period
from bot.assistant.comparing.reporters import reporter
from bot.assistant.corpus import Corpus
from bot.assistant.grounding.named import commune_key
from bot.assistant.models import SourceRef
from knowledge.models import SectionType
from knowledge.snapshot import DocumentRecord
from knowledge.vietnamese import as_letters, fold

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LIKENESS = 85
"""Likeness of 100 from which two sentences are near-identical: a name or a number may differ in a sentence of
twenty words. Of sentences on the same subject by different authors none of the corpora reaches 70."""
LIKENESS_OF_SCANS = 75
"""The same where one side was badly recognised."""
READ_ALIKE = 60
"""Likeness of 100 from which two stretches at one place of near-identical sentences are readings of the same
words: "tâm lý e ngại" and "tâm Úy e người" reach 73; the name of another unit stays at 50 and below."""
READ_ALIKE_SHORT = 50
"""The same for a word of up to three letters, where one letter is much: "khó" and "khê"."""
_SHORT = 3
_NUMBER = re.compile(r"(?<!\w)\d[\d.,]*%?(?!\w)")
LEAST_SHARE = 0.2
"""Least share of a report's sentences that another must have for the two to be shown."""
SHORTEST = 8
"""Words below which a sentence is a formula that anybody writes."""
SHORTEST_RENUMBERED = 25
"""The same for sentences with other numbers: "Tỷ lệ hộ nghèo còn 1,2%" is how anybody states a rate."""

_LEFT_OUT = frozenset(
    (SectionType.HEADER, SectionType.TITLE, SectionType.OPENING, SectionType.CLOSING, SectionType.RECIPIENTS,
     SectionType.SIGNATURE, SectionType.ANNEX)
)  # fmt: skip
"""Parts whose wording is laid down or quoted: they are alike in all reports."""
_SENTENCE = re.compile(r"[^.;!?\n]+(?:[.;!?](?=\S)[^.;!?\n]+)*[.;!?]?")


@dataclass(frozen=True)
class Sentence:
    """`text[start:end]` of a document's clean text, as it is compared."""

    document: DocumentRecord
    start: int
    end: int
    letters: str

    def source(self, corpus: Corpus) -> SourceRef:
        """The quoted words."""
        return corpus.source(self.document, self.start, self.end)


@dataclass(frozen=True)
class Shared:
    """A sentence of each side, how alike they are (0-100), and the words in which they differ."""

    left: Sentence
    right: Sentence
    likeness: float

    def differences(self, corpus: Corpus) -> list[tuple[str, str]]:
        """What stands in the one where the other has something else. Where a side was badly recognised, words
        that are nearly the same letters are readings of one word."""
        ours, theirs = (
            corpus.text_of(side.document, side.start, side.end).split() for side in (self.left, self.right)
        )
        left, right = [_letters(word) for word in ours], [_letters(word) for word in theirs]
        matcher = SequenceMatcher(None, left, right, autojunk=False)
        differing = [
            (" ".join(ours[i:j]), " ".join(theirs[k:n]))
            for tag, i, j, k, n in matcher.get_opcodes()
            if tag != "equal"
        ]
        if self.left.document.quality.poor or self.right.document.quality.poor:
            return [pair for pair in differing if not _read_alike(*pair)]
        return [pair for pair in differing if _letters(pair[0]) != _letters(pair[1])]


def _letters(words: str) -> str:
    """Words as they are compared: letters and digits only, so that a comma is no difference."""
    return "".join(re.findall(r"[a-z0-9%]+", as_letters(fold(words))))


def _read_alike(one: str, other: str) -> bool:
    """Whether two stretches may be readings of the same words: nearly the same letters, and no number that
    stands by itself differs."""
    ours, theirs = (sorted(_NUMBER.findall(side)) for side in (one, other))
    least = READ_ALIKE if max(len(one), len(other)) > _SHORT else READ_ALIKE_SHORT
    return ours == theirs and fuzz.ratio(_letters(one), _letters(other)) >= least


@dataclass(frozen=True)
class Pair:
    """Two reports, the share (0-1) of each one's sentences that the other has too, and those sentences."""

    left: DocumentRecord
    right: DocumentRecord
    share_left: float
    share_right: float
    totals: tuple[int, int]
    shared: tuple[Shared, ...]

    @property
    def share(self) -> float:
        """The larger of both shares: a short report may be copied whole from a long one."""
        return max(self.share_left, self.share_right)

    def left_in(self) -> list[Sentence]:
        """Shared sentences in which a report names the other's unit instead of its own."""
        found = []
        for one, other in ((self.left, self.right), (self.right, self.left)):
            key, own = _key(other), _key(one)
            sides = (shared.left if one is self.left else shared.right for shared in self.shared)
            found += [side for side in sides if key and key != own and _named({key}).search(side.letters)]
        return found


def naming_others(corpus: Corpus, documents: Sequence[DocumentRecord]) -> list[Sentence]:
    """Sentences in which these reports name a unit that another report is from, copied whole or not."""
    units = {key for d in corpus.documents if (key := _key(d))}
    return [
        sentence
        for document in documents
        if (others := units - {_key(document)})
        for sentence in _sentences(corpus, document)
        if _named(others).search(sentence.letters)
    ]


def _key(document: DocumentRecord) -> str:
    """The name of a document's unit as it stands in the letters of a sentence."""
    return as_letters(fold(commune_key(document.header.commune or "")))


def _named(keys: Collection[str]) -> re.Pattern[str]:
    names = "|".join(map(re.escape, sorted(keys)))
    return re.compile(rf"\b(?:xa|phuong|dac khu|ubnd|uy ban nhan dan) (?:{names})\b")


_FOUND: WeakKeyDictionary[Corpus, list[Pair]] = WeakKeyDictionary()


def copies(corpus: Corpus) -> list[Pair]:
    """Reports of different units on the same time that share sentences, the most alike first. Kept for the
    generation: its texts do not change."""
    if corpus not in _FOUND:
        _FOUND[corpus] = list(_pairs(corpus))
    return _FOUND[corpus]


def _pairs(corpus: Corpus) -> Iterator[Pair]:
    writers = {d.name: who.code for d in corpus.documents if (who := reporter(corpus, d)) is not None}
    own = [document for document in corpus.documents if document.name in writers]
    sentences = [sentence for document in own for sentence in _sentences(corpus, document)]
    totals: dict[str, int] = {}
    for sentence in sentences:
        totals[sentence.document.name] = totals.get(sentence.document.name, 0) + 1
    alike: dict[tuple[str, str], list[Shared]] = {}
    for shared in _alike(sentences, writers):
        alike.setdefault((shared.left.document.name, shared.right.document.name), []).append(shared)
    found = []
    for (left, right), shared_sentences in alike.items():
        best = _one_to_one(shared_sentences)
        share_left, share_right = len(best) / totals[left], len(best) / totals[right]
        if max(share_left, share_right) >= LEAST_SHARE and len(best) > 1:
            documents = best[0].left.document, best[0].right.document
            pair = Pair(*documents, share_left, share_right, (totals[left], totals[right]), tuple(best))
            found.append(pair)
    yield from sorted(found, key=lambda pair: (-pair.share, pair.left.name, pair.right.name))


def _one_to_one(shared: Sequence[Shared]) -> list[Shared]:
    """Each sentence with its most alike counterpart only, in the order of the left report."""
    left: set[int] = set()
    right: set[int] = set()
    kept = []
    for pair in sorted(shared, key=lambda pair: -pair.likeness):
        if pair.left.start not in left and pair.right.start not in right:
            left.add(pair.left.start)
            right.add(pair.right.start)
            kept.append(pair)
    return sorted(kept, key=lambda pair: pair.left.start)


def _sentences(corpus: Corpus, document: DocumentRecord) -> Iterator[Sentence]:
    text = corpus.view(document).text
    for section in _leaves(corpus, document):
        for match in _SENTENCE.finditer(text, *section):
            words = (
                corpus.text_of(document, match.start(), match.end()) if document.quality.poor else match[0]
            )
            letters = " ".join(re.findall(r"[a-z0-9]+", as_letters(fold(words))))
            if letters.count(" ") + 1 >= SHORTEST:
                start = match.start() + len(match[0]) - len(match[0].lstrip())
                yield Sentence(document, start, match.end(), letters)


def _leaves(corpus: Corpus, document: DocumentRecord) -> Iterator[tuple[int, int]]:
    """What the unit wrote itself: the text of its sections without headings and without their subsections."""
    sections = corpus.sections(document)
    for section in sections:
        if section.type in _LEFT_OUT:
            continue
        inner = [s.start for s in sections if section.start < s.start < section.end]
        yield section.heading_end, min(inner, default=section.end)


def _alike(sentences: Sequence[Sentence], writers: dict[str, str]) -> Iterator[Shared]:
    """Near-identical sentences of different units, each pair once, the left one's document named first."""
    for one, other in _candidates(sentences):
        ours, theirs = one.document, other.document
        if writers[ours.name] == writers[theirs.name]:
            continue
        least = LIKENESS_OF_SCANS if ours.quality.poor or theirs.quality.poor else LIKENESS
        likeness = fuzz.ratio(one.letters, other.letters, score_cutoff=least)
        if likeness and not _only_formula(one.letters, other.letters):
            yield Shared(one, other, likeness)


def _candidates(sentences: Sequence[Sentence]) -> Iterator[tuple[Sentence, Sentence]]:
    """Pairs of one time that may be alike: two least hashes in common, or one where a side is a scan."""
    groups: dict[period.Time | None, list[Sentence]] = {}
    for sentence in sentences:
        time = period.of_document(sentence.document)
        groups.setdefault(time if time.year else None, []).append(sentence)
    timeless = groups.pop(None, [])
    for group in list(groups.values()) or [[]]:
        places = [*group, *timeless]
        seen: set[tuple[int, int]] = set()
        for bucket, scanned in _buckets(places):
            for n, m in combinations(bucket, 2):
                one, other = places[n], places[m]
                if (n, m) in seen or one.document is other.document:
                    continue
                if scanned and not (one.document.quality.poor or other.document.quality.poor):
                    continue
                seen.add((n, m))
                yield one, other


def _only_formula(one: str, other: str) -> bool:
    """Whether two sentences are short statements of different numbers in the usual words."""
    differ = re.findall(r"\d+", one) != re.findall(r"\d+", other)
    return differ and min(one.count(" "), other.count(" ")) + 1 < SHORTEST_RENUMBERED


def _buckets(sentences: Sequence[Sentence]) -> Iterator[tuple[list[int], bool]]:
    """Places of sentences that share two least hashes side by side; then of those that share one, for scans,
    which keep fewer words in common (the flag)."""
    pairs: dict[tuple[int, int, int], list[int]] = {}
    singles: dict[tuple[int, int], list[int]] = {}
    scans = any(sentence.document.quality.poor for sentence in sentences)
    for place, sentence in enumerate(sentences):
        least = _least_hashes(sentence.letters)
        for at in range(0, len(least), 2):
            pairs.setdefault((at, least[at], least[at + 1]), []).append(place)
        for at, value in enumerate(least if scans else ()):
            singles.setdefault((at, value), []).append(place)
    yield from ((bucket, False) for bucket in pairs.values() if len(bucket) > 1)
    yield from ((bucket, True) for bucket in singles.values() if len(bucket) > 1)


@cache
def _seeds() -> NDArray[np.uint64]:
    import numpy as np

    return np.random.default_rng(7).integers(1, 2**32, 24, dtype=np.uint64) | np.uint64(1)


def _least_hashes(letters: str) -> list[int]:
    """The least hash of the words in threes under each seed; short sentences with other numbers are no copies
    of each other, so their numbers go into every three."""
    import numpy as np

    words = letters.split()
    numbers = " ".join(re.findall(r"\d+", letters)) if len(words) < SHORTEST_RENUMBERED else ""
    threes = {numbers + " ".join(words[at : at + 3]) for at in range(len(words) - 2)}
    hashes = np.array([zlib.crc32(three.encode()) for three in threes], dtype=np.uint64)
    mixed = (hashes[:, None] * _seeds()[None, :] ^ (hashes[:, None] >> np.uint64(7))) & np.uint64(0xFFFFFFFF)
    least: list[int] = mixed.min(axis=0).tolist()
    return least
