"""Units, countable nouns and bounding words, from `reference_data/units.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

from knowledge.models import Comparator
from knowledge.vietnamese import fold, tone_apart

Value = float | tuple[float, float]


class Measure(NamedTuple):
    """A unit of measure; `value * factor` is the value in the `base` unit of its `kind`."""

    name: str
    kind: str
    base: str
    factor: float


class Form(NamedTuple):
    """A spelling of a unit, the unit it stands for and what that counts."""

    written: str
    unit: str
    kind: str


class Labels(NamedTuple):
    """A label at the end of a text, in lower case with its marks or without."""

    marked: re.Pattern[str]
    unmarked: re.Pattern[str]


class UnitTables(NamedTuple):
    """The rows of `units.toml`, indexed: forms by their folded spelling, signs by the bounding word."""

    measures: dict[str, Measure]
    kinds: dict[str, str]
    forms: dict[str, list[Form]]
    unit: re.Pattern[str]
    per: re.Pattern[str]
    signs: dict[str, list[tuple[str, Comparator]]]
    before: re.Pattern[str]
    after: re.Pattern[str]
    hard_label: Labels
    soft_label: Labels
    not_units: frozenset[str]

    def sign(self, folded: str, written: str | None) -> Comparator:
        """The comparator of a bounding word; EQUAL where its marks make it another word ("thông qua"
        is not "quá"). `written` is None for text without reliable marks."""
        for form, sign in self.signs[" ".join(folded.split())]:
            if written is None or spelled_alike(" ".join(written.split()), form):
                return sign
        return Comparator.EQUAL


def alternation(words: Iterable[str]) -> str:
    """A pattern that matches any of the words, the longest first, spaces of any length."""
    longest_first = sorted(set(words), key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest_first)


def reference_table(name: str) -> dict[str, Any]:
    """A TOML table of `knowledge/reference_data`."""
    return tomllib.loads(resources.files("knowledge.reference_data").joinpath(name).read_text("utf-8"))


@cache
def tables() -> UnitTables:
    """`units.toml` as patterns."""
    table = reference_table("units.toml")
    measures = [
        Measure(row["name"], row["kind"], row["base"], float(row["factor"])) for row in table["measure"]
    ]
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
    before = alternation(fold(word) for row in table["comparator"] for word in row["before"])
    after = alternation(fold(word) for row in table["comparator"] for word in row["after"])
    per = alternation(fold(word) for word in table["per"]["words"])
    return UnitTables(
        measures={measure.name: measure for measure in measures},
        kinds={form.written: form.kind for entries in forms.values() for form in entries},
        forms=forms,
        unit=re.compile(rf"\s*(?P<unit>{alternation(forms)})(?:(?<=[%‰])|(?!\w))"),
        per=re.compile(
            rf"\s*(?:/|(?:tren\s+)?(?:mot|moi)\s+)\s*(?P<per>(?:10{{0,2}}(?:\.000)?\s+)?(?:{per})"
            rf"|(?<=/)[a-z]+)(?!\w)"
        ),
        signs=signs,
        before=re.compile(
            rf"(?<!\w)(?<!thong )(?P<word>{before})\s*"
            r"(?:(?:la|dat|muc|nguong|dat muc|o muc|bang|ty le|ca)\s+)*(?:tu\s+)?$"
        ),
        after=re.compile(rf"\s*(?P<word>{after})(?!\w)"),
        hard_label=_label_patterns(table["labels"]["hard"]),
        soft_label=_label_patterns(table["labels"]["soft"]),
        not_units=frozenset((*table["not_units"]["words"], *map(fold, table["not_units"]["words"]))),
    )


_NO_LABEL = ("mỗi", "hằng", "hàng", "một", "tổng", "dân", "thiểu", "doanh", "đa", "hệ")
"""Words that make no label of what follows: "mỗi tổ 7 thành viên", "tổng số 35 hộ", "dân số 15.230 người"."""


def _label_patterns(words: Iterable[str]) -> Labels:
    marked, unmarked = (
        re.compile(
            "".join(f"(?<!{spelling(word)} )" for word in _NO_LABEL)
            + rf"(?<!\w)(?:{alternation(spelling(word) for word in words)})\s*$"
        )
        for spelling in (str, fold)
    )
    return Labels(marked, unmarked)


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
    return known.kinds.get(head.lower(), "other")


def standard_unit(written: str) -> str:
    """The usual spelling of a unit: "Trđ" is "triệu đồng"; one that is not listed comes back in lower
    case."""
    head, slash, per = " ".join(written.lower().split()).partition("/")
    for form in tables().forms.get(fold(head), ()):
        if spelled_alike(form.written, head):
            return form.unit + slash + per
    return head + slash + per


def spelled_alike(one: str, other: str) -> bool:
    """The same words save for where the tone mark stands (hòa, hoà) or which i is used (tỷ, tỉ)."""
    return one == other or _spelling(one) == _spelling(other)


def _spelling(words: str) -> list[str]:
    return [tone_apart(word).replace("y", "i") for word in words.split()]
