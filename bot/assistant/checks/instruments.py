"""Whether each cited instrument is the one it says: number, kind, date, issuer and title against the checked
table and the other documents."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from bot import texts
from bot.assistant.checks.findings import Finding, Kind, Reviewed, Severity
from bot.assistant.checks.known import (
    OTHER_TITLE,
    SAME_TITLE,
    Known,
    Library,
    best_title,
    compared,
    is_central,
    may_be_one,
)
from bot.assistant.checks.unidentified import ambiguous, numbers_without_symbol, unknown
from knowledge import reference
from knowledge.dates import in_words
from knowledge.instrument_records import same_issuer
from knowledge.instruments import first_mention, later_mention
from knowledge.models import Citation, WarningCode
from knowledge.reference import document_kinds, issuing_bodies
from knowledge.symbols import Style, parse_symbol
from knowledge.vietnamese import fold

_LAST_WORDS = 25
"""Letters at a title's end by which it is found in a longer one."""
_FULL_DATE = len("2025-03-05")


def check(reviewed: Reviewed, library: Library) -> Iterator[Finding]:
    """Every difference once, at the first place that shows it."""
    if reviewed.corpus is None:
        reviewed.unchecked.append(texts.UNCHECKED_NO_CORPUS)
    by_symbol: dict[str, list[Citation]] = defaultdict(list)
    for citation in reviewed.facts.citations:
        if citation.symbol and not reviewed.names_itself(citation):
            by_symbol[citation.symbol].append(citation)
    for symbol, citations in by_symbol.items():
        known = library.of(symbol)
        yield from _kinds(reviewed, citations)
        if known:
            yield from _against(reviewed, citations, known)
        else:
            yield from _bodies(reviewed, citations)
            yield from unknown(reviewed, citations, library)
        yield from ambiguous(reviewed, citations, known)
        yield from _dates_apart(reviewed, citations, known)
    yield from numbers_without_symbol(reviewed, library)


def _against(reviewed: Reviewed, citations: list[Citation], known: list[Known]) -> Iterator[Finding]:
    seen: set[tuple[str, str | None]] = set()
    for citation in citations:
        rows = [row for row in known if may_be_one(citation, row)]
        found = (
            *(_date(reviewed, citation, rows) if ("date", citation.issued_on) not in seen else ()),
            *(_issuer(reviewed, citation, known) if ("issuer", citation.issuer) not in seen else ()),
            *(_title(reviewed, citation, rows) if citation.subject else ()),
        )
        seen |= {("date", citation.issued_on), ("issuer", citation.issuer)}
        yield from found


def _date(reviewed: Reviewed, citation: Citation, rows: list[Known]) -> Iterator[Finding]:
    own = citation.issued_on
    dated = [row for row in rows if row.issued_on]
    trusted = [row for row in dated if row.checked] or dated
    if own is None or WarningCode.BAD_DATE in citation.warnings or not trusted:
        return
    if any((row.issued_on or "").startswith(own) for row in trusted):
        return
    row = _meant(citation, trusted)
    if row is None:
        return
    yield reviewed.finding(
        Kind.INSTRUMENT_MISMATCH,
        Severity.HIGH,
        (citation.start, citation.end),
        texts.REVIEW_OTHER_DATE.format(
            title=later_mention(citation), written=in_words(own), right=in_words(row.issued_on or "")
        ),
        first_mention(row),
        row.source,
    )


def _meant(citation: Citation, rows: list[Known]) -> Known | None:
    """The known instrument that a differently dated mention means; None where it may be another one, whose
    number was given in another year or term."""
    year = (citation.issued_on or "")[:4]
    same_year = [row for row in rows if (row.issued_on or "")[:4] == year]
    if same_year:
        return same_year[0]
    if citation.subject:
        best = best_title(citation.subject, rows)
        if best is not None:
            return best[0] if best[1].share >= SAME_TITLE else None
    return rows[0] if is_central(parse_symbol(citation.symbol or "")) else None


