"""A review as an officer reads it: the gravest first, equal findings in one line, the rest counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from bot import texts
from bot.assistant.checks.findings import Finding, Kind, Severity
from bot.assistant.models import Answer, Claim, ClaimStyle, SourceRef, Status
from bot.assistant.review import Review
from bot.assistant.wording import section_label

LINES = 14
"""Lines that a chat shows where a file with comments holds the rest."""
_MANY = 3
"""Findings alike from which they share a line."""
_ITEMS = 8
"""Findings named in one shared line."""

Group = tuple[Finding, ...]


def answer(found: Review, complete: bool = False) -> Answer:
    """The review as a list; each place is quoted as a source. `complete` leaves nothing out, for a file that
    cannot carry comments."""
    groups = list(_groups(found.findings))
    shown = groups if complete else groups[:LINES]
    quoted = (_source(found, finding) for finding in _named(shown, complete))
    sources = list(dict.fromkeys(source for source in quoted if source))
    claims = [Claim(text=_head(found, sum(map(len, groups[len(shown) :]))))]
    for title, members in groupby(shown, key=_title):
        claims.append(Claim(text=title, style=ClaimStyle.HEADING))
        for group in members:
            marks = [sources.index(s) for f in _named([group], complete) if (s := _source(found, f))]
            text = _line(group, complete)
            claims.append(Claim(text=text, style=ClaimStyle.BULLET, sources=tuple(dict.fromkeys(marks))))
    return Answer(
        status=Status.ANSWERED, claims=tuple(claims), sources=tuple(sources), warnings=found.unchecked
    )


def _head(found: Review, left: int) -> str:
    wrong = [f for f in found.findings if f.kind is not Kind.INSTRUMENT_UNKNOWN]
    if not wrong:
        return texts.REVIEW_NOTHING.format(
            document=found.document, citations=found.citations, figures=found.figures, sections=found.sections
        )
    counts = ", ".join(
        f"{count} {texts.REVIEW_SEVERITIES[severity].lower()}"
        for severity in Severity
        if (count := sum(f.severity is severity for f in wrong))
    )
    more = texts.REVIEW_MORE.format(count=left) if left else ""
    return texts.REVIEW_HEAD.format(document=found.document, count=len(wrong), counts=counts) + more


def _groups(findings: Sequence[Finding]) -> Iterator[Group]:
    """Findings that say the same, or the same of several places, together; what could not be held against
    anything last."""
    alike: dict[tuple[object, ...], list[Finding]] = {}
    for finding in findings:
        alike.setdefault((finding.severity, finding.kind, finding.source, _shared(finding)), []).append(
            finding
        )
    groups: list[Group] = []
    for members in alike.values():
        same = {f.reason for f in members}
        groups += [tuple(members)] if len(members) >= _MANY or len(same) == 1 else [(f,) for f in members]
    return iter(sorted(groups, key=lambda group: group[0].kind is Kind.INSTRUMENT_UNKNOWN))


def _shared(finding: Finding) -> str:
    """What findings of one line share besides their kind and source: most, what to do."""
    return "" if finding.kind in _OWN_PROPOSAL else finding.proposal


_OWN_PROPOSAL = frozenset(
    (Kind.SPELLING, Kind.SYMBOL_STYLE, Kind.INDICATOR_MISSING, Kind.CITATION_INCOMPLETE)
)
"""Kinds whose findings each have a fix of their own, said beside each place."""


def _title(group: Group) -> str:
    if group[0].kind is Kind.INSTRUMENT_UNKNOWN:
        return texts.REVIEW_NOT_COMPARED
    return texts.REVIEW_SEVERITIES[group[0].severity]


def _line(group: Group, complete: bool) -> str:
    finding = group[0]
    kind = texts.REVIEW_KINDS[finding.kind]
    head = kind[0].upper() + kind[1:]
    if len(group) == 1:
        return texts.REVIEW_LINE.format(
            kind=head,
            place=_place(finding),
            reason=finding.reason,
            proposal=finding.proposal,
            source=finding.source,
        )
    if len({f.reason for f in group}) == 1:
        places = ", ".join(dict.fromkeys(map(_place, group)))
        reason, proposal, source = finding.reason, finding.proposal, finding.source
        return texts.REVIEW_LINE.format(
            kind=head, place=places, reason=reason, proposal=proposal, source=source
        )
    named = _named([group], complete)
    template = texts.REVIEW_ITEMS.get(finding.kind, texts.REVIEW_ITEM)
    items = [
        template.format(
            quote=" ".join(f.quote.split()),
            reason=f.reason.rstrip("."),
            proposal=f.proposal.rstrip("."),
            place=_place(f),
        )
        for f in named
    ]
    left = len(group) - len(named)
    return texts.REVIEW_GROUP.format(
        kind=head,
        count=len(group),
        items="; ".join(items) + (texts.REVIEW_ITEMS_MORE.format(count=left) if left else ""),
        proposal=f" → {finding.proposal}" if _shared(finding) else "",
        source=finding.source,
    )


def _named(groups: Sequence[Group], complete: bool) -> list[Finding]:
    """The findings that lines name: of a long one only the first."""
    return [f for group in groups for f in (group if complete else group[:_ITEMS])]


def _place(finding: Finding) -> str:
    return section_label(finding.section) if finding.section else texts.REVIEW_WHOLE


def _source(found: Review, finding: Finding) -> SourceRef | None:
    return (
        SourceRef(document=found.document, section=finding.section, quote=finding.quote)
        if finding.quote
        else None
    )
