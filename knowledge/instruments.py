"""The instruments that a text cites: mentions, one record per instrument, and the forms for citing them.

An instrument is known by symbol, issuer and date together: numbers repeat every year (State) and every term
(Party). What a mention does not say is None; nothing is filled in from elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Protocol

from knowledge.abolished import is_abolished, province_of
from knowledge.citations import find_mentions
from knowledge.dates import in_words
from knowledge.instrument_records import (
    CatalogWarning,
    InstrumentRecord,
    across_documents,
    merge,
    warn_of_gaps,
)
from knowledge.issuers import issuer_within
from knowledge.later_mentions import later_mentions
from knowledge.mentions import Mention, date_within
from knowledge.models import Citation, Section, WarningCode
from knowledge.plain import Plain
from knowledge.short_forms import InstrumentQuery, match_query, queries_in, spelled_out
from knowledge.subjects import subject_after
from knowledge.symbols import Symbol, read_symbol, symbol_pattern
from knowledge.text import TextView
from knowledge.vietnamese import fold

__all__ = [
    "CatalogWarning",
    "InstrumentQuery",
    "InstrumentRecord",
    "across_documents",
    "batch_record",
    "extract_citations",
    "find_citations",
    "first_mention",
    "later_mention",
    "match_query",
    "merge",
    "queries_in",
    "spelled_out",
]


def find_citations(text: str) -> list[Citation]:
    """Every mention of an instrument in a plain text (NFC, with, without or with damaged diacritics)."""
    found = _cite(Plain(text), TextView.identity(text))
    return _checked([citation for citation, _ in found], None)


def extract_citations(
    view: TextView, sections: Sequence[Section] = (), *, province: str | None = None
) -> tuple[Citation, ...]:
    """Every mention in a document, later short forms included, quotes cut from the source.

    `province` is the present province of the document; by default the one its text names most. `sections`
    may be empty. A short form that fits several instruments, or none, is left with symbol None. The
    document's own number is not a citation.
    """
    plain = Plain(view.text)
    own = _own_symbol(plain, sections)
    cited = [pair for pair in _cite(plain, view) if not _is_own(plain, pair[0], own)]
    full = [citation for citation, _ in cited]
    quoted = {citation.start: end for citation, end in cited}
    found = [*full, *later_mentions(plain, view, full, quoted)]
    return tuple(_checked(sorted(found, key=lambda c: (c.start, c.end)), province or province_of(view.text)))


def batch_record(text: str) -> list[dict[str, Any]]:
    """The mentions of one sentence in the form of `baocao extract --batch`."""
    fields = {"symbol", "as_written", "name", "kind", "issued_on", "issuer", "start", "end", "warnings"}
    return [citation.model_dump(mode="json", include=fields) for citation in find_citations(text)]


# --------------------------------------------------------------------------- from mention to citation


def _cite(plain: Plain, view: TextView) -> list[tuple[Citation, int]]:
    """Every full mention, with the place where its quote ends."""
    mentions = find_mentions(plain)
    spans = [(mention.start, mention.end) for mention in mentions]
    return [_citation(plain, view, mention, spans[at + 1 :][:1]) for at, mention in enumerate(mentions)]


def _citation(
    plain: Plain, view: TextView, mention: Mention, following: Sequence[tuple[int, int]]
) -> tuple[Citation, int]:
    subject = None if mention.law else subject_after(plain, mention.reach, following)
    end = max(mention.reach, subject[1] if subject else 0)
    if subject is not None:
        mention = _completed_by_subject(plain, mention, subject, following)
        if mention.end > subject[0]:  # the date stands behind the subject
            subject = subject[0], mention.dated.start if mention.dated else subject[1]
    reading = mention.reading
    name = mention.law.name if mention.law else None
    citation = Citation(
        symbol=str(reading.symbol) if reading else None,
        as_written=plain.words(reading.start, reading.end)
        if reading
        else plain.words(mention.start, mention.end),
        name=name,
        kind=mention.kind,
        issued_on=mention.dated.iso if mention.dated else None,
        issuer=mention.issuer.name if mention.issuer else None,
        subject=plain.words(*subject) if subject else None,
        start=mention.start,
        end=mention.end,
        quote=view.quote(mention.start, end),
        warnings=tuple(_own_warnings(view, mention)),
    )
    return citation, end


def _completed_by_subject(
    plain: Plain, mention: Mention, subject: tuple[int, int], following: Sequence[tuple[int, int]]
) -> Mention:
    """With the issuer, and the date before it, that stand in or behind the subject instead of before it."""
    start, end = subject
    if mention.issuer is not None:
        return mention
    until = min(end, following[0][0]) if following else end
    if mention.dated is None and (found := date_within(plain, start, until, mention.issuer_code)):
        dated, issuer = found
        return replace(mention, dated=dated, issuer=issuer, end=dated.end)
    return replace(mention, issuer=issuer_within(plain, start, end, mention.issuer_code))


def _own_warnings(view: TextView, mention: Mention) -> Iterable[WarningCode]:
    """What is wrong with a mention by itself."""
    reading = mention.reading
    if reading and reading.restyled:
        yield WarningCode.SYMBOL_STYLE
    if mention.dated and _impossible(mention.dated.iso, mention.symbol):
        yield WarningCode.BAD_DATE
    if mention.doubled:
        yield WarningCode.DUPLICATED_WORDS
    if reading:
        low, high = view.source_span(reading.start, reading.end)
        if "\n" in view.source[low:high]:
            yield WarningCode.BROKEN_BY_LINEWRAP


def _impossible(iso: str | None, symbol: Symbol | None) -> bool:
    """No such day, or another year than the symbol's, which is the year of issue."""
    return iso is None or (symbol is not None and symbol.year is not None and int(iso[:4]) != symbol.year)


