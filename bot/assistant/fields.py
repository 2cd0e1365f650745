"""The fields under which results are reported: the groups of the catalogue of indicators."""

from __future__ import annotations

from bot import texts
from bot.assistant.draft import DraftSentence
from bot.assistant.slots import slots
from knowledge import indicators
from knowledge.vietnamese import fold


def field_of(template: str, lead: str) -> str:
    """The group of indicators that a result belongs to: by the words that head its paragraph, by its figures,
    by its own words."""
    headed = _group_named_in(fold(lead))
    if headed:
        return headed
    for phrase in (*(slot.name for slot in slots(template) if slot.figure), template):
        matched = indicators.match(phrase)
        if matched and matched[0][1] >= IN_FIELD:
            return matched[0][0].group
    return _group_named_in(fold(template)) or texts.DRAFT_OTHER_FIELD


IN_FIELD = 0.3
"""Least similarity of a sentence to an indicator of a group that puts it there."""


def _group_named_in(folded: str) -> str | None:
    groups = dict.fromkeys(row.group for row in indicators.catalogue())
    return next((g for g in groups if any(piece in folded for piece in fold(g).split(", "))), None)


def by_field(sentence: DraftSentence) -> int:
    """Where a sentence stands among results: fields in the order of the catalogue."""
    groups = list(dict.fromkeys(row.group for row in indicators.catalogue()))
    return groups.index(sentence.field) if sentence.field in groups else len(groups)
