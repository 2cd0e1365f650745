"""The signature block and the place of issue, read from the text: whatever the file, these can be checked.

Decree 30/2020/NĐ-CP, Appendix I part II: item 7a (who signs for whom), item 4a (place names).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from bot import texts
from bot.assistant.checks.findings import Finding, Kind, Reviewed, Severity
from knowledge.models import Section, SectionType
from knowledge.vietnamese import fold

_OF_THE_BODY = frozenset(("Báo cáo", "Kế hoạch", "Tờ trình", "Chương trình", "Đề án", "Phương án"))
"""Kinds that a People's Committee issues as a body; a chairperson may sign others in their own name."""
_FOR_BODY = re.compile(r"\b(?:tm|t/m)\s?[./]?\s?(?:uy ban|ubnd|hdnd|hoi dong)")
_FOR_HEAD = re.compile(r"\b(?:kt|k/t)\s?[./]?\s?(?P<office>chu tich|truong phong|giam doc)")
_DEPUTY = re.compile(r"^pho (?:chu tich|truong phong|giam doc)\b", re.MULTILINE)


def check(reviewed: Reviewed) -> Iterator[Finding]:
    """All findings on who signs and on the place; a bad scan is not judged."""
    if reviewed.misread:
        return
    for section in reviewed.facts.sections:
        if section.type is SectionType.SIGNATURE:
            yield from _signature(reviewed, section)
        elif section.type is SectionType.HEADER:
            yield from _place(reviewed, section)


def _signature(reviewed: Reviewed, section: Section) -> Iterator[Finding]:
    words = reviewed.folded[section.start : section.end]
    head, body, deputy = (pattern.search(words) for pattern in (_FOR_HEAD, _FOR_BODY, _DEPUTY))
    issuer = fold(reviewed.facts.header.issuer or "")
    by_committee = issuer.startswith(("uy ban nhan dan", "ubnd")) or reviewed.own is not None
    if head and head["office"] == "chu tich" and body is None and by_committee and _collective(reviewed):
        yield _missing(reviewed, section, head, texts.REVIEW_NO_TM, texts.REVIEW_TM_RIGHT)
    if deputy and head is None:
        yield _missing(reviewed, section, deputy, texts.REVIEW_NO_KT, texts.REVIEW_KT_RIGHT)
    if head and deputy is None and not re.search(r"\bpho ", words):
        yield _missing(reviewed, section, head, texts.REVIEW_NO_DEPUTY, texts.REVIEW_DEPUTY_RIGHT)


def _collective(reviewed: Reviewed) -> bool:
    return reviewed.facts.header.kind in _OF_THE_BODY


def _missing(reviewed: Reviewed, section: Section, at: re.Match[str], reason: str, proposal: str) -> Finding:
    span = (section.start + at.start(), section.start + at.end())
    return reviewed.finding(Kind.FORMAT, Severity.MEDIUM, span, reason, proposal, texts.REVIEW_RULE_SIGNING)


_PLACE = re.compile(r"(?P<place>[^\W\d_][^\n,;:./]{1,40}|\d{1,2}), ngay\b")


def _place(reviewed: Reviewed, section: Section) -> Iterator[Finding]:
    """A unit named for a person, or by a number, is written with its kind: "Phường Chu Văn An, ngày …"."""
    kind, _, name = (reviewed.facts.header.commune or "").partition(" ")
    if not (name.isdigit() or fold(name) in _persons()):
        return
    for match in _PLACE.finditer(reviewed.folded, section.start, section.end):
        if match["place"].strip() == fold(name):
            in_full = f"{kind[0].upper()}{kind[1:]} {name}"
            yield reviewed.finding(
                Kind.FORMAT,
                Severity.LOW,
                match.span(),
                texts.REVIEW_PLACE.format(written=name, right=in_full),
                f"{in_full}, ngày …",
                texts.REVIEW_RULE_DATE,
            )


@cache
def _persons() -> frozenset[str]:
    path = files("knowledge.reference_data") / "person_names.toml"
    return frozenset(fold(name) for name in tomllib.loads(path.read_text(encoding="utf-8"))["names"])
