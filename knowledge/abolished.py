"""Issuers that ended with the two-level local government of 1 July 2025 (Law 72/2025/QH15, Resolution
202/2025/QH15): every body of the district level, merged provinces, former communes and townships."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container
from functools import cache

from knowledge import communes
from knowledge.commune_units import name_key, province_key, same_province
from knowledge.reference import issuing_bodies
from knowledge.vietnamese import fold

_UNIT = re.compile(
    r"(?<!\w)(?:(?P<party>huyện|quận|thị|tỉnh|thành)\s(?:ủy|uỷ)|"
    r"(?P<unit>thành phố|tp\.?|tỉnh|huyện|quận|thị xã|thị trấn|xã(?! hội)|phường|đặc khu))(?!\w)"
    r"(?:\s+(?P<name>\w[\w\s-]*))?",
    re.IGNORECASE,
)
_CITY, _PROVINCE = "thành phố", "tỉnh"
_WORDS = {"thành": _CITY, "tp": _CITY, "tp.": _CITY, "thị": "thị xã"}
_DISTRICT_LEVEL = {"huyện", "quận", "thị xã", "thị trấn"}


def is_abolished(issuer: str, province: str | None = None) -> bool:
    """Whether the body named by `issuer` no longer exists.

    `province` is the present one of the document that cites it ("thành phố Hải Phòng"): it tells what an
    unnamed "Tỉnh ủy" or "UBND thành phố" can have been, and which of several communes of one name is meant.
    A name that no table knows is not judged.
    """
    if _of_district_level(issuer):
        return True
    unit = _UNIT.search(issuer)
    if unit is None:
        return False
    said = (unit["party"] or unit["unit"]).lower()
    word = _WORDS.get(said, said)
    if word in _DISTRICT_LEVEL:
        return True
    name = name_key(unit["name"] or "")
    if word in (_CITY, _PROVINCE):
        return _province_gone(word, name, province)
    return bool(name) and _commune_gone(name, province)


def _of_district_level(issuer: str) -> bool:
    """A body that only districts had: "Phòng Tài nguyên và Môi trường"."""
    folded = fold(issuer)
    return any(folded.startswith(name) for name in _district_bodies())


@cache
def _district_bodies() -> tuple[str, ...]:
    return tuple(fold(name) for body in issuing_bodies() if body.level == "district" for name in body.names)


@cache
def _present() -> dict[str, str]:
    """Present provinces by folded bare name, with their kind word."""
    return {province_key(name): _kind(name) for name in communes.table().provinces}


@cache
def _former() -> dict[str, str]:
    """Every province, former and present, by folded bare name, with the full name of the present one."""
    became = {
        province_key(former.province): unit.province
        for unit in communes.table().communes
        for former in unit.former
        if unit.province
    }
    return became | {province_key(name): name for name in communes.table().provinces}


def _kind(name: str) -> str:
    return _CITY if name.lower().startswith(_CITY) else _PROVINCE


@cache
def _district_cities() -> frozenset[str]:
    names = (name for name in communes.table().districts if _kind(name) == _CITY)
    return frozenset(province_key(name) for name in names)


def _province_gone(word: str, name: str, province: str | None) -> bool:
    if not name:
        return province is not None and _kind(province) != word
    if word == _PROVINCE:
        known = _beginning(name, _former())
        return known is not None and _present().get(known) != _PROVINCE
    city = _beginning(name, _present())
    if city is not None and _present()[city] == _CITY:
        return False
    return _beginning(name, _district_cities()) is not None


def _beginning(name: str, known: Container[str]) -> str | None:
    """The longest run of words at the beginning of a folded phrase that is a known name."""
    words = name.split()
    starts = (" ".join(words[:count]) for count in range(len(words), 0, -1))
    return next((start for start in starts if start in known), None)


def _commune_gone(name: str, province: str | None) -> bool:
    table = communes.table()
    present = [unit.province for unit in table.by_key.get(name, ())]
    past = [former.province for former, _ in table.former_by_key.get(name, ())]
    if province is not None:
        present = [unit for unit in present if same_province(unit, province)]
        past = [unit for unit in past if same_province(_former().get(province_key(unit)), province)]
    return bool(past) and not present


_NAMED = re.compile(r"(?<!\w)(?:tinh|thanh\s{1,3}pho|thanh uy|tinh uy)\s{1,3}((?:[a-z]+\s?){2,4})")


def province_of(text: str) -> str | None:
    """The present province that a text names most often, former ones counted for what they became."""
    named: Counter[str] = Counter()
    for match in _NAMED.finditer(fold(text)):
        known = _beginning(match[1], _former())
        if known is not None:
            named[_former()[known]] += 1
    return named.most_common(1)[0][0] if named else None
