"""A file that its sender asks about: a knowledge base of its own, apart from the shared one.

It lies beside the file and goes with it. Nothing of it leaves the machine: its vectors are the local ones,
and no model words its answers.
"""

from __future__ import annotations

import re
import shutil
from collections import OrderedDict
from enum import Enum
from pathlib import Path
from threading import Lock
from typing import Final

from bot import texts
from bot.assistant import ground, reload
from bot.assistant.answer import answer_in_context
from bot.assistant.answers import single
from bot.assistant.corpus import Corpus
from bot.assistant.loading.readers import read_one
from bot.assistant.models import Answer, Claim, Question, Status
from bot.assistant.understanding import vocabulary
from knowledge.catalog import Extraction
from knowledge.models import FailedSource
from knowledge.vietnamese import fold, nfc
from retrieval.base import KnowledgeBase
from retrieval.embed import LocalEmbedder

TABLE: Final = "own_file.toml"
OPEN_FILES: Final = 4
"""Files held open for the next question; another is opened in about 20 ms."""


class Meant(Enum):
    """Where an answer is to come from, by the words of the question."""

    FILE = "file"
    BASE = "base"
    EITHER = "either"


def meant(text: str) -> Meant:
    """ "báo cáo này …" means the file, "các xã …" the shared base, other words leave it open."""
    folded = fold(nfc(text))
    if vocabulary.says(TABLE, "file", folded):
        return Meant.FILE
    return Meant.BASE if vocabulary.says(TABLE, "base", folded) else Meant.EITHER


def hold(base: Path, path: Path, name: str) -> tuple[Extraction | FailedSource, ...]:
    """Read a file and make the directory `base` its knowledge base; what was read."""
    shutil.rmtree(base, ignore_errors=True)
    results = read_one(path, name)
    if any(not isinstance(result, FailedSource) for result in results):
        reload.hold(KnowledgeBase(base, LocalEmbedder()), path, name, results)
    return tuple(result if isinstance(result, FailedSource) else result[0] for result in results)


class OwnFiles:
    """Answers from single files. Safe to call from several threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._open: OrderedDict[Path, tuple[KnowledgeBase, Corpus]] = OrderedDict()

    def answer(self, base: Path, question: Question, reference: ground.ReferenceSymbols) -> Answer:
        """The answer from the file in `base` alone, marked as the sender's own; INSUFFICIENT where the file
        does not state it. Raises KnowledgeBaseError where nothing is held there."""
        corpus = self._corpus(base)
        asked = question.model_copy(update={"commune": None})
        found = _told_whole(asked, corpus, "cites", "states") or answer_in_context(asked, corpus)
        if found.status is Status.INSUFFICIENT:
            found = _told_whole(asked, corpus, "about") or found
        return _marked(ground.check(found, asked, corpus, reference), corpus)

    def _corpus(self, base: Path) -> Corpus:
        with self._lock:
            if base in self._open:
                self._open.move_to_end(base)
            else:
                opened = KnowledgeBase(base, LocalEmbedder())
                self._open[base] = opened, Corpus(opened.current())
            if len(self._open) > OPEN_FILES:
                _, (oldest, _) = self._open.popitem(last=False)
                oldest.catalog.close()
            return self._open[base][1]


def _told_whole(question: Question, corpus: Corpus, *rows: str) -> Answer | None:
    """What the file is, cites or states, where the question asks for all of it."""
    folded = fold(nfc(question.text))
    asked = [row for row in rows if vocabulary.says(TABLE, row, folded)]
    return single.LISTS[asked[0]](corpus) if asked else None


def _marked(answer: Answer, corpus: Corpus) -> Answer:
    """The answer under the name of the file, in words that fit a single file."""
    name = corpus.documents[0].name.split("/")[0]
    if answer.status is Status.INSUFFICIENT:
        return Answer(status=answer.status, claims=(Claim(text=texts.OWN_FILE_SILENT.format(name=name)),))
    if answer.status is not Status.ANSWERED:
        return answer
    said = " ".join(" ".join(source.quote.split()) for source in answer.sources)
    claims = [
        claim.model_copy(update={"text": _of_file(claim.text, said)})
        for claim in answer.claims
        if not _ONLY_OF_BASE.match(claim.text)
    ]
    warnings = [_of_file(text, said) for text in answer.warnings if not _ONLY_OF_BASE.match(text)]
    return answer.model_copy(
        update={
            "claims": (Claim(text=texts.OWN_FILE_SAYS.format(name=name)), *claims),
            "sources": tuple(source.model_copy(update={"own": True}) for source in answer.sources),
            "warnings": tuple(warnings),
            "actions": (),
        }
    )


def _shape(template: str) -> str:
    """What a template matches once it is filled in."""
    return re.sub(r"\\\{\w+\\\}", ".+", re.escape(template))


_ONLY_OF_BASE = re.compile("|".join(_shape(text) for text in (texts.CITED_BY, texts.ONE_SOURCE_ONLY)))
"""What is worth saying of many documents only."""
_BASE_WORDS = re.compile(r"(?<=\btrong )kho\b|(?<=\bngoài )kho\b|\bKho(?= (?:hiện|không|có|chỉ))")


def _of_file(text: str, said: str) -> str:
    """Our own words about the base made words about the file; what stands in a quote stays."""

    def word(match: re.Match[str]) -> str:
        around = text[max(0, match.start() - len("trong ")) : match.end()]
        return match[0] if around in said else texts.FILE_FOR_BASE[match[0]]

    return _BASE_WORDS.sub(word, text)