def _issuer(reviewed: Reviewed, citation: Citation, known: list[Known]) -> Iterator[Finding]:
    if citation.issuer is None or not is_central(parse_symbol(citation.symbol or "")):
        return
    rows = [row for row in known if row.checked] or known
    same_date = [row for row in rows if row.issued_on == citation.issued_on] or rows
    named = [row for row in same_date if row.issuer]
    if not named or any(same_issuer(row.issuer, citation.issuer) for row in named):
        return
    yield reviewed.finding(
        Kind.INSTRUMENT_MISMATCH,
        Severity.HIGH,
        (citation.start, citation.end),
        texts.REVIEW_OTHER_ISSUER.format(
            title=later_mention(citation), written=citation.issuer, right=named[0].issuer
        ),
        first_mention(named[0]),
        named[0].source,
    )


def _title(reviewed: Reviewed, citation: Citation, rows: list[Known]) -> Iterator[Finding]:
    same_date = [row for row in rows if citation.issued_on in (None, row.issued_on)] or rows
    trusted = [row for row in same_date if row.checked and row.subject] or same_date
    best = best_title(citation.subject or "", trusted)
    if best is None or (best[1].share >= 1 and not best[1].written):
        if best is not None:
            yield from _tail(reviewed, citation, best[0])
        return
    row, wording = best
    span = (citation.start, citation.end)
    if wording.share < OTHER_TITLE and _on_what_it_carries_out(citation.subject or "", trusted):
        return
    if wording.share < OTHER_TITLE:
        yield reviewed.finding(
            Kind.INSTRUMENT_MISMATCH,
            Severity.HIGH if row.checked and is_central(parse_symbol(row.symbol)) else Severity.MEDIUM,
            span,
            texts.REVIEW_OTHER_TITLE.format(
                title=later_mention(citation), written=citation.subject, right=row.subject
            ),
            first_mention(row),
            row.source,
        )
    elif row.checked and wording.written:
        yield reviewed.finding(
            Kind.INSTRUMENT_MISMATCH,
            Severity.LOW,
            span,
            texts.REVIEW_TITLE_WORDING.format(
                title=later_mention(citation), written=wording.written, right=wording.right
            ),
            first_mention(row),
            row.source,
        )


_TAIL = re.compile(
    r"\W*(?P<tail>trong (?:boi canh|tinh hinh|thoi ky|dieu kien|ky nguyen|giai doan)\b[^;.(]*"
    r"|(?:giai doan|tam nhin)\b[^;.(]*20\d\d[^;.(]*)$"
)
"""Words that titles end with; other words behind a title ("trên địa bàn xã") carry on the sentence."""


def _tail(reviewed: Reviewed, citation: Citation, row: Known) -> Iterator[Finding]:
    """A title carried on as titles are, which the instrument's own does not."""
    written, right = fold(citation.subject or ""), fold(row.subject or "")
    last = right[-_LAST_WORDS:]
    at = written.rfind(last)
    match = _TAIL.match(written, at + len(last)) if at >= 0 else None
    if match is None or not row.checked:
        return
    yield reviewed.finding(
        Kind.INSTRUMENT_MISMATCH,
        Severity.MEDIUM,
        (citation.start, citation.end),
        texts.REVIEW_TITLE_TAIL.format(
            title=later_mention(citation), tail=(citation.subject or "")[match.start("tail") :]
        ),
        first_mention(row),
        row.source,
    )


def _on_what_it_carries_out(written: str, rows: list[Known]) -> bool:
    """Whether a title gives the subject of the instrument that the known one carries out: a programme
    "thực hiện Nghị quyết số 57-NQ/TW" is also one "về phát triển khoa học, công nghệ"."""
    named = {symbol for row in rows for symbol in _SYMBOL_IN_TITLE.findall(row.subject or "")}
    carried = [row.subject for row in reference.instruments() if row.symbol in named and row.subject]
    return any((wording := compared(written, title)) and wording.share >= SAME_TITLE for title in carried)


