"""The fields under which results are reported: the groups of the catalogue of indicators."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from bot import texts
from bot.assistant.draft import DraftSentence
from bot.assistant.drafting.slots import slots
from knowledge import indicators
from knowledge.vietnamese import fold


def field_of(template: str, lead: str) -> str:
    """The group of indicators that a result belongs to: by its figures, by what heads its paragraph ("Về hạ
    tầng số, …"), by its own words."""
    figures = [slot.name for slot in slots(template) if slot.figure]
    headed = fold(lead) if fold(lead).startswith("ve ") else ""
    found = (*map(_group_like, figures), _group_named_in(headed), _group_like(template))
    return next(filter(None, found), None) or _group_named_in(fold(template)) or texts.DRAFT_OTHER_FIELD


IN_FIELD = 0.3
"""Least similarity of a sentence to an indicator of a group that puts it there."""


def _group_like(phrase: str) -> str | None:
    matched = indicators.match(phrase)
    return matched[0][0].group if matched and matched[0][1] >= IN_FIELD else None


def is_catalogued(template: str) -> bool:
    """Whether a result states an indicator of the catalogue: something that every unit reports."""
    return any(slot.figure and slot.name in _names() for slot in slots(template))


def states_figures(template: str) -> bool:
    """Whether a result states figures."""
    return any(slot.figure for slot in slots(template))


@cache
def _names() -> frozenset[str]:
    return frozenset(row.name for row in indicators.catalogue())


def _group_named_in(folded: str) -> str | None:
    return next((g for g, pieces in _groups().items() if any(piece in folded for piece in pieces)), None)


@cache
def _groups() -> Mapping[str, Sequence[str]]:
    """The groups in the order of the catalogue, each with its folded names."""
    return {row.group: fold(row.group).split(", ") for row in indicators.catalogue()}


def by_field(sentence: DraftSentence) -> int:
    """Where a sentence stands among results: fields in the order of the catalogue."""
    groups = list(_groups())
    return groups.index(sentence.field) if sentence.field in groups else len(groups)
