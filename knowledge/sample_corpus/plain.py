"""Typeset a manuscript as the kind of text that copying out of a PDF leaves behind."""

from __future__ import annotations

import random
import textwrap
from collections.abc import Iterator

from knowledge.sample_corpus.manuscript import COUNTRY, MOTTO, BlockKind, Manuscript
from knowledge.vietnamese import fold

LINE_WIDTH = 76

# What an English OCR model makes of Vietnamese letters. Figures and ASCII survive it, as they do in
# real scans; the pairs are common confusions, not a model of one document.
_MISREAD = {
    "ư": "uwv",
    "ơ": "oa",
    "ươ": ("uo", "wo", "uwo"),
    "ộ": "6o",
    "ố": ("6", "b", "d"),
    "ổ": ("6", "b"),
    "ồ": ("6", "d"),
    "ọ": "eo",
    "ề": ("é", "&", "e"),
    "ế": ("é", "e"),
    "ệ": ("é", "e"),
    "ấ": ("4", "a"),
    "ầ": ("a", "4"),
    "ỹ": "¥y",
    "ở": ("&", "o"),
    "Đ": "DPB",
    "l": "lllll1",
}


def copied_text(manuscript: Manuscript) -> str:
    """Wrapped lines with a blank line after each, a header block stranded after the first part."""
    lines: list[str] = []
    for paragraph in _paragraphs(manuscript):
        lines += textwrap.wrap(paragraph, LINE_WIDTH, break_long_words=False) or [""]
    return "\n\n".join(lines) + "\n"


def misread_text(manuscript: Manuscript) -> str:
    """Wrapped lines as an English OCR model would return them; the same on every run."""
    dice = random.Random(manuscript.name)  # noqa: S311
    pages = [
        "\n".join(textwrap.wrap(_misread(paragraph, dice), LINE_WIDTH))
        for paragraph in _paragraphs(manuscript)
    ]
    return "\n".join(page for page in pages if page) + "\n"


def _paragraphs(manuscript: Manuscript) -> Iterator[str]:
    yield f"{manuscript.issuer[0]} {COUNTRY}"
    yield f"{manuscript.issuer[1]} {MOTTO}"
    yield manuscript.symbol
    yield manuscript.place_date
    yield ""
    yield manuscript.kind
    yield manuscript.subject
    yield manuscript.addressee
    parts = 0
    for kind, text in manuscript.blocks:
        parts += kind is BlockKind.PART
        if manuscript.stray_header and kind is BlockKind.PART and parts == 2:
            yield from (*manuscript.issuer, COUNTRY, MOTTO)
        yield text
    yield ""
    yield "Nơi nhận:"
    yield from (f"- {recipient}" for recipient in manuscript.recipients)
    yield from manuscript.signature


def _misread(text: str, dice: random.Random) -> str:
    out: list[str] = []
    at = 0
    while at < len(text):
        pair = text[at : at + 2]
        taken = pair if pair in _MISREAD else text[at]
        out.append(dice.choice(_MISREAD[taken]) if taken in _MISREAD else _bare(taken))
        at += len(taken)
    return "".join(out)


def _bare(char: str) -> str:
    return fold(char).upper() if char.isupper() else fold(char)
