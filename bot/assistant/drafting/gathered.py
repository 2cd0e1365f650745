"""Clauses of several documents gathered by what they say, the most widely said first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.assistant.corpus import Corpus
from bot.assistant.drafting.clauses import Clause
from bot.assistant.likeness import grouped, neighbours, vectors
from knowledge.themes import themes_of


@dataclass(frozen=True)
class Group:
    """Clauses of several documents that say the like; `units` counts who says it or something of its
    theme."""

    clauses: tuple[Clause, ...]
    theme: str | None
    units: int


def gathered(corpus: Corpus, found: Sequence[Clause], *, by_theme: bool) -> list[Group]:
    """Clauses that say the like, the most widely said first. With `by_theme`, groups of one theme count each
    other's units: what many speak of comes first, however they word it."""
    said = [corpus.text_of(c.document, c.start, c.end) for c in found]
    near = neighbours(vectors(said))
    groups = grouped(near)
    units = [_unit(clause) for clause in found]
    themes = [_theme([said[n] for n in group]) for group in groups]
    units_of_theme: dict[str, set[str]] = {}
    for group, theme in zip(groups, themes, strict=True):
        if theme:
            units_of_theme.setdefault(theme, set()).update(units[n] for n in group)
    made = []
    for group, theme in zip(groups, themes, strict=True):
        own = len({units[n] for n in group})
        shared = len(units_of_theme[theme]) if theme and by_theme else own
        ordered = sorted(group, key=lambda n: (found[n].document.quality.poor, _length_cost(said[n])))
        group_ = Group(tuple(found[n] for n in ordered), theme, max(own, shared))
        made.append(((-shared, -own, -max(_centrality(n, units, near[n]) for n in group)), group_))
    made.sort(key=lambda entry: entry[0])
    return [group for _, group in made]


def _centrality(at: int, units: Sequence[str], near: Mapping[int, float]) -> float:
    """How like a clause is to those of other units, all together: an odd matter of one unit is like none."""
    unit = units[at]
    return sum(near[n] for n in sorted(near) if units[n] != unit)


def _length_cost(text: str) -> int:
    """Sentences of 60-220 characters read best; what is shorter says little, what is longer says too much."""
    return max(60 - len(text), 0) * 2 + max(len(text) - 220, 0)


def _theme(said: Sequence[str]) -> str | None:
    counted = Counter(theme.code for text in said for theme in themes_of(text)[:1])
    return counted.most_common(1)[0][0] if counted else None


def _unit(clause: Clause) -> str:
    return clause.document.header.commune or clause.document.name
