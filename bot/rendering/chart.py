"""A comparison as a picture for a phone: bars by unit, bounds marked, "không nêu" said.

The colours are those of Okabe and Ito (2008), told apart by colour-blind readers too; bounds also differ by
hatching, so the picture can be printed. DejaVu Sans, which matplotlib ships, has all Vietnamese letters.
"""

from __future__ import annotations

import io
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot import texts
from bot.assistant.answers.figures import shown
from bot.assistant.compare import Cell, Row
from bot.assistant.comparing.ranking import in_unit
from knowledge.models import Comparator, Nature

WIDTH = 3.6
"""Inches: 360 px of a phone at 100 px an inch, so that a point of type is about a point on the screen."""
DPI = 240
BARS = 30
"""Bars of one panel; a longer list is for the Excel file."""
PANELS = 6
_BAR_HEIGHT = 0.24
_COLOURS = {Nature.RESULT: "#0072B2", Nature.TARGET: "#E69F00", Nature.REQUIREMENT: "#999999"}
_GREY = "#595959"


@dataclass(frozen=True)
class Panel:
    """One indicator in one nature: its cells with a value from the highest down, and who states none."""

    row: Row
    nature: Nature
    cells: tuple[Cell, ...]
    silent: tuple[str, ...]


def chart(rows: Sequence[Row]) -> bytes:
    """A PNG picture of up to six indicators, results and targets in panels of their own."""
    buffer = io.BytesIO()
    drawn(rows).savefig(buffer, format="png")
    return buffer.getvalue()


def drawn(rows: Sequence[Row]) -> Any:
    """The picture as a figure of matplotlib."""
    from matplotlib import rc_context
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    panels = [panel for row in rows for panel in panels_of(row)][:PANELS]
    with rc_context({"font.family": "DejaVu Sans", "hatch.linewidth": 0.6, "svg.fonttype": "none"}):
        heights = [_height(panel) for panel in panels]
        figure = Figure(figsize=(WIDTH, sum(heights)), dpi=DPI, facecolor="white")
        FigureCanvasAgg(figure)
        top = sum(heights)
        for panel, height in zip(panels, heights, strict=True):
            _draw(figure, panel, top, height, sum(heights))
            top -= height
    return figure


def prepare() -> None:
    """Load the drawing library and its fonts, which takes longer than drawing."""
    chart([Row(texts.CHART_BOUNDS, None, "%", ())])


def panels_of(row: Row) -> list[Panel]:
    """The panels of one indicator; one without bars where nobody states a figure."""
    found = []
    for nature in (Nature.RESULT, Nature.TARGET):
        told = [c for c in row.cells if c.figure is not None and c.figure.nature is nature]
        cells = _latest(row, told) if nature is Nature.RESULT else told
        if told:
            stating = {cell.commune for cell in cells}
            silent = dict.fromkeys(cell.commune for cell in row.cells if cell.commune not in stating)
            ranked = sorted(cells, key=lambda cell: -(in_unit(cell, row) or _low(cell)))
            found.append(Panel(row, nature, tuple(ranked), tuple(silent)))
    return found or [Panel(row, Nature.RESULT, (), tuple(row.silent()))]


def _latest(row: Row, told: Sequence[Cell]) -> list[Cell]:
    """The results of the one period that is compared, and what former units state of it."""
    time = row.time()
    return [cell for cell in told if time is None or cell.time.aligned(time)]


def _low(cell: Cell) -> float:
    value = cell.figure.value if cell.figure else None
    return value[0] if isinstance(value, tuple) else 0.0


def _height(panel: Panel) -> float:
    lines = len(_bars(panel)) + (len(_bars(panel)) < len(panel.cells)) + bool(panel.silent)
    legend = 0.16 * _has_bounds(panel)
    return (
        legend + 0.2 * len(_title(panel)) + 0.55 + _BAR_HEIGHT * max(lines, 1) + 0.16 * _silent_lines(panel)
    )


def _bars(panel: Panel) -> tuple[Cell, ...]:
    return panel.cells[:BARS]


def _title(panel: Panel) -> list[str]:
    return textwrap.wrap(panel.row.name, 40)


def _silent_text(panel: Panel) -> list[str]:
    if not panel.silent:
        return []
    names = ", ".join(panel.silent[:BARS]) + (" …" if len(panel.silent) > BARS else "")
    said = texts.CHART_SILENT.format(count=len(panel.silent), units=names)
    return textwrap.wrap(said, 58)


