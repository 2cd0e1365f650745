"""Issuers that ended with the two-level local government of 1 July 2025 (Law 72/2025/QH15, Resolution
202/2025/QH15): every body of the district level, merged provinces, former communes and townships."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from knowledge import communes
from knowledge.commune_units import name_key, province_key, same_province
from knowledge.reference import issuing_bodies
from knowledge.vietnamese import fold

_DISTRICT = re.compile(r"(?<!\w)(?:huyện|quận|thị xã|thị trấn|thị ủy|thị uỷ)(?!\w)", re.IGNORECASE)
_CITY_WORD, _PROVINCE_WORD = "thành phố", "tỉnh"
_UNIT = re.compile(
    r"(?<!\w)(thành phố|tp\.?|tỉnh|xã|phường|đặc khu)(?:\s(?:ủy|uỷ))?(?:\s+(\w[\w\s-]*))?$", re.IGNORECASE
)
_PARTY = re.compile(r"(?<!\w)(tỉnh|thành)\s(?:ủy|uỷ)(?:\s+(\w[\w\s-]*))?$", re.IGNORECASE)


def is_abolished(issuer: str, province: str | None = None) -> bool:
    """Whether the body named by `issuer` no longer exists.

    `province` is the present one of the document that cites it ("thành phố Hải Phòng"): it tells what an
    unnamed "Tỉnh ủy" or "UBND thành phố" can have been, and which of several communes of one name is meant.
    """
    if _DISTRICT.search(issuer) or _of_district_level(issuer):
        return True
    party = _PARTY.search(issuer)
    unit = party or _UNIT.search(issuer)
    if unit is None:
        return False
    word = {"thành": _CITY_WORD, "tp": _CITY_WORD, "tp.": _CITY_WORD}.get(unit[1].lower(), unit[1].lower())
    name = (unit[2] or "").strip()
    if word in (_CITY_WORD, _PROVINCE_WORD):
        return _province_gone(word, name, province, party=party is not None)
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
    return _CITY_WORD if name.lower().startswith(_CITY_WORD) else _PROVINCE_WORD


def _province_gone(word: str, name: str, province: str | None, *, party: bool) -> bool:
    if not name:
        return province is not None and _kind(province) != word
    known = _longest(name)
    if word == _PROVINCE_WORD:
        return known is not None and _present().get(known) != _PROVINCE_WORD
    if party and known is None:
        return True
    return _present().get(known or "") != _CITY_WORD


def _longest(name: str) -> str | None:
    """The former or present province that a phrase begins with."""
    words = name_key(name).split()
    starts = (" ".join(words[:count]) for count in range(len(words), 0, -1))
    return next((start for start in starts if start in _former()), None)


def _commune_gone(name: str, province: str | None) -> bool:
    table = communes.table()
    key = name_key(name)
    present = [unit.province for unit in table.by_key.get(key, ())]
    past = [former.province for former, _ in table.former_by_key.get(key, ())]
    if province is not None:
        present = [unit for unit in present if same_province(unit, province)]
        past = [unit for unit in past if same_province(_former().get(province_key(unit)), province)]
    return bool(past) and not present


_NAMED = re.compile(r"(?<!\w)(?:tinh|thanh\s{1,3}pho|thanh uy|tinh uy)\s{1,3}((?:[a-z]+\s?){2,4})")


def province_of(text: str) -> str | None:
    """The present province that a text names most often, former ones counted for what they became."""
    named: Counter[str] = Counter()
    for match in _NAMED.finditer(fold(text)):
        known = _longest(match[1])
        if known is not None:
            named[_former()[known]] += 1
    return named.most_common(1)[0][0] if named else None
