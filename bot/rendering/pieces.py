"""Words in Telegram's styles, packed into messages of the length that it allows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from itertools import pairwise
from typing import NamedTuple

PIECE_UNITS = 4096
"""Longest Telegram message: UTF-16 units after entity parsing (Bot API, sendMessage)."""


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


def text_html(text: str) -> tuple[str, ...]:
    """Words of ours as message pieces: `**bold**` and `` `code` `` are set so, all else is escaped."""
    return pieces(
        Paragraph(tuple(styled(line)), gap="\n\n" if number and not before else "\n")
        for number, (before, line) in enumerate(pairwise(["", *text.split("\n")]))
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


def styled(text: str) -> Iterator[Span]:
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
        out += [tagged(span) for span in paragraph.spans]
    if quoted:
        out.append("</blockquote>")
    return "".join(out)


def tagged(span: Span) -> str:
    """The span as HTML."""
    text = escape(span.text, quote=False)
    return f"<{span.tag}>{text}</{span.tag}>" if span.tag and text else text
