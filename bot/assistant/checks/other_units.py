"""What was left over from another unit's text: names of other communes, the wrong kind of unit, standards
that are another kind's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot import texts
from bot.assistant.checks.findings import Finding, Kind, Reviewed, Severity
from knowledge import communes
from knowledge.commune_units import Commune
from knowledge.communes import CommuneMention
from knowledge.models import SectionType
from knowledge.vietnamese import fold

_SILENT = frozenset((SectionType.RECIPIENTS, SectionType.SIGNATURE))
_BESIDE = re.compile(
    r"\b(?:phoi hop|ket hop|lien ket|giap|tiep giap|giap ranh|lan can|lang gieng|ket nghia|hoc tap|hoc hoi"
    r"|kinh nghiem|tham quan|giao luu|cung voi|lien xa|lien phuong|sap nhap|hop nhat|sap xep|hinh thanh tu"
    r"|thanh lap tu|tren co so|truoc day|cac don vi|cum|(?<!ket )noi(?! dung| vu)|tuyen duong|duong"
    r"|so sanh|ban giao|chuyen ve|truoc (?:ngay|thang|khi)|het ngay 30/6/2025|ho tro|den tu|que|cung cap cho"
    r"|cho cac xa|doan cong tac)\b"
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
    yield from _standards(reviewed, reviewed.own)


def _elsewhere(reviewed: Reviewed, start: int) -> bool:
    return reviewed.type_at(start) in _SILENT or reviewed.cited_at(start)


def accounted_for(reviewed: Reviewed, start: int, end: int) -> bool:
    """A place in a cited instrument, in the recipients, or beside words that account for it."""
    if _elsewhere(reviewed, start):
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
        if accounted_for(reviewed, mention.start, mention.end):
            continue
        if _is_cooperative(reviewed, mention) or _is_count(reviewed, mention):
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


def _is_count(reviewed: Reviewed, mention: CommuneMention) -> bool:
    """ "toàn xã 2.346 ha": a number behind the kind that counts something; "Phường 5" is a name."""
    if not reviewed.text[mention.start : mention.end].split()[-1].isdigit():
        return False
    return re.match(r"[.,]?\d|\s*(?:%|[a-zà-ỹđ])", reviewed.text[mention.end :]) is not None


def _with_kind(reviewed: Reviewed, start: int, end: int) -> tuple[int, int]:
    before = re.search(r"(?:xa|phuong|thi tran|dac khu)\s+$", reviewed.folded[max(start - 12, 0) : start])
    return (start - (len(before[0]) if before else 0), end)


# ------------------------------------------------------------------- the kind of unit

_BODIES = (
    r"(?:ubnd|hdnd|uy ban nhan dan|hoi dong nhan dan|dang uy|cong an|tram y te|hoi nong dan|doan thanh nien"
    r"|mttq|chu tich ubnd|dia ban|toan|cong thong tin dien tu|trang thong tin dien tu|nhan dan|ngan sach"
    r"|can bo|van hoa - xa hoi|phong kinh te|trung tam phuc vu hanh chinh cong)"
)
_ALL_KINDS = r"(?!\s*(?:,|/|-|va|hoac)\s*(?:xa|phuong|thi tran|dac khu)\b)"
"""Not one of several kinds: "cán bộ xã, phường"."""
_OTHER_KIND = {
    "phường": re.compile(rf"\b{_BODIES} xa(?! (?:hoi|nong thon moi))(?!\w){_ALL_KINDS}"),
    "xã": re.compile(rf"\b{_BODIES} phuong(?! (?:huong|an|phap|tien|thuc|cham|dien))(?!\w){_ALL_KINDS}"),
}


def _own_kind(reviewed: Reviewed, own: Commune) -> Iterator[Finding]:
    """ "UBND xã" in the document of a ward; a named unit is another matter."""
    pattern = _OTHER_KIND.get(own.kind)
    for match in pattern.finditer(reviewed.folded) if pattern else ():
        behind = re.match(r"\s+([^\W\d_])", reviewed.text[match.end() :])
        if (behind and behind[1].isupper()) or _elsewhere(reviewed, match.start()):
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


_STANDARDS = {
    "phường": (re.compile(r"\bphuong (?:dat chuan )?nong thon moi\b"), texts.REVIEW_STANDARD_OF_COMMUNES),
    "xã": (
        re.compile(r"\bxa (?:dat chuan )?(?:do thi van minh|van minh do thi)\b"),
        texts.REVIEW_STANDARD_OF_WARDS,
    ),
}


def _standards(reviewed: Reviewed, own: Commune) -> Iterator[Finding]:
    """ "phường nông thôn mới": new-style countryside is for communes, urban civility for wards."""
    pattern, reason = _STANDARDS.get(own.kind, (None, ""))
    for match in pattern.finditer(reviewed.folded) if pattern else ():
        yield reviewed.finding(
            Kind.COPIED_FROM_OTHER_UNIT,
            Severity.MEDIUM,
            match.span(),
            reason.format(written=reviewed.text[slice(*match.span())]),
            texts.REVIEW_STANDARD_FIX.format(own=own.full_name),
            texts.REVIEW_RULE_STANDARDS,
        )
