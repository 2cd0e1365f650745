"""Which of the cited instruments a question means by whose they are: a body by name, or a level."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from bot.assistant.cited import CitedInstrument
from bot.assistant.understanding import vocabulary
from knowledge import reference
from knowledge.abbreviations import expand_formal
from knowledge.symbols import parse_symbol
from knowledge.vietnamese import fold

_TABLE = "levels.toml"


def issued_by(folded: str, groups: Sequence[CitedInstrument]) -> list[CitedInstrument] | None:
    """The instruments of the bodies and levels that a folded question names; None where it names none."""
    issuers, levels = _issuers(folded, groups), _levels(folded)
    if not issuers and not levels:
        return None
    return [g for g in groups if _plain(g.full.issuer or "") in issuers or level_of(g) in levels]


def _issuers(folded: str, groups: Sequence[CitedInstrument]) -> set[str]:
    """Issuers by name, the longest where one contains another."""
    said = _plain(folded)
    names = {_plain(g.full.issuer) for g in groups if g.full.issuer}
    named = {name for name in names if _is_named(name, said)}
    if not named and not _levels(folded):
        wanted = said.rpartition(" cua ")[2] if " cua " in said else ""
        named = {name for name in names if wanted and wanted == _WHERE.sub("", name)}
    return {n for n in named if not any(n != other and n in other for other in named)}


_COMMITTEE = re.compile(r"(?:ban thuong vu |ban chap hanh )?((?:thanh|tinh|huyen|dang) uy)((?: \w+)*)$")
_NO_PLACE = r"(?=$| (?:nao|gi|thi|voi|la|co|nua|vao|ra|cua|khong|hay|cung|de|ban hanh|chinh phu)\b)"


def _is_named(name: str, said: str) -> bool:
    """Whether a body is named: in full, or a Party committee without its standing committee or its place
    ("Thành ủy")."""
    if f" {name} " in f" {said} ":
        return True
    committee = _COMMITTEE.match(name)
    if committee is None:
        return False
    body, place = committee.groups()
    return re.search(rf"\b{body}(?:{place}\b|{_NO_PLACE})", said) is not None


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
    named = vocabulary.rows_said(_TABLE, folded)
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
