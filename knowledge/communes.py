"""Communes named in text: with and without diacritics and type words, misspelled, former ones.

A document names communes with a type word and capitals ("xã Phú Thái", "các xã An Phụ, Thượng Quận cũ").
A question may do without both ("phu thai dat bao nhieu"), but only about communes that are spoken of.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import NamedTuple

from knowledge.commune_names import Name, NameReader, Preferred
from knowledge.commune_units import (
    Commune,
    FormerUnit,
    UnitTable,
    closest_spelling,
    name_key,
    province_key,
    same_province,
    spelling_distance,
)
from knowledge.vietnamese import fold, is_marked

__all__ = ["Commune", "CommuneMention", "CommuneTable", "FormerUnit", "table"]

_FORMERLY = re.compile(r"\s*\(?\s*(?:cu\b(?! the)|truoc day\b|truoc (?:khi )?sap nhap\b)")
_PROVINCE_REACH = 60  # characters after a name within which its province may be said


class CommuneMention(NamedTuple):
    """`text[start:end]` names `commune`, or one of the equally likely `alternatives`. `former` is set when
    the words name a unit of before July 2025 that is now (part of) the commune. `typed` says whether a word
    such as "xã" stands before the name."""

    commune: Commune
    start: int
    end: int
    former: FormerUnit | None = None
    alternatives: tuple[Commune, ...] = ()
    typed: bool = True


class CommuneTable(UnitTable):
    """All units, looked up by code or name and found in text."""

    def find(
        self, text: str, prefer: frozenset[str] = frozenset(), province: str | None = None
    ) -> list[CommuneMention]:
        """All mentions of communes in NFC text, in order.

        `prefer` holds the codes of the communes that are spoken of: with it the text is taken as a question,
        in which lower-case and bare names count and these communes win. `province` tells units of one name
        apart. A capitalised name that the table does not list comes as an unlisted commune.
        """
        reader = NameReader(self, text, _preferred_names(self, prefer))
        resolver = _Resolver(self, reader, prefer, province)
        return [mention for names in reader.name_groups() for mention in resolver.resolve(names)]


class _Resolver:
    """Says which unit a name in one text means."""

    def __init__(
        self, units: UnitTable, reader: NameReader, prefer: frozenset[str], province: str | None
    ) -> None:
        self.units = units
        self.reader = reader
        self.prefer = prefer
        self.province = province

    def resolve(self, names: list[Name]) -> list[CommuneMention]:
        """Names of one list together: former units point at the present unit that most of them went into."""
        end = names[-1].end
        province = self._stated_province(end) or self.province
        formerly = _FORMERLY.match(fold(self.reader.text[end : end + _PROVINCE_REACH]))
        origins = [self._former(name, province) if formerly else [] for name in names]
        votes = Counter(code for options in origins for code in {unit.code for _, unit in options})
        mentions = []
        for name, options in zip(names, origins, strict=True):
            best = max((votes[unit.code] for _, unit in options), default=0)
            agreed = [(former, unit) for former, unit in options if votes[unit.code] == best]
            mention = self._former_mention(name, agreed) if agreed else self._present(name, province)
            if mention is not None:
                mentions.append(mention)
        return mentions

    def _present(self, name: Name, province: str | None) -> CommuneMention | None:
        """What a name means today: a preferred unit, or unmarked a former one in it; one of the kind said;
        the unit that a former one of the kind said went into; one of another kind; one that is nearly spelled
        so; an unlisted one."""
        preferred = [
            unit
            for unit in self.reader.preferred.get(name.key, ())
            if spelling_distance(name.written, unit.name) <= 1
            and (not province or unit.province is None or same_province(unit.province, province))
        ]
        if preferred:
            return self._mention(name, closest_spelling(name.written, preferred))
        if not is_marked(name.written):
            ours = [option for option in self._former(name, province) if option[1].code in self.prefer]
            if ours:
                return self._former_mention(name, ours)
        present = closest_spelling(name.written, self.units.by_key.get(name.key, ()))
        exact = bool(present) and spelling_distance(name.written, present[0].name) == 0
        former = [
            option
            for option in self._former(name, province)
            if spelling_distance(name.written, option[0].name or "") == 0
        ]
        of_kind = [unit for unit in present if name.kind in (unit.kind, None)]
        if of_kind and (exact or not former) and self._plausible(name, of_kind[0]):
            return self._mention(name, _within(of_kind, province))
        if any(option[0].kind == name.kind for option in former) or (former and not exact):
            return self._former_mention(name, former)
        if exact:
            return self._mention(name, _within(present, province))
        near = [] if self.reader.known(name.key) else self.reader.near(name)
        if near:
            return self._mention(name, _within(near, province))
        return self._mention(name, [Commune.unlisted(name.kind, name.written)]) if name.kind else None

    def _plausible(self, name: Name, unit: Commune) -> bool:
        return spelling_distance(name.written, unit.name) < len(name.written.split())

    def _former(self, name: Name, province: str | None) -> list[tuple[FormerUnit, Commune]]:
        """Former units of a name, each with its present unit; in the province, or preferred, if some are."""
        options = self.units.former_by_key.get(name.key, [])
        best = min((spelling_distance(name.written, former.name or "") for former, _ in options), default=0)
        options = [o for o in options if spelling_distance(name.written, o[0].name or "") == best]
        inside = [
            (former, unit)
            for former, unit in options
            if same_province(former.province, province) or same_province(unit.province, province)
        ]
        options = inside or options
        return [o for o in options if o[1].code in self.prefer] or options

    def _former_mention(self, name: Name, options: list[tuple[FormerUnit, Commune]]) -> CommuneMention:
        of_kind = [option for option in options if option[0].kind == name.kind] or options
        ordered = sorted(of_kind, key=lambda option: not option[0].whole)
        former, commune = ordered[0]
        others = tuple(dict.fromkeys(unit for _, unit in ordered[1:] if unit != commune))
        return CommuneMention(commune, name.start, name.end, former, others, name.kind is not None)

    def _mention(self, name: Name, units: list[Commune]) -> CommuneMention:
        return CommuneMention(units[0], name.start, name.end, None, tuple(units[1:]), name.kind is not None)

    def _stated_province(self, end: int) -> str | None:
        """The province said after a name ("phường An Hải, thành phố Đà Nẵng"), within its sentence."""
        reach = name_key(self.reader.text[end : end + _PROVINCE_REACH].split("\n")[0].replace(",", " , "))
        place = _province_pattern(self.units).search(f" {reach} ")
        return _provinces(self.units)[place[1]] if place else None


def _within(units: list[Commune], province: str | None) -> list[Commune]:
    return [unit for unit in units if same_province(unit.province, province)] or units


@lru_cache(maxsize=8)
def _preferred_names(units: CommuneTable, codes: frozenset[str]) -> Preferred:
    names = Preferred()
    for code in sorted(codes):
        unit = units.by_code(code)
        if unit is not None:
            names.setdefault(name_key(unit.name), []).append(unit)
    return names


@lru_cache(maxsize=2)
def _provinces(units: UnitTable) -> dict[str, str]:
    return {province_key(name): name for name in (*units.former_provinces, *units.provinces)}


@lru_cache(maxsize=2)
def _province_pattern(units: UnitTable) -> re.Pattern[str]:
    names = "|".join(sorted((re.escape(key) for key in _provinces(units)), key=len, reverse=True))
    return re.compile(rf"^[^.;:]*?(?:tinh|thanh pho|tp\.?|^ ,?)\s*({names})(?= |[.,;:?)])")


@lru_cache(maxsize=1)
def table() -> CommuneTable:
    """The shipped table; loaded once."""
    return CommuneTable.load()
