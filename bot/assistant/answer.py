"""From an understood question to an answer: the first kind of answer that fits.

Facts of the catalog come before text: they are exact and complete.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from bot.assistant import several
from bot.assistant.answers import (
    addressed,
    assigned,
    beside,
    by_mark,
    checking,
    cited_counts,
    clarify,
    comparing,
    demanded,
    document_facts,
    documents,
    drafting,
    due,
    duties,
    extremes,
    indicators,
    instruments,
    looking_back,
    names,
    numbering,
    outline,
    own_figures,
    parts,
    passages,
    recipients,
    refusals,
    replaced,
    request_terms,
    said_by,
    silent,
    summary,
    tasks,
    text_quality,
    to_cite,
    values,
)
from bot.assistant.corpus import Corpus
from bot.assistant.models import Answer, Question, Status
from bot.assistant.understand import Understanding, understand
from bot.assistant.understanding import operations, rewording
from bot.assistant.understanding.topic import Topic

STEPS: Sequence[Callable[[Understanding, Corpus], Answer | None]] = (
    refusals.not_allowed,
    refusals.small_talk,
    drafting.answer,
    request_terms.answer,
    to_cite.answer,
    own_figures.answer,
    refusals.outside,
    documents.failures,
    numbering.answer,
    text_quality.answer,
    recipients.answer,
    outline.counted,
    outline.having,
    outline.length,
    checking.answer,
    replaced.answer,
    cited_counts.answer,
    assigned.answer,
    due.answer,
    tasks.answer,
    by_mark.answer,
    document_facts.answer,
    documents.holdings,
    duties.answer,
    parts.named,
    documents.listed,
    outline.headings,
    demanded.answer,
    indicators.answer,
    instruments.answer,
    passages.lineage,
    values.of_plan,
    values.all_of_unit,
    summary.answer,
    names.answer,
    addressed.answer,
    comparing.answer,
    parts.section,
    extremes.answer,
    values.answer,
    said_by.answer,
    passages.answer,
    clarify.answer,
)


SPEAKS_OF = 0.75
"""Weighted share (0-1) of what a question is about that an answer or its sources name, from which on no
other kind of answer is tried."""

FEW_CLAIMS = 4
"""Up to so many claims are taken together: a question may ask several things. A long list names everything
somewhere."""

CLOSER = 0.15
"""How much more of it a later kind of answer must name to be preferred."""

_SURE = frozenset(
    {
        refusals.not_allowed,
        refusals.small_talk,
        drafting.answer,
        request_terms.answer,
        own_figures.answer,
        refusals.outside,
        documents.failures,
        documents.holdings,
        outline.headings,
        outline.counted,
        outline.having,
        outline.length,
        numbering.answer,
        text_quality.answer,
        recipients.answer,
        checking.answer,
        replaced.answer,
        cited_counts.answer,
        due.answer,
        indicators.answer,
        tasks.answer,
        by_mark.answer,
        extremes.answer,
        document_facts.answer,
        demanded.answer,
        values.all_of_unit,
        summary.answer,
        names.answer,
        addressed.answer,
    }
)
"""Kinds of answers that do not repeat what was asked, or that judge themselves whether it is meant; so does a
comparison that was told to rank, to reckon or to hold against a threshold."""


def answer_in_context(question: Question, corpus: Corpus) -> Answer:
    """The answer to a question in the light of the turns before it. One that says next to nothing of what is
    asked is sought again in the words that documents may write for it."""
    looked = looking_back.answer(
        question,
        corpus,
        answered=lambda before: answer_in_context(before, corpus),
        rest=lambda before: _rest(before, corpus),
    )
    if looked is not None:
        return looked
    asked, found = _as_typed(question, corpus)
    said = _said(asked, found, corpus)
    if said >= UNSAID:
        return found
    for reworded, written in _reworded(question):
        asked, again = _as_typed(reworded, corpus)
        typed = replace(asked, topic=_own(asked).without(written), follows=False)
        keeps = not typed.topic.pairs or _said(typed, again, corpus) >= UNSAID
        if keeps and _said(asked, again, corpus) >= max(said + CLOSER, UNSAID):
            return again
    return found


def _said(asked: Understanding, found: Answer, corpus: Corpus) -> float:
    """How much (0-1) of what is asked an answer says; of a follow-up, of its own words."""
    own = replace(asked, topic=_own(asked))
    return 0.0 if found.status is Status.INSUFFICIENT else _named_share(own, found, corpus)


def _own(asked: Understanding) -> Topic:
    return asked.focus if asked.follows and not asked.focus.empty else asked.topic


def _as_typed(question: Question, corpus: Corpus) -> tuple[Understanding, Answer]:
    """A question read in its own words, and the answer to it; where the light of the turns before leads
    nowhere and the question does not lean on them by its words, to the question alone, of the same units."""
    asked = understand(question, corpus, answers=answer)
    found = answer(asked, corpus)
    if found.status is Status.INSUFFICIENT and asked.follows and not asked.leans:
        alone = answer(_by_itself(asked, question, corpus), corpus)
        found = alone if alone.status is Status.ANSWERED else found
    pieces = several.questions(question.text)
    if len(pieces) > 1:
        found = _with_the_rest(found, pieces, question, corpus)
    return asked, found


def _reworded(question: Question) -> Iterator[tuple[Question, str]]:
    """The question and the turns before it in other words, in each way that these have, and the words put
    in."""
    turns = (*question.history, question.text)
    ways = [rewording.rewordings(turn) for turn in turns]
    for way in range(max(map(len, ways))):
        said = [
            own[min(way, len(own) - 1)] if own else rewording.Reworded(turn, "")
            for turn, own in zip(turns, ways, strict=True)
        ]
        *history, text = (turn.text for turn in said)
        written = " ".join(turn.written for turn in said)
        yield question.model_copy(update={"text": text, "history": tuple(history)}), written


def _rest(question: Question, corpus: Corpus) -> Answer:
    """What the answer to a question leaves out, where its kind can tell; else that answer again."""
    asked = understand(question, corpus, answers=answer)
    return answer(replace(asked, asks=asked.asks | {"rest"}), corpus)


UNSAID = 0.5
"""Share of what a question is about below which an answer leaves that question open."""


def _with_the_rest(found: Answer, pieces: Sequence[str], question: Question, corpus: Corpus) -> Answer:
    """An answer to a message of several questions, with the answers to those that it leaves open; where it
    finds nothing as a whole, each question by itself."""
    if found.status not in (Status.ANSWERED, Status.INSUFFICIENT) or found.step is not None:
        return found
    if operations.read(question.text).rows:  # one task told in two halves: "ai nộp rồi, ai chưa"
        return found
    whole = found.status is Status.ANSWERED
    single = []
    for n, piece in enumerate(pieces):
        turn = question.model_copy(update={"text": piece, "history": (*question.history, *pieces[:n])})
        asked = understand(turn, corpus, answers=answer)
        open_yet = not asked.topic.empty and _named_share(asked, found, corpus) < UNSAID
        if not whole or open_yet:
            single.append(_unless_astray(answer(asked, corpus), asked, corpus))
    answered = [one for one in single if one.status is Status.ANSWERED]
    if not answered or any(one.table is not None or one.step is not None for one in single):
        return found
    return several.joined([found, *answered] if whole else single)


def _unless_astray(found: Answer, asked: Understanding, corpus: Corpus) -> Answer:
    """The answer to one question of several, not that of a remainder ("ai chủ trì") which means the matter of
    another one and does not name it."""
    remainder = asked.follows and _named_share(asked, found, corpus) < UNSAID
    return refusals.nothing_found(asked, corpus) if remainder else found


def _by_itself(asked: Understanding, question: Question, corpus: Corpus) -> Understanding:
    """The question without the turns before it, still of the unit that they were about where it is held."""
    alone = understand(question.model_copy(update={"history": ()}), corpus)
    keeps = asked.codes and not alone.communes
    return replace(alone, communes=asked.communes, unheld=asked.unheld) if keeps else alone


def answer(asked: Understanding, corpus: Corpus) -> Answer:
    """The answer from the corpus alone; always one, if only to say what is missing."""
    return silent.told(_first_that_fits(asked, corpus), asked)


def _first_that_fits(asked: Understanding, corpus: Corpus) -> Answer:
    """The first kind that fits, unless it speaks of something else and a later one of what was asked."""
    best: tuple[float, Answer] | None = None
    for step in STEPS:
        found = step(asked, corpus)
        if found is None or (best and found.status is not Status.ANSWERED):
            continue
        share = 1.0 if _sure(step, asked) else _named_share(asked, found, corpus)
        if best is None or share >= best[0] + CLOSER:
            best = (share, found)
        if best[0] >= SPEAKS_OF:
            return best[1]
    astray = best is not None and best[0] == 0 and _SAID_ABOUT.search(asked.folded) is not None
    return best[1] if best and not astray else refusals.nothing_found(asked, corpus)


_SAID_ABOUT = re.compile(r"\b(?:gi|nao) ve\b")
"""Asks what is said of something ("khó khăn gì về rừng"): an answer that names nothing of it is none."""


def _sure(step: Callable[[Understanding, Corpus], Answer | None], asked: Understanding) -> bool:
    """Whether a kind of answer need not prove that it speaks of what was asked."""
    if step in (to_cite.answer, instruments.answer) and beside.asked_beside(asked):
        return True
    if step is instruments.answer and asked.asks_any("cite"):
        return asked.asks_any("abolished") or operations.read(asked.text).any_of("by_one", "by_all")
    if step is parts.section:
        return parts.counts_points(asked)
    return step in _SURE or (step is comparing.answer and bool(operations.read(asked.text).rows))


def _named_share(asked: Understanding, found: Answer, corpus: Corpus) -> float:
    """How much of what the question is about the answer names: in one of its claims with their sources and
    the headings above these, or in all of a short one. What is declined needs no such proof."""
    if asked.topic.empty or found.status is not Status.ANSWERED:
        return 1.0
    said = [f"{c.text} {_behind(c.sources, found, corpus)}" for c in found.claims]
    if found.table:
        rows = [" ".join(row) for row in found.table.rows]
        said.append(" ".join([*(c.text for c in found.claims[:FEW_CLAIMS]), *rows]))
    if len(found.claims) <= FEW_CLAIMS:
        said.append(" ".join(said))
    return max(map(asked.topic.coverage, said), default=0.0)


def _behind(numbers: Sequence[int], found: Answer, corpus: Corpus) -> str:
    sources = [found.sources[number] for number in numbers]
    quotes = (f"{s.quote} {s.readable or ''} {corpus.heading(s.document, s.section)}" for s in sources)
    return " ".join(quotes)
