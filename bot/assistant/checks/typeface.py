"""How the paragraphs of a Word file look once styles and defaults are applied."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple


class Look(NamedTuple):
    """What is set for the visible letters of a paragraph. Sizes and `space` (before or after, the larger) in
    points, `first_line` in millimetres; None where nothing is set or letters differ. `alignment` as in Word
    (0 left, 1 centre, 2 right, 3 both sides)."""

    fonts: frozenset[str]
    sizes: frozenset[float]
    colors: frozenset[str]
    bold: bool | None
    italic: bool | None
    alignment: int
    first_line: float | None
    line_spacing: float | None
    space: float | None


def looks(document: Any) -> Iterator[tuple[Any, bool, Look]]:
    """Every paragraph with text in reading order, whether it stands in a table, and its look."""
    from docx.oxml.ns import qn
    from docx.text.paragraph import Paragraph

    defaults = _defaults(document)
    for element in document.element.body.iter(qn("w:p")):
        paragraph = Paragraph(element, document._body)
        if paragraph.text.strip():
            in_table = any(True for _ in element.iterancestors(qn("w:tc")))
            yield paragraph, in_table, _look(paragraph, defaults)


class _Defaults(NamedTuple):
    font: str | None
    size: float | None


def _defaults(document: Any) -> _Defaults:
    from docx.oxml.ns import qn

    run = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    fonts = run.find(qn("w:rFonts")) if run is not None else None
    size = run.find(qn("w:sz")) if run is not None else None
    return _Defaults(
        fonts.get(qn("w:ascii")) if fonts is not None else None,
        float(size.get(qn("w:val"))) / 2 if size is not None else None,
    )


def _look(paragraph: Any, defaults: _Defaults) -> Look:
    runs = [run for run in paragraph.runs if run.text.strip()]
    bold = {bool(_of_run(run, "bold")) for run in runs}
    italic = {bool(_of_run(run, "italic")) for run in runs}
    colors = {_color(run) for run in runs}
    after = _of_paragraph(paragraph, "space_after")
    before = _of_paragraph(paragraph, "space_before")
    line = _of_paragraph(paragraph, "line_spacing")
    indent = _of_paragraph(paragraph, "first_line_indent")
    spaces = [space.pt for space in (after, before) if space is not None]
    return Look(
        fonts=frozenset(name for run in runs if (name := _of_run(run, "name") or defaults.font)),
        sizes=frozenset(s for run in runs if (s := _points(_of_run(run, "size")) or defaults.size)),
        colors=frozenset(color for color in colors if color),
        bold=bold.pop() if len(bold) == 1 else None,
        italic=italic.pop() if len(italic) == 1 else None,
        alignment=int(_of_paragraph(paragraph, "alignment") or 0),
        first_line=indent.mm if indent is not None else None,
        line_spacing=line if isinstance(line, float) else None,
        space=max(spaces, default=None),
    )


def _points(size: Any) -> float | None:
    return float(size.pt) if size is not None else None


def _of_run(run: Any, name: str) -> Any:
    """A property of letters: the run's own, its style's, the paragraph style's and those it is based on."""
    own = getattr(run.font, name)
    if own is not None:
        return own
    for style in (*_chain(run.style), *_chain(run._parent.style)):
        value = getattr(style.font, name)
        if value is not None:
            return value
    return None


def _color(run: Any) -> str | None:
    for font in (run.font, *(style.font for style in (*_chain(run.style), *_chain(run._parent.style)))):
        if font.color is not None and font.color.rgb is not None:
            return str(font.color.rgb)
    return None


def _of_paragraph(paragraph: Any, name: str) -> Any:
    own = getattr(paragraph.paragraph_format, name)
    if own is not None:
        return own
    for style in _chain(paragraph.style):
        value = getattr(style.paragraph_format, name)
        if value is not None:
            return value
    return None


def _chain(style: Any) -> Iterator[Any]:
    while style is not None:
        yield style
        style = style.base_style
