"""Cited instruments that nothing holds, or of which nothing says which one is meant."""

from __future__ import annotations

from collections.abc import Iterator

from bot import texts
from bot.assistant.checks.findings import Finding, Kind, Reviewed, Severity
from bot.assistant.checks.known import (
    OTHER_TITLE,
    SAME_TITLE,
    Known,
    Library,
    best_title,
    is_central,
    may_be_one,
    misprints,
)
from knowledge.instruments import first_mention, later_mention
from knowledge.models import Citation, SectionType, WarningCode
from knowledge.symbols import parse_symbol
from knowledge.vietnamese import fold


def unknown(reviewed: Reviewed, citations: list[Citation], library: Library) -> Iterator[Finding]:
    """An instrument that nothing holds: one misnumbered, one of the unit's own, or one to be looked up."""
    citation = citations[0]
    span = (citation.start, citation.end)
    meant = _misnumbered(citations, library)
    if meant is not None:
        yield reviewed.finding(
            Kind.INSTRUMENT_MISMATCH,
            Severity.HIGH,
            span,
            texts.REVIEW_OTHER_NUMBER.format(written=citation.symbol, right=meant.symbol),
            first_mention(meant),
            meant.source,
        )
        return
    if _own(reviewed, citations):
        note = texts.UNCHECKED_OWN if any(c.issuer for c in citations) else texts.UNCHECKED_NO_ISSUER
        reviewed.not_compared(note, later_mention(citation))
        return
    if any(WarningCode.ABOLISHED_ISSUER in c.warnings for c in citations):
        reviewed.not_compared(texts.UNCHECKED_FORMER, later_mention(citation))
        return
    yield reviewed.finding(
        Kind.INSTRUMENT_UNKNOWN,
        Severity.LOW,
        span,
        texts.REVIEW_UNKNOWN.format(title=later_mention(citation)),
        texts.REVIEW_LOOK_UP,
        texts.REVIEW_SEARCHED.format(count=len(reviewed.others)),
    )


def _misnumbered(citations: list[Citation], library: Library) -> Known | None:
    """The known instrument that is dated and titled as the mention is, or whose number is one digit away
    where the mention gives nothing but its number."""
    symbol = parse_symbol(citations[0].symbol or "")
    if symbol is None:
        return None
    like = library.like(symbol, citations[0].symbol or "")
    for citation in citations:
        for row in like:
            dated = citation.issued_on is not None and citation.issued_on == row.issued_on
            best = best_title(citation.subject, [row]) if citation.subject else None
            titled = best is not None and best[1].share >= SAME_TITLE
            other_title = best is not None and best[1].share < OTHER_TITLE
            if (dated and may_be_one(citation, row) and not other_title) or (titled and is_central(symbol)):
                return row
    if all(c.issued_on is None for c in citations):
        near = misprints(symbol)
        return next((row for row in like if row.symbol in near and is_central(symbol)), None)
    return None


def _own(reviewed: Reviewed, citations: list[Citation]) -> bool:
    """Whether the unit itself issued the instrument: nobody else's documents need know it."""
    own = reviewed.own
    issuer = next((c.issuer for c in citations if c.issuer), None)
    if own is None:
        return False
    if issuer is None:
        symbol = parse_symbol(citations[0].symbol or "")
        return symbol is not None and symbol.issuer_head in ("UBND", "HĐND", "ĐU", "BCĐ")
    folded = fold(issuer)
    name = fold(own.name)
    return name in folded or folded.endswith((" " + fold(own.kind), " dang uy", "dang uy"))


def ambiguous(reviewed: Reviewed, citations: list[Citation], known: list[Known]) -> Iterator[Finding]:
    """Several instruments of one symbol, and nothing that says which is meant."""
    dates = sorted({row.issued_on for row in known if row.issued_on})
    checked = {row.issued_on for row in known if row.checked}
    said = any(c.issued_on or c.subject or WarningCode.BAD_DATE in c.warnings for c in citations)
    if (
        said
        or len(dates) < 2
        or not (len(checked) > 1 or is_central(parse_symbol(citations[0].symbol or "")))
    ):
        return
    citation = citations[0]
    rows = {row.issued_on: row for row in known if row.issued_on}
    yield reviewed.finding(
        Kind.INSTRUMENT_AMBIGUOUS,
        Severity.HIGH,
        (citation.start, citation.end),
        texts.REVIEW_AMBIGUOUS.format(
            title=later_mention(citation), choices="; ".join(first_mention(rows[date]) for date in dates)
        ),
        texts.REVIEW_SAY_WHICH,
        rows[dates[0]].source,
    )


def numbers_without_symbol(reviewed: Reviewed, library: Library) -> Iterator[Finding]:
    """ "Nghị quyết 57" that several cited instruments fit, or that none does; each wording once."""
    told: set[str] = set()
    for citation in reviewed.facts.citations:
        if citation.symbol or citation.name or reviewed.type_at(citation.start) is SectionType.HEADER:
            continue
        if reviewed.names_itself(citation) or citation.as_written in told:
            continue
        told.add(citation.as_written)
        number = "".join(char for char in citation.as_written if char.isdigit()).lstrip("0")
        rows = {
            row.symbol: row
            for row in library.table
            if row.kind == citation.kind
            and (s := parse_symbol(row.symbol))
            and s.number.lstrip("0") == number
        }
        cited = {c.symbol for c in reviewed.facts.citations if c.symbol and c.kind == citation.kind}
        cited = {c for c in cited if (s := parse_symbol(c)) and s.number.lstrip("0") == number}
        choices = [first_mention(row) for row in rows.values()] or sorted(cited)
        several = len(choices) > 1 or len(cited) > 1
        yield reviewed.finding(
            Kind.INSTRUMENT_AMBIGUOUS if several else Kind.CITATION_INCOMPLETE,
            Severity.MEDIUM,
            (citation.start, citation.end),
            texts.REVIEW_AMBIGUOUS.format(title=citation.as_written, choices="; ".join(choices))
            if several
            else texts.REVIEW_NO_SYMBOL.format(title=citation.as_written),
            texts.REVIEW_SAY_WHICH,
            next((row.source for row in rows.values()), texts.REVIEW_RULE_FIRST),
        )
