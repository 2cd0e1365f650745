"""A language model helps to understand a question that the rules find no answer to.

It puts the question into the words of documents; the officer chooses, nothing is guessed. A reading is
offered below the refusal, as a button, only where the rules read the same units, times, instruments and
numbers out of it and the corpus answers it: so a lying model can at most offer an honest answer too many.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field

from pydantic import BaseModel, ConfigDict

from bot import texts
from bot.assistant import ground, prompts
from bot.assistant.answer import answer_in_context
from bot.assistant.corpus import Corpus
from bot.assistant.llm import LanguageModel
from bot.assistant.models import Action, Answer, Claim, ClaimStyle, Question, Status
from bot.assistant.prompts import Messages, Prompt, as_data
from bot.assistant.understand import Understanding, understand
from knowledge.errors import ModelError
from knowledge.vietnamese import fold, nfc

_log = logging.getLogger(__name__)

MOST = 2
"""Readings offered."""
LONGEST = 200
"""Characters of a reading: a question that fits the screen of a phone."""
MOST_NAMES = 80
"""Names of indicators shown to the model, those that most documents state first: some 1,000 tokens."""
TURNS = 3
"""Turns before the question that are shown."""

_NUMBER = re.compile(r"\d+")


class Readings(BaseModel):
    """The shape of a model's answer."""

    model_config = ConfigDict(extra="ignore")

    questions: list[str]


def readings_prompt() -> Prompt:
    """The prompt of this task. Raises ConfigurationError where its variables are not those filled here."""
    return prompts.load()["readings"].needs({"question", "turns", "names"})


@dataclass(frozen=True)
class Reader:
    """Reads with one model what the rules could not."""

    model: LanguageModel
    prompt: Prompt = field(default_factory=readings_prompt)

    def offer(
        self,
        question: Question,
        refused: Answer,
        corpus: Corpus,
        on_answer: Callable[[Answer], None] | None = None,
    ) -> Answer:
        """The refusal with the readings that the corpus answers, or as it is. `on_answer` is shown the
        refusal while the model reads. Takes no longer than its time bound and never raises ModelError."""
        asked = understand(question, corpus)
        if asked.unheld:  # what is missing is a unit's documents: no other words will find them
            return refused
        if on_answer is not None:
            on_answer(refused)
        try:
            said = self.model.write(self._messages(question, corpus), Readings).questions
        except ModelError as error:
            _log.warning("refusal kept: %s", error)
            return refused
        candidates = dict.fromkeys(" ".join(nfc(one).split()) for one in said[: 2 * MOST])
        found = [
            one for one in candidates if _means_the_same(one, asked, corpus) and _answered(one, asked, corpus)
        ]
        return _with_offers(refused, found[:MOST]) if found else refused

    def _messages(self, question: Question, corpus: Corpus) -> Messages:
        stated = sorted(corpus.snapshot.indicators_stated, key=lambda one: -one.documents)
        return self.prompt.fill(
            question=as_data("question", question.text),
            turns=as_data("turns", "\n".join(question.history[-TURNS:])),
            names=as_data("names", "\n".join(one.name for one in stated[:MOST_NAMES])),
        )


def _means_the_same(reading: str, asked: Understanding, corpus: Corpus) -> bool:
    """Whether a reading names all that the question names and nothing that no turn named, in other words."""
    if not reading or len(reading) > LONGEST or fold(reading) == fold(asked.question.text):
        return False
    own, said = _named(asked), _named(understand(_alone(reading, asked), corpus))
    turns = asked.question.history[-TURNS:]
    before = {name for turn in turns for name in _named(understand(_alone(turn, asked), corpus))}
    return own <= said <= own | before


def _named(asked: Understanding) -> frozenset[Hashable]:
    """Units, times, instruments and numbers: what no other words may change."""
    numbers = _NUMBER.findall(asked.question.text)
    return frozenset({*asked.communes, *asked.years, *asked.times, *asked.instruments, *numbers})


def _answered(reading: str, asked: Understanding, corpus: Corpus) -> bool:
    question = _alone(reading, asked)
    made = answer_in_context(question, corpus)
    return ground.check(made, question, corpus, ground.reference_symbols()).status is Status.ANSWERED


def _alone(reading: str, asked: Understanding) -> Question:
    return asked.question.model_copy(update={"text": reading, "history": ()})


def _with_offers(refused: Answer, readings: Sequence[str]) -> Answer:
    listed = (Claim(text=one, style=ClaimStyle.BULLET) for one in readings)
    claims = (*refused.claims, Claim(text=texts.MAYBE_MEANT), *listed)
    actions = tuple(Action(label=one, question=one) for one in readings)
    return refused.model_copy(update={"claims": claims, "actions": (*actions, *refused.actions)})