def _has_bounds(panel: Panel) -> bool:
    return any(cell.bound and cell.value is not None for cell in _bars(panel))


def _silent_lines(panel: Panel) -> int:
    return max(len(_silent_text(panel)) - 1, 0)


def _draw(figure: Any, panel: Panel, top: float, height: float, total: float) -> None:
    """One panel below `top` inches from the lower edge."""
    title = _title(panel)
    at = top - 0.16
    for line in title:
        figure.text(0.03, at / total, line, fontsize=8.5, weight="bold", va="top")
        at -= 0.2
    time = panel.cells[0].period if panel.cells else None
    nature = texts.NATURES[panel.nature.value] if panel.cells else texts.NOT_STATED
    under = ", ".join(filter(None, (nature, panel.row.unit, time if _one_period(panel) else None)))
    figure.text(0.03, at / total, under, fontsize=7, color=_GREY, va="top")
    at -= 0.2
    bars = _bars(panel)
    if bars:
        bottom = at - _BAR_HEIGHT * len(bars)
        axes = figure.add_axes((0.38, bottom / total, 0.35, (at - bottom) / total))
        _plot(axes, panel, bars)
        at = bottom - 0.06
    left = len(panel.cells) - len(bars)
    if left:
        figure.text(0.03, at / total, texts.CHART_MORE.format(count=left), fontsize=7, color=_GREY, va="top")
        at -= _BAR_HEIGHT
    for line in ([texts.CHART_BOUNDS] if _has_bounds(panel) else []) + _silent_text(panel):
        figure.text(0.03, at / total, line, fontsize=7, color=_GREY, style="italic", va="top")
        at -= 0.16


def _one_period(panel: Panel) -> bool:
    return len({cell.period for cell in panel.cells}) == 1


def _plot(axes: Any, panel: Panel, bars: Sequence[Cell]) -> None:
    colour = _COLOURS[panel.nature]
    values = [in_unit(cell, panel.row) for cell in bars]
    highest = max([value for value in values if value] + [_low(cell) for cell in bars] + [0.0]) or 1.0
    for place, (cell, value) in enumerate(zip(bars, values, strict=True)):
        assert cell.figure is not None
        if value is not None:
            axes.barh(
                place, value, height=0.66, color="white" if cell.bound else colour,
                edgecolor=colour, linewidth=0.8, hatch="////" if cell.bound else None,
            )  # fmt: skip
            _mark_bound(axes, place, value, cell.figure.comparator, colour)
        elif isinstance(cell.figure.value, tuple):
            low, high = cell.figure.value
            axes.barh(place, high - low, left=low, height=0.66, color=colour, alpha=0.5)
            highest = max(highest, high)
        axes.annotate(
            _label(cell), (value or _high(cell), place), xytext=(8 if cell.bound else 3, 0),
            textcoords="offset points", va="center", fontsize=7,
        )  # fmt: skip
    axes.set_xlim(0, highest)
    axes.set_ylim(len(bars) - 0.5, -0.5)
    axes.set_yticks(range(len(bars)), [_name(cell) for cell in bars], fontsize=7)
    axes.tick_params(length=0)
    axes.set_xticks([])
    for side in ("top", "right", "bottom"):
        axes.spines[side].set_visible(False)
    axes.spines["left"].set_color("#BFBFBF")


def _mark_bound(axes: Any, place: int, value: float, comparator: Comparator, colour: str) -> None:
    """An arrow to where the real value lies."""
    marks = {
        Comparator.GREATER: ">", Comparator.AT_LEAST: ">", Comparator.LESS: "<", Comparator.AT_MOST: "<",
    }  # fmt: skip
    if comparator in marks:
        axes.plot(value, place, marker=marks[comparator], color=colour, markersize=5, clip_on=False)


def _high(cell: Cell) -> float:
    value = cell.figure.value if cell.figure else None
    return value[1] if isinstance(value, tuple) else 0.0


def _name(cell: Cell) -> str:
    """The unit; its province, which tells it from another of the name, on a line of its own."""
    name = cell.commune if cell.former is None else f"{cell.former} (cũ)"
    unit, bracket, province = name.partition(" (")
    if not bracket or cell.former is not None:
        return textwrap.shorten(name, 24, placeholder="…")
    return f"{textwrap.shorten(unit, 24, placeholder='…')}\n({province}"


def _label(cell: Cell) -> str:
    assert cell.figure is not None
    return textwrap.shorten(shown(cell.figure), 20, placeholder="…")
