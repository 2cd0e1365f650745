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
from bot.assistant.models import Answer
from bot.assistant.understand import Understanding

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


def answer(asked: Understanding, corpus: Corpus) -> Answer:
    """The answer from the corpus alone; always one, if only to say what is missing."""
    for step in STEPS:
        found = step(asked, corpus)
        if found is not None:
            return found
    return refusals.nothing_found(asked, corpus)
