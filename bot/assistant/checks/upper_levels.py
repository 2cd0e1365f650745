"""Districts, which are gone, and provinces that are not the unit's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from bot import texts
from bot.assistant.checks.findings import Finding, Kind, Reviewed, Severity
from bot.assistant.checks.other_units import accounted_for
from knowledge import communes
from knowledge.commune_units import Commune, province_key, same_province
from knowledge.units import alternation
from knowledge.vietnamese import fold

TWO_LEVELS_SINCE = "2025-07"
"""Two-level local government: Law 72/2025/QH15, from 1 July 2025."""


def check(reviewed: Reviewed) -> Iterator[Finding]:
    """All leftovers, where the unit is known and the document is not older than the present levels."""
    issued = reviewed.facts.header.issued_on
    if reviewed.own is None or reviewed.facts.quality.poor or (issued and issued < TWO_LEVELS_SINCE):
        return
    yield from _districts(reviewed, reviewed.own)
    yield from _provinces(reviewed, reviewed.own)


_DISTRICT = re.compile(
    r"\b(?:(?:ubnd|hdnd|dia ban|toan|cua|huyen uy|phong [a-z ]{3,40}?|trung tam [a-z ]{3,40}?) huyen"
    r"|huyen uy|thi uy|quan uy)(?!\w)"
)
_NOT_DISTRICT = re.compile(r"\s*(?:cu\b|truoc|, (?:tinh|xa)\b|thoai|\()")


_NAMED_FORMER = re.compile(r"(?:\s+[^\W\d_a-z]\w*){1,4}\s*\(?(?:cũ|trước)\b")


def _is_former(reviewed: Reviewed, end: int) -> bool:
    """Whether it is said that the level is gone: "UBND huyện cũ", "UBND huyện Yên Nhuế (cũ)"."""
    return bool(_NOT_DISTRICT.match(reviewed.folded, end) or _NAMED_FORMER.match(reviewed.text, end))


def _districts(reviewed: Reviewed, own: Commune) -> Iterator[Finding]:
    """The district level ended with June 2025: bodies, and names behind "huyện", "thị xã", "quận"."""
    seen: set[str] = set()
    for pattern in (_DISTRICT, _named_districts()):
        for match in pattern.finditer(reviewed.folded):
            start, end = match.span()
            if _is_former(reviewed, end) or accounted_for(reviewed, start, end):
                continue
            if re.search(r"\bcap $", reviewed.folded[max(start - 5, 0) : start]):
                continue
            if match[0] in seen:
                continue
            if pattern is not _DISTRICT and not reviewed.text[start:end].split()[-1][0].isupper():
                continue
            seen.add(match[0])
            yield reviewed.finding(
                Kind.COPIED_FROM_OTHER_UNIT,
                Severity.MEDIUM,
                (start, end),
                texts.REVIEW_DISTRICT.format(written=reviewed.text[start:end]),
                texts.REVIEW_DISTRICT_FIX.format(own=own.full_name),
                texts.REVIEW_RULE_UNITS,
            )


@cache
def _named_districts() -> re.Pattern[str]:
    names = {fold(name) for name in communes.table().districts}
    bare = {
        re.sub(r"^(?:huyen|quan|thi xa) ", "", name) for name in names if not name.startswith("thanh pho")
    }
    return re.compile(rf"\b(?:huyen|thi xa|quan) (?:{alternation(bare)})(?!\w)")


_UNNAMED_PROVINCE = re.compile(
    r"\b(?:(?:ubnd|hdnd|uy ban nhan dan|dia ban|toan|cua|cong dich vu cong(?: cua)?|chu luc cua"
    r"|thu tuc hanh chinh|lanh dao|trung tam [a-z ]{3,30}?|so [a-z ]{3,40}?) tinh|tinh uy)(?!\w)"
)
_PROVINCE_ALONE = re.compile(
    r"\s*(?:,? thanh pho|khac|ban\b|cu\b|truoc|lan can|[/-]|den\b|toan\b|hinh|nang|chat|trang|tren|hieu)"
)


def _provinces(reviewed: Reviewed, own: Commune) -> Iterator[Finding]:
    """ "UBND tỉnh" in a city, names of other provinces."""
    if own.province and fold(own.province).startswith("thanh pho"):
        yield from _province_of_a_city(reviewed, own.province)
    seen: set[str] = set()
    for match in _named_provinces().finditer(reviewed.folded):
        start, end = match.span()
        if same_province(match["name"], own.province) or match["name"] in seen:
            continue
        if accounted_for(reviewed, start, end) or not reviewed.text[match.start("name")].isupper():
            continue
        if _OUTSIDE.search(reviewed.folded[max(start - _REACH, 0) : start]):
            continue
        seen.add(match["name"])
        former = any(province_key(f.province) == province_key(match["name"]) for f in own.former)
        yield reviewed.finding(
            Kind.COPIED_FROM_OTHER_UNIT,
            Severity.LOW if former else Severity.HIGH,
            (start, end),
            (texts.REVIEW_FORMER_PROVINCE if former else texts.REVIEW_OTHER_PROVINCE).format(
                written=reviewed.text[start:end], own=own.province or own.full_name
            ),
            texts.REVIEW_PROVINCE_FIX.format(own=own.province or own.full_name),
            texts.REVIEW_RULE_UNITS,
        )


def _province_of_a_city(reviewed: Reviewed, city: str) -> Iterator[Finding]:
    seen: set[str] = set()
    for match in _UNNAMED_PROVINCE.finditer(reviewed.folded):
        start, end = match.span()
        behind = re.match(r"\s+([^\W\d_])", reviewed.text[end:])
        if behind and behind[1].isupper():
            continue
        if (
            _PROVINCE_ALONE.match(reviewed.folded, end)
            or accounted_for(reviewed, start, end)
            or match[0] in seen
        ):
            continue
        seen.add(match[0])
        yield reviewed.finding(
            Kind.COPIED_FROM_OTHER_UNIT,
            Severity.MEDIUM,
            (start, end),
            texts.REVIEW_NO_PROVINCE.format(written=reviewed.text[start:end], own=city),
            re.sub(r"tỉnh ủy", "Thành ủy", reviewed.text[start:end], flags=re.IGNORECASE).replace(
                "tỉnh", "thành phố"
            ),
            texts.REVIEW_RULE_UNITS,
        )


_OUTSIDE = re.compile(
    r"\b(?:tu|o|sang|toi|di|ra|vao) (?:(?:tinh|thanh pho) [a-z ]{4,20}(?:, | va ))*(?:cac )?$"
)
"""Where people and goods come from or go to: "từ tỉnh Nghệ An, thành phố Hà Nội"."""
_REACH = 60


@cache
def _named_provinces() -> re.Pattern[str]:
    table = communes.table()
    names = {province_key(name) for name in (*table.provinces, *table.former_provinces)}
    return re.compile(rf"\b(?:tinh|thanh pho|tp\.?) (?P<name>{alternation(names)})(?!\w)")
