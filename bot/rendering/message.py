"""An answer as a message: plain text for the terminal, HTML pieces or one rich message for Telegram.

The order is that of a good reply on a phone: the answer, the table, the sources (folded away), what
to beware of. All three forms come from the same paragraphs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from html import escape
from typing import NamedTuple

from bot import texts
from bot.assistant.models import Answer, Claim, ClaimStyle, SourceRef, Table
from bot.assistant.wording import section_label

PIECE_UNITS = 4096
"""Longest Telegram message: UTF-16 units after entity parsing (Bot API, sendMessage)."""
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
_TableForm = Callable[[Table], Iterator["Paragraph"]]

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


class Span(NamedTuple):
    """Words in one style; `tag` is an HTML element of Telegram ("b", "code", "i") or empty."""

    text: str
    tag: str = ""


class Paragraph(NamedTuple):
    """Spans that belong together. `gap` is what separates it from the paragraph before; `quoted`
    ones are folded away together."""

    spans: tuple[Span, ...]
    gap: str = "\n\n"
    quoted: bool = False

    @property
    def text(self) -> str:
        """The words without their styles."""
        return "".join(span.text for span in self.spans)


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


def text_html(text: str) -> tuple[str, ...]:
    """Words of ours as message pieces: `**bold**` and `` `code` `` are set so, all else is escaped."""
    return pieces(
        Paragraph(tuple(_spans(line)), gap="\n\n" if number and not before else "\n")
        for number, (before, line) in enumerate(_with_previous(text.split("\n")))
        if line
    )


def pieces(paragraphs: Iterable[Paragraph]) -> tuple[str, ...]:
    """Pack paragraphs into messages; one that is too long alone is cut at a sentence or word end."""
    packed: list[list[Paragraph]] = []
    used = 0
    for paragraph in (part for whole in paragraphs for part in _cut(whole)):
        size = units(paragraph.gap) + units(paragraph.text)
        if not packed or used + size > PIECE_UNITS:
            packed.append([])
            used = 0
        packed[-1].append(paragraph)
        used += size
    return tuple(_html(piece) for piece in packed)


def units(text: str) -> int:
    """Length as Telegram counts it."""
    return len(text.encode("utf-16-le")) // 2


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
            return (Span("• "), *_spans(claim.text), mark)
        case ClaimStyle.COPY:
            label: tuple[Span, ...] = (Span(f"{claim.label}:", "b"), Span("\n")) if claim.label else ()
            return (*label, Span(claim.text, "code"), mark)
        case _:
            label = (Span(f"{claim.label}: ", "b"),) if claim.label else ()
            return (*label, *_spans(claim.text), mark)


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
    words = "".join(_tagged(span) for span in _spans(claim.text))
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


def _spans(text: str) -> Iterator[Span]:
    """`**bold**` and `` `code` `` set apart; a mark without its partner is an ordinary character."""
    position = 0
    while position < len(text):
        starts = [(text.find(mark, position), mark, tag) for mark, tag in (("**", "b"), ("`", "code"))]
        found = [
            (at, mark, tag) for at, mark, tag in starts if at >= 0 and text.find(mark, at + len(mark)) > 0
        ]
        if not found:
            break
        at, mark, tag = min(found)
        end = text.find(mark, at + len(mark))
        if at > position:
            yield Span(text[position:at])
        yield Span(text[at + len(mark) : end], tag)
        position = end + len(mark)
    if position < len(text):
        yield Span(text[position:])


def _with_previous(lines: list[str]) -> Iterator[tuple[str, str]]:
    return zip(["", *lines], lines, strict=False)


def _cut(paragraph: Paragraph) -> Iterator[Paragraph]:
    """The paragraph in parts that each fit one message."""
    room = PIECE_UNITS - units(paragraph.gap)
    spans: list[Span] = []
    used = 0
    for span in paragraph.spans:
        rest = span.text
        while used + units(rest) > room:
            head = _head(rest, room - used)
            if head:
                spans.append(Span(head, span.tag))
            rest = rest[len(head) :].lstrip() if head or spans else rest[1:]
            yield paragraph._replace(spans=tuple(spans))
            spans, used = [], 0
        if rest:
            spans.append(Span(rest, span.tag))
            used += units(rest)
    if spans:
        yield paragraph._replace(spans=tuple(spans))


def _head(text: str, room: int) -> str:
    """The longest start of `text` within `room` units that ends with a line, a sentence or a word."""
    start = text.encode("utf-16-le")[: 2 * room].decode("utf-16-le", "ignore")
    for stop in ("\n", ". ", "; ", " "):
        end = start.rfind(stop)
        if end > len(start) // 2:
            return start[: end + len(stop)].rstrip()
    return start


def _html(paragraphs: list[Paragraph]) -> str:
    out: list[str] = []
    quoted = False
    for number, paragraph in enumerate(paragraphs):
        if quoted and not paragraph.quoted:
            out.append("</blockquote>")
        out.append(paragraph.gap if number else "")
        if paragraph.quoted and not quoted:
            out.append("<blockquote expandable>")
        quoted = paragraph.quoted
        out += [_tagged(span) for span in paragraph.spans]
    if quoted:
        out.append("</blockquote>")
    return "".join(out)


def _tagged(span: Span) -> str:
    text = escape(span.text, quote=False)
    return f"<{span.tag}>{text}</{span.tag}>" if span.tag and text else text
