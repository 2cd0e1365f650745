"""Whether each cited instrument is the one it says: number, kind, date, issuer and title against the checked
table and the other documents."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from bot import texts
from bot.assistant.checks.findings import Finding, Kind, Reviewed, Severity
from bot.assistant.checks.known import Known, Library, best_title, compared, is_central, may_be_one, misprints
from knowledge import reference
from knowledge.dates import in_words
from knowledge.instrument_records import same_issuer
from knowledge.instruments import first_mention, later_mention
from knowledge.models import Citation, SectionType, WarningCode
from knowledge.reference import document_kinds, issuing_bodies
from knowledge.symbols import Style, parse_symbol
from knowledge.vietnamese import fold

_SAME_TITLE, _OTHER_TITLE = 0.85, 0.5
"""Shares of a title's words from which two titles are one instrument's, and below which they are not; the
titles of the checked table reach at most .4 against each other."""
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
            yield from _unknown(reviewed, citations, library)
        yield from _ambiguous(reviewed, citations, known)
        yield from _dates_apart(reviewed, citations, known)
    yield from _numbers_without_symbol(reviewed, library)


# ------------------------------------------------------------------- against what is known


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
            return best[0] if best[1].share >= _SAME_TITLE else None
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
    if wording.share < _OTHER_TITLE and _on_what_it_carries_out(citation.subject or "", trusted):
        return
    if wording.share < _OTHER_TITLE:
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
    return any((wording := compared(written, title)) and wording.share >= _SAME_TITLE for title in carried)


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


# ------------------------------------------------------------------- not known


def _unknown(reviewed: Reviewed, citations: list[Citation], library: Library) -> Iterator[Finding]:
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
            titled = best is not None and best[1].share >= _SAME_TITLE
            other_title = best is not None and best[1].share < _OTHER_TITLE
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


# ------------------------------------------------------------------- not clear


def _ambiguous(reviewed: Reviewed, citations: list[Citation], known: list[Known]) -> Iterator[Finding]:
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


def _numbers_without_symbol(reviewed: Reviewed, library: Library) -> Iterator[Finding]:
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
