"""Which of the cited instruments a question means by whose they are: a body by name, or a level."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from bot.assistant.cited import CitedInstrument
from bot.assistant.understanding import vocabulary
from knowledge import communes, reference
from knowledge.abbreviations import expand_formal
from knowledge.commune_units import province_key
from knowledge.reference import IssuingBody
from knowledge.symbols import parse_symbol
from knowledge.vietnamese import fold

_TABLE = "levels.toml"


_CITING = re.compile(
    r"(?<!\w)(?:bao cao|ke hoach)(?: (?!nao|gi)\w+){0,4}? cua (?:xa|phuong|dac khu)"
    r"(?: (?:minh|em|toi|tui)(?!\w)|(?=(?: \w+){0,5}? (?:vien dan|dan|ghi|neu|can cu|trich|dua vao)(?!\w)))"
)
"""Whose the paper is that cites or is written, not what it cites: "kế hoạch của phường viện dẫn văn bản nào",
"báo cáo của xã mình nên dẫn gì"."""


def issued_by(folded: str, groups: Sequence[CitedInstrument]) -> list[CitedInstrument] | None:
    """The instruments of the bodies and levels that a folded question names, perhaps none; None where it
    names no body or level."""
    folded = _CITING.sub(" ", folded)
    issuers, levels, bodies = _issuers(folded, groups), _levels(folded), _bodies_named(folded)
    if not issuers and not levels and not bodies:
        return None
    return [
        g
        for g in groups
        if _plain(g.full.issuer or "") in issuers
        or level_of(g) in levels
        or any(_is_of(g, body, place) for body, place in bodies)
    ]


def _issuers(folded: str, groups: Sequence[CitedInstrument]) -> set[str]:
    """Issuers by name, the longest where one contains another."""
    said = _plain(folded)
    names = {_plain(g.full.issuer) for g in groups if g.full.issuer}
    named = {name for name in names if f" {name} " in f" {said} "}
    if not named and not _levels(folded):
        wanted = said.rpartition(" cua ")[2] if " cua " in said else ""
        named = {name for name in names if wanted and wanted == _WHERE.sub("", name)}
    return {n for n in named if not any(n != other and n in other for other in named)}


_NAMED_AT = ("national", "ministry", "party-central", "party-province", "province")
"""Levels of bodies that a question may name though no document cites them. People's Committees and Councils
are meant by their place."""

_PLACE = re.compile(r"^(?:(?:thanh pho|tinh|tp) )+")


def _bodies_named(folded: str) -> list[tuple[IssuingBody, str]]:
    """The bodies that a question names as issuing ("của Quốc hội, Thủ tướng"), each with what follows it."""
    said = _plain(folded)
    found: list[tuple[IssuingBody, str]] = []
    end = -1
    for match in _body_pattern().finditer(said):
        if _OF.search(said, 0, match.start()) or match.start() == end + 1:
            found.append((_named_bodies()[match[0]], _PLACE.sub("", said[match.end() :].strip())))
            end = match.end()
    return found


_LEVEL_NAMES = frozenset({"Trung ương", "Trung ương Đảng"})
"""Names of a body that officers use for all of its level."""
_OF = re.compile(r"\b(?:cua|do|tu|voi|cung)(?: ca)? $")


@cache
def _named_bodies() -> Mapping[str, IssuingBody]:
    bodies = (body for body in reference.issuing_bodies() if body.level in _NAMED_AT)
    return {
        _plain(_spelled(name)): body for body in bodies for name in body.names if name not in _LEVEL_NAMES
    }


@cache
def _body_pattern() -> re.Pattern[str]:
    names = sorted(_named_bodies(), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(names)})\b")


def _is_of(group: CitedInstrument, body: IssuingBody, place: str) -> bool:
    """Whether a body issued it: that of the place, where one is named."""
    symbol = parse_symbol(group.symbol) if group.symbol else None
    shared = sum(other.code == body.code for other in reference.issuing_bodies()) > 1
    if symbol and not body.unit and not shared and symbol.issuer_head.rstrip("0123456789") == body.code:
        return True
    issuer = _plain(_spelled(group.full.issuer or ""))
    named = [name for name in map(_plain, map(_spelled, body.names)) if issuer.startswith(name)]
    if not named or not body.unit:
        return bool(named)
    own = _PLACE.sub("", issuer[len(max(named, key=len)) :].strip())
    return not own or place.startswith(own) or not _provinces().match(place)


@cache
def _provinces() -> re.Pattern[str]:
    """Names of provinces, present and former, as they follow the name of a body."""
    units = communes.table()
    names = sorted(map(province_key, (*units.provinces, *units.former_provinces)), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, names))})\b")


_WHERE = re.compile(r" (?:chinh phu|thanh pho|tinh|huyen|quan|thi xa|xa|phuong|dac khu|viet nam)(?: .*)?$")
"""What is left out behind the name of a body where it goes without saying: "của HĐND", "của Thủ tướng"."""


def _plain(text: str) -> str:
    """Folded words without "và" and signs: "Bộ Khoa học, Công nghệ" is "Bộ Khoa học và Công nghệ"."""
    return " ".join(word for word in re.findall(r"\w+", fold(text)) if word != "va")


def names_level(folded: str) -> bool:
    """Whether a folded question is for the instruments of a level."""
    return bool(vocabulary.rows_said(_TABLE, folded))


def _levels(folded: str) -> frozenset[str]:
    """The levels that a question names. A body beside one ("trung ương (Quốc hội, Thủ tướng)") is part of it;
    a body alone goes by name."""
    named = vocabulary.rows_said(_TABLE, _body_pattern().sub("", _plain(folded)))
    return frozenset(level for row in named for level in vocabulary.entry(_TABLE, row)["levels"])


def level_of(group: CitedInstrument) -> str | None:
    """The level of the body that issued it ("district"); None where neither symbol nor issuer tells."""
    symbol = parse_symbol(group.symbol) if group.symbol else None
    body = reference.body_by_code().get(symbol.issuer_head.rstrip("0123456789")) if symbol else None
    if body is not None and body.level != "any":
        return body.level
    issuer = _spelled(group.full.issuer or "")
    named = (level for level, names in _bodies() if issuer.startswith(names))
    placed = (level for level, place in _PLACES if place.search(issuer))
    return next(named, None) or next(placed, None)


_PLACES = (
    ("commune", re.compile(r"(?<!\w)(?:xa(?! hoi)|phuong|dac khu|thi tran)(?!\w)")),
    ("district", re.compile(r"(?<!\w)(?:huyen|quan|thi xa)(?!\w)")),
    ("province", re.compile(r"(?<!\w)(?:tinh|thanh pho)(?!\w)")),
)
"""The level of a People's Committee or Council by the place behind its name. A town of a province ("thành
phố" below a "tỉnh") has been none since 1 July 2025."""


def _spelled(name: str) -> str:
    return fold(expand_formal(name))


@cache
def _bodies() -> Sequence[tuple[str, tuple[str, ...]]]:
    """The bodies of one level, with their names spelled out."""
    bodies = (body for body in reference.issuing_bodies() if body.level != "any")
    return tuple((body.level, tuple(map(_spelled, body.names))) for body in bodies)
