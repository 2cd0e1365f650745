"""Which units say something, each in its best words, and which do not."""

from __future__ import annotations

from dataclasses import replace

from bot import texts
from bot.assistant.answers.passages import FEW_DOCUMENTS, SURE_COVERAGE, Passage, find, told
from bot.assistant.comparing.reporters import reporter
from bot.assistant.corpus import Corpus
from bot.assistant.models import Answer
from bot.assistant.understand import Understanding
from bot.assistant.understanding import operations
from bot.assistant.understanding.topic import syllables, topic_of
from bot.assistant.writer import Writer

MOST_UNITS = 12
"""Units quoted."""

LEAST_SAID = 0.7
"""Least weighted share of a topic that a passage holds which speaks of it."""

LEAST_OWN = 0.5
"""Least share that it holds in its own words, without the headings above it."""

NEAR = 0.8
"""Least share of the best coverage of a question that the passage of another unit must reach."""

WORD_FOR_WORD = 0.95
"""Coverage of a topic from which on a passage surely speaks of it: who is told to be silent must not."""


def answer(asked: Understanding, corpus: Corpus) -> Answer | None:
    """Who says it and, of few documents, who does not; None where one unit is asked about."""
    if asked.topic.empty or not asked.asks_any("which", "compare", "mentioned") or len(asked.codes) == 1:
        return None
    if asked.asks_any("how_many", "money", "change"):
        return None
    content = operations.without("silent", asked.content)
    silent_asked = content != asked.content
    if silent_asked:
        topic = topic_of(content, corpus.weight)
        asked = replace(asked, topic=topic, whole=topic, content=content)
    said = _of_each_unit(asked, corpus, WORD_FOR_WORD if silent_asked else LEAST_SAID)
    if not said and not silent_asked:
        return None
    writer = Writer()
    if silent_asked:
        _say_silent(writer, asked, corpus, said)
    for unit, passage in list(said.items())[:MOST_UNITS]:
        writer.item(
            f"{unit}: {told(corpus, passage)}",
            corpus.source(passage.document, passage.start, passage.end),
        )
        if passage.document.quality.poor:
            writer.warn(texts.CHECK_SCAN.format(document=corpus.label(passage.document)))
    if not silent_asked and asked.asks_any("which", "mentioned"):
        _say_silent(writer, asked, corpus, said)
    if max((passage.coverage for passage in said.values()), default=1.0) < SURE_COVERAGE:
        writer.warn(texts.PARTLY_COVERED)
    return writer.answer()


def _of_each_unit(asked: Understanding, corpus: Corpus, least: float) -> dict[str, Passage]:
    """The best passage of each unit that has one which answers: nearly as well as the best of all."""
    first: dict[str, Passage] = {}
    passages = find(asked, corpus, across=True)
    least = max(least, NEAR * passages[0].coverage) if passages else least

    def nearly_best(passage: Passage) -> bool:
        return passage.coverage >= least and passage.own >= LEAST_OWN

    def has_all_words(passage: Passage) -> bool:
        return _has_all_words(asked, corpus, passage)

    for answers in (nearly_best, has_all_words):
        for passage in passages:
            who = reporter(corpus, passage.document)
            name = who.name if who else corpus.label(passage.document)
            if name not in first and answers(passage):
                first[name] = passage
    return first


def _has_all_words(asked: Understanding, corpus: Corpus, passage: Passage) -> bool:
    """Whether a sentence has every word asked for, if not side by side: "sản phẩm nông nghiệp OCOP" is not
    silent on "sản phẩm OCOP"."""
    words = asked.topic.weights.keys()
    text = corpus.text_of(passage.document, passage.start, passage.end)
    return len(words) > 1 and words <= set(syllables(text))


def _say_silent(writer: Writer, asked: Understanding, corpus: Corpus, said: dict[str, Passage]) -> None:
    documents = corpus.of_communes(asked.codes)
    if len(documents) > FEW_DOCUMENTS:  # of more, only the nearest passages are read
        return
    units = dict.fromkeys(who.name for d in documents if (who := reporter(corpus, d)))
    silent = ", ".join(unit for unit in units if unit not in said)
    if silent:
        writer.say(texts.NOT_SAID_BY.format(units=silent))
