"""Communes, wards and special zones since 1 July 2025 and the units they were formed from.

The table is vietnamadminunits 1.0.4 (MIT, Tran Ngoc Minh Hieu) in `reference_data/communes.json`: 3,321
present units, 10,602 former ones, former districts and provinces (two-level local government, National
Assembly resolution 202/2025/QH15 and the resolutions of its Standing Committee on each province).
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from importlib.resources import files
from typing import Any, NamedTuple, Self

from knowledge.vietnamese import fold, tone_apart


class FormerUnit(NamedTuple):
    """A commune, ward or township of before July 2025; `whole` if it went into one present unit as a whole.
    `name` is None where a whole district became the present unit."""

    kind: str | None
    name: str | None
    district: str
    province: str
    whole: bool


class Commune(NamedTuple):
    """A present unit. `code` is the official one of five digits; a unit that the table does not list has
    its full name in the place of the code, and no province."""

    code: str
    kind: str
    name: str
    province: str | None
    former: tuple[FormerUnit, ...] = ()

    @property
    def full_name(self) -> str:
        """As in running text: "phường Trần Liễu"."""
        return f"{self.kind} {self.name}"

    @property
    def listed(self) -> bool:
        """Whether the table knows the unit."""
        return self.code.isdigit()

    @classmethod
    def unlisted(cls, kind: str, name: str) -> Commune:
        """A unit that a text names and the table does not list."""
        return cls(f"{kind} {name}", kind, name, None)


class UnitTable:
    """All units and lookups by code and by folded name."""

    def __init__(
        self,
        communes: tuple[Commune, ...],
        former_provinces: frozenset[str],
        districts: frozenset[str],
        ordinary_words: frozenset[str],
    ) -> None:
        self.communes = communes
        self.provinces = frozenset(unit.province for unit in communes if unit.province)
        self.former_provinces = former_provinces
        self.districts = districts
        self.ordinary_words = ordinary_words
        self._by_code = {unit.code: unit for unit in communes}

    @classmethod
    def load(cls) -> Self:
        """The shipped table, with the fictional communes of the sample corpus."""
        parts = [_read("knowledge.reference_data"), _read("knowledge.sample_corpus")]
        return cls(
            tuple(unit for raw in parts for unit in _communes(raw)),
            frozenset(name for raw in parts for name in raw["former_provinces"]),
            frozenset(name for raw in parts for name, _ in raw["districts"]),
            frozenset(word for raw in parts for word in raw["ordinary_words"]),
        )

    @cached_property
    def by_key(self) -> dict[str, list[Commune]]:
        """Present units by folded name."""
        index: dict[str, list[Commune]] = defaultdict(list)
        for unit in self.communes:
            index[name_key(unit.name)].append(unit)
        return dict(index)

    @cached_property
    def former_by_key(self) -> dict[str, list[tuple[FormerUnit, Commune]]]:
        """Former units by folded name, each with the present unit it went into."""
        index: dict[str, list[tuple[FormerUnit, Commune]]] = defaultdict(list)
        for unit in self.communes:
            for former in unit.former:
                if former.name is not None:
                    index[name_key(former.name)].append((former, unit))
        return dict(index)

    def by_code(self, code: str) -> Commune | None:
        """The unit with an official code, or the unlisted unit whose full name stands for its code."""
        if code in self._by_code or code.isdigit():
            return self._by_code.get(code)
        for kind in KINDS:
            if code.startswith(kind + " "):
                return Commune.unlisted(kind, code.removeprefix(kind + " "))
        return None

    def by_name(self, name: str, province: str | None = None) -> list[Commune]:
        """Present units of a name, with or without type word and diacritics; several where provinces share
        it. Units of the province come alone when it has one."""
        kind, bare = split_kind(name)
        found = self.by_key.get(name_key(bare), [])
        found = [unit for unit in found if unit.kind == kind] or found
        found = closest_spelling(bare, found)
        within = [unit for unit in found if province and same_province(unit.province, province)]
        return within or found


KINDS = ("xã", "phường", "thị trấn", "đặc khu")


def name_key(name: str) -> str:
    """A name for lookup: folded words with single spaces."""
    return " ".join(fold(name).replace("-", " ").split())


def split_kind(name: str) -> tuple[str | None, str]:
    """A full name as kind and bare name ("Xã Phú Thái" -> "xã", "Phú Thái"); kind None where none is said."""
    folded = fold(name)
    for kind in KINDS:
        if folded.startswith(fold(kind) + " "):
            return kind, name[len(kind) + 1 :].strip()
    return None, name.strip()


def same_province(left: str | None, right: str | None) -> bool:
    """Whether two names mean one province, whatever the type word and spelling."""
    return bool(left and right) and province_key(left or "") == province_key(right or "")


def province_key(name: str) -> str:
    """The bare folded name of a province: "TP. Hải Phòng" -> "hai phong"."""
    key = name_key(name.replace(".", " "))
    for prefix in ("thanh pho ", "tinh ", "tp "):
        key = key.removeprefix(prefix)
    return key


def spelling(name: str) -> str:
    """A name for comparing its marks, wherever the tone mark is placed."""
    return " ".join(tone_apart(word) for word in name.replace("-", " ").split())


def spelling_distance(written: str, name: str) -> int:
    """How many words of `written` carry marks and differ from the name's; unmarked words may mean any."""
    pairs = zip(written.replace("-", " ").split(), name.replace("-", " ").split(), strict=False)
    return sum(
        1 for word, other in pairs if fold(word) != word.lower() and tone_apart(word) != tone_apart(other)
    )


def closest_spelling(written: str, units: Iterable[Commune]) -> list[Commune]:
    """The units whose names are spelled most like `written`, those in its very letters before those that
    have marks where it has none ("Cẩm Giang" is not Cẩm Giàng)."""
    letters = spelling(written).lower()
    ranked = [
        ((spelling_distance(written, unit.name), spelling(unit.name).lower() != letters), unit)
        for unit in units
    ]
    best = min((distance for distance, _ in ranked), default=None)
    return [unit for distance, unit in ranked if distance == best]


def _read(package: str) -> dict[str, Any]:
    raw: dict[str, Any] = json.loads(files(package).joinpath("communes.json").read_text(encoding="utf-8"))
    return raw


def _communes(raw: dict[str, Any]) -> Iterator[Commune]:
    kinds, provinces, former_provinces = raw["kinds"], raw["provinces"], raw["former_provinces"]
    districts = [(name, former_provinces[province]) for name, province in raw["districts"]]

    def former_unit(kind: int | None, name: str | None, district: int, whole: int) -> FormerUnit:
        return FormerUnit(
            None if kind is None else kinds[kind],
            name,
            district=districts[district][0],
            province=districts[district][1],
            whole=whole == 1,
        )

    for code, kind, name, province, formed_from in raw["communes"]:
        former = tuple(former_unit(*row) for row in formed_from)
        yield Commune(code, kinds[kind], name, provinces[province], former)
