"""Changes made to a draft."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from bot.assistant.draft import Draft, DraftPart, DraftSentence
from bot.assistant.drafting.corrections import Correction, corrected
from bot.assistant.drafting.fields import field_of
from bot.assistant.drafting.given import Given
from bot.assistant.drafting.impossible import sifted
from bot.assistant.drafting.instructions import Change, Instruction
from bot.assistant.drafting.own_facts import figure_line, with_facts
from bot.assistant.drafting.slots import slots
from bot.assistant.drafting.statements import Statement, statements, tells
from bot.assistant.understanding.topic import Topic, topic_of
from knowledge.abbreviations import expand, expand_formal
from knowledge.models import SectionType
from knowledge.numbers import parse_number
from knowledge.vietnamese import fold

Weight = Callable[[str], float]
More = Callable[[Draft, Topic | None], tuple[DraftSentence, ...]]
"""Further sentences for a draft, on a topic or (None) of whatever is said next most."""


class Revised(NamedTuple):
    """The draft after a change; `changed` False where there was nothing to change, `told` what is to be said
    of it, such as why figures were not taken."""

    draft: Draft
    changed: bool
    told: tuple[str, ...] = ()


def apply(draft: Draft, asked: Instruction, weight: Weight, more: More) -> Revised:
    """The draft after one change. `weight` tells how much a syllable says (Corpus.weight); `more` finds
    further sentences (Drafter.more)."""
    topic = topic_of(asked.about, weight) if asked.about else None
    match asked.change:
        case Change.SHORTER:
            return _kept(draft, _shorter)
        case Change.ONE:
            return _one(draft, topic, asked.numbers[0] if asked.numbers else 1, more)
        case Change.ADD if asked.words:
            return _told(draft, asked, weight, more)
        case Change.ADD:
            return _added(draft, _further(draft, asked.about, weight, more))
        case Change.DROP:
            return _dropped(draft, asked.numbers, topic)
        case Change.STATE:
            return _stated(draft, [one for one in statements(asked.words, draft.own) if _says(one)], more)
        case Change.FILL if asked.words:
            return _stated(draft, [one for one in statements(asked.words, draft.own) if _says(one)], more)
        case Change.FILL:
            return _filled(draft, asked.figures)
        case Change.CORRECT if asked.correction is not None:
            return _corrected(draft, asked.correction, asked.figures)
        case Change.FORMAL:
            return _kept(draft, lambda sentences: tuple(_formal(one) for one in sentences))
        case Change.SAY:
            return _said(draft, asked.numbers[0], asked.about)
        case _:  # whoever keeps the drafts lists them and goes back
            return Revised(draft, False)


def _kept(draft: Draft, choose: Callable[[tuple[DraftSentence, ...]], tuple[DraftSentence, ...]]) -> Revised:
    after = draft.with_parts([p.model_copy(update={"sentences": choose(p.sentences)}) for p in draft.parts])
    return Revised(after, after.sentences != draft.sentences)


def _shorter(sentences: tuple[DraftSentence, ...]) -> tuple[DraftSentence, ...]:
    """The officer's own sentences, and of the others those that most units say."""
    own = [one for one in sentences if one.own and not one.sources]
    others = tuple(one for one in sentences if one not in own)
    shared = _most_shared(others, max(1, min(3, len(others) - 1)))
    return tuple(one for one in sentences if one in own or one in shared)


def _most_shared(sentences: tuple[DraftSentence, ...], count: int) -> tuple[DraftSentence, ...]:
    """The sentences said by most units, one of each theme before a second of any, the shorter ones first
    among equals, in their old order."""
    again: dict[str | None, int] = {}
    turn = {}
    for one in sentences:
        turn[one.template] = again.get(one.theme, 0) if one.theme else 0
        again[one.theme] = again.get(one.theme, 0) + 1
    ranked = sorted(sentences, key=lambda one: (turn[one.template], -one.units, len(one.template)))[:count]
    return tuple(one for one in sentences if one in ranked)


def _one(draft: Draft, topic: Topic | None, count: int, more: More) -> Revised:
    if topic is None:
        return _kept(draft, lambda sentences: _most_shared(sentences, count))
    covering = [s for s in draft.sentences if topic.coverage(s.template) >= _COVERS]
    if not covering:
        covering = list(more(draft, topic))
    best = sorted(covering, key=lambda s: (-topic.coverage(s.template), len(s.template)))[:count]
    if not best:
        return Revised(draft, False)
    part = next((p for p in draft.parts if best[0] in p.sentences), draft.parts[0])
    return Revised(draft.with_parts([part.model_copy(update={"sentences": tuple(best)})]), True)


_COVERS = 0.5


_MATTERS = re.compile(r"\s*,\s*|\s+(?:cung )?voi\s+")
"""Between matters that are each to be spoken of: "kinh phí với nhân lực"."""


def _further(draft: Draft, about: str, weight: Weight, more: More) -> tuple[DraftSentence, ...]:
    """Sentences on what is asked for, and on each of several matters that these leave out."""
    found = more(draft, topic_of(about, weight) if about else None)
    matters = _MATTERS.split(about)
    for topic in (topic_of(matter, weight) for matter in matters if len(matters) > 1):
        if not topic.empty and not any(topic.coverage(one.template) >= _COVERS for one in found):
            found += more(draft, topic)
    return found


