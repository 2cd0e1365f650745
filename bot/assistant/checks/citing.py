"""How instruments are cited: style of the symbol, date, first mention, issuers that are gone, replaced ones.

The rules are those of Decree 30/2020/NĐ-CP, Appendix I part II items 3 and 6b, and of Guideline 36-HD/VPTW.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot import texts
from bot.assistant.checks.findings import Finding, Kind, Reviewed, Severity
from bot.assistant.checks.known import Known, Library, is_central, may_be_one
from knowledge.dates import in_words
from knowledge.instrument_records import group
from knowledge.instruments import first_mention, later_mention
from knowledge.models import Citation, WarningCode
from knowledge.symbols import parse_symbol
from knowledge.vietnamese import fold

_FULL_DATE = len("2025-03-05")


def check(reviewed: Reviewed, library: Library) -> Iterator[Finding]:
    """All findings on the form of citations."""
    for citation in reviewed.facts.citations:
        if citation.symbol:
            yield from _style(reviewed, citation)
            yield from _date(reviewed, citation, library)
    for rows in group(reviewed.facts.citations):
        yield from _abolished(reviewed, rows)
        yield from _superseded(reviewed, rows, library)
        yield from _first(reviewed, rows, library)


_SPACED = re.compile(r"[^\S\n]")


def _style(reviewed: Reviewed, citation: Citation) -> Iterator[Finding]:
    """Separators of the wrong style, spaces inside, capitals of the wrong kind; what a line end did to a
    symbol is not the writer's."""
    if reviewed.misread:
        return
    span = (citation.start, citation.end)
    if WarningCode.SYMBOL_STYLE in citation.warnings:
        reason, severity = texts.REVIEW_STYLE, Severity.MEDIUM
    elif WarningCode.BROKEN_BY_LINEWRAP in citation.warnings or not citation.as_written[:1].isdigit():
        return
    elif _SPACED.search(citation.as_written):
        reason, severity = texts.REVIEW_STYLE_SPACES, Severity.LOW
    elif _letters(citation.as_written) != _letters(citation.symbol or ""):
        reason, severity = texts.REVIEW_STYLE_LETTERS, Severity.LOW
    else:
        return
    yield reviewed.finding(
        Kind.SYMBOL_STYLE,
        severity,
        span,
        reason.format(written=citation.as_written, symbol=citation.symbol),
        citation.symbol or "",
        texts.REVIEW_RULE_SYMBOL,
    )


def _letters(symbol: str) -> str:
    return "".join(char for char in symbol if char.isalpha())


def _date(reviewed: Reviewed, citation: Citation, library: Library) -> Iterator[Finding]:
    span = (citation.start, citation.end)
    if WarningCode.BAD_DATE in citation.warnings:
        row = _dated(citation, library)
        yield reviewed.finding(
            Kind.BAD_DATE,
            Severity.HIGH,
            span,
            texts.REVIEW_BAD_DATE.format(title=later_mention(citation)),
            first_mention(row) if row else texts.REVIEW_CHECK_ORIGINAL,
            row.source if row else texts.REVIEW_RULE_CALENDAR,
        )
        return
    own, cited = reviewed.facts.header.issued_on, citation.issued_on
    if own and cited and len(own) == len(cited) == _FULL_DATE and cited > own:
        yield reviewed.finding(
            Kind.BAD_DATE,
            Severity.HIGH,
            span,
            texts.REVIEW_LATER_THAN_OWN.format(
                title=later_mention(citation), date=in_words(cited), own=in_words(own)
            ),
            texts.REVIEW_CHECK_ORIGINAL,
            texts.REVIEW_RULE_CALENDAR,
        )


def _dated(citation: Citation, library: Library) -> Known | None:
    rows = [
        row
        for row in library.of(citation.symbol or "")
        if row.issued_on and may_be_one(citation, row) and len(row.issued_on) == _FULL_DATE
    ]
    return max(rows, key=lambda row: row.checked, default=None)


def _abolished(reviewed: Reviewed, rows: list[Citation]) -> Iterator[Finding]:
    citation = next((c for c in rows if WarningCode.ABOLISHED_ISSUER in c.warnings), None)
    issued = reviewed.facts.header.issued_on
    if citation is None or (issued and issued[:4] < "2025") or _is_lapsing(reviewed, citation):
        return
    yield reviewed.finding(
        Kind.ABOLISHED_ISSUER,
        Severity.MEDIUM,
        (citation.start, citation.end),
        texts.ABOLISHED_SHORT.format(title=later_mention(citation), issuer=citation.issuer),
        texts.REVIEW_FIND_REPLACEMENT,
        texts.REVIEW_RULE_UNITS,
    )


