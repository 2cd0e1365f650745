"""The assistant behind every face: a question in, a grounded answer out."""

from __future__ import annotations

from functools import cached_property
from threading import Lock

from bot.assistant import ground
from bot.assistant.answer import answer
from bot.assistant.compose import compose
from bot.assistant.corpus import Corpus
from bot.assistant.llm import LanguageModel
from bot.assistant.models import Answer, Question
from bot.assistant.understand import understand
from retrieval.base import KnowledgeBase


class Assistant:
    """Answers from the current generation of a knowledge base. Safe to call from several threads."""

    def __init__(self, base: KnowledgeBase, model: LanguageModel | None = None) -> None:
        self.base = base
        self.model = model
        self._lock = Lock()
        self._corpus: tuple[str, Corpus] | None = None

    @property
    def corpus(self) -> Corpus:
        """The current generation. Raises KnowledgeBaseError when nothing was loaded."""
        generation = self.base.current()
        with self._lock:
            if self._corpus is None or self._corpus[0] != generation.id:
                self._corpus = (generation.id, Corpus(generation))
            return self._corpus[1]

    def answer(self, question: Question) -> Answer:
        """The answer, every claim checked against its sources."""
        corpus = self.corpus
        found = answer(understand(question, corpus), corpus)
        checked = ground.check(found, question, corpus, ground.reference_symbols())
        if self.model is not None:
            return compose(question, (), checked, self.model)
        return checked
