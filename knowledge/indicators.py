"""The catalogue of indicators (chỉ tiêu) and the matching of a phrase to its rows.

A phrase is compared as folded text with abbreviations written out, by the character 4-grams that it shares
with the name and the synonyms of a row, rare ones weighing more. That reads questions without diacritics
("ngan sach cho khcn"), typos and badly recognised scans alike.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from statistics import median
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from knowledge.abbreviations import expand
from knowledge.models import Nature
from knowledge.units import reference_table, unit_kind
from knowledge.vietnamese import as_letters, fold, nfc, one_y

_GRAM = 4
_MISSING = 0.7
"""How much the part of a row's phrase that the text lacks counts against it."""
_FAINT = 0.1
"""Scores up to this one are chance."""
_SURPLUS = 0.25
"""How much the part of the text that the row's phrase lacks counts against it: sentences say more."""


class Indicator(BaseModel):
    """A row of `reference_data/indicators.toml`. `unit` is the usual one, `units` others it is stated in.

    `stock` marks a number of all there are: of those that do something, or that something is done for, it is
    another figure ("172 doanh nghiệp sử dụng nền tảng số"). `apart` are words with which a phrase means
    something else ("đang giải quyết")."""

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
    stock: bool = False
    apart: tuple[str, ...] = ()

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
        " chuong trinh de an du nhiem vu nghi quyet hoat dong nghin trieu ty dong",
    )
)
"""Words of which "tổng kinh phí thực hiện kế hoạch" is made."""


class _Index(NamedTuple):
    """The phrases of the catalogue: the weight of each gram and those that have it, the weight of each
    phrase (`totals`) and its row (`rows`); `unseen` is the weight of a gram that no phrase has. Plain lists:
    importing numpy takes a question from the shell longer than all that is added up here."""

    weights: Mapping[str, float]
    having: Mapping[str, Sequence[int]]
    totals: Sequence[float]
    rows: Sequence[int]
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
    ranked = [
        (rows[at], score) for at, score in sorted(_scores(phrase).items()) if stated is None or at in stated
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
    phrases = [(at, name) for at, row in enumerate(catalogue()) for name in (row.name, *row.synonyms)]
    sets = [sorted(grams(name)) for _, name in phrases]
    having: dict[str, list[int]] = {}
    for number, found in enumerate(sets):
        for gram in found:
            having.setdefault(gram, []).append(number)
    weights = {gram: math.log(1 + len(sets) / len(those)) for gram, those in having.items()}
    totals = [sum(weights[gram] for gram in found) for found in sets]
    return _Index(weights, having, totals, [at for at, _ in phrases], median(weights.values()))


@lru_cache(maxsize=4096)
def _scores(phrase: str) -> Mapping[int, float]:
    """The best score of each row's phrases, by its place, where it is more than chance: shared weight over
    shared, missing and surplus weight. Reports of one subject name the same things: scores are kept."""
    index = _index()
    found = sorted(grams(phrase))
    shared: dict[int, float] = {}
    for gram in found:
        weight = index.weights.get(gram, 0.0)
        for number in index.having.get(gram, ()):
            shared[number] = shared.get(number, 0.0) + weight
    surplus = _SURPLUS * sum(index.weights.get(gram, index.unseen) for gram in found)
    best: dict[int, float] = {}
    for number, weight in shared.items():
        score = weight / (weight * (1 - _MISSING - _SURPLUS) + _MISSING * index.totals[number] + surplus)
        if score > best.get(index.rows[number], _FAINT):
            best[index.rows[number]] = score
    return best
