"""Where a text may name a commune: the words after "xã", "phường", further names in a list, bare names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property, lru_cache
from importlib.resources import files
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.commune_units import Commune, UnitTable, name_key, spelling, spelling_distance
from knowledge.syllables import is_syllable
from knowledge.vietnamese import fold, is_marked, tone_apart

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_TYPE_WORDS = {"xa": "xã", "x4": "xã", "x": "xã", "phuong": "phường", "p": "phường"}
# Unmarked words that with a type word make an ordinary one: "xa hoi", "phuong an", "phuong huong".
_COMPOUNDS = {"xã": ("hoi",), "phường": ("an", "huong", "tien", "phap", "thuc", "dien", "trinh")}
_NEVER_FIRST = frozenset(
    ("có", "đã", "đạt", "nào", "được", "nêu", "còn", "chưa", "không", "là", "và", "với", "theo", "thì")
)
"""Words that a question goes on with after "xã, phường"; no name in lower case begins with them."""
_MANY = frozenset(("cac", "nhung", "may", "moi", "tung", "nhieu", "toan", "ca", "hai", "ba"))
"""Words before "xã", folded, that count or gather units."""
_LEADING_OVER = frozenset(
    ("con", "the", "thi", "va", "voi", "sao", "nao", "ha", "nhi", "a", "em", "nua", "ok")
)
"""Words, folded, around the name of a unit in a turn that names it and nothing else."""
_TWO_WORD_TYPES = {("dac", "khu"): "đặc khu", ("thi", "tran"): "thị trấn"}
_TYPE_BEGINS = frozenset((*_TYPE_WORDS, *(first for first, _ in _TWO_WORD_TYPES)))
_LONGEST_NAME = 6
_FUZZY_LENGTH = 7  # letters; one edit in a shorter name would make too many words a name
_FAMILY_NAMES = (
    *("nguyen", "tran", "le", "pham", "hoang", "huynh", "phan", "vu", "vo", "dang", "bui", "do"),
    *("ho", "ngo", "duong", "ly", "dinh", "truong", "luong", "mai"),
)


class Name(NamedTuple):
    """`text[start:end]`, the words `first:last`, may name a unit of the kind said before them."""

    kind: str | None
    first: int
    last: int
    start: int
    end: int
    key: str
    written: str


class Word(NamedTuple):
    """A word of the text."""

    folded: str
    surface: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        """Whether the word begins with a capital or a digit."""
        return self.surface[0].isupper() or self.surface[0].isdigit()


class Preferred(dict[str, list[Commune]]):
    """Units that a question is likely to speak of, by folded name."""

    @cached_property
    def joined(self) -> dict[str, list[Commune]]:
        """By their names written together."""
        return _joined(self)

    @cached_property
    def first_words(self) -> frozenset[str]:
        """What their folded names begin with."""
        return frozenset(key.split(" ", 1)[0] for key in self)


class NameReader:
    """Finds candidate names in one text. With `preferred` (units by folded name) the text is a question, in
    which lower-case and bare names count too."""

    def __init__(self, units: UnitTable, text: str, preferred: Preferred) -> None:
        self.units = units
        self.text = text
        self.preferred = preferred
        folded = fold(text)
        self.words = [
            Word(folded[m.start() : m.end()], m[0], m.start(), m.end()) for m in _WORD.finditer(text)
        ]

    def name_groups(self) -> Iterator[list[Name]]:
        """Names in order; those listed after one type word come together."""
        at = 0
        while at < len(self.words):
            typed = self._type_word(at) if self.words[at].folded in _TYPE_BEGINS else None
            names = self._typed_names(*typed) if typed else []
            if not names and self.preferred:
                bare = self._bare_name(at)
                names = [bare] if bare else []
            if names:
                yield names
            at = names[-1].last if names else at + 1

    def near(self, name: Name) -> list[Commune]:
        """Units whose name is one edit away from the words, both written together; preferred units first."""
        joined = name.key.replace(" ", "")
        if len(joined) < _FUZZY_LENGTH - 1:
            return []
        near = _alike(name.key, _one_edit_away(joined, self.preferred.joined))
        if near or name.kind is None or not self._may_be_mistyped(name):
            return near
        others = _alike(name.key, _one_edit_away(joined, _joined_names(self.units)))
        return [unit for unit in others if unit.kind == name.kind]

    def _may_be_mistyped(self, name: Name) -> bool:
        """Whether words behind "xã" may stand for a name that is none of the preferred: capitals, marks or no
        words at all say so, ordinary words do not."""
        if name.key in _ordinary_pairs():
            return False
        written = name.written
        words = all(map(is_syllable, written.split()))
        return not words or is_marked(written) or written != written.lower()

    def _type_word(self, at: int) -> tuple[str, int] | None:
        """The kind said at word `at` and the word where the name would begin."""
        word = self.words[at]
        following = self.words[at + 1].folded if at + 1 < len(self.words) else ""
        two = _TWO_WORD_TYPES.get((word.folded, following))
        if two:
            return two, at + 2
        kind = _TYPE_WORDS.get(word.folded)
        if kind is None or (at and self.words[at - 1].folded == "thi" and kind == "xã"):
            return None
        if len(word.folded) == 1:
            return (kind, at + 1) if self.text[word.end : word.end + 1] == "." else None
        if is_marked(word.surface) and tone_apart(word.surface) != tone_apart(kind):
            return None
        return kind, at + 1

    def _typed_names(self, kind: str, first: int) -> list[Name]:
        names: list[Name] = []
        name = self._name_at(self._window(first, after_type=True), kind, first)
        while name is not None:
            names.append(name)
            following = self._next_in_list(name.last)
            if following is None or self._type_word(following):  # "xã A và phường B": B has its own
                break
            name = self._known_name(self._window(following), kind, following)
        return names

    def _next_in_list(self, at: int) -> int | None:
        """The word after ", " or "và" at word `at`, where a list of names may go on."""
        if at >= len(self.words):
            return None
        gap = self.text[self.words[at - 1].end : self.words[at].start]
        if self.words[at].folded == "va" and not gap.strip():
            return at + 1 if at + 1 < len(self.words) else None
        return at if gap.strip() == "," and "\n" not in gap else None

    def _window(self, first: int, *, after_type: bool = False) -> list[Word]:
        """Words from `first` that only spaces and hyphens separate."""
        window: list[Word] = []
        for index in range(first, min(first + _LONGEST_NAME, len(self.words))):
            if window or after_type:
                previous = self.words[index - 1]
                gap = self.text[previous.end : self.words[index].start]
                abbreviation = not window and len(previous.folded) == 1 and gap[:1] == "."
                if gap[abbreviation:].strip(" \n\t-–") or gap.count("\n") > 1:
                    break
            window.append(self.words[index])
        return window

    def _name_at(self, window: list[Word], kind: str, first: int) -> Name | None:
        """The longest known name at the start of a window; else a misspelled one; else a capitalised name
        that the table does not list."""
        known = self._known_name(window, kind, first)
        if known:
            return known
        for size in range(min(len(window), 3), 0, -1):
            name = self._name(kind, first, window[:size])
            if self._may_be_name(name, window[:size]) and self.near(name):
                return name
        return self._unlisted_name(window, kind, first)

    def _known_name(self, window: list[Word], kind: str | None, first: int) -> Name | None:
        for size in range(len(window), 0, -1):
            name = self._name(kind, first, window[:size])
            cut_short = size == 1 and len(window) > 1 and window[1].surface.istitle()
            if self.known(name.key) and self._may_be_name(name, window[:size]) and not cut_short:
                return name
        return None

    def _name(self, kind: str | None, first: int, window: list[Word]) -> Name:
        key = " ".join(word.folded for word in window)
        written = " ".join(word.surface for word in window)
        return Name(kind, first, first + len(window), window[0].start, window[-1].end, key, written)

    def known(self, key: str) -> bool:
        """Whether a present, former or preferred unit has this folded name."""
        return key in self.units.by_key or key in self.units.former_by_key or key in self.preferred

    def _may_be_name(self, name: Name, window: list[Word]) -> bool:
        """Capitalised words may be a name; in a question also others that are no ordinary words."""
        capitals = sum(word.capital for word in window)
        if capitals == len(window):
            return True
        if not is_marked(name.written) and window[0].folded in _COMPOUNDS.get(name.kind or "", ()):
            return name.key in self.preferred
        if window[0].surface in _NEVER_FIRST or (self._of_many(name) and name.key not in self.preferred):
            return False
        if not self.preferred:
            return capitals > 0 and self._spelled_as_former(name)
        return len(window) > 1 and (name.key in self.preferred or not self._ordinary(name.written))

    def _of_many(self, name: Name) -> bool:
        """Whether words in lower case go on after "các xã", "xã, phường": "các xã chủ động …" names none."""
        if name.written != name.written.lower():
            return False
        if name.first == 0 or self.words[name.first - 1].folded not in _TYPE_BEGINS:
            return False  # bare, or further on in a list of names
        before = self.words[name.first - 2].folded if name.first > 1 else ""
        return before in _MANY or self.words[name.first].folded in _TYPE_BEGINS

    def _spelled_as_former(self, name: Name) -> bool:
        return any(
            former.name and spelling(former.name) == spelling(name.written)
            for former, _ in self.units.former_by_key.get(name.key, ())
        )

    def _ordinary(self, written: str) -> bool:
        if is_marked(written):
            return spelling(written) in _ordinary_spellings(self.units)
        return fold(written) in _ordinary_keys(self.units)

    def _unlisted_name(self, window: list[Word], kind: str, first: int) -> Name | None:
        """Two or three capitalised syllables, as long as they do not look like a person or a heading."""
        capitals = 0
        while capitals < min(len(window), 4) and window[capitals].surface[0].isupper():
            capitals += 1
        chosen = window[:capitals]
        if not 2 <= capitals <= 3 or chosen[0].folded == "hoi" or all(w.surface.isupper() for w in chosen):
            return None
        if capitals == 3 and chosen[0].folded in _FAMILY_NAMES:
            return None
        return self._name(kind, first, chosen) if all(is_syllable(w.surface) for w in chosen) else None

    def _bare_name(self, at: int) -> Name | None:
        """A name without type word in a question: of a preferred unit, or capitalised and on its own, or
        mistyped (a word is no syllable, or the words are written together)."""
        first = self.words[at]
        begins = first.capital or first.folded in self.preferred.first_words
        window = self._window(at)
        for size in range(len(window) if begins else 0, 0, -1):
            name = self._name(None, at, window[:size])
            capitals = all(word.capital for word in window[:size])
            if name.key in self.preferred and (
                capitals or not self._ordinary(name.written) or self._nothing_else_said(name)
            ):
                if any(spelling_distance(name.written, u.name) <= 1 for u in self.preferred[name.key]):
                    return name
            elif size > 1 and capitals and self._stands_alone(name) and self._spelled_as_present(name):
                return name
        odd = [not is_syllable(word.surface) for word in window[:4]]
        for size in range(len(odd) if any(odd) else 0, 0, -1):
            name = self._name(None, at, window[:size])
            if any(odd[:size]) and not self.known(name.key) and self.near(name):
                return name
        return None

    def _nothing_else_said(self, name: Name) -> bool:
        """ "còn do luong?", "do luong thi sao": beside the name stand only words that lead over to it."""
        others = [*self.words[: name.first], *self.words[name.last :]]
        return all(word.folded in _LEADING_OVER for word in others)

    def _spelled_as_present(self, name: Name) -> bool:
        return not self._ordinary(name.written) and any(
            spelling(unit.name) == spelling(name.written) for unit in self.units.by_key.get(name.key, ())
        )

    def _stands_alone(self, name: Name) -> bool:
        """Whether no capitalised word beside it makes the name part of a longer one."""
        before = self.words[name.first - 1] if name.first > 1 else None
        after = self.words[name.last] if name.last < len(self.words) else None
        longer = after and after.capital and not self.text[name.end : after.start].strip()
        return not longer and not (before and before.capital)


def _joined(names: dict[str, list[Commune]]) -> dict[str, list[Commune]]:
    """Units by their names written together, those long enough to be recognised when misspelled."""
    joined: dict[str, list[Commune]] = {}
    for key, units in names.items():
        together = key.replace(" ", "")
        if len(together) >= _FUZZY_LENGTH:
            joined.setdefault(together, []).extend(units)
    return joined


def _alike(key: str, units: list[Commune]) -> list[Commune]:
    """Units whose name, word by word, is no further away than a typing error and a space: "thu ngan" is not
    Thăng An, though the letters nearly are."""
    return [unit for unit in units if OSA.distance(key, name_key(unit.name)) <= _TYPED_WRONG]


_TYPED_WRONG = 2


def _one_edit_away(word: str, names: dict[str, list[Commune]]) -> list[Commune]:
    matches = process.extract(word, names.keys(), scorer=OSA.distance, score_cutoff=1)
    return [unit for key, _, _ in matches for unit in names[key]]


@lru_cache(maxsize=2)
def _joined_names(units: UnitTable) -> dict[str, list[Commune]]:
    return _joined(units.by_key)


@lru_cache(maxsize=2)
def _ordinary_spellings(units: UnitTable) -> frozenset[str]:
    return frozenset(spelling(words) for words in units.ordinary_words)


@lru_cache(maxsize=1)
def _ordinary_pairs() -> frozenset[str]:
    text = files("knowledge.reference_data").joinpath("ordinary_pairs.txt").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(name_key(pair) for line in lines for pair in line.split(","))


@lru_cache(maxsize=2)
def _ordinary_keys(units: UnitTable) -> frozenset[str]:
    return frozenset(name_key(words) for words in units.ordinary_words)
