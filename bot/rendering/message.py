"""An answer as a message: plain text for the terminal, HTML pieces or one rich message for Telegram.

The order is that of a good reply on a phone: the answer, the table, the sources (folded away), what
to beware of. All three forms come from the same paragraphs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape

from bot import texts
from bot.assistant.models import Answer, Claim, ClaimStyle, SourceRef, Table
from bot.assistant.wording import section_label
from bot.rendering.pieces import Paragraph, Span, pieces, styled, tagged

RICH_CHARACTERS = 32_768
"""Longest rich message (Bot API 10.1)."""
RICH_COLUMNS = 20
"""Most columns of a table in a rich message (Bot API 10.1)."""
SHOWN_QUOTE = 400
"""Characters of a quote shown with the answer; the whole of it is one button away."""
SHOWN_SOURCES = 12
"""Sources listed with the answer; the rest is one button away."""
SHOWN_CHARACTERS = 2_000
"""Most characters of the list of sources: with the answer it fits a phone screen or two."""

_Marks = Callable[[int], str]
_TableForm = Callable[[Table], Iterator[Paragraph]]

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


def plain_text(answer: Answer) -> str:
    """The answer for a terminal: source marks as [1], the table with bars."""
    parts: list[str] = []
    for paragraph in _paragraphs(answer, marks=_brackets, table=_bars):
        parts += [paragraph.gap if parts else "", paragraph.text]
    return "".join(parts)


def telegram_html(answer: Answer) -> tuple[str, ...]:
    """The answer as HTML messages of at most 4,096 UTF-16 units each, split at paragraph ends."""
    return pieces(_paragraphs(answer, marks=_circled, table=_cards))


def rich_html(answer: Answer) -> str | None:
    """The answer as one rich message (native table, collapsible sources), or None where it exceeds
    what a rich message may hold."""
    blocks = [_rich_claim(claim, answer) for claim in answer.claims]
    if answer.table is not None:
        if len(answer.table.header) > RICH_COLUMNS:
            return None
        blocks.append(_rich_table(answer.table))
    if answer.sources:
        lines = "".join(f"<p>{escape(line)}</p>" for line in _source_lines(answer, _circled))
        title = escape(texts.SOURCES.format(count=len(answer.sources)))
        blocks.append(f"<details><summary>{title}</summary>{lines}</details>")
    blocks += [f"<p>{escape(texts.WARNING.format(text=warning))}</p>" for warning in answer.warnings]
    html = "".join(blocks).replace("</ul><ul>", "")
    return html if len(html) <= RICH_CHARACTERS else None


def shorten(text: str, limit: int) -> str:
    """At most `limit` characters, cut at a word end, with an ellipsis where something is left out."""
    flat = " ".join(text.split())
    if len(flat) <= limit:
        return flat
    return flat[: limit - 1].rsplit(" ", 1)[0] + "…"


def place(source: SourceRef) -> str:
    """Where a quote stands: unit, section, page, file."""
    page = texts.PAGE.format(number=source.page) if source.page is not None else None
    unsigned = texts.UNSIGNED if source.unsigned else None
    unit = None if source.own else source.commune
    section = section_label(source.section) if source.section else None
    parts = [part for part in (unit, section, page, unsigned) if part]
    name = texts.OWN_FILE.format(name=source.document) if source.own else source.document
    return f"{', '.join(parts)} ({name})" if parts else name


def reread(source: SourceRef) -> str:
    """The repaired reading of a quote from a poor scan, marked as such."""
    return texts.REREAD.format(text=shorten(source.readable or "", SHOWN_QUOTE))


def _paragraphs(answer: Answer, marks: _Marks, table: _TableForm) -> Iterator[Paragraph]:
    previous: ClaimStyle | None = None
    for claim in answer.claims:
        tight = claim.style is ClaimStyle.BULLET and previous in (ClaimStyle.BULLET, ClaimStyle.HEADING)
        yield Paragraph(_claim_spans(claim, answer, marks), gap="\n" if tight else "\n\n")
        previous = claim.style
    if answer.table is not None:
        yield from table(answer.table)
    if answer.sources:
        title = texts.SOURCES.format(count=len(answer.sources))
        yield Paragraph((Span(title, "b"),), quoted=True)
        for line in _source_lines(answer, marks):
            yield Paragraph((Span(line),), gap="\n", quoted=True)
    for number, warning in enumerate(answer.warnings):
        yield Paragraph((Span(texts.WARNING.format(text=warning)),), gap="\n" if number else "\n\n")


def _claim_spans(claim: Claim, answer: Answer, marks: _Marks) -> tuple[Span, ...]:
    mark = Span(_mark(claim, answer, marks))
    match claim.style:
        case ClaimStyle.HEADING:
            return (Span(claim.text, "b"), mark)
        case ClaimStyle.BULLET:
            return (Span("• "), *styled(claim.text), mark)
        case ClaimStyle.COPY:
            label: tuple[Span, ...] = (Span(f"{claim.label}:", "b"), Span("\n")) if claim.label else ()
            return (*label, Span(claim.text, "code"), mark)
        case _:
            label = (Span(f"{claim.label}: ", "b"),) if claim.label else ()
            return (*label, *styled(claim.text), mark)


def _mark(claim: Claim, answer: Answer, marks: _Marks) -> str:
    """Which sources a claim stands on; left out where every claim stands on all of them."""
    every = len(answer.sources)
    if not claim.sources or all(len(set(c.sources)) in (0, every) for c in answer.claims):
        return ""
    return " " + "".join(marks(number) for number in claim.sources)


def _circled(number: int) -> str:
    return _CIRCLED[number] if number < len(_CIRCLED) else f"({number + 1})"


def _brackets(number: int) -> str:
    return f"[{number + 1}]"


def _source_lines(answer: Answer, marks: _Marks) -> Iterator[str]:
    many = len(answer.sources) > 1
    listed = 0
    for shown, source in enumerate(answer.sources):
        mark = f"{marks(shown)} " if many else ""
        line = f"{mark}«{shorten(source.quote, SHOWN_QUOTE)}» – {place(source)}"
        if source.readable:
            line += f". {reread(source)}"
        listed += len(line)
        if shown == SHOWN_SOURCES or (shown and listed > SHOWN_CHARACTERS):
            yield texts.MORE_SOURCES.format(count=len(answer.sources) - shown)
            return
        yield line


def _bars(table: Table) -> Iterator[Paragraph]:
    rows = [table.header, tuple("---" for _ in table.header), *table.rows]
    text = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    yield Paragraph((Span(text),))


def _cards(table: Table) -> Iterator[Paragraph]:
    """A row per paragraph: wide tables do not fit a phone as text."""
    for row in table.rows:
        cells = "; ".join(f"{name}: {cell}" for name, cell in zip(table.header[1:], row[1:], strict=False))
        only_value = len(row) == 2 or not cells
        text = (row[1] if len(row) > 1 else "") if only_value else cells
        yield Paragraph((Span("▪ "), Span(row[0], "b"), Span(f": {text}" if text else "")), gap="\n")


def _rich_claim(claim: Claim, answer: Answer) -> str:
    mark = escape(_mark(claim, answer, _circled))
    words = "".join(tagged(span) for span in styled(claim.text))
    match claim.style:
        case ClaimStyle.HEADING:
            return f"<h4>{escape(claim.text)}{mark}</h4>"
        case ClaimStyle.BULLET:
            return f"<ul><li>{words}{mark}</li></ul>"
        case ClaimStyle.COPY:
            label = f"<b>{escape(claim.label)}:</b> " if claim.label else ""
            return f"<p>{label}<code>{escape(claim.text)}</code>{mark}</p>"
        case _:
            label = f"<b>{escape(claim.label)}:</b> " if claim.label else ""
            return f"<p>{label}{words}{mark}</p>"


def _rich_table(table: Table) -> str:
    head = "".join(f"<th>{escape(name)}</th>" for name in table.header)
    rows = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in table.rows)
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    return f"<table bordered striped><tr>{head}</tr>{body}</table>"
