"""A second reading of passages that lost their diacritics, to an English OCR model or a hurried typist.

    observed   Thuc hién Cong van s6 6962/VP-VX
    readable   Thực hiện Công văn số 6962/VP-VX

Each word is a noisy observation of a syllable (`ConfusionChannel`); the likeliest sequence under the syllable
bigrams is found by Viterbi's algorithm. Words stay one to one; numbers, symbols of documents and
words that no syllable explains (foreign names) stay as they are. The reading helps search and the reader; a
quote is always cut from the source.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import NamedTuple

import numpy as np

from knowledge.confusions import ConfusionChannel, readings
from knowledge.syllable_model import NUMBER, STOP, SyllableModel
from knowledge.syllables import is_syllable
from knowledge.text import Segment, TextView

__all__ = ["SyllableModel", "repair"]

POOR_SHARE = 0.12
"""Correct Vietnamese marks .25-.35 of its letters; text read by an English OCR model, which knows é alone, or
typed without marks hardly any other than é."""
TELLING_LETTERS = 40
"""A shorter line is as poor as its neighbours: "UBND" alone tells nothing."""
CHANGED_SHARE = 0.4
"""A line of which fewer words change is no Vietnamese: about .8 of the words carry a mark."""
MOSTLY = 4
"""Capitals for each small letter in a line of capitals; what stands beside a signature is none."""
CANDIDATES = 8
UNKNOWN_COST = 20.0
"""Negative log likelihood of a word that is no syllable of the model. This constant, the number of candidates
and the channel's priors were chosen on simulated OCR (tests/bench/repair.py)."""
ABBREVIATION_COST = 8.0
"""The same of a few capitals without a vowel ("CN", "TTHC") that the model does not know; of those that it
knows no other reading is tried."""
CLIPPED_COST = 2.0
"""Cost of taking a final ";" or "’" for a part of the word."""

_LINE = re.compile(r"[^\n]+")
_WORD = re.compile(r"[^\s:/–—-]+:*|[:/–—-]+")
_ROMAN = re.compile(r"[IVX][IVXl1]*")
_ABBREVIATION = re.compile(r"[B-DF-HJ-NP-TV-XZĐ]{2,4}")
"""No syllable, for want of a vowel; in a line of capitals it may be a misread one."""
_ODD_LETTERS = frozenset("&¢@¥$")
_KEPT = re.compile(
    r"\S*(?:\d\S*[/-]|[/-]\S*\d|@\w+\.|www|://)\S*|/[A-ZĐ]\S*"  # symbols of documents, addresses
    r"|(?<=[A-ZĐ]{2}\s)&(?=\s[A-ZĐ]{2})"  # "KH & CN"
    r"|\d[\d.,]*\s?(?i:ha|m[23]?|cm|km2?|kg|g|l|h|kw|mb|gb)\b"  # measures
)
_OPENING, _CLOSING = "(\"“‘[«…'<{~*", ".,:;!?)\"”’…]»'>}*"


class _Option(NamedTuple):
    """One way to read a word: `syllable` None keeps it. `clipped` closing marks belong to the word."""

    syllable: str | None
    cost: float
    clipped: int = 0


class _Word(NamedTuple):
    """A word of the passage; `core` is what may be replaced, `context` what a fixed word stands for."""

    start: int
    core: str
    closing: str
    options: tuple[_Option, ...]
    context: str = STOP


class _State(NamedTuple):
    syllable: str | None
    cost: float
    option: int
    before: int


class _Reader:
    """Candidates and decoding under one model; kept with the model, since the words recur."""

    def __init__(self, model: SyllableModel) -> None:
        self._model = model
        self._known: dict[str, tuple[_Option, ...]] = {}
        self._log_bigram = lru_cache(maxsize=1 << 18)(model.log_bigram)

    @cached_property
    def _channel(self) -> ConfusionChannel:
        return ConfusionChannel(self._model.vocabulary)

    def replacements(self, line: str) -> list[tuple[int, int, str]]:
        """`(start, end, new text)` of the words to replace, none where the line is no Vietnamese."""
        capitals = sum(map(str.isupper, line)) > MOSTLY * sum(map(str.islower, line))
        words = [self._word(start, token, capitals) for start, token in _tokens(line)]
        changes: list[tuple[int, int, str]] = []
        for word, option in zip(words, self._decode(words), strict=True):
            if option is not None and option.syllable is not None:
                observed = word.core + word.closing[: option.clipped]
                new = _cased(option.syllable, word.core, capitals)
                if new != observed:
                    changes.append((word.start, word.start + len(observed), new))
        readable = sum(bool(word.options) for word in words)
        return changes if len(changes) >= CHANGED_SHARE * readable else []

    def _word(self, start: int, token: str, capitals: bool) -> _Word:
        core = token.lstrip(_OPENING)
        start += len(token) - len(core)
        core, closing = core.rstrip(_CLOSING), core[len(core.rstrip(_CLOSING)) :]
        if _fixed(core):
            return _Word(start, core, closing, (), NUMBER if any(map(str.isdigit, core)) else STOP)
        options = self._options(core.lower())
        if closing and closing[0] in readings():
            longer = self._options((core + closing[0]).lower())
            options += tuple(_Option(one.syllable, one.cost + CLIPPED_COST, 1) for one in longer)
        kept = UNKNOWN_COST
        if not capitals and _ABBREVIATION.fullmatch(core):
            known = tuple(option for option in options if option.syllable == core.lower())
            options, kept = (known, kept) if known else (options, ABBREVIATION_COST)
        return _Word(start, core, closing, (*options, _Option(None, kept)))

    def _options(self, observed: str) -> tuple[_Option, ...]:
        if observed not in self._known:
            indexes, costs = self._channel.candidates(observed)
            best = np.argsort(costs - self._model.log_unigram[indexes])[:CANDIDATES]
            self._known[observed] = tuple(
                _Option(self._model.vocabulary[indexes[at]], float(costs[at])) for at in best
            )
        return self._known[observed]

    def _decode(self, words: list[_Word]) -> list[_Option | None]:
        """The options of least total cost, None for the fixed words."""
        columns = [[_State(STOP, 0.0, 0, 0)]]
        for word in words:
            if not word.options:
                cheapest = min(range(len(columns[-1])), key=lambda at: columns[-1][at].cost)
                columns.append([_State(word.context, columns[-1][cheapest].cost, 0, cheapest)])
                continue
            column = [self._step(columns[-1], number, option) for number, option in enumerate(word.options)]
            if any(mark in ".;:!?" for mark in word.closing):
                column = [state._replace(syllable=STOP) for state in column]
            columns.append(column)
        chosen: list[_Option | None] = []
        at = min(range(len(columns[-1])), key=lambda at: columns[-1][at].cost)
        for word, column in zip(reversed(words), reversed(columns), strict=False):
            chosen.append(word.options[column[at].option] if word.options else None)
            at = column[at].before
        return chosen[::-1]

    def _step(self, column: list[_State], number: int, option: _Option) -> _State:
        best, before = float("inf"), 0
        for at, state in enumerate(column):
            cost = state.cost
            if option.syllable is not None:
                cost -= self._log_bigram(state.syllable or "", option.syllable)
            if cost < best:
                best, before = cost, at
        return _State(option.syllable, best + option.cost, number, before)


