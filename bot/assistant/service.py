"""The assistant behind every face: a question in, a grounded answer out.

What reads files, loads them or rewords drafts is imported where it is needed: a question from the shell does
without.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from functools import cached_property
from itertools import chain
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from bot import texts
from bot.assistant import ground
from bot.assistant.answer import answer_in_context
from bot.assistant.answers import drafting
from bot.assistant.comparing import contradictions, copies
from bot.assistant.corpus import Corpus
from bot.assistant.models import Answer, Question, Status
from bot.assistant.prepare import prepare
from bot.assistant.status import status
from bot.assistant.tasks.deadlines import Due, listed
from knowledge.errors import KnowledgeBaseError
from retrieval.base import KnowledgeBase

if TYPE_CHECKING:
    from bot.assistant.compose import Composer
    from bot.assistant.drafting.polish import Polisher
    from bot.assistant.loading.forecast import Forecast
    from bot.assistant.loading.load_report import Change, LoadReport
    from bot.assistant.loading.workers import Tell
    from bot.assistant.own_file import OwnFiles
    from bot.assistant.readings import Reader
    from knowledge.catalog import Extraction
    from knowledge.models import FailedSource
    from retrieval.embed import Embedder


class Assistant:
    """Answers from the current generation of a knowledge base. Safe to call from several threads."""

    def __init__(
        self, base: KnowledgeBase, embedder: Embedder, folder: Path, composer: Composer | None = None
    ) -> None:
        self.base = base
        self.embedder = embedder
        self.folder = folder
        self.composer = composer
        self._lock = Lock()
        self._corpus: tuple[str, Corpus] | None = None

    @cached_property
    def polisher(self) -> Polisher | None:
        """What words drafts better; None without a model."""
        from bot.assistant.drafting.polish import Polisher

        return Polisher(self.composer.model) if self.composer else None

    @cached_property
    def _reader(self) -> Reader | None:
        """What reads questions that the rules could not; None without a model."""
        from bot.assistant.readings import Reader

        return Reader(self.composer.model) if self.composer else None

    @cached_property
    def _own_files(self) -> OwnFiles:
        from bot.assistant.own_file import OwnFiles

        return OwnFiles()

    @property
    def corpus(self) -> Corpus:
        """The current generation. Raises KnowledgeBaseError when nothing was loaded."""
        generation = self.base.current()
        with self._lock:
            if self._corpus is None or self._corpus[0] != generation.id:
                self._corpus = (generation.id, Corpus(generation))
            return self._corpus[1]

    def warm_up(self) -> None:
        """Load what every answer needs: the tables, the current generation. An empty base is no fault yet.

        What then stays is left out of garbage collection: walking through it held every thread for 120 ms. So
        would a full collection here; what an old generation leaves behind is freed by counting references."""
        with suppress(KnowledgeBaseError):
            corpus = self.corpus
            prepare(corpus)
            examples = tuple(chain.from_iterable(texts.EXAMPLES.values()))
            for before, example in zip(("", *examples), examples, strict=False):  # follow-ups are read, too
                question = Question(text=example, history=(before,))
                made = answer_in_context(question, corpus)
                ground.check(made, question, corpus, ground.reference_symbols())
        gc.collect(1)
        gc.freeze()

    def answer(self, question: Question) -> Answer:
        """The answer, every claim checked against its sources."""
        return self.stream(question, None)

    def stream(self, question: Question, on_answer: Callable[[Answer], None] | None) -> Answer:
        """The same; `on_answer` is given what stands already while a model words the rest, and may
        raise to stop."""
        corpus = self.corpus
        known = ground.reference_symbols()
        made = answer_in_context(question, corpus)
        found = ground.check(made, question, corpus, known)
        if self.composer is None or self._reader is None:
            return found
        if found.status is Status.INSUFFICIENT:
            return self._reader.offer(question, found, corpus, on_answer)
        if made.step is not None and made.step.shown:
            if on_answer is not None:
                on_answer(found)
            return ground.check(self._in_better_words(made, corpus), question, corpus, known)
        return self.composer.compose(question, found, corpus, known, on_answer=on_answer)

    def _in_better_words(self, made: Answer, corpus: Corpus) -> Answer:
        """An answer that shows a new draft, worded by the model."""
        if self.polisher is None or made.step is None or made.step.content is None:
            return made
        draft = self.polisher.polish(made.step.content, corpus)
        return made if draft == made.step.content else drafting.reworded(made, draft, corpus)

    def look_ahead(self) -> None:
        """Look for copies and contradictions in all reports, which is kept for the generation; nothing where
        none is loaded."""
        with suppress(KnowledgeBaseError):
            contradictions.everywhere(self.corpus)
            copies.copies(self.corpus)

    def status(self) -> dict[str, Any]:
        """The JSON of `baocao status`."""
        return status(self.base)

    def examine(
        self, path: Path, name: str, still_wanted: Callable[[], object], base: Path | None = None
    ) -> tuple[Extraction | FailedSource, ...]:
        """What a file holds, read in a process of its own; `still_wanted` may raise to stop. With `base`, a
        directory, it can then be asked about there."""
        from bot.assistant.examine import examine

        return examine(path, name, still_wanted, base)

    def answer_from(self, base: Path, question: Question) -> Answer:
        """The answer from one file that was examined into `base`, never from the shared base."""
        return self._own_files.answer(base, question, ground.reference_symbols())

    def deadlines(self, today: date) -> tuple[Due, ...]:
        """Reporting deadlines that are not past, the next one first."""
        return listed(self.corpus, today)

    def preview_reload(self) -> Change:
        """What a load of the knowledge folder would change."""
        from bot.assistant import reload

        return reload.survey(self.base, [self.folder])

    def foresee_reload(self, change: Change, tell: Tell) -> Forecast:
        """What that load would fail at and recognise, as far as can be seen in time; an exception raised by
        `tell` stops the looking."""
        from bot.assistant.loading.forecast import forecast

        return forecast(self.base, change, tell)

    def reload(self, progress: Tell) -> LoadReport:
        """Load the knowledge folder in a process of its own; an exception raised by `progress`
        abandons the load."""
        from bot.assistant.loading import apart

        report = apart.load_apart(self.base.data, [self.folder], self.embedder, progress)
        self.warm_up()
        return report

    def rollback(self) -> str:
        """Return to the previous generation and name it."""
        from bot.assistant import reload

        return reload.rollback(self.base)
