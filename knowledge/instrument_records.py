"""Mentions gathered into instruments: one record per instrument of a document, checks over many documents."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypedDict

from rapidfuzz import fuzz

from knowledge import reference
from knowledge.models import Citation, WarningCode
from knowledge.reference import Replacement, body_by_code
from knowledge.symbols import parse_symbol
from knowledge.vietnamese import fold


class InstrumentRecord(TypedDict):
    """One instrument of a document, in the form of `baocao extract --json`."""

    symbol: str | None
    as_written: str
    name: str | None
    kind: str | None
    issued_on: str | None
    issuer: str | None
    subject: str | None
    quote: str
    warnings: list[str]


class CatalogWarning(NamedTuple):
    """What only many documents together show about an instrument that one of them cites.

    CONFLICTING_DATE: `dates` holds all ISO dates given for it, the checked table's included. SUPERSEDED: `by`
    says what replaced it, from when and for which part.
    """

    document: str
    symbol: str
    code: WarningCode
    dates: tuple[str, ...] = ()
    by: Replacement | None = None


def group(citations: Iterable[Citation]) -> list[list[Citation]]:
    """Mentions of one instrument together, in order of first mention. Unresolved short forms are left out.

    Mentions of one symbol are one instrument unless their dates or their issuers differ; a mention without a
    date belongs to the only instrument of its symbol, or to the one mentioned last before it.
    """
    by_symbol: dict[str, list[_Instrument]] = defaultdict(list)
    for citation in sorted(citations, key=lambda c: (c.issued_on is None, c.start)):
        key = citation.symbol or (fold(f"{citation.kind} {citation.name}") if citation.name else None)
        if key is None:
            continue
        fitting = [known for known in by_symbol[key] if known.may_be(citation)]
        if not fitting:
            fitting = [_Instrument()]
            by_symbol[key].extend(fitting)
        before = [known for known in fitting if known.rows and known.rows[0].start <= citation.start]
        max(before or fitting[:1], key=lambda known: known.rows[0].start if known.rows else 0).add(citation)
    found = [sorted(known.rows, key=lambda c: c.start) for rows in by_symbol.values() for known in rows]
    return sorted(found, key=lambda rows: rows[0].start)


class _Instrument:
    """The mentions taken for one instrument, and the different dates and issuers that they state."""

    def __init__(self) -> None:
        self.rows: list[Citation] = []
        self._stated: set[tuple[str | None, str | None]] = set()

    def add(self, citation: Citation) -> None:
        self.rows.append(citation)
        self._stated.add((citation.issued_on, citation.issuer))

    def may_be(self, citation: Citation) -> bool:
        return all(
            _compatible_dates(date, citation.issued_on) and same_issuer(issuer, citation.issuer)
            for date, issuer in self._stated
        )


def _compatible_dates(left: str | None, right: str | None) -> bool:
    return left is None or right is None or left.startswith(right) or right.startswith(left)


_TITLES = ("bo truong ", "giam doc ", "chu tich ", "chanh ", "ban thuong vu ", "thuong truc ")


def same_issuer(left: str | None, right: str | None) -> bool:
    """Whether two phrases can name one issuer: equal, one the beginning of the other ("UBND thành phố", "Ủy
    ban nhân dân thành phố Hải Phòng"), or one of them missing."""
    if left is None or right is None:
        return True
    one, other = _issuer_key(left), _issuer_key(right)
    return one.startswith(other) or other.startswith(one) or fuzz.ratio(one, other) >= 88


def _issuer_key(issuer: str) -> str:
    key = " ".join(
        fold(issuer).replace("uy ban nhan dan", "ubnd").replace("hoi dong nhan dan", "hdnd").split()
    )
    for title in _TITLES:
        key = key.removeprefix(title)
    return key


def merge(citations: Iterable[Citation]) -> list[InstrumentRecord]:
    """One record per instrument, in order of first mention; each field from the mention that says most."""
    return [_record(rows) for rows in group(citations)]


def _record(rows: Sequence[Citation]) -> InstrumentRecord:
    subject = _title([row.subject for row in rows if row.subject])
    fullest = max(rows, key=lambda c: (c.issued_on is not None, c.issuer is not None, c.subject == subject))
    wrong = next((c for c in rows if WarningCode.SYMBOL_STYLE in c.warnings), fullest)
    return InstrumentRecord(
        symbol=fullest.symbol,
        as_written=wrong.as_written,
        name=next((c.name for c in rows if c.name), None),
        kind=_most_common(c.kind for c in rows),
        issued_on=fullest.issued_on or _most_common(c.issued_on for c in rows),
        issuer=fullest.issuer or _most_common(c.issuer for c in rows),
        subject=subject,
        quote=fullest.quote,
        warnings=sorted({code.value for c in rows for code in c.warnings}),
    )


def _title(subjects: Sequence[str]) -> str | None:
    """The subject on which most mentions agree: a sentence often runs on behind it, so that one mention's
    subject is the beginning of another's."""
    folded = [fold(subject) for subject in subjects]
    agreed = {subject: sum(other.startswith(fold(subject)) for other in folded) for subject in subjects}
    return max(subjects, key=lambda subject: (agreed[subject], len(subject)), default=None)


def _most_common(values: Iterable[str | None]) -> str | None:
    counted = Counter(value for value in values if value is not None)
    return counted.most_common(1)[0][0] if counted else None


_TITLED = {"Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp"}


def warn_of_gaps(citations: Sequence[Citation]) -> list[Citation]:
    """With `missing_date` and `missing_issuer` on mentions of instruments for which no mention gives them.

    Laws are cited by title (Decree 30/2020/NĐ-CP, Appendix I part II item 6a) and need neither; an issuer
    that the symbol itself names ("NĐ-CP") is not missing.
    """
    gaps: dict[int, list[WarningCode]] = defaultdict(list)
    for rows in group(citations):
        if rows[0].kind in _TITLED:
            continue
        bad = any(WarningCode.BAD_DATE in c.warnings for c in rows)
        if not bad and all(c.issued_on is None for c in rows):
            for c in rows:
                gaps[id(c)].append(WarningCode.MISSING_DATE)
        if all(c.issuer is None for c in rows) and not _names_its_issuer(rows[0].symbol):
            for c in rows:
                gaps[id(c)].append(WarningCode.MISSING_ISSUER)
    return [
        c.model_copy(update={"warnings": (*c.warnings, *gaps[id(c)])}) if id(c) in gaps else c
        for c in citations
    ]


def _names_its_issuer(text: str | None) -> bool:
    symbol = parse_symbol(text) if text else None
    body = body_by_code().get(symbol.issuer_head.rstrip("0123456789")) if symbol else None
    return body is not None and body.level in ("national", "ministry")


def across_documents(records: Iterable[tuple[str, InstrumentRecord]]) -> list[CatalogWarning]:
    """What the records of many documents show together: `(document, record)` pairs in, warnings per
    document out.

    Dates of one symbol and issuer conflict when they lie in one year, or when the subjects agree; otherwise
    they are two instruments (Party numbers start anew with each term).
    """
    by_symbol: dict[str, list[tuple[str, InstrumentRecord]]] = defaultdict(list)
    for document, record in records:
        if record["symbol"]:
            by_symbol[record["symbol"]].append((document, record))
    warnings: list[CatalogWarning] = []
    for symbol, cited in by_symbol.items():
        statements = _statements(symbol, [record for _, record in cited])
        for document, record in cited:
            own = _stated(record)
            dates = {other.issued_on for other in statements if conflict(own, other)} if own else set()
            if own and dates:
                every = tuple(sorted({*dates, own.issued_on}))
                warnings.append(CatalogWarning(document, symbol, WarningCode.CONFLICTING_DATE, every))
            warnings.extend(
                CatalogWarning(document, symbol, WarningCode.SUPERSEDED, by=by)
                for by in _replacements(record)
            )
    return warnings


class Statement(NamedTuple):
    """A full date (ISO) that a document or the checked table gives for a symbol."""

    issued_on: str
    issuer: str | None
    subject: str | None


def _statements(symbol: str, records: Iterable[InstrumentRecord]) -> set[Statement]:
    stated = {own for record in records if (own := _stated(record))}
    known = {
        Statement(row.issued_on.isoformat(), row.issuer, row.subject)
        for row in reference.instruments()
        if row.symbol == symbol
    }
    return stated | known


def _stated(record: InstrumentRecord) -> Statement | None:
    day = record["issued_on"]
    full = day is not None and len(day) == _FULL_DATE
    return Statement(day, record["issuer"], record["subject"]) if day and full else None


_FULL_DATE = len("2025-03-05")


def conflict(one: Statement, other: Statement) -> bool:
    """Whether two statements under one symbol give different dates for what is one instrument."""
    if one.issued_on == other.issued_on or not same_issuer(one.issuer, other.issuer):
        return False
    subjects = fold(one.subject or ""), fold(other.subject or "")
    return one.issued_on[:4] == other.issued_on[:4] or (all(subjects) and fuzz.ratio(*subjects) >= _ALIKE)


_ALIKE = 85
"""Similarity (0-100) from which two subjects are one."""


def _replacements(record: InstrumentRecord) -> Iterable[Replacement]:
    for row in reference.instruments():
        dated = record["issued_on"]
        same = dated is None or row.issued_on.isoformat().startswith(dated)
        if row.symbol == record["symbol"] and same and same_issuer(record["issuer"], row.issuer):
            yield from row.replaced_by
