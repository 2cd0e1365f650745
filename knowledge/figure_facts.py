"""One figure as a fact: its nature and its period, by the words around it and the part it stands in."""

from __future__ import annotations

from typing import NamedTuple

from knowledge.bearing import is_rule, nature
from knowledge.indicators import Indicator
from knowledge.models import Comparator, Figure, Nature
from knowledge.periods import dated, is_later, last_year, periods
from knowledge.statements import Statement
from knowledge.text import TextView
from knowledge.vietnamese import FoldedText
from knowledge.windows import Window


class Reported(NamedTuple):
    """A document as its figures are read: its text, folded, its kind, and the time its title tells."""

    view: TextView
    folded: FoldedText
    kind: str | None
    period_hint: str | None


def figure_of(
    document: Reported,
    statement: Statement,
    window: Window,
    *,
    name: str,
    row: Indicator | None,
    value: float | tuple[float, float] | None,
    comparator: Comparator,
    unit: str,
    words: str | None = None,
    at: int | None = None,
    nature: Nature | None = None,
    period: str | None = None,
) -> Figure:
    """The figure stated in a window of a statement; `nature` and `period` overrule what the words tell, `at`
    is where its value stands if not at the end of the window."""
    stated = nature if nature is not None else _nature(document, statement, at or window.end, row)
    period = period or _period(document, statement, window, stated)
    if stated is Nature.RESULT and is_rule(document.kind, period, unit, comparator):
        stated = Nature.TARGET
        period = _period(document, statement, window, stated)
    return Figure(
        indicator=name,
        code=row.code if row is not None else None,
        value=value,
        words=words,
        comparator=comparator,
        unit=unit,
        nature=stated,
        period=period,
        start=window.start,
        end=window.end,
        quote=document.view.quote(window.start, window.end),
    )


def _nature(document: Reported, statement: Statement, at: int, row: Indicator | None) -> Nature:
    intro = document.folded[slice(*statement.intro)] if statement.intro is not None else ""
    before = f"{intro} {document.folded[statement.sentence : at]}"
    section = statement.section.type if statement.section is not None else None
    return nature(section, document.kind, before, row.usual_nature if row is not None else None)


def _period(document: Reported, statement: Statement, window: Window, stated: Nature) -> str | None:
    """The period named in the window, else the last one in its sentence, the introduction of its list or the
    heading of its section that suits its nature, else the hint: what was reached was not reached in a year
    after the report."""
    opened = document.folded.find("(", window.end, statement.end)
    after = (window.end, opened if opened >= 0 else statement.end)
    spans = [(window.start, window.end), (statement.sentence, window.start), after]
    if statement.intro is not None:
        spans.append(statement.intro)
    if statement.section is not None:
        spans.append((statement.section.start, statement.section.heading_end))
    latest = last_year(document.period_hint) if stated is Nature.RESULT else None
    for start, end in spans:
        for period in reversed(periods(document.folded, start, end)):
            later = stated is Nature.RESULT and is_later(period.words, document.period_hint)
            if (latest is None or period.year is None or period.year <= latest) and not later:
                return dated(period.words, document.period_hint)
    return document.period_hint if stated is Nature.RESULT else None
