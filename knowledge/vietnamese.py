"""Vietnamese spelling: folding, tone placement, abbreviations."""

from __future__ import annotations

import re
import unicodedata
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


def diacritic_share(text: str) -> float:
    """Share of letters that carry a Vietnamese mark; about .25-.35 in correct text, under .12 in text
    typed without marks or read by an English OCR model."""
    letters = sum(char.isalpha() for char in text)
    return sum(1 for _ in _MARKED.finditer(text)) / letters if letters else 0.0
