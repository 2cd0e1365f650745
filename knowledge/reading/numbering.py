"""Automatic numbers of Word paragraphs ("I.", "1.2.", "a)", "-"), which the file holds as counters only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn

_PLACE = re.compile(r"%(\d)")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


class ListNumbers:
    """Counts through a document; ask for each paragraph once, in order.

    `numbering` and `styles` are the roots of numbering.xml and styles.xml, None where the file has none.
    """

    def __init__(self, numbering: Any | None, styles: Any | None) -> None:
        self._levels: dict[str, dict[int, Any]] = {}
        self._abstract_of: dict[str, str] = {}
        self._restarts: dict[str, set[int]] = {}
        self._counters: dict[str, dict[int, int]] = {}
        self._styles = {style.get(qn("w:styleId")): style for style in _children(styles, "w:style")}
        for abstract in _children(numbering, "w:abstractNum"):
            levels = {int(level.get(qn("w:ilvl"))): level for level in abstract.findall(qn("w:lvl"))}
            self._levels[abstract.get(qn("w:abstractNumId"))] = levels
        for num in _children(numbering, "w:num"):
            number = num.get(qn("w:numId"))
            self._abstract_of[number] = _value(num, "w:abstractNumId") or ""
            self._restarts[number] = {
                int(override.get(qn("w:ilvl")))
                for override in num.findall(qn("w:lvlOverride"))
                if override.find(qn("w:startOverride")) is not None
            }

    def label(self, paragraph: Any) -> str:
        """The number or bullet before a `w:p`, "" where it has none."""
        number, depth = self._position(paragraph)
        abstract = self._abstract_of.get(number or "")
        levels = self._levels.get(abstract or "", {})
        if abstract is None or number is None or depth not in levels:
            return ""
        counters = self._counters.setdefault(abstract, {})
        if depth in self._restarts[number]:
            self._restarts[number].discard(depth)
            counters.pop(depth, None)
        counters[depth] = counters.get(depth, _start(levels[depth]) - 1) + 1
        for deeper in [level for level in counters if level > depth]:
            del counters[deeper]
        if _value(levels[depth], "w:numFmt") == "bullet":
            return "-"
        pattern = _value(levels[depth], "w:lvlText") or ""
        return _PLACE.sub(lambda place: _written(levels, counters, int(place[1]) - 1), pattern).strip()

    def _position(self, paragraph: Any) -> tuple[str | None, int]:
        """List and level, from the paragraph or the nearest style that names them."""
        number: str | None = None
        depth: str | None = None
        for properties in self._properties(paragraph):
            listed = properties.find(qn("w:numPr"))
            if listed is None:
                continue
            number = number or _value(listed, "w:numId")
            depth = depth or _value(listed, "w:ilvl")
        return number, int(depth or 0)

    def _properties(self, paragraph: Any) -> Iterator[Any]:
        properties = paragraph.find(qn("w:pPr"))
        if properties is None:
            return
        yield properties
        name = _value(properties, "w:pStyle")
        seen: set[str] = set()
        while name is not None and name in self._styles and name not in seen:
            seen.add(name)
            style = self._styles[name]
            if (of_style := style.find(qn("w:pPr"))) is not None:
                yield of_style
            name = _value(style, "w:basedOn")


def _children(root: Any | None, tag: str) -> list[Any]:
    return [] if root is None else list(root.findall(qn(tag)))


def _value(element: Any, tag: str) -> str | None:
    child = element.find(qn(tag))
    found: str | None = None if child is None else child.get(qn("w:val"))
    return found


def _start(level: Any) -> int:
    return int(_value(level, "w:start") or 1)


def _written(levels: dict[int, Any], counters: dict[int, int], depth: int) -> str:
    if depth not in levels:
        return ""
    count = counters.get(depth, _start(levels[depth]))
    form = _value(levels[depth], "w:numFmt") or "decimal"
    if form in ("upperLetter", "lowerLetter"):
        letters = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letters.upper() if form == "upperLetter" else letters
    if form in ("upperRoman", "lowerRoman"):
        return _roman(count).upper() if form == "upperRoman" else _roman(count)
    return f"{count:02}" if form == "decimalZero" else str(count)


def _roman(count: int) -> str:
    letters = []
    for value, letter in _ROMAN:
        letters.append(letter * (count // value))
        count %= value
    return "".join(letters)
