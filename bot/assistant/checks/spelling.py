"""Misspelled and doubled words, slips in abbreviations."""

from __future__ import annotations

from collections.abc import Iterator

from bot import texts
from bot.assistant.checks.findings import Finding, Kind, Reviewed, Severity
from knowledge.abbreviation_slips import slips
from knowledge.models import SectionType
from knowledge.spelling import misspellings

_NAMES = frozenset((SectionType.SIGNATURE, SectionType.RECIPIENTS))


def check(reviewed: Reviewed) -> Iterator[Finding]:
    """Each error once with all that it is written alike; a bad scan is full of them and not judged."""
    if reviewed.misread:
        reviewed.unchecked.append(texts.UNCHECKED_MISREAD)
        return
    seen: set[str] = set()
    errors = misspellings(reviewed.text)
    for error in errors:
        written = reviewed.text[error.start : error.end]
        if written.lower() in seen or reviewed.type_at(error.start) in _NAMES:
            continue
        seen.add(written.lower())
        count = reviewed.text.lower().count(written.lower())
        reason = texts.REVIEW_DOUBLED if error.doubled else texts.REVIEW_MISSPELLED
        yield reviewed.finding(
            Kind.SPELLING,
            Severity.LOW,
            (error.start, error.end),
            reason.format(written=written) + (texts.REVIEW_TIMES.format(count=count) if count > 1 else ""),
            error.right or texts.REVIEW_SPELL_CHECK,
            texts.REVIEW_RULE_SPELLING,
        )
    told = {error.start for error in errors if reviewed.type_at(error.start) not in _NAMES}
    yield from _abbreviations(reviewed, told)


def _abbreviations(reviewed: Reviewed, told: set[int]) -> Iterator[Finding]:
    """Abbreviations with a slip, the recipients' too: there they are written most."""
    seen: set[str] = set()
    for slip in slips(reviewed.text):
        written = reviewed.text[slip.start : slip.end]
        if written in seen or slip.start in told:
            continue
        seen.add(written)
        yield reviewed.finding(
            Kind.SPELLING,
            Severity.LOW,
            (slip.start, slip.end),
            texts.REVIEW_ABBREVIATION.format(written=written),
            slip.right,
            texts.REVIEW_RULE_SPELLING,
        )
