"""Steps of cleaning that change single characters: special ones, Markdown, bars of tables, spaces."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.frame import VIETNAMESE_LOWER, VIETNAMESE_UPPER
from knowledge.text import Edit

_CHARACTERS = {
    **dict.fromkeys(
        "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000\v", " "
    ),
    **dict.fromkeys("\f\r\u2028\u2029\u0085", "\n"),
    **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad", ""),
    "ﬀ": "ff",
    "ﬁ": "fi",
    "ﬂ": "fl",
    "ﬃ": "ffi",
    "ﬄ": "ffl",
    **dict.fromkeys("‐‑‒", "-"),
}
_SPECIAL = re.compile("[" + "".join(_CHARACTERS) + "]")


def plain_characters(text: str) -> Iterator[Edit]:
    """Ligatures, special spaces and invisible characters in their plain form."""
    for match in _SPECIAL.finditer(text):
        yield Edit(match.start(), match.end(), _CHARACTERS[match[0]])


_MARKDOWN = re.compile(
    r"(?P<open>(?:\*\*|__|(?<![\w*])\*(?=[^\s*][^*\n]*[^\s*]\*(?![\w*])))+)(?P<first>\S)"
    r"|(?P<last>\S)(?P<close>(?:\*\*|__|(?<=\S)(?<!\*)\*(?![\w*]))+)"
    r"|^(?P<heading>\#{1,6} +)(?P<initial>\S)",
    re.MULTILINE,
)


def unmarked(text: str) -> Iterator[Edit]:
    """Marks of emphasis and headings left out; the neighbouring character stands for them, so that a quote
    keeps the source's words without a gap."""
    for match in _MARKDOWN.finditer(text):
        yield Edit(match.start(), match.end(), match["first"] or match["last"] or match["initial"])


_PIPE_ROW = re.compile(r"^[ \t]*\|(?P<cells>.*)\|[ \t]*$", re.MULTILINE)


def bars_to_tabs(text: str) -> Iterator[Edit]:
    """Rows of tables drawn with "|" as rows with tabs; the line below the heading row left out."""
    for row in _PIPE_ROW.finditer(text):
        if not row["cells"].strip(" |:-"):
            yield Edit(row.start(), row.end(), "")
            continue
        yield Edit(row.start(), row.start("cells"), "")
        for bar in re.finditer(r" *\| *", row["cells"]):
            yield Edit(row.start("cells") + bar.start(), row.start("cells") + bar.end(), "\t")
        yield Edit(row.end("cells"), row.end(), "")


_LOW = f"[{VIETNAMESE_LOWER}]"
_SPACES = re.compile(
    r"(?P<extra>(?<= ) +|(?<![-–+*~\n]) +(?=[,;:.](?:\s|$))|(?<=[(“]) +| +(?=[)”]))"
    rf"|(?<={_LOW})(?=\({_LOW})"
    rf"|(?<=[{VIETNAMESE_LOWER}”][,;])(?=[^\W\d_])"
    rf"|(?<={_LOW}{_LOW}\.)(?=[{VIETNAMESE_UPPER}]{_LOW})"
)


def single_spaces(text: str) -> Iterator[Edit]:
    """One space between words, none before a comma, one after it."""
    for match in _SPACES.finditer(text):
        yield Edit(match.start(), match.end(), "" if match["extra"] else " ")
