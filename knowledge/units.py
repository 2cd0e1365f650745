"""Units, countable nouns and bounding words, from `reference_data/units.toml`."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

from knowledge.models import Comparator
from knowledge.vietnamese import fold

Value = float | tuple[float, float]


class Measure(NamedTuple):
    """A unit of measure; `value * factor` is the value in the `base` unit of its `kind`."""

    name: str
    kind: str
    base: str
    factor: float


class Form(NamedTuple):
    written: str
    unit: str
    kind: str


class UnitTables(NamedTuple):
    measures: dict[str, Measure]
    kinds: dict[str, str]
    forms: dict[str, list[Form]]
    unit: re.Pattern[str]
    per: re.Pattern[str]
    signs: dict[str, list[tuple[str, Comparator]]]
    before: re.Pattern[str]
    after: re.Pattern[str]
    hard_label: re.Pattern[str]
    soft_label: re.Pattern[str]
    not_units: frozenset[str]

    def sign(self, folded: str, written: str | None) -> Comparator:
        """The comparator of a bounding word; EQUAL where its marks make it another word ("thông qua"
        is not "quá"). `written` is None for text without reliable marks."""
        for form, sign in self.signs[" ".join(folded.split())]:
            if written is None or spelled_alike(" ".join(written.split()), form):
                return sign
        return Comparator.EQUAL


def alternation(words: Iterable[str]) -> str:
    """A pattern that matches any of the words as folded text, the longest first, spaces of any length."""
    longest_first = sorted({fold(word) for word in words}, key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest_first)


def reference_table(name: str) -> dict[str, Any]:
    """A TOML table of `knowledge/reference_data`."""
    return tomllib.loads(resources.files("knowledge.reference_data").joinpath(name).read_text("utf-8"))


@cache
def tables() -> UnitTables:
    table = reference_table("units.toml")
    measures = {
        m["name"]: Measure(m["name"], m["kind"], m["base"], float(m["factor"])) for m in table["measure"]
    }
    forms: dict[str, list[Form]] = {}
    for row in table["measure"]:
        for form in row["forms"]:
            forms.setdefault(fold(form), []).append(Form(form, row["name"], row["kind"]))
    for row in table["count"]:
        for noun in row["nouns"]:
            forms.setdefault(fold(noun), []).append(Form(noun, noun, row["kind"]))
    signs: dict[str, list[tuple[str, Comparator]]] = {}
    for row in table["comparator"]:
        for word in (*row["before"], *row["after"]):
            signs.setdefault(fold(word), []).append((word, Comparator(row["sign"])))
    before = alternation(w for row in table["comparator"] for w in row["before"])
    after = alternation(w for row in table["comparator"] for w in row["after"])
    alone = r"(?<!moi )(?<!hang )(?<!mot )(?<!tong )(?<!dan )(?<!thieu )(?<!doanh )(?<!da )(?<!he )(?<!\w)"
    labels = table["labels"]
    return UnitTables(
        measures=measures,
        kinds={form: entries[0].kind for form, entries in forms.items()},
        forms=forms,
        unit=re.compile(rf"\s*(?P<unit>{alternation(forms)})(?!\w)"),
        per=re.compile(
            rf"\s*(?:/|(?:tren\s+)?(?:mot|moi)\s+)\s*(?P<per>{alternation(table['per']['words'])})(?![\w,])"
        ),
        signs=signs,
        before=re.compile(
            rf"(?<!\w)(?<!thong )(?P<word>{before})\s*(?:(?:la|dat|muc|nguong|dat muc|o muc|bang|ty le|ca)\s+)*(?:tu\s+)?$"
        ),
        after=re.compile(rf"\s*(?P<word>{after})(?!\w)"),
        hard_label=re.compile(rf"{alone}(?:{alternation(labels['hard'])})\s*$"),
        soft_label=re.compile(rf"{alone}(?:{alternation(labels['soft'])})\s*$"),
        not_units=frozenset(fold(word) for word in table["not_units"]["words"]),
    )


def in_base_unit(value: Value, unit: str) -> tuple[Value, str]:
    """The value in the base unit of its measure: (12, "tỷ đồng") is (12e9, "đồng"), (45, "triệu
    đồng/người") is (45e6, "đồng/người"). Units that are no measures come back as they are."""
    head, slash, per = unit.partition("/")
    measure = tables().measures.get(head)
    if measure is None:
        return value, unit
    scaled = (
        (value[0] * measure.factor, value[1] * measure.factor)
        if isinstance(value, tuple)
        else value * measure.factor
    )
    return scaled, measure.base + slash + per


def unit_kind(unit: str) -> str:
    """What a unit measures or counts ("money", "share", "people", …), "other" for an unlisted noun."""
    head = unit.partition("/")[0].strip()
    known = tables()
    if head in known.measures:
        return known.measures[head].kind
    return known.kinds.get(fold(head), "other")


def spelled_alike(one: str, other: str) -> bool:
    """The same word save for where the tone mark stands (hòa, hoà) or which i is used (tỷ, tỉ)."""
    return one == other or _loose_spelling(one) == _loose_spelling(other)


def _loose_spelling(word: str) -> str:
    marks = unicodedata.normalize("NFD", word.replace("y", "i"))
    return "".join(sorted(marks))


def iter_examples() -> Iterator[str]:
    """Every example of units.toml that is a quantity, for the tests."""
    table = reference_table("units.toml")
    for row in (*table["measure"], *table["comparator"], table["per"]):
        yield from row["examples"]
