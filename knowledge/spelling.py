"""Misspelled words of administrative text.

Four ways to be wrong: a listed error; a frequent term with other marks than its own ("triên khai"), where
general text never has it so; a word that no Vietnamese syllable can be; a word that stands twice.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any, NamedTuple

from knowledge.syllable_model import SyllableModel
from knowledge.syllables import is_syllable
from knowledge.units import alternation
from knowledge.vietnamese import fold, is_marked, tone_apart


class Misspelling(NamedTuple):
    """`text[start:end]` should be `right`; None where only that it is wrong can be said. `doubled`: a word
    twice."""

    start: int
    end: int
    right: str | None
    doubled: bool = False


def misspellings(text: str) -> list[Misspelling]:
    """All of an NFC text in order, none within another; names and abbreviations are not judged."""
    found: list[Misspelling] = []
    for error in sorted(_all(text), key=lambda e: (e.start, -(e.end - e.start), e.right is None)):
        if not found or error.start >= found[-1].end:
            found.append(error)
    return found


def _all(text: str) -> Iterator[Misspelling]:
    words = list(_WORD.finditer(text))
    for match in _listed().finditer(text):
        yield Misspelling(*match.span(), _right(match[0]))
    for at, (first, second) in enumerate(pairwise(words)):
        between = text[first.end() : second.start()]
        if not between.isspace() or "\n" in between:
            continue
        before = words[at - 1][0] if at else ""
        after = words[at + 2][0] if at + 2 < len(words) else ""
        right = _term(before, first[0], second[0], after)
        if right is not None:
            yield Misspelling(first.start(), second.end(), _as_capital(first[0], right))
        elif _is_doubled(first[0], second[0]) and not _of_two_words(before, first[0], after):
            yield Misspelling(first.start(), second.end(), first[0], doubled=True)
    for match in _TWICE.finditer(text):
        if match[1].split()[0].lower() in table()["doubled"]:
            continue
        yield Misspelling(*match.span(), match[1], doubled=True)
    for word in words:
        if _is_no_word(text, word):
            yield Misspelling(*word.span(), None)


_WORD = re.compile(r"(?<![\w@./-])[^\W\d_]+(?![\w@/-]|\.\w)")
_TWICE = re.compile(r"\b([^\W\d_]+ [^\W\d_]+) \1\b", re.IGNORECASE)


@cache
def table() -> dict[str, Any]:
    """misspellings.toml."""
    path = files("knowledge.reference_data") / "misspellings.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def _listed() -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\w)(?:{alternation(row['wrong'] for row in table()['word'])})(?!\w)", re.IGNORECASE
    )


def _right(written: str) -> str:
    right = next(row["right"] for row in table()["word"] if row["wrong"].lower() == written.lower())
    return _as_capital(written, str(right))


def _as_capital(written: str, right: str) -> str:
    if written.isupper() and len(written) > 1:
        return right.upper()
    return right[0].upper() + right[1:] if written[0].isupper() else right


# --------------------------------------------------------------------------- terms


@cache
def _terms() -> dict[tuple[str, str], list[tuple[str, str]]]:
    index: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for term in table()["terms"]:
        first, second = term.split()
        index.setdefault((fold(first), fold(second)), []).append((first, second))
    return index


@cache
def _right_terms() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(term.split()) for term in table()["terms"])


_RARER = 15
"""How much rarer than a term a spelling of its letters is when it is an error ("tỹ lệ"); "phần đầu" is .2 of
"phấn đấu" in the model's texts."""
_JOINED = 2
"""Occurrences from which two words belong together: "địa bàn" and "hành chính" in "địa bàn hành chính"."""


def _term(before: str, first: str, second: str, after: str) -> str | None:
    """The one term of these letters, where this spelling is none and general text hardly ever has it."""
    terms = _terms().get((fold(first), fold(second)))
    if terms is None:
        return None
    if _is_term(first, second):
        return None
    if (before.lower(), first.lower()) in _right_terms() or (second.lower(), after.lower()) in _right_terms():
        return None  # "định danh mức 2" has no "danh mục"
    if first.isupper() != second.isupper() or (second[0].isupper() and not first.isupper()):
        return None  # a name begins
    if any(word.lower() in table()["function"] for word in (first, second)):
        return None
    if _is_term(before, first) or _is_term(second, after):
        return None  # "thành phố | cấp kinh phí"
    model = SyllableModel.shipped()
    usual = max(model.succession(*term) for term in terms)
    if _RARER * model.succession(first.lower(), second.lower()) > usual:
        return None
    apart = model.succession(before.lower(), first.lower()), model.succession(second.lower(), after.lower())
    return " ".join(terms[0]) if min(apart) < _JOINED else None


def _is_term(first: str, second: str) -> bool:
    written = (tone_apart(first), tone_apart(second))
    terms = _terms().get((fold(first), fold(second)), ())
    return any(written == tuple(map(tone_apart, term)) for term in terms)


# --------------------------------------------------------------------------- no words

_MISSPELLED_ONSET = re.compile(r"(?:ngh|gh)[aăâoôơuư]|ng[eêi]|c[eêiy]|g[eê]|k[aăâoôơuư]")
_MISPLACED_TONE = re.compile(r"q[ùúủũụ][aăâeêiyoôơ]|g[ìíỉĩị][aăâeêoôơuư]")
_HIGHLAND = re.compile(r"k$|^(?:kr|pl|đr|br|bl|hl|ch[rl]|hm|y$)")
"""Names of the Central Highlands and the North West that keep their own spelling (Đắk Lắk, Krông)."""


@cache
def _foreign() -> frozenset[str]:
    return frozenset(table()["foreign"])


def _is_no_word(text: str, word: re.Match[str]) -> bool:
    """A lower-case word, or a marked one that begins a sentence, that can be no syllable."""
    written = word[0]
    lower = written.lower()
    if lower in _foreign() or len(written) < 2 or not written[1:].islower():
        return False
    if written[0].isupper() and not _begins(text, word.start()):
        return False
    if _HIGHLAND.search(lower) or lower.startswith(("http", "www")):
        return False
    if is_marked(written):
        plain = tone_apart(lower).rstrip("0123456789")
        wrong = _MISSPELLED_ONSET.match(plain) or _MISPLACED_TONE.match(lower)
        return wrong is not None or not is_syllable(lower)
    return written[0].islower() and not is_syllable(lower) and len(written) > 2 and not _is_code(text, word)


def _begins(text: str, at: int) -> bool:
    before = text[:at].rstrip(" “\"'(-–+•*")
    return not before or before[-1] in ".:;!?\n"


def _is_code(text: str, word: re.Match[str]) -> bool:
    """Part of an address, a file name or a symbol."""
    around = text[max(word.start() - 1, 0) : word.end() + 1]
    return any(char in around for char in "@./_-&")


def _of_two_words(before: str, word: str, after: str) -> bool:
    """Whether a syllable that stands twice ends one word and begins another: "hành vi | vi phạm"."""
    if word in table()["function"]:
        return False
    model = SyllableModel.shipped()
    joined = model.succession(before.lower(), word), model.succession(word, after.lower())
    return min(joined) >= _JOINED


def _is_doubled(first: str, second: str) -> bool:
    return first == second and first.islower() and len(first) > 1 and first not in table()["doubled"]
