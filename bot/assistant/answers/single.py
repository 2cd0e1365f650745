"""One file told whole: what it is, what it cites, what figures it states."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from bot import texts
from bot.assistant.answers import document_facts, figures, outline
from bot.assistant.answers.instrument_forms import sources_of, warn
from bot.assistant.cited import cited
from bot.assistant.corpus import Corpus
from bot.assistant.models import Answer
from bot.assistant.writer import Writer
from knowledge.instruments import first_mention

MOST: Final = 30
"""Instruments or figures listed; more do not fit a phone."""
MOST_DOCUMENTS: Final = 3
"""Documents of an archive that are told of."""


def about(corpus: Corpus) -> Answer:
    """Subject, number, date, signer, headings."""
    writer = Writer()
    for document in corpus.documents[:MOST_DOCUMENTS]:
        title, sources = corpus.title(document)
        if title:
            writer.say(title, *sources)
        document_facts.say_facts(writer, corpus, document)
        outline.say_headings(writer, corpus, document)
    return writer.answer()


def cites(corpus: Corpus) -> Answer | None:
    """Every instrument it cites, as far as it names it itself, and what is wrong with the mentions."""
    writer = Writer()
    groups = cited(corpus)
    if not groups:
        return None
    for group in groups[:MOST]:
        writer.instrument(group.symbol)
        writer.item(first_mention(group.full), *sources_of(corpus, group))
        warn(writer, corpus, group)
    return _cut(writer, len(groups))


def states(corpus: Corpus) -> Answer | None:
    """Every figure it states, in its order."""
    stated = corpus.snapshot.figures()
    writer = Writer()
    for document, figure in stated[:MOST]:
        figures.say(writer, corpus, document, figure)
    return _cut(writer, len(stated)) if stated else None


def _cut(writer: Writer, count: int) -> Answer:
    if count > MOST:
        writer.warn(texts.LIST_CUT.format(shown=MOST, count=count))
    return writer.answer()


LISTS: Final[Mapping[str, Callable[[Corpus], Answer | None]]] = {
    "cites": cites,
    "states": states,
    "about": about,
}
"""By the row of `own_file.toml` that asks for it."""
