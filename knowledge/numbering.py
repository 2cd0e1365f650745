"""How the headings of a document are numbered, and where a number comes twice or is left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from knowledge.frame import roman_number
from knowledge.models import Section

_ROMAN_DIGITS = (("X", 10), ("IX", 9), ("V", 5), ("IV", 4), ("I", 1))
_VALUES = {"I": 1, "V": 5, "X": 10}
_PLACE = re.compile(r"(?:(?P<above>.+)\.)?(?P<label>[^.]+?)(?:\(\d+\))?")
_MARKER = re.compile(r"\W*(?P<marker>[IVXl1|]+|\d[\d.]*)(?=[.):/\s-])")


class Series(NamedTuple):
    """Headings side by side below one heading (`above` is its path, "" for the whole document), in the order
    of the text, each with its number. `repeated` numbers come twice; `missing` ones are left out: no line
    between their neighbours begins with them, headed or not."""

    above: str
    roman: bool
    headings: tuple[Section, ...]
    numbers: tuple[int, ...]
    repeated: tuple[int, ...]
    missing: tuple[int, ...]

    @property
    def sound(self) -> bool:
        """Every number comes once and in order."""
        return not self.repeated and not self.missing and list(self.numbers) == sorted(self.numbers)

    def label(self, number: int) -> str:
        """A number as the headings of the series write it: "III" or "3"."""
        return roman(number) if self.roman else str(number)


def series(sections: Sequence[Section], text: str) -> list[Series]:
    """The numbered headings of a document, those of two or more side by side, by their place in the text."""
    placed = [(place, s) for s in sections if (place := _place(s)) is not None]
    placed.sort(key=lambda one: (one[0][:2], one[1].start))
    found = []
    for (above, in_roman), group in groupby(placed, key=lambda one: one[0][:2]):
        numbered = [(place[2], s) for place, s in group]
        if len(numbered) > 1:
            found.append(_series(above, in_roman, numbered, text))
    return sorted(found, key=lambda one: one.headings[0].start)


def _series(above: str, in_roman: bool, numbered: Sequence[tuple[int, Section]], text: str) -> Series:
    numbers = tuple(number for number, _ in numbered)
    counts = Counter(numbers)
    return Series(
        above,
        in_roman,
        tuple(section for _, section in numbered),
        numbers,
        tuple(number for number, count in counts.items() if count > 1),
        tuple(_missing(numbered, text)),
    )


def _missing(numbered: Sequence[tuple[int, Section]], text: str) -> Iterator[int]:
    for (number, section), (following, later) in pairwise(numbered):
        if following > number + 1:
            begun = set(_begun(text[section.heading_end : later.start]))
            yield from (n for n in range(number + 1, following) if n not in begun)


def _begun(text: str) -> Iterator[int]:
    """The numbers that lines begin with, those of clauses included."""
    for line in text.splitlines():
        if (match := _MARKER.match(line)) is not None:
            marker = match["marker"]
            if (letters := roman_number(marker)) != "":
                yield _value(letters)
            if marker.rstrip(".").rpartition(".")[2].isdigit():
                yield int(marker.rstrip(".").rpartition(".")[2])


def _place(section: Section) -> tuple[str, bool, int] | None:
    """The path above a heading, whether its number is Roman, and the number; None for one without."""
    match = _PLACE.fullmatch(section.path)
    if match is None or section.heading_end <= section.start or _MARKER.match(section.title) is None:
        return None
    above, label = match["above"] or "", match["label"]
    if label.isdigit():
        return (above, False, int(label)) if re.match(r"\d", section.title) else None
    return (above, True, _value(label)) if roman_number(label) == label else None


def _value(letters: str) -> int:
    values = [_VALUES[letter] for letter in letters]
    return sum(-one if one < later else one for one, later in zip(values, [*values[1:], 0], strict=True))


def roman(number: int) -> str:
    """1-39 in Roman letters."""
    letters = ""
    for letter, value in _ROMAN_DIGITS:
        count, number = divmod(number, value)
        letters += letter * count
    return letters