_SYMBOL_IN_TITLE = re.compile(r"\d+(?:/\d{4})?[-/][A-ZĐ][A-Za-zĐ]*[-/][A-ZĐ][A-Za-zĐ]*")


def _kinds(reviewed: Reviewed, citations: list[Citation]) -> Iterator[Finding]:
    """A kind that the symbol's own type code does not stand for ("Quyết định số 57-NQ/TW")."""
    symbol = parse_symbol(citations[0].symbol or "")
    if symbol is None or symbol.type_code is None or symbol.style is Style.OLD:
        return
    names = [kind.name for kind in document_kinds() if symbol.type_code in kind.codes]
    for citation in citations:
        if citation.kind and names and not any(_related(citation.kind, name) for name in names):
            yield reviewed.finding(
                Kind.INSTRUMENT_MISMATCH,
                Severity.HIGH,
                (citation.start, citation.end),
                texts.REVIEW_OTHER_KIND.format(
                    symbol=citation.symbol, code=symbol.type_code, right=names[0], written=citation.kind
                ),
                f"{names[0]} số {citation.symbol}",
                texts.REVIEW_BY_SYMBOL,
            )
            return


def _bodies(reviewed: Reviewed, citations: list[Citation]) -> Iterator[Finding]:
    """An issuer that the symbol's letters do not stand for ("18/NQ-CP của Quốc hội"): no table of instruments
    is needed to see it. Only bodies that exist once in the country are told by their letters."""
    symbol = parse_symbol(citations[0].symbol or "")
    if symbol is None or not is_central(symbol) or "-" in (symbol.issuer_code or ""):
        return
    code = symbol.issuer_head.rstrip("0123456789")
    right = [body.name for body in issuing_bodies() if body.code == code]
    others = _national_names() - {fold(n) for b in issuing_bodies() if b.code == code for n in b.names}
    for citation in citations:
        if citation.issuer and fold(citation.issuer) in others:
            yield reviewed.finding(
                Kind.INSTRUMENT_MISMATCH,
                Severity.HIGH,
                (citation.start, citation.end),
                texts.REVIEW_OTHER_BODY.format(
                    symbol=citation.symbol, code=code, right=" hoặc ".join(right), written=citation.issuer
                ),
                texts.REVIEW_CHECK_ORIGINAL,
                texts.REVIEW_BY_SYMBOL,
            )
            return


@cache
def _national_names() -> frozenset[str]:
    levels = ("national", "ministry", "party-central")
    return frozenset(fold(name) for body in issuing_bodies() if body.level in levels for name in body.names)


def _related(kind: str, name: str) -> bool:
    one, other = fold(kind), fold(name)
    return one.startswith(other) or other.startswith(one)


def _dates_apart(reviewed: Reviewed, citations: list[Citation], known: list[Known]) -> Iterator[Finding]:
    """One document that dates one instrument in two ways; where nothing is known, one of them is wrong."""
    if any(row.issued_on for row in known):
        return
    dated = [c for c in citations if c.issued_on and len(c.issued_on) == _FULL_DATE]
    for citation in dated[1:]:
        first = dated[0]
        if citation.issued_on == first.issued_on or not same_issuer(citation.issuer, first.issuer):
            continue
        if (citation.issued_on or "")[:4] != (first.issued_on or "")[:4]:
            continue
        yield reviewed.finding(
            Kind.INSTRUMENT_MISMATCH,
            Severity.HIGH,
            (citation.start, citation.end),
            texts.REVIEW_DATES_APART.format(
                title=later_mention(citation),
                written=in_words(citation.issued_on or ""),
                other=in_words(first.issued_on or ""),
            ),
            texts.REVIEW_CHECK_ORIGINAL,
            texts.REVIEW_IN_DOCUMENT.format(quote=first.quote),
        )
        return


# -
