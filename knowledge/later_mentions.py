"""Later mentions in a document, resolved to the instrument that the document cites in full.

A short form ("Nghị quyết 57"), and the title that an instrument promulgates: after a decision "về việc ban
hành Chiến lược … đến năm 2030" the words "Chiến lược … đến năm 2030" mean that decision.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, takewhile

from knowledge.instrument_records import group
from knowledge.models import Citation
from knowledge.plain import Plain
from knowledge.short_forms import ShortForm, find_short_forms
from knowledge.symbols import parse_symbol
from knowledge.text import TextView
from knowledge.vietnamese import fold

_NAMED = r"(?:chien luoc|de an|chuong trinh|ke hoach|quy hoach|bo tieu chi|phuong an|quy che|quy dinh)"
_PROMULGATED = re.compile(rf"(?:ban hanh|phe duyet|thong qua)\s+({_NAMED}\s.+)")
_TITLE_START = re.compile(r"(?<!\w)" + _NAMED.replace(" ", r"\s+") + r"(?!\w)")
_LEAST_WORDS, _ENOUGH_WORDS = 6, 9
"""A title of fewer than 6 words is a common phrase ("Kế hoạch phát triển kinh tế - xã hội"); of a longer
one, 9 words tell it from others of its kind."""
_KEY_WORDS, _MOST_WORDS, _TITLE_REACH = 4, 60, 500
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
    numbered = _by_number(instruments)
    ends = {citation.start: citation.end for citation in full}
    starts = sorted(ends)
    for short in find_short_forms(plain):
        before = bisect_right(starts, short.end - 1) - 1
        if before < 0 or ends[starts[before]] <= short.start:
            yield from _resolved(plain, view, short, numbered.get(short.query.number.lstrip("0"), ()))
    for rows, start, end in _titles(plain, instruments):
        if not any(row.start <= start < quoted.get(row.start, 0) for row in rows):
            yield _mention(plain, view, rows[0], start, end)


def _by_number(instruments: Sequence[Sequence[Citation]]) -> dict[str, list[Sequence[Citation]]]:
    table: dict[str, list[Sequence[Citation]]] = defaultdict(list)
    for rows in instruments:
        if (symbol := parse_symbol(rows[0].symbol or "")) is not None:
            table[symbol.number.lstrip("0")].append(rows)
    return table


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
    for found in _TITLE_START.finditer(plain.folded):
        window = plain.folded[found.start() : found.start() + _TITLE_REACH]
        words = list(islice(re.finditer(r"\w+", window), _MOST_WORDS))
        key = tuple(word[0] for word in words[:_KEY_WORDS])
        heard = [(_common(title, words), rows) for title, rows in index.get(key, ())]
        fitting = [(count, rows) for count, rows in heard if count]
        if len(fitting) == 1:
            count, rows = fitting[0]
            yield rows, found.start(), found.start() + words[count - 1].end()


def _title_index(instruments: Sequence[Sequence[Citation]]) -> dict[tuple[str, ...], list[_Title]]:
    index: dict[tuple[str, ...], list[_Title]] = defaultdict(list)
    for rows in instruments:
        titles = {match[1] for row in rows if (match := _PROMULGATED.match(fold(row.subject or "")))}
        for title in titles:
            words = tuple(re.findall(r"\w+", title))[:_MOST_WORDS]
            if len(words) >= _LEAST_WORDS:
                index[words[:_KEY_WORDS]].append((words, rows))
    return index


def _common(title: tuple[str, ...], words: Sequence[re.Match[str]]) -> int:
    """How many words of the title the text repeats; 0 where too few."""
    pairs = zip(title, words, strict=False)
    count = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1][0], pairs))
    return count if count >= min(len(title), _ENOUGH_WORDS) else 0
