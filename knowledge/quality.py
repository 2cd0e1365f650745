"""How far a text can be trusted: diacritics, known syllables, traces of optical recognition.

Text that lost its marks in recognition differs from text typed without marks: the first is full of impossible
syllables ("Chién ligc") and of signs inside words ("s6", "ngh¢"), the second of possible ones without a mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from knowledge.models import Page, TextQuality
from knowledge.syllables import is_syllable
from knowledge.vietnamese import diacritic_share, is_marked

__all__ = ["is_syllable", "known_syllables", "known_words", "measure"]

# Thresholds measured on administrative texts of 2000-2026: four clean reports, a law, two old circulars, all
# of them also stripped of marks, and a report read by an English recogniser. Shares are 0-1.
MIN_WORDS = 20
"""Below this many words shares say nothing and the text is not called poor for them."""
POOR_DIACRITICS = 0.12
"""`vietnamese.diacritic_share`: .27-.33 where marks stand, .055 where the recogniser lost them, 0 where none
were typed."""
POOR_SYLLABLES = 0.85
"""`known_syllables`: .98 and more in clean reports, .93 and more stripped of marks, .76 badly recognised."""
OCR_SYLLABLES = 0.90
"""Of a text without marks: under this it was not typed so, a recogniser lost them."""
OCR_SIGNS = 0.004
"""Share of words with a sign or digit inside: 0 in clean reports, .015 in the badly recognised one."""
POOR_CONFIDENCE = 70.0
"""Mean confidence of the recogniser (0-100); real scans of print 89-96."""

_WORD = re.compile(r"[^\W\d_]+")
_TOKEN = re.compile(r"[^\W_](?:[^\s]*[^\W_¢¥&])?[¢¥&]?")
_SIGN_IN_WORD = re.compile(r"[^\W\d_][¢£¥§¬¡¿®©°|\\~^{}<>$€]|[¢£¥¡¿][^\W\d_]")
_DIGIT_IN_WORD = re.compile(r"[a-zà-ỹ]+\d[a-zà-ỹ]+|\d[à-ỹ][a-zà-ỹ]*|[a-zà-ỹ]{1,3}\d", re.IGNORECASE)
_CODE = re.compile(r"[A-ZĐ]+[a-z]?\d+|[a-z]\d|m[23]|\d*k?m[23]", re.ASCII)


def known_words(text: str) -> Iterator[bool]:
    """For each word of an NFC text whether it can be a Vietnamese syllable. Short capital abbreviations
    (UBND) are passed over."""
    for match in _WORD.finditer(text):
        known = is_syllable(match.group())
        if known or not (match.group().isupper() and len(match.group()) < 7):
            yield known


def known_syllables(text: str) -> float:
    """Share of `known_words`; 1.0 for a text without words."""
    answers = list(known_words(text))
    return sum(answers) / len(answers) if answers else 1.0


def signs_in_words(text: str) -> float:
    """Share of words with a foreign sign or a digit inside, as bad recognition leaves them ("ngh¢")."""
    words = misread = 0
    for match in _TOKEN.finditer(text):
        token = match.group()
        words += any(char.isalpha() for char in token)
        misread += bool(_SIGN_IN_WORD.search(token)) or (
            _DIGIT_IN_WORD.fullmatch(token) is not None and not _CODE.fullmatch(token)
        )
    return misread / words if words else 0.0


def measure(text: str, ocr: bool = False, pages: Sequence[Page] = ()) -> TextQuality:
    """Measure an NFC text. `ocr` says that it was recognised here; a text file that shows the traces of
    recognition is flagged all the same. Confidence is the mean over recognised pages, weighted by length."""
    diacritics = diacritic_share(text)
    known = known_syllables(text)
    enough = sum(1 for _ in _WORD.finditer(text)) >= MIN_WORDS
    unmarked = enough and diacritics < POOR_DIACRITICS
    doubtful = enough and known < POOR_SYLLABLES
    traces = unmarked and is_marked(text) and (known < OCR_SYLLABLES or signs_in_words(text) > OCR_SIGNS)
    confidence = _confidence(pages)
    unsure = confidence is not None and confidence < POOR_CONFIDENCE
    notes = [
        note
        for holds, note in (
            (ocr, "văn bản nhận dạng từ bản quét"),
            (traces and not ocr, "có dấu vết nhận dạng từ bản quét"),
            (unmarked and traces, "mất dấu tiếng Việt khi nhận dạng"),
            (unmarked and not traces, "gõ không dấu"),
            (doubtful, f"chỉ {known:.0%} số từ là âm tiết tiếng Việt"),
            (unsure, f"độ tin cậy nhận dạng thấp ({confidence or 0:.0f}/100)"),
        )
        if holds
    ]
    return TextQuality(
        ocr=ocr or traces,
        poor=unmarked or doubtful or unsure,
        diacritics=round(diacritics, 4),
        known_syllables=round(known, 4),
        ocr_confidence=None if confidence is None else round(confidence, 1),
        notes=tuple(notes),
    )


def _confidence(pages: Sequence[Page]) -> float | None:
    weighted = [(p.ocr_confidence, p.end - p.start) for p in pages if p.ocr_confidence is not None]
    length = sum(weight for _, weight in weighted)
    return sum(value * weight for value, weight in weighted) / length if length else None