_LAPSING = re.compile(r"\b(?:bai bo|het hieu luc|thay the|cham dut hieu luc)\b")


def _is_lapsing(reviewed: Reviewed, citation: Citation) -> bool:
    """Whether the document itself ends the instrument."""
    return _LAPSING.search(reviewed.folded[slice(*reviewed.sentence(citation.start))]) is not None


def _superseded(reviewed: Reviewed, rows: list[Citation], library: Library) -> Iterator[Finding]:
    citation = rows[0]
    own = reviewed.facts.header.issued_on
    stated = next((c.issued_on for c in rows if c.issued_on), None)
    for row in library.of(citation.symbol or ""):
        for by in row.replaced_by:
            if (stated and not (row.issued_on or "").startswith(stated)) or (
                own and own < by.since.isoformat()
            ):
                continue
            named = any(c.symbol == by.symbol for c in reviewed.facts.citations)
            yield reviewed.finding(
                Kind.SUPERSEDED,
                Severity.LOW if named else Severity.HIGH,
                (citation.start, citation.end),
                texts.SUPERSEDED.format(
                    symbol=row.symbol, by=by.symbol, since=by.since.strftime("%d/%m/%Y"), scope=by.scope
                ),
                texts.REVIEW_CITE_INSTEAD.format(symbol=by.symbol),
                row.source,
            )


# ------------------------------------------------------------------- the first mention

_RULED_SINCE = "2020-03-05"
"""From when Decree 30/2020/NĐ-CP is in force."""
_TITLED = ("Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp")
_JOINED_WITHIN = 120
_JOINED = re.compile(r"[^.;:]*?(?:\bva|,|\bcung)\s*")


def _first(reviewed: Reviewed, rows: list[Citation], library: Library) -> Iterator[Finding]:
    """The first mention gives kind, number, date, issuer and subject; a law is cited by its title."""
    citation = next((c for c in rows if c.as_written[:1].isdigit()), rows[0])
    if citation.symbol is None or citation.kind in _TITLED or WarningCode.BAD_DATE in citation.warnings:
        return
    if reviewed.names_itself(citation) or (reviewed.facts.header.issued_on or _RULED_SINCE) < _RULED_SINCE:
        return
    lacking = [] if citation.kind else [texts.REVIEW_LACKS_KIND]
    if citation.issued_on is None or len(citation.issued_on) < _FULL_DATE:
        lacking.append(texts.REVIEW_LACKS_DATE)
    if citation.issuer is None:
        lacking.append(texts.REVIEW_LACKS_ISSUER)
    if citation.subject is None and not _subject_elsewhere(reviewed, citation):
        lacking.append(texts.REVIEW_LACKS_SUBJECT)
    if not lacking:
        return
    grave = citation.issued_on is None or (
        citation.issuer is None and not is_central(parse_symbol(citation.symbol))
    )
    row = _fitting(rows, library)
    yield reviewed.finding(
        Kind.CITATION_INCOMPLETE,
        Severity.MEDIUM if grave else Severity.LOW,
        (citation.start, citation.end),
        texts.REVIEW_FIRST_LACKS.format(title=later_mention(citation), lacking=", ".join(lacking)),
        first_mention(row) if row else texts.REVIEW_ASK_ISSUER,
        row.source if row else texts.REVIEW_RULE_FIRST,
    )


def _fitting(rows: list[Citation], library: Library) -> Known | None:
    """The known instrument that the mentions mean, where there is only one of that date."""
    stated = next((c.issued_on for c in rows if c.issued_on), None)
    fitting = [
        row
        for row in library.of(rows[0].symbol or "")
        if row.issued_on and row.subject and (stated is None or row.issued_on.startswith(stated))
        if any(may_be_one(c, row) for c in rows)
    ]
    dates = {row.issued_on for row in fitting}
    return max(fitting, key=lambda row: row.checked) if len(dates) == 1 else None


def _subject_elsewhere(reviewed: Reviewed, citation: Citation) -> bool:
    """Whether the subject cannot be told (a bad scan), or stands behind the next instrument that is joined
    on, or the mention is part of another instrument's title."""
    if reviewed.facts.quality.poor:
        return True
    others = reviewed.facts.citations
    if any(o.start < citation.start and o.subject and citation.as_written in o.subject for o in others):
        return True
    following = next((o for o in others if o.start >= citation.end), None)
    if following is None or following.subject is None:
        return False
    between = fold(reviewed.text[citation.end : following.start])
    behind_issuer = between.rpartition(fold(citation.issuer))[2] if citation.issuer else between
    return len(between) < _JOINED_WITHIN and _JOINED.fullmatch(behind_issuer) is not None
