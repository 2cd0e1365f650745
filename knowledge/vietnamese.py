"""Vietnamese spelling: folding, tone placement, abbreviations."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NewType

FoldedText = NewType("FoldedText", str)
"""Lower case, no diacritics, đ as d. Of the same length as its NFC original, so offsets hold."""

_MARKED = re.compile(r"[^\W\d_a-zA-Z]", re.UNICODE)


def nfc(text: str) -> str:
    """Composed form, in which one Vietnamese letter is one character."""
    return unicodedata.normalize("NFC", text)


def _fold_char(char: str) -> str:
    if char in "đĐ":
        return "d"
    base = unicodedata.normalize("NFD", char)[0]
    low = base.lower()
    return low if len(low) == 1 else base


class _FoldTable(dict[int, str]):
    def __missing__(self, code: int) -> str:
        folded = _fold_char(chr(code))
        self[code] = folded
        return folded


_FOLD_TABLE = _FoldTable()


def fold(text: str) -> FoldedText:
    """Strip diacritics and case; one character stays one character (give NFC text)."""
    return FoldedText(text.translate(_FOLD_TABLE))


OPEN_Y = re.compile(r"\b([bcdghklmnprstvx]|qu)[iy]\b")
"""Folded syllables whose last letter is written y or i: "kỹ, tỷ, lý, quý" are also "kĩ, tỉ, lí, quí" (the
consonants before which dictionaries give both; "thúy" is never "thúi")."""


_WITH_Y = frozenset(["h", "k", "l", "m", "t", "qu"])


def one_y(folded: FoldedText) -> FoldedText:
    """The folded text with these syllables in their usual spelling ("kỹ", but "sĩ"); of the same length."""
    return FoldedText(OPEN_Y.sub(lambda match: match[1] + ("y" if match[1] in _WITH_Y else "i"), folded))


_TONES = dict(zip("\u0300\u0301\u0303\u0309\u0323", "12345", strict=True))


@lru_cache(maxsize=65536)
def tone_apart(syllable: str) -> str:
    """Lower case with the tone as a digit at the end ("Hòa" and "hoà" are both "hoa1"), so that spellings
    which only place the tone mark differently compare equal."""
    letters, tone = [], ""
    for char in unicodedata.normalize("NFD", syllable.lower()):
        if char in _TONES:
            tone = _TONES[char]
        else:
            letters.append(char)
    return unicodedata.normalize("NFC", "".join(letters)) + tone


def is_marked(text: str) -> bool:
    """Whether any letter carries a Vietnamese mark (đ counts)."""
    return _MARKED.search(text) is not None


def diacritic_share(text: str) -> float:
    """Share of letters that carry a Vietnamese mark; about .25-.35 in correct text, under .12 in text
    typed without marks or read by an English OCR model."""
    letters = sum(map(str.isalpha, text))
    return len(_MARKED.findall(text)) / letters if letters else 0.0


_MIXED = re.compile(r"(?=[\d&]*[a-z])[a-z\d&]*[\d&][a-z\d&]*")
_LOOK_ALIKES = str.maketrans("013456&", "olaasoe")


def as_letters(text: FoldedText) -> FoldedText:
    """Digits inside words read as the letters that bad recognition takes them for ("t6i thieu" is "toi
    thieu", "16p" is "lop"). Of the same length; numbers on their own stay."""
    return FoldedText(_MIXED.sub(lambda word: word[0].translate(_LOOK_ALIKES), text))