def _added(draft: Draft, found: tuple[DraftSentence, ...]) -> Revised:
    new = tuple(one for one in found if one.template not in {s.template for s in draft.sentences})
    if not new or not draft.parts:
        return Revised(draft, False)
    last = draft.parts[-1]
    parts: list[DraftPart] = [
        *draft.parts[:-1],
        last.model_copy(update={"sentences": (*last.sentences, *new)}),
    ]
    return Revised(draft.with_parts(parts), True)


def _told(draft: Draft, asked: Instruction, weight: Weight, more: More) -> Revised:
    """What the officer says to add: in a sentence of the corpus on the matter, else in his own words."""
    said = statements(asked.words, draft.own)
    topic = topic_of(asked.about, weight) if asked.about else None
    if topic is not None and not any(re.search(r"\d", one.words) or one.foreign for one in said):
        covering = tuple(one for one in more(draft, topic) if topic.coverage(one.template) >= _SAYS_IT)
        if covering:
            return _added(draft, covering)
    return _stated(draft, said, more)


_SAYS_IT = 0.8
"""Least share of a statement's words that a sentence must hold to say the same."""


def _stated(draft: Draft, said: Sequence[Statement], more: More) -> Revised:
    after, told = with_facts(draft, said, more)
    return Revised(after, after != draft, told)


def _says(one: Statement) -> bool:
    return bool(one.figures) or one.foreign or tells(one.words)


def _corrected(draft: Draft, asked: Correction, figures: tuple[Given, ...]) -> Revised:
    """The number changed; where there is none such, figures that were named with a new value are taken."""
    after, refused = corrected(draft, asked)
    named = [one for one in figures if one.code or len(one.name.split()) > 1]
    if (
        refused
        and named
        and after is draft
        and not any(one.value == parse_number(asked.old) for one in draft.given)
    ):
        return _filled(draft, tuple(named))
    return Revised(after, after is not draft, (refused,) if refused else ())


def _dropped(draft: Draft, numbers: tuple[int, ...], topic: Topic | None) -> Revised:
    ordered = draft.sentences
    gone = {id(one) for n, one in enumerate(ordered, 1) if n in numbers}
    if topic is not None:
        gone |= {id(one) for one in ordered if topic.coverage(one.template) >= _COVERS}
    return _kept(draft, lambda sentences: tuple(one for one in sentences if id(one) not in gone))


def _said(draft: Draft, number: int, words: str) -> Revised:
    """The officer's own words in place of a sentence."""
    if not 0 < number <= len(draft.sentences):
        return Revised(draft, False)
    old = draft.sentences[number - 1]
    text = words[0].upper() + words[1:].rstrip(" .") + "."
    new = DraftSentence(template=text, own=True, field=old.field, computed=(text,))
    return _kept(draft, lambda sentences: tuple(new if one is old else one for one in sentences))


def _filled(draft: Draft, figures: tuple[Given, ...]) -> Revised:
    """Figures as given last; a name that means one open slot by its words is taken for that slot's."""
    ahead = all(part.states_targets for part in draft.parts)
    return fill(draft, *(_aimed(draft, f.model_copy(update={"target": f.target or ahead})) for f in figures))


def fill(draft: Draft, *figures: Given) -> Revised:
    """The draft with these figures in place of what was given under their names before; a result for which
    there is no place gets a line of its own."""
    names = {(figure.name, figure.period, figure.target) for figure in figures}
    kept = tuple(g for g in draft.given if (g.name, g.period, g.target) not in names)
    possible, refused = sifted(figures, kept)
    if not possible:
        return Revised(draft, False, refused)
    return Revised(with_lines(draft.model_copy(update={"given": (*kept, *possible)})), True, refused)


def with_lines(draft: Draft) -> Draft:
    """The draft with a line among its results for each of the officer's results that has no place."""
    results = next((part for part in draft.parts if part.type is SectionType.RESULTS), None)
    missing = [] if results is None else [g for g in draft.unplaced() if not g.target]
    if results is None or not missing:
        return draft
    lines = []
    for name, unit in dict.fromkeys((g.name, g.unit) for g in missing if g.unit or ", " not in g.name):
        line = figure_line(name, unit)
        lines.append(DraftSentence(template=line, own=True, field=field_of(line, "")))
    wider = results.model_copy(update={"sentences": (*results.sentences, *lines)})
    return draft.with_parts([wider if part is results else part for part in draft.parts])


def _aimed(draft: Draft, figure: Given) -> Given:
    if figure.code is not None:
        return figure
    topic = topic_of(fold(expand(figure.name)), lambda _: 1.0)
    found = {
        (slot.name, slot.unit): topic.coverage(slot.name)
        for one in draft.sentences
        for slot in slots(one.template)
        if slot.figure
    }
    best = max(found, key=found.__getitem__, default=None)
    if best is None or found[best] < _COVERS:
        return figure
    return figure.model_copy(update={"name": best[0], "unit": figure.unit or best[1] or ""})


def _formal(sentence: DraftSentence) -> DraftSentence:
    """Abbreviations written out outside slots and instruments."""
    pieces = re.split(r"(\[… .+? …\]|⟦[^⟧]+⟧)", sentence.template)
    text = "".join(piece if at % 2 else expand_formal(piece) for at, piece in enumerate(pieces))
    return sentence.model_copy(update={"template": text[:1].upper() + text[1:]})
