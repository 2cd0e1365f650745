"""Questions that name too little to be answered: one short question back, with the readings to choose from.

In a batch nothing can be asked back: the likeliest reading is taken there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from bot import texts
from bot.assistant.answers import choosing, document_facts, documents, figures
from bot.assistant.answers.values import EVERY_FIGURE
from bot.assistant.corpus import MOST_READ, Corpus
from bot.assistant.drafting.draft_parts import REPORT_PARTS
from bot.assistant.models import Action, Answer, Claim, Status
from bot.assistant.understand import Understanding
from bot.assistant.understanding import vocabulary
from bot.assistant.writer import Writer

MOST = 8
"""Readings offered: as many buttons as stand above the keyboard of a phone."""


def answer(asked: Understanding, corpus: Corpus) -> Answer | None:
    """What may be meant by a question that names a unit, a comparison or a draft and nothing else."""
    whole = EVERY_FIGURE.search(asked.folded) if asked.asks_any("compare", "indicators") else None
    if whole and asked.topic.without(whole[0]).empty:
        return _what_to_compare(asked, corpus)
    if not asked.topic.empty or asked.instruments or asked.indicators or asked.sections:
        return None
    if asked.asks_any("draft"):
        return _part_to_draft() if asked.question.interactive else None
    if len(asked.codes) > 1:
        return _what_to_compare(asked, corpus)
    if asked.codes:
        return _what_of(asked, corpus)
    return documents.listed(_asking(asked, "holdings"), corpus) if _names_papers(asked) else None


def _part_to_draft() -> Answer:
    names = [vocabulary.section_name(part) for part in REPORT_PARTS]
    choices = [(name, texts.CLARIFY_DRAFT_SAYS.format(part=name.lower())) for name in names]
    choices.append((texts.CLARIFY_DRAFT_WHOLE, texts.CLARIFY_DRAFT_WHOLE_SAYS))
    return _choose(texts.CLARIFY_DRAFT, choices)


def _what_to_compare(asked: Understanding, corpus: Corpus) -> Answer | None:
    """The indicators that most of the units state; of all units where none is named."""
    units = [unit.full_name for unit in asked.communes if unit.code in asked.codes]
    documents = corpus.of_communes(asked.codes)
    if units or len(documents) <= MOST_READ:
        stated = corpus.snapshot.figures(documents)
        of_units = {(d.header.commune_code, f.indicator) for d, f in stated if f.code is not None}
        stating = Counter(name for _, name in of_units)
    else:
        stated = []
        known = (one for one in corpus.snapshot.indicators_stated if one.code)
        stating = Counter({one.name: one.documents for one in known})
    ranked = sorted(stating.items(), key=lambda item: (-item[1], item[0]))
    shared = [name for name, count in ranked if count > 1][: MOST - len(texts.CLARIFY_COMPARE_PARTS)]
    if not asked.question.interactive:
        return _side_by_side(shared, stated, corpus)
    names = ", ".join(units) or texts.ALL_UNITS
    choices = [(name, texts.CLARIFY_COMPARE_SAYS.format(name=name, units=names)) for name in shared]
    choices += [
        (label, question.format(units=names)) for label, question in texts.CLARIFY_COMPARE_PARTS.items()
    ]
    return _choose(texts.CLARIFY_COMPARE.format(units=names), choices)


def _side_by_side(names: Sequence[str], stated: Sequence[choosing.Stated], corpus: Corpus) -> Answer | None:
    writer = Writer()
    for name in names:
        writer.head(name)
        for document, figure in stated:
            if figure.indicator == name:
                figures.say(writer, corpus, document, figure)
    return writer.answer() if names else None


def _what_of(asked: Understanding, corpus: Corpus) -> Answer | None:
    if not asked.question.interactive:
        return document_facts.told(corpus, corpus.of_communes(asked.codes))
    unit = next(unit.full_name for unit in asked.communes if unit.code in asked.codes)
    choices = [(label, question.format(unit=unit)) for label, question in texts.CLARIFY_UNIT_PARTS.items()]
    return _choose(texts.CLARIFY_UNIT.format(unit=unit), choices)


def _names_papers(asked: Understanding) -> bool:
    return asked.asks <= {"document_words", "which", "chatter"} and "document_words" in asked.asks


def _asking(asked: Understanding, row: str) -> Understanding:
    return replace(asked, asks=asked.asks | {row})


def _choose(text: str, choices: Sequence[tuple[str, str]]) -> Answer:
    actions = tuple(Action(label=label, question=question) for label, question in choices[:MOST])
    return Answer(status=Status.CLARIFY, claims=(Claim(text=text),), actions=actions)
