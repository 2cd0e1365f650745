"""What a unit's documents state where a question sets two of their numbers against each other ("9 máy yếu mà
xin thay 12 máy, có khớp không"): the statements themselves, for whether they agree is for the unit to say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from bot import texts
from bot.assistant.answers.passages import Passage, sentence_at, told
from bot.assistant.corpus import Corpus
from bot.assistant.models import Answer
from bot.assistant.understand import Understanding
from bot.assistant.understanding.topic import topic_of
from bot.assistant.writer import Writer
from knowledge.numbers import Quantity, find_quantities, format_number
from knowledge.vietnamese import fold

MOST = 4
"""Statements told."""
LEAST_ALIKE = 0.3
"""Least weighted share of the words of a statement with a quoted number that another one must hold to be set
beside it."""
_MONEY = re.compile(r"(?:trieu|ty|dong|nghin)\b")


class _Stated(NamedTuple):
    passage: Passage
    quantity: Quantity


def answer(asked: Understanding, corpus: Corpus) -> Answer | None:
    """The statements that hold the numbers quoted, and the one most like them in another number of the same
    things; None where none holds them."""
    quoted = find_quantities(asked.text)
    if not quoted or len(asked.codes) != 1:
        return None
    stated = list(_of_kind(asked, corpus, quoted))
    exact = [s for s in stated if any(_same(s.quantity, q) and s.quantity.value == q.value for q in quoted)]
    if not exact:
        return None
    shown = [*exact, *_beside(asked, corpus, exact, stated)][:MOST]
    values = list(dict.fromkeys(s.quantity.value for s in shown))
    writer = Writer()
    if len(values) > 1:
        said = texts.STATED_APART.format(values=_numbers(values))
    else:
        said = texts.STATED_ALIKE if len(shown) > 1 else texts.STATED_ONCE
    writer.say(said, computed=[said])
    for passage, _ in shown:
        writer.item(told(corpus, passage), corpus.source(passage.document, passage.start, passage.end))
    unsaid = [q.value for q in quoted if q.value not in values]
    if unsaid:
        said = texts.NUMBER_NOT_STATED.format(values=_numbers(unsaid))
        writer.say(said, computed=[said])
    if any(passage.document.quality.poor for passage, _ in shown):
        writer.warn(texts.CHECK_SCAN.format(document=corpus.label(shown[0].passage.document)))
    return writer.answer()


def _numbers(values: Iterable[float | tuple[float, float]]) -> str:
    return "; ".join("-".join(map(format_number, v if isinstance(v, tuple) else (v,))) for v in values)


def _of_kind(asked: Understanding, corpus: Corpus, quoted: Sequence[Quantity]) -> Iterator[_Stated]:
    """Every number of the things quoted in the documents of the unit, with its sentence."""
    for document in corpus.of_communes(asked.codes):
        text = corpus.view(document).text
        for quantity in find_quantities(text):
            if any(_same(quantity, one) for one in quoted):
                start, end = sentence_at(text, quantity.start)
                words = corpus.text_of(document, start, end)
                yield _Stated(Passage(document, start, end, asked.topic.coverage(words)), quantity)


def _same(one: Quantity, other: Quantity) -> bool:
    """Whether two numbers count the same things, one perhaps more closely named: "máy", "máy tính"."""
    units = [str(fold(quantity.unit or "")) for quantity in (one, other)]
    if all(_MONEY.match(unit) for unit in units):
        return units[0].split()[0] == units[1].split()[0]
    return all(units) and (
        f"{units[0]} ".startswith(f"{units[1]} ") or f"{units[1]} ".startswith(f"{units[0]} ")
    )


def _beside(
    asked: Understanding, corpus: Corpus, exact: Sequence[_Stated], stated: Sequence[_Stated]
) -> list[_Stated]:
    """The statement of another number that is most like one quoted; none where two are quoted and found."""
    if len({s.quantity.value for s in exact}) > 1:
        return []
    known = {(s.passage.document.name, s.passage.start) for s in exact}
    subject = topic_of(fold(told(corpus, exact[0].passage)), corpus.weight)

    def alike(one: _Stated) -> float:
        return subject.coverage(told(corpus, one.passage)) + one.passage.coverage

    others = [s for s in stated if (s.passage.document.name, s.passage.start) not in known]
    others = [s for s in others if subject.coverage(told(corpus, s.passage)) >= LEAST_ALIKE]
    return sorted(others, key=alike, reverse=True)[:1]
