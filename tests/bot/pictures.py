"""Golden transcripts as pictures of a phone, for README and docs:

python -m tests.bot.pictures        writes docs/pictures/chat-*.png anew
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, zip_longest
from pathlib import Path
from typing import Final, NamedTuple

import matplotlib
from PIL import Image, ImageDraw, ImageFont

from tests.bot.transcript import FOLDER

OUT: Final = Path(__file__).parents[2] / "docs" / "pictures"
WIDTH, MARGIN, PAD, SIZE, LEADING = 760, 18, 14, 21, 30
BACKGROUND, OURS, THEIRS, QUOTE, KEY, INK, LINK = (
    "#dfe7ee", "#ffffff", "#d9f2c5", "#eaf2fb", "#c9d9e8", "#1c1c1e", "#2f6ea5",
)  # fmt: skip
_GLYPHS = str.maketrans(
    {"👍": "▲", "👎": "▼", "📋": "❐", "🔔": "♪", "🔕": "♪", "📎": "§", "✅": "✔", "❌": "✘"}
)
"""What the font has in place of what it lacks."""
_GLYPHS |= {ord("⑪") + n: f"({n + 11})" for n in range(10)}

CHOSEN: Final = {
    "chat-can-bo": ("mau-can-bo", 0, 3),
    "chat-tep": ("mau-can-bo", 8, 10),
    "chat-lanh-dao": ("mau-lanh-dao", 2, 3),
    "chat-quan-tri": ("mau-quan-tri", 0, 3),
}
"""Picture: transcript, first and last of its exchanges."""


@dataclass(frozen=True)
class Bubble:
    """One message: who says it, its lines, the rows of its buttons."""

    ours: bool
    lines: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def bubbles(markdown: str) -> list[list[Bubble]]:
    """The exchanges of a transcript: what a user did, and what the bot then said."""
    found: list[list[Bubble]] = []
    for block in re.split(r"\n\n(?=\*\*)", markdown)[1:]:
        head, _, rest = block.partition("\n")
        if not head.startswith("**Trợ lý"):
            said = re.sub(r"^\*\*[^*]+:\*\* ", "", head).strip("⟦⟧")
            found.append([Bubble(False, (said,), ())])
            continue
        lines = [
            line.removeprefix(">").removeprefix(" ") for line in rest.split("\n") if line.startswith(">")
        ]
        rows = tuple(tuple(re.findall(r"⟦(.*?)⟧", line)) for line in lines if line.startswith("⟦"))
        text = "\n".join(line for line in lines if not line.startswith("⟦")).strip()
        found[-1].append(Bubble(True, tuple(text.split("\n")), rows))
    return found


class Word(NamedTuple):
    """A word in its place; `style` is "", "b" (bold) or "c" (copyable)."""

    x: float
    text: str
    style: str


class Phone:
    """A picture that grows downwards."""

    def __init__(self) -> None:
        fonts = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
        self._fonts = {
            style: ImageFont.truetype(fonts / f"{name}.ttf", SIZE)
            for style, name in (("", "DejaVuSans"), ("b", "DejaVuSans-Bold"), ("c", "DejaVuSansMono"))
        }
        self._image = Image.new("RGB", (WIDTH, 6000), BACKGROUND)
        self._draw = ImageDraw.Draw(self._image)
        self._y = MARGIN

    def save(self, path: Path) -> None:
        """Cut to what is used."""
        self._image.crop((0, 0, WIDTH, self._y)).quantize(64).save(path, optimize=True)

    def add(self, bubble: Bubble) -> None:
        """Draw a message below what is there."""
        width = WIDTH - 2 * MARGIN - (60 if bubble.ours else 180)
        rows = list(self._layout(bubble.lines, width - 2 * PAD))
        left = MARGIN if bubble.ours else WIDTH - MARGIN - width
        bottom = self._y + len(rows) * LEADING + 2 * PAD
        colour = OURS if bubble.ours else THEIRS
        self._draw.rounded_rectangle((left, self._y, left + width, bottom), 16, colour)
        y, quoted = self._y + PAD, False
        for row in rows:
            quoted = (quoted or (bool(row) and row[0].text.startswith("▸"))) and bool(row)
            if quoted:
                self._draw.rectangle((left + 6, y - 2, left + width - 6, y + LEADING - 2), QUOTE)
                self._draw.rectangle((left + 6, y - 2, left + 9, y + LEADING - 2), LINK)
            for word in row:
                colour = LINK if word.style == "c" else INK
                place = (left + PAD + word.x, y)
                self._draw.text(place, word.text, colour, self._fonts[word.style])
            y += LEADING
        self._y = bottom + 6
        for keys in bubble.rows:
            self._keys(keys, left, width)
        self._y += 10

    def _layout(self, lines: tuple[str, ...], width: float) -> Iterator[list[Word]]:
        """Rows of placed words; lines of a table share their columns."""
        for is_table, group in groupby(lines, key=lambda line: line.startswith("|")):
            if is_table:
                cells = [
                    [c.strip() for c in line.strip("|").split("|")] for line in group if "---" not in line
                ]
                yield from self._table(cells, width)
            else:
                for line in group:
                    yield from self._wrap(line, 0, width)

    def _table(self, cells: list[list[str]], width: float) -> Iterator[list[Word]]:
        longest = [min(max(len(row[n]) for row in cells), 34) for n in range(len(cells[0]))]
        widths = [width * share / sum(longest) for share in longest]
        for number, row in enumerate(cells):
            starts = [sum(widths[:n]) for n in range(len(row))]
            texts = [f"**{cell}**" if number == 0 else cell for cell in row]
            columns = [self._wrap(cell, x, w - 12) for cell, x, w in zip(texts, starts, widths, strict=True)]
            for parts in zip_longest(*columns, fillvalue=[]):
                yield [word for part in parts for word in part]

    def _keys(self, keys: tuple[str, ...], left: int, width: int) -> None:
        each = (width - 6 * (len(keys) - 1)) / len(keys)
        for number, key in enumerate(keys):
            x = left + number * (each + 6)
            self._draw.rounded_rectangle((x, self._y, x + each, self._y + 40), 10, KEY)
            label = key.translate(_GLYPHS)
            middle = x + (each - self._fonts[""].getlength(label)) / 2
            self._draw.text((middle, self._y + 7), label, INK, self._fonts[""])
        self._y += 46

    def _wrap(self, line: str, left: float, width: float) -> list[list[Word]]:
        """The line as rows that fit the width."""
        rows: list[list[Word]] = [[]]
        used = 0.0
        for text, style in _styled(line.translate(_GLYPHS)):
            for word in re.findall(r"\S+\s*|\s+", text):
                if used + self._fonts[style].getlength(word.rstrip()) > width and rows[-1]:
                    rows.append([])
                    used = 0.0
                rows[-1].append(Word(left + used, word, style))
                used += self._fonts[style].getlength(word)
        return rows


def _styled(line: str) -> list[tuple[str, str]]:
    parts = re.split(r"(\*\*.+?\*\*|`[^`]+`)", line)
    return [
        (part[2:-2], "b")
        if part.startswith("**")
        else (part[1:-1], "c")
        if part.startswith("`")
        else (part, "")
        for part in parts
        if part
    ]


def main() -> None:
    """Draw what is chosen."""
    OUT.mkdir(parents=True, exist_ok=True)
    for name, (transcript, first, last) in CHOSEN.items():
        phone = Phone()
        for exchange in bubbles((FOLDER / f"{transcript}.md").read_text(encoding="utf-8"))[first : last + 1]:
            for bubble in exchange:
                phone.add(bubble)
        phone.save(OUT / f"{name}.png")


if __name__ == "__main__":
    main()