_MARKED = re.compile(r"[^\W\d_a-zA-ZéÉ]")
"""Marked letters but é, which an English OCR model knows."""


def _marked_share(text: str) -> float:
    letters = sum(map(str.isalpha, text))
    return len(_MARKED.findall(text)) / letters if letters else 0.0


def repair(view: TextView, model: SyllableModel) -> TextView | None:
    """The text with its poor passages read again, as a view onto the same source; None where no
    passage is poor. About 0.2 ms a word (tests/bench/repair.py)."""
    reader = _reader(model)
    segments = _Segments(view)
    changes = [
        (start + low, start + high, new)
        for start, line in _poor_lines(view.text)
        for low, high, new in reader.replacements(line)
        if segments.whole_at(start + low) and segments.whole_at(start + high)
    ]
    if not changes:
        return None
    pieces: list[tuple[str, int, int]] = []
    at = 0
    for low, high, new in changes:
        pieces += segments.copied(at, low)
        pieces.append((new, *view.source_span(low, high)))
        at = high
    pieces += segments.copied(at, len(view.text))
    return TextView.build(view.source, pieces)


@lru_cache(maxsize=2)
def _reader(model: SyllableModel) -> _Reader:
    return _Reader(model)


def _poor_lines(text: str) -> Iterator[tuple[int, str]]:
    """Lines of poor passages with their offsets; a line too short to tell goes with the last that did."""
    lines = list(_LINE.finditer(text))
    verdicts = [_is_poor(line[0]) for line in lines]
    poor = next((verdict for verdict in verdicts if verdict is not None), _marked_share(text) < POOR_SHARE)
    for line, verdict in zip(lines, verdicts, strict=True):
        poor = poor if verdict is None else verdict
        if poor and _marked_share(line[0]) < POOR_SHARE:
            yield line.start(), line[0]


def _is_poor(line: str) -> bool | None:
    telling = sum(map(str.isalpha, line)) >= TELLING_LETTERS
    return _marked_share(line) < POOR_SHARE if telling else None


def _tokens(line: str) -> Iterator[tuple[int, str]]:
    """Words with their offsets, cut at dashes; symbols of documents, addresses and measures as zeros."""
    masked = _KEPT.sub(lambda kept: re.sub(r"\S", "0", kept[0]), line)
    return ((match.start(), match[0]) for match in _WORD.finditer(masked))


def _fixed(core: str) -> bool:
    """Numbers, Roman numerals, marks that are no misread letter."""
    return _ROMAN.fullmatch(core) is not None or not any(
        char.isalpha() or char in _ODD_LETTERS for char in core
    )


def _cased(syllable: str, observed: str, capitals: bool) -> str:
    """The syllable in the case of what was observed; "BO" in a line of small letters is a misread "Bộ"."""
    letters = [char for char in observed if char.isalpha()]
    upper = sum(map(str.isupper, letters))
    if len(letters) > 1 and upper > len(letters) / 2 and (capitals or upper > 2 or not is_syllable(syllable)):
        return syllable.upper()
    return syllable[0].upper() + syllable[1:] if observed[0].isupper() else syllable


class _Segments:
    """Looks segments of a view up by position."""

    def __init__(self, view: TextView) -> None:
        self._view = view
        self._starts = [segment.start for segment in view.segments]

    def whole_at(self, position: int) -> bool:
        """Whether no mended word is cut at this position."""
        segment = self._view.segments[max(bisect_right(self._starts, position) - 1, 0)]
        return _exact(segment) or not segment.start < position < segment.end

    def copied(self, start: int, end: int) -> Iterator[tuple[str, int, int]]:
        """The pieces of the view between two positions as they stand."""
        for index in range(max(bisect_right(self._starts, start) - 1, 0), len(self._starts)):
            segment = self._view.segments[index]
            if segment.start >= end:
                break
            low, high = max(segment.start, start), min(segment.end, end)
            if low < high:
                shift = segment.source_start - segment.start
                source = (low + shift, high + shift) if _exact(segment) else segment[2:]
                yield self._view.text[low:high], *source


def _exact(segment: Segment) -> bool:
    return segment.end - segment.start == segment.source_end - segment.source_start