def _checked(citations: Sequence[Citation], province: str | None) -> list[Citation]:
    """With the warnings that need the whole text: an abolished issuer, a date or issuer given nowhere."""
    checked = [
        _warned(citation, WarningCode.ABOLISHED_ISSUER)
        if citation.issuer and is_abolished(citation.issuer, province)
        else citation
        for citation in citations
    ]
    return warn_of_gaps(checked)


def _warned(citation: Citation, code: WarningCode) -> Citation:
    return citation.model_copy(update={"warnings": (*citation.warnings, code)})


_OWN_NUMBER = re.compile(r"(?:^|\s)S\w\s?:\s*(?=\d)|(?:^|\n)[ \t]*S\w\s+(?=\d)")
_HEADER_REACH = 4000
_ENCLOSED_WITH = re.compile(r"kem theo\W{1,3}$")


def _own_symbol(plain: Plain, sections: Sequence[Section]) -> Symbol | None:
    """The symbol behind "Số:" in the document's head, where it has been filled in."""
    ends = [section.end for section in sections if section.type == "header"]
    limit = max([*ends, _HEADER_REACH])
    for label in _OWN_NUMBER.finditer(plain.unified, 0, limit):
        match = symbol_pattern().match(plain.unified, label.end())
        if match and (reading := read_symbol(match[0])):
            return reading.symbol
    return None


def _is_own(plain: Plain, citation: Citation, own: Symbol | None) -> bool:
    """Whether a mention means the document itself: its number without a date, or in "(Kèm theo Kế hoạch số
    …)". Another body's instrument of that number is dated."""
    if own is None or citation.symbol != str(own):
        return False
    before = plain.folded[max(citation.start - 12, 0) : citation.start]
    return citation.issued_on is None or _ENCLOSED_WITH.search(before) is not None


# --------------------------------------------------------------------------- how to cite


class Citable(Protocol):
    """What an instrument must say to be cited; `issued_on` is a date or its ISO form."""

    @property
    def symbol(self) -> str | None: ...
    @property
    def kind(self) -> str | None: ...
    @property
    def name(self) -> str | None: ...
    @property
    def issued_on(self) -> str | date | None: ...
    @property
    def issuer(self) -> str | None: ...
    @property
    def subject(self) -> str | None: ...


_NORMATIVE = {"nghi dinh", "thong tu", "nghi quyet", "thong tu lien tich"}
_VERBS = (
    "ban hanh", "quy dinh", "phe duyet", "huong dan", "sua doi", "thi diem", "thuc hien", "trien khai",
    "cong bo", "thanh lap", "kien toan", "tang cuong", "day manh", "ra soat", "to chuc", "tiep tuc",
)  # fmt: skip


def first_mention(record: Citable) -> str:
    """The form for the first mention: kind, number, date, issuer, subject.

    Decree 30/2020/NĐ-CP, Appendix I part II item 6b: "Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính
    trị về …"; a law is cited by kind and title (item 6a).
    """
    if record.kind and record.name:
        return f"{record.kind} {record.name}"
    parts = [later_mention(record)]
    if record.issued_on is not None:
        parts.append(in_words(str(record.issued_on)))
    if record.issuer:
        parts.append(f"của {record.issuer}")
    if record.subject:
        parts.append(_introduced(record.subject, record.kind))
    return " ".join(parts)


def _introduced(subject: str, kind: str | None) -> str:
    """The subject with the word that joins it: "về", "về việc", or none before the verb of a normative
    act."""
    if not fold(subject).startswith(_VERBS):
        return f"về {subject}"
    return subject if kind and fold(kind) in _NORMATIVE else f"về việc {subject}"


def later_mention(record: Citable) -> str:
    """The form for every later mention: kind and number only."""
    if record.symbol is None:
        return " ".join(part for part in (record.kind, record.name) if part)
    return f"{record.kind or 'Văn bản'} số {record.symbol}"
