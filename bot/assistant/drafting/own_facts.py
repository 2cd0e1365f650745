"""What the officer states, put into a draft: a figure into the place that is open for it, else into a
sentence of the corpus that has such a place, else as a sentence of the officer's own."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot import texts
from bot.assistant.draft import Draft, DraftPart, DraftSentence
from bot.assistant.drafting.fields import field_of
from bot.assistant.drafting.filling import filled
from bot.assistant.drafting.given import Given
from bot.assistant.drafting.impossible import sifted
from bot.assistant.drafting.slots import figure_slot, slots
from bot.assistant.drafting.statements import MEASURES, Statement, lacks, sentence
from bot.assistant.understanding.topic import Topic, topic_of
from knowledge import indicators
from knowledge.models import SectionType
from knowledge.units import unit_kind
from knowledge.vietnamese import fold

More = Callable[[Draft, Topic | None], tuple[DraftSentence, ...]]
MEANS = 0.75
"""Least share of the officer's name of a figure that the name of an open place must hold."""


def with_facts(
    draft: Draft, said: Sequence[Statement], more: More | None = None
) -> tuple[Draft, tuple[str, ...]]:
    """The draft with what was stated, and what is to be told of it. `more` (Drafter.more) finds further
    sentences; without it the corpus is not asked for any."""
    told = [texts.FACT_OF_OTHER.format(words=one.words) for one in said if one.foreign]
    loose: list[str] = []
    before = draft
    for one in said:
        if one.foreign:
            continue
        possible, refused = sifted(one.figures, draft.given)
        told += refused
        if refused:
            continue
        placed = _placed(draft, possible) or (more and _carried(draft, possible, more))
        if placed:
            draft = placed
        elif possible and not one.counted:
            draft = _lined(draft, possible)
        else:
            loose.append(one.words)
    if loose:
        draft = _worded(draft, sentence(", ".join(loose), draft.own))
    told += _places_named(before, draft)
    if any(one.own and one not in before.sentences for one in draft.sentences):
        told.append(texts.FACT_ADDED)
    return draft, tuple(told)


def _placed(draft: Draft, figures: Sequence[Given]) -> Draft | None:
    """The draft with all these figures in open places, or None."""
    aimed = [_aimed(draft, draft.parts, figure) for figure in figures]
    if not figures or any(figure is None for figure in aimed):
        return None
    placed = _with_given(draft, [figure for figure in aimed if figure is not None])
    return placed if all(_reads_as_said(placed, figure) for figure in figures if not figure.period) else None


def _reads_as_said(draft: Draft, figure: Given) -> bool:
    """Whether the draft has the figure with its unit: "10 lớp" is not to become "10 hội nghị"."""
    if figure.unit in ("", "%") or unit_kind(figure.unit) in MEASURES:
        return True
    said = fold(figure.shown_with_unit)
    return any(said in fold(one.text) for _, read in draft.read() for one in read)


def _aimed(draft: Draft, parts: Sequence[DraftPart], figure: Given) -> Given | None:
    """The figure under the name of the one place that it is of: not yet filled, of its unit, and either of
    the same row of the catalogue or named by nearly all of its words."""
    topic = topic_of(fold(figure.name), lambda _: 1.0)
    found: dict[str, float] = {}
    for part in parts:
        if figure.target and not part.states_targets:
            continue
        for one in part.sentences:
            for slot in slots(one.template):
                own = figure.model_copy(update={"name": slot.name, "target": part.states_targets})
                exact = bool(
                    filled(one.template, [figure.model_copy(update={"target": False})], target=False)[1]
                )
                covers = topic.coverage(slot.name)
                if (
                    slot.figure
                    and (exact or covers >= MEANS)
                    and filled(one.template, [own], target=part.states_targets)[1]
                ):
                    found[slot.name] = max(found.get(slot.name, 0.0), covers + exact)
    best = max(found, key=found.__getitem__, default=None)
    if best is None or sum(score == found[best] for score in found.values()) > 1:
        return None
    ahead = all(part.states_targets for part in parts)
    return figure.model_copy(update={"name": best, "target": figure.target or ahead})


def _carried(draft: Draft, figures: Sequence[Given], more: More) -> Draft | None:
    """The draft with a sentence of the corpus that has places for all these figures, or None."""
    if not figures:
        return None
    rows = indicators.by_code()
    names = (rows[one.code].name if one.code in rows else one.name for one in figures)
    found = more(draft, topic_of(fold(" ".join(names)), lambda _: 1.0))
    for one in found:
        wider = _with_sentence(draft, one, _home(draft, figures[0].target))
        placed = _placed(wider, figures)
        if placed and _places_of(one, placed):
            return placed
    return None


def _places_of(one: DraftSentence, draft: Draft) -> bool:
    return any(bool(filled(one.template, draft.given, target=target)[1]) for target in (True, False))


def _lined(draft: Draft, figures: Sequence[Given]) -> Draft:
    """The draft with a line for each of these figures, which then fill no other place."""
    for figure in figures:
        home = _home(draft, figure.target)
        own = figure.model_copy(update={"target": draft.parts[home].states_targets, "code": None})
        line = figure_line(own.name, own.unit)
        added = DraftSentence(template=line, own=True, field=field_of(line, ""))
        if all(one.template != line for one in draft.sentences):
            draft = _with_sentence(draft, added, home)
        draft = _with_given(draft, [own])
    return draft


def figure_line(name: str, unit: str | None) -> str:
    """A sentence with a place for one figure: "Tỷ lệ … đạt …", "Số … là …"."""
    link = "đạt" if unit == "%" else "là"
    return f"{name[:1].upper()}{name[1:]} {link} {figure_slot(name, unit)}."


def _worded(draft: Draft, text: str) -> Draft:
    if any(fold(one.template) == fold(text) for one in draft.sentences):
        return draft
    home = _home(draft, target=False, lacking=lacks(text))
    results = draft.parts[home].type is SectionType.RESULTS
    field = field_of(text, "") if results else None
    return _with_sentence(draft, DraftSentence(template=text, own=True, field=field, computed=(text,)), home)


def _home(draft: Draft, target: bool, *, lacking: bool = False) -> int:
    """The part that a fact belongs into: difficulties, targets or results where the draft has them, else its
    last part."""
    wanted = SectionType.DIFFICULTIES if lacking else SectionType.TARGETS if target else SectionType.RESULTS
    types = [part.type for part in draft.parts]
    return types.index(wanted) if wanted in types else len(types) - 1


def _with_given(draft: Draft, figures: Sequence[Given]) -> Draft:
    names = {(name, one.period, one.target) for one in figures for name in (one.name, one.code) if name}
    kept = (
        one
        for one in draft.given
        if not {(one.name, one.period, one.target), (one.code, one.period, one.target)} & names
    )
    return draft.model_copy(update={"given": (*kept, *figures)})


def _with_sentence(draft: Draft, added: DraftSentence, at: int) -> Draft:
    part = draft.parts[at]
    wider = part.model_copy(update={"sentences": (*part.sentences, added)})
    return draft.with_parts([*draft.parts[:at], wider, *draft.parts[at + 1 :]])


def _places_named(before: Draft, draft: Draft) -> list[str]:
    """Which figures were put into which place of the corpus's sentences."""
    own = {one.name for one in before.given}
    lines = {slot.name for one in draft.sentences if one.own for slot in slots(one.template)}
    new = [one for one in draft.given if one.name not in own | lines]
    return [texts.FACT_PLACED.format(figure=one.shown_with_unit, place=one.name) for one in new]
