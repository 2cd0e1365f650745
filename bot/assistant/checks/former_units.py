"""What a document says of the units that the issuing one was formed from: of the right kind, and instruments
of the district that they really belonged to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot import texts
from bot.assistant.checks.findings import Finding, Kind, Reviewed, Severity
from knowledge.commune_units import Commune, FormerUnit
from knowledge.instruments import later_mention
from knowledge.vietnamese import fold

_KIND = r"(?P<kind>xa|phuong|thi tran)"
_NAMES_BEFORE = rf"\b{_KIND} (?:[a-z]+(?: [a-z]+){{0,3}}(?:,| va|;) ?){{0,6}}$"
"""A kind and the names of a list before the one looked for: "các xã Khê Thượng, "."""
_BEFORE = re.compile(_NAMES_BEFORE)
_REACH = 120
_NAMED_DISTRICT = re.compile(r"\b(?:huyen|quan|thi xa)\s+[a-z]")


def check(reviewed: Reviewed) -> Iterator[Finding]:
    """Former units of the wrong kind, then instruments of other districts."""
    if reviewed.own is None or reviewed.facts.quality.poor:
        return
    for former in reviewed.own.former:
        if former.name and former.kind and reviewed.own.name != former.name:
            yield from _kind(reviewed, former)
    yield from _districts(reviewed, reviewed.own)


def _kind(reviewed: Reviewed, former: FormerUnit) -> Iterator[Finding]:
    """The first place that calls a former ward a commune, or the other way round."""
    name = fold(former.name or "")
    for match in re.finditer(rf"\b{re.escape(name)}(?!\w)", reviewed.folded):
        if not reviewed.text[match.start()].isupper():
            continue
        begin = max(reviewed.sentence(match.start())[0], match.start() - _REACH)
        before = _BEFORE.search(reviewed.folded[begin : match.start()])
        if before is None or before["kind"] == fold(former.kind or "") or _goes_on(reviewed, match.end()):
            continue
        start = begin + before.start()
        yield reviewed.finding(
            Kind.COPIED_FROM_OTHER_UNIT,
            Severity.MEDIUM,
            (start, match.end()),
            texts.REVIEW_FORMER_KIND.format(name=former.name, kind=former.kind, written=_written(before)),
            f"{former.kind} {former.name}",
            texts.REVIEW_RULE_UNITS,
        )
        return


def _written(before: re.Match[str]) -> str:
    return {"xa": "xã", "phuong": "phường", "thi tran": "thị trấn"}[before["kind"]]


def _goes_on(reviewed: Reviewed, end: int) -> bool:
    """Whether the name is longer: "An Phụ Đông"."""
    behind = re.match(r" ([^\W\d_])", reviewed.text[end : end + 2])
    return behind is not None and behind[1].isupper()


def _districts(reviewed: Reviewed, own: Commune) -> Iterator[Finding]:
    """Instruments of a district that no former unit of the issuing one lay in: taken from a text of there."""
    districts = {fold(former.district) for former in own.former}
    seen: set[str] = set()
    for citation in reviewed.facts.citations:
        issuer = fold(citation.issuer or "")
        if citation.issuer is None or not _NAMED_DISTRICT.search(issuer) or issuer in seen or not districts:
            continue
        seen.add(issuer)
        if not any(issuer.endswith(district) for district in districts):
            yield reviewed.finding(
                Kind.COPIED_FROM_OTHER_UNIT,
                Severity.HIGH,
                (citation.start, citation.end),
                texts.REVIEW_OTHER_DISTRICT.format(
                    title=later_mention(citation),
                    issuer=citation.issuer,
                    own=own.full_name,
                    districts=", ".join(sorted({former.district for former in own.former})),
                ),
                texts.REVIEW_OTHER_DISTRICT_FIX,
                texts.REVIEW_RULE_UNITS,
            )
