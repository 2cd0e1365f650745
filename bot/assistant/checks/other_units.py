"""What was left over from another unit's text: names of other communes, districts and provinces that are
gone, the wrong kind of unit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from bot import texts
from bot.assistant.checks.findings import Finding, Kind, Reviewed, Severity
from knowledge import communes
from knowledge.commune_units import Commune, province_key, same_province
from knowledge.communes import CommuneMention
from knowledge.models import SectionType
from knowledge.units import alternation
from knowledge.vietnamese import fold

_TWO_LEVELS_SINCE = "2025-07"
"""Two-level local government: Law 72/2025/QH15, from 1 July 2025."""
_SILENT = frozenset((SectionType.RECIPIENTS, SectionType.SIGNATURE))
_BESIDE = re.compile(
    r"\b(?:phoi hop|ket hop|lien ket|giap|tiep giap|giap ranh|lan can|lang gieng|ket nghia|hoc tap|hoc hoi"
    r"|kinh nghiem|tham quan|giao luu|cung voi|lien xa|lien phuong|sap nhap|hop nhat|sap xep|hinh thanh tu"
    r"|thanh lap tu|tren co so|truoc day|cac don vi|cum|noi|tuyen duong|duong|so sanh|ban giao|chuyen ve"
    r"|ho tro|den tu|que|cung cap cho|cho cac xa|doan cong tac)\b"
)
"""Words of a sentence that rightly names another place."""
_REACH = 90


def check(reviewed: Reviewed) -> Iterator[Finding]:
    """All leftovers; nothing can be said where the unit that issues the document is not known."""
    if reviewed.own is None:
        reviewed.unchecked.append(texts.UNCHECKED_UNIT)
        return
    if reviewed.facts.quality.poor:
        reviewed.unchecked.append(texts.UNCHECKED_POOR)
        return
    yield from _communes(reviewed, reviewed.own)
    yield from _own_kind(reviewed, reviewed.own)
    issued = reviewed.facts.header.issued_on
    if issued is None or issued >= _TWO_LEVELS_SINCE:
        yield from _districts(reviewed, reviewed.own)
        yield from _provinces(reviewed, reviewed.own)


def _skipped(reviewed: Reviewed, start: int, end: int) -> bool:
    """A place in a cited instrument, in the recipients, or beside words that account for it."""
    if reviewed.type_at(start) in _SILENT or reviewed.cited_at(start):
        return True
    begin = max(reviewed.sentence(start)[0], start - _REACH)
    if _BESIDE.search(reviewed.folded, begin, start):
        return True
    return re.match(r"\W{0,3}(?:cu\b(?! the)|truoc day|truoc khi|lan can)", reviewed.folded[end:]) is not None


# ------------------------------------------------------------------- communes


def _communes(reviewed: Reviewed, own: Commune) -> Iterator[Finding]:
    seen: set[str] = set()
    for mention in communes.table().find(reviewed.text, province=own.province):
        if not mention.typed or mention.commune.code in seen or _is_own(mention, own):
            continue
        if _skipped(reviewed, mention.start, mention.end):
            continue
        if _is_cooperative(reviewed, mention):
            continue
        seen.add(mention.commune.code)
        span = _with_kind(reviewed, mention.start, mention.end)
        yield reviewed.finding(
            Kind.COPIED_FROM_OTHER_UNIT,
            Severity.HIGH,
            span,
            texts.REVIEW_OTHER_UNIT.format(
                name=" ".join(reviewed.text[slice(*span)].split()), own=own.full_name
            ),
            texts.REVIEW_OTHER_UNIT_FIX.format(own=own.full_name),
            texts.REVIEW_RULE_UNITS,
        )


def _is_own(mention: CommuneMention, own: Commune) -> bool:
    named = fold(mention.commune.name)
    return (
        own.code in {mention.commune.code, *(other.code for other in mention.alternatives)}
        or named == fold(own.name)
        or any(fold(former.name or "") == named for former in own.former)
        or (mention.former is not None and mention.former in own.former)
    )


def _is_cooperative(reviewed: Reviewed, mention: CommuneMention) -> bool:
    """ "Hợp tác xã Chè …" and "các tổ chức chính trị - xã Hội …" name no commune."""
    start, _ = _with_kind(reviewed, mention.start, mention.end)
    before = reviewed.folded[max(start - 12, 0) : start]
    return before.rstrip().endswith(("hop tac", "lien hiep hop tac", "chinh tri -"))


def _with_kind(reviewed: Reviewed, start: int, end: int) -> tuple[int, int]:
    before = re.search(r"(?:xa|phuong|thi tran|dac khu)\s+$", reviewed.folded[max(start - 12, 0) : start])
    return (start - (len(before[0]) if before else 0), end)


# ------------------------------------------------------------------- the kind of unit

_BODIES = (
    r"(?:ubnd|hdnd|uy ban nhan dan|hoi dong nhan dan|dang uy|cong an|tram y te|hoi nong dan|doan thanh nien"
    r"|mttq|chu tich ubnd|dia ban|toan|cong thong tin dien tu|trang thong tin dien tu|nhan dan|ngan sach"
    r"|can bo|van hoa - xa hoi|phong kinh te|trung tam phuc vu hanh chinh cong)"
)
_OTHER_KIND = {
    "phường": re.compile(rf"\b{_BODIES} xa(?! hoi)(?!\w)(?!\s*,)(?! (?:[/-]|va |hoac |nong thon moi))"),
    "xã": re.compile(
        rf"\b{_BODIES} phuong(?! (?:huong|an|phap|tien|thuc|cham|dien|[/-]|va |hoac ))(?!\w)(?!\s*,)"
    ),
}


def _own_kind(reviewed: Reviewed, own: Commune) -> Iterator[Finding]:
    """ "UBND xã" in the document of a ward; a named unit is another matter."""
    pattern = _OTHER_KIND.get(own.kind)
    for match in pattern.finditer(reviewed.folded) if pattern else ():
        behind = re.match(r"\s+([^\W\d_])", reviewed.text[match.end() :])
        if (behind and behind[1].isupper()) or _skipped(reviewed, *match.span()):
            continue
        if re.match(r"\s*(?:cu\b|truoc)", reviewed.folded[match.end() :]):
            continue
        written = reviewed.text[slice(*match.span())]
        yield reviewed.finding(
            Kind.COPIED_FROM_OTHER_UNIT,
            Severity.MEDIUM,
            match.span(),
            texts.REVIEW_OTHER_KIND_OF_UNIT.format(written=written, own=own.full_name),
            f"{written[: -len(written.split()[-1])]}{own.kind}",
            texts.REVIEW_RULE_UNITS,
        )


# ------------------------------------------------------------------- districts and provinces

_DISTRICT = re.compile(
    r"\b(?:(?:ubnd|hdnd|dia ban|toan|cua|huyen uy|phong [a-z ]{3,40}?|trung tam [a-z ]{3,40}?) huyen"
    r"|huyen uy|thi uy|quan uy)(?!\w)"
)
_NOT_DISTRICT = re.compile(r"\s*(?:cu\b|truoc|, (?:tinh|xa)\b|thoai|\()")


def _districts(reviewed: Reviewed, own: Commune) -> Iterator[Finding]:
    """The district level ended with June 2025: bodies, and names behind "huyện", "thị xã", "quận"."""
    seen: set[str] = set()
    for pattern in (_DISTRICT, _named_districts()):
        for match in pattern.finditer(reviewed.folded):
            start, end = match.span()
            if _NOT_DISTRICT.match(reviewed.folded, end) or _skipped(reviewed, start, end):
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
    seen: set[str] = set()
    if own.province and fold(own.province).startswith("thanh pho"):
        for match in _UNNAMED_PROVINCE.finditer(reviewed.folded):
            start, end = match.span()
            behind = re.match(r"\s+([^\W\d_])", reviewed.text[end:])
            if behind and behind[1].isupper():
                continue
            if (
                _PROVINCE_ALONE.match(reviewed.folded, end)
                or _skipped(reviewed, start, end)
                or match[0] in seen
            ):
                continue
            seen.add(match[0])
            yield reviewed.finding(
                Kind.COPIED_FROM_OTHER_UNIT,
                Severity.MEDIUM,
                (start, end),
                texts.REVIEW_NO_PROVINCE.format(written=reviewed.text[start:end], own=own.province),
                re.sub(r"tỉnh ủy", "Thành ủy", reviewed.text[start:end], flags=re.IGNORECASE).replace(
                    "tỉnh", "thành phố"
                ),
                texts.REVIEW_RULE_UNITS,
            )
    for match in _named_provinces().finditer(reviewed.folded):
        start, end = match.span()
        if same_province(match["name"], own.province) or match["name"] in seen:
            continue
        if _skipped(reviewed, start, end) or not reviewed.text[match.start("name")].isupper():
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


@cache
def _named_provinces() -> re.Pattern[str]:
    table = communes.table()
    names = {province_key(name) for name in (*table.provinces, *table.former_provinces)}
    return re.compile(rf"\b(?:tinh|thanh pho|tp\.?) (?P<name>{alternation(names)})(?!\w)")
