"""The catalogue of indicators (chỉ tiêu) and the matching of a phrase to its rows.

A phrase is compared as folded text with abbreviations written out, by the character 4-grams that it shares
with the name and the synonyms of a row, rare ones weighing more. That reads questions without diacritics
("ngan sach cho khcn"), typos and badly recognised scans alike.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from pydantic import BaseModel, ConfigDict

from knowledge.abbreviations import expand
from knowledge.models import Nature
from knowledge.units import reference_table, unit_kind
from knowledge.vietnamese import as_letters, fold, nfc, one_y

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

_GRAM = 4
_MISSING = 0.7
"""How much the part of a row's phrase that the text lacks counts against it."""
_FAINT = 0.1
"""Scores up to this one are chance."""
_SURPLUS = 0.25
"""How much the part of the text that the row's phrase lacks counts against it: sentences say more."""


class Indicator(BaseModel):
    """A row of `reference_data/indicators.toml`. `unit` is the usual one, `units` others it is stated in."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str
    name: str
    unit: str
    group: str
    synonyms: tuple[str, ...]
    examples: tuple[str, ...]
    units: tuple[str, ...] = ()
    not_comparable_with: frozenset[str] = frozenset()
    usual_nature: Nature | None = None

    def stated_in(self, unit: str) -> bool:
        """Whether a value in `unit` can be one of this indicator: the same measure, or the same kind of
        things counted per the same ("145 thành viên" is a number of people)."""
        return any(_same_kind(unit, own) for own in (self.unit, *self.units))


def _same_kind(one: str, other: str) -> bool:
    if fold(one) == fold(other):
        return True
    (noun, _, per), (other_noun, _, other_per) = one.partition("/"), other.partition("/")
    kind = unit_kind(noun)
    alike = kind == unit_kind(other_noun) and kind in _ONE_DIMENSION
    return alike and fold(per) == fold(other_per)


_ONE_DIMENSION = frozenset(
    ("share", "money", "dollars", "area", "length", "weight", "volume", "people", "households", "points")
)
"""Kinds whose units can stand for each other; a "vụ" and a "lớp" are both events and still differ."""


_FILLER = re.compile(
    r"\b(?:tren dia ban|(?:toan |cua |o )?(?:xa(?! hoi)|phuong)|uy ban nhan dan|hien (?:nay|co|tai)"
    r"|den nay|uoc|dat|la|duoc"
    r"|da|co|cac|la bao nhieu|bao nhieu|(?:dau |cuoi |ca |den |trong )?nam(?: \d{4})?|trong ky|toan)\b"
)
"""Words around a phrase that say nothing of what is measured."""


_OF_ANYTHING = frozenset(
    re.findall(
        r"\w+",
        "tong so tien kinh phi nguon von nhu cau du kien bo tri thuc hien to chuc trien khai ke hoach"
        " chuong trinh nghin trieu ty dong",
    )
)
"""Words of which "tổng kinh phí thực hiện kế hoạch" is made."""


class _Index(NamedTuple):
    """Weight of each gram (rows) in each phrase (columns) of the catalogue; `first` is the first phrase of
    each indicator, `totals` the weight of each phrase, `unseen` that of a gram no phrase has."""

    vocabulary: dict[str, int]
    weights: npt.NDArray[np.float32]
    matrix: npt.NDArray[np.float32]
    totals: npt.NDArray[np.float32]
    first: npt.NDArray[np.intp]
    unseen: float


@cache
def catalogue() -> tuple[Indicator, ...]:
    """All rows, in the order of the file; what may not be compared is stated on both sides."""
    table = reference_table("indicators.toml")
    rows = table["indicator"]
    apart: dict[str, set[str]] = {row["code"]: set(row.get("not_comparable_with", ())) for row in rows}
    for code, others in list(apart.items()):
        for other in others:
            apart[other].add(code)
    groups = table["groups"]
    return tuple(
        Indicator(
            **row
            | {"group": groups[row["code"].rstrip("0123456789")], "not_comparable_with": apart[row["code"]]}
        )
        for row in rows
    )


@cache
def by_code() -> dict[str, Indicator]:
    """The catalogue by code."""
    return {row.code: row for row in catalogue()}


def match(phrase: str, unit: str | None = None) -> list[tuple[Indicator, float]]:
    """Rows that a phrase may mean, best first, each with its score from 0 to 1 (1: its very words).

    With `unit`, only rows that are stated in it. Money that is only said to be needed, or set aside, is of
    no row: "kinh phí thực hiện" is that of whatever the paper is about.
    """
    if {"kinh", "phi"} <= set(content_words(phrase)) <= _OF_ANYTHING:
        return []
    rows = catalogue()
    stated = _stated_in(unit) if unit is not None else None
    scores = _scores(phrase)
    ranked = [
        (rows[at], float(scores[at]))
        for at in (scores > _FAINT).nonzero()[0]
        if stated is None or at in stated
    ]
    return sorted(ranked, key=lambda pair: -pair[1])


@lru_cache(maxsize=4096)
def _stated_in(unit: str) -> frozenset[int]:
    """The places of the rows that may be stated in a unit."""
    return frozenset(at for at, row in enumerate(catalogue()) if row.stated_in(unit))


def content_words(text: str) -> list[str]:
    """The words of a phrase as they are compared: folded, abbreviations written out, without fillers."""
    plain = " ".join(re.findall(r"[a-z0-9]+", as_letters(one_y(fold(nfc(expand(text)))))))
    return _FILLER.sub(" ", plain).split()


def grams(text: str) -> set[str]:
    """The character 4-grams of a phrase, across words."""
    spaced = f" {' '.join(content_words(text))} "
    return {spaced[at : at + _GRAM] for at in range(len(spaced) - _GRAM + 1)}


@cache
def _index() -> _Index:
    import numpy as np

    sets = [grams(phrase) for row in catalogue() for phrase in (row.name, *row.synonyms)]
    frequency = Counter(gram for found in sets for gram in found)
    vocabulary = {gram: at for at, gram in enumerate(frequency)}
    weights = np.array([math.log(1 + len(sets) / count) for count in frequency.values()], dtype=np.float32)
    matrix = np.zeros((len(vocabulary), len(sets)), dtype=np.float32)
    for at, found in enumerate(sets):
        for gram in found:
            matrix[vocabulary[gram], at] = weights[vocabulary[gram]]
    counts = [1 + len(row.synonyms) for row in catalogue()]
    first = np.cumsum([0, *counts[:-1]])
    return _Index(vocabulary, weights, matrix, matrix.sum(axis=0), first, float(np.median(weights)))


def _scores(phrase: str) -> npt.NDArray[np.float32]:
    """The best score of each row's phrases: shared weight over shared, missing and surplus weight."""
    import numpy as np

    index = _index()
    found = grams(phrase)
    known = [index.vocabulary[gram] for gram in found if gram in index.vocabulary]
    if not known:
        return np.zeros(len(catalogue()), dtype=np.float32)
    shared = index.matrix[known].sum(axis=0)
    own = float(index.weights[known].sum()) + index.unseen * (len(found) - len(known))
    scores = shared / (shared + _MISSING * (index.totals - shared) + _SURPLUS * (own - shared))
    return np.maximum.reduceat(scores, index.first)
