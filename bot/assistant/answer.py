"""From an understood question to an answer: the first kind of answer that fits.

Facts of the catalog come before text: they are exact and complete.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.assistant.answers import (
    checking,
    comparing,
    documents,
    drafting,
    figures,
    instruments,
    passages,
    refusals,
    tasks,
    to_cite,
)
from bot.assistant.corpus import Corpus
from bot.assistant.models import Answer, Question, Status
from bot.assistant.understand import Understanding, understand
from bot.assistant.vocabulary import begins_as_follow_up

STEPS: Sequence[Callable[[Understanding, Corpus], Answer | None]] = (
    refusals.not_allowed,
    refusals.small_talk,
    drafting.answer,
    to_cite.answer,
    refusals.outside,
    checking.answer,
    documents.holdings,
    documents.facts,
    documents.outline,
    tasks.deadlines,
    tasks.answer,
    figures.indicators_to_report,
    instruments.answer,
    passages.lineage,
    comparing.answer,
    passages.section,
    figures.answer,
    passages.answer,
)


def answer_in_context(question: Question, corpus: Corpus) -> Answer:
    """The answer to a question in the light of the turns before it; where that light leads nowhere and the
    question does not lean on them by its words, to the question alone."""
    asked = understand(question, corpus)
    found = answer(asked, corpus)
    if found.status is Status.INSUFFICIENT and asked.follows and not begins_as_follow_up(asked.folded):
        alone = answer(understand(question.model_copy(update={"history": ()}), corpus), corpus)
        return alone if alone.status is Status.ANSWERED else found
    return found


def answer(asked: Understanding, corpus: Corpus) -> Answer:
    """The answer from the corpus alone; always one, if only to say what is missing."""
    for step in STEPS:
        found = step(asked, corpus)
        if found is not None:
            return found
    return refusals.nothing_found(asked, corpus)
