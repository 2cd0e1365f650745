"""Later mentions in a document, resolved to the instrument that the document cites in full.

A short form ("Nghị quyết 57"), and the title that an instrument promulgates: after a decision "về việc ban
hành Chiến lược … đến năm 2030" the words "Chiến lược … đến năm 2030" mean that decision.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from knowledge.instrument_records import group
from knowledge.models import Citation
from knowledge.plain import Plain
from knowledge.short_forms import ShortForm, find_short_forms
from knowledge.symbols import parse_symbol
from knowledge.text import TextView
from knowledge.vietnamese import fold

_PROMULGATED = re.compile(
    r"(?:ban hanh|phe duyet|thong qua)\s+((?:chien luoc|de an|chuong trinh|ke hoach|quy hoach|bo tieu chi|"
    r"phuong an|quy che|quy dinh)\s.+)"
)
_LEAST_WORDS, _ENOUGH_WORDS = 6, 9
"""A title of fewer than 6 words is a common phrase ("Kế hoạch phát triển kinh tế - xã hội"); of a longer
one, 9 words tell it from others of its kind."""
_KEY_WORDS = 4
_CITED_ONLY = {
    "Nghị quyết",
    "Nghị định",
    "Quyết định",
    "Thông tư",
    "Chỉ thị",
    "Kết luận",
    "Công văn",
    "Công điện",
}
"""Kinds of which an unresolved short form is reported; "Đề án 06" is a nickname, "Kế hoạch 5" may be a
count."""

_Title = tuple[tuple[str, ...], Sequence[Citation]]


def later_mentions(
    plain: Plain, view: TextView, full: Sequence[Citation], quoted: Mapping[int, int]
) -> Iterator[Citation]:
    """Mentions beside the full ones, with symbol, kind, date and issuer of what they mean.

    `quoted` gives, by the start of a full mention, where its quote ends: a title inside the quote of its own
    instrument is no further mention.
    """
    instruments = [rows for rows in group(full) if rows[0].symbol]
    ends = {citation.start: citation.end for citation in full}
    starts = sorted(ends)
    for short in find_short_forms(plain):
        before = bisect_right(starts, short.end - 1) - 1
        if before < 0 or ends[starts[before]] <= short.start:
            yield from _resolved(plain, view, short, instruments)
    for rows, start, end in _titles(plain, instruments):
        if not any(row.start <= start < quoted.get(row.start, 0) for row in rows):
            yield _mention(plain, view, rows[0], start, end)


def _resolved(
    plain: Plain, view: TextView, short: ShortForm, instruments: Sequence[Sequence[Citation]]
) -> Iterator[Citation]:
    fitting = [rows for rows in instruments if _fits(short, rows[0])]
    if len(fitting) == 1:
        yield _mention(plain, view, fitting[0][0], short.start, short.end)
    elif fitting or short.query.kind in _CITED_ONLY:
        written = plain.words(short.start, short.end)
        yield Citation(
            symbol=None,
            as_written=written,
            kind=short.query.kind,
            start=short.start,
            end=short.end,
            quote=view.quote(short.start, short.end),
        )


def _fits(short: ShortForm, citation: Citation) -> bool:
    symbol = parse_symbol(citation.symbol or "")
    return symbol is not None and short.query.fits(symbol, citation.kind)


def _mention(plain: Plain, view: TextView, meant: Citation, start: int, end: int) -> Citation:
    return Citation(
        symbol=meant.symbol,
        as_written=plain.words(start, end),
        kind=meant.kind,
        issued_on=meant.issued_on,
        issuer=meant.issuer,
        start=start,
        end=end,
        quote=view.quote(start, end),
    )


def _titles(
    plain: Plain, instruments: Sequence[Sequence[Citation]]
) -> Iterator[tuple[Sequence[Citation], int, int]]:
    """Where a promulgated title stands in the text; a title that several instruments share is left out."""
    index = _title_index(instruments)
    if not index:
        return
    words = [(match[0], match.start(), match.end()) for match in re.finditer(r"\w+", plain.folded)]
    for at in range(len(words) - _KEY_WORDS):
        key = tuple(word for word, _, _ in words[at : at + _KEY_WORDS])
        heard = [(_common(title, words, at), rows) for title, rows in index.get(key, ())]
        fitting = [(count, rows) for count, rows in heard if count]
        if len(fitting) == 1:
            count, rows = fitting[0]
            yield rows, words[at][1], words[at + count - 1][2]


def _title_index(instruments: Sequence[Sequence[Citation]]) -> dict[tuple[str, ...], list[_Title]]:
    index: dict[tuple[str, ...], list[_Title]] = defaultdict(list)
    for rows in instruments:
        titles = {match[1] for row in rows if (match := _PROMULGATED.match(fold(row.subject or "")))}
        for title in titles:
            words = tuple(re.findall(r"\w+", title))
            if len(words) >= _LEAST_WORDS:
                index[words[:_KEY_WORDS]].append((words, rows))
    return index


def _common(title: tuple[str, ...], words: Sequence[tuple[str, int, int]], at: int) -> int:
    """How many words of the title stand at word `at`; 0 where too few do."""
    count = 0
    while count < len(title) and at + count < len(words) and words[at + count][0] == title[count]:
        count += 1
    return count if count >= min(len(title), _ENOUGH_WORDS) else 0
