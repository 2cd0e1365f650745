"""A language model words an answer that already exists.

The extractive answer comes first and is never made worse. What code worded (copyable citations, figures,
tables, warnings) stays as it is. Passages cut from documents may be put in better words: every new sentence
must pass the checks of ground.py and follow from its passages, and a passage is taken out only when the
surviving sentences carry its facts. A dead, slow, malformed or lying model leaves the extractive answer.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.assistant import ground, prompts
from bot.assistant.ground import ReferenceSymbols, SourceLookup
from bot.assistant.grounding.follow import carries, follows
from bot.assistant.grounding.named import commune_key, mentions_of
from bot.assistant.llm import LanguageModel
from bot.assistant.models import Answer, Claim, ClaimStyle, Question, SourceRef, Status
from bot.assistant.prompts import Messages, Prompt, as_data
from knowledge import confidential
from knowledge.errors import ModelError
from knowledge.symbols import find_symbols, unify

_log = logging.getLogger(__name__)

MOST_EVIDENCE = 12
"""Passages shown to the model, the extractive answer's own first."""

LONGEST_SYNOPSIS = 600
"""Characters of sentences that sum up passages which stay: three or four sentences."""

OnAnswer = Callable[[Answer], None]


class Sentence(BaseModel):
    """What a model says, and the keys ("E1") of the passages that it says it from."""

    model_config = ConfigDict(extra="ignore")

    text: str
    evidence: list[str]


class Wording(BaseModel):
    """The shape of a model's answer."""

    model_config = ConfigDict(extra="ignore")

    claims: list[Sentence]


def answer_prompt() -> Prompt:
    """The prompt of this task. Raises ConfigurationError where its variables are not those filled here."""
    return prompts.load()["answer"].needs({"question", "evidence", "draft"})


@dataclass(frozen=True)
class Composer:
    """Words answers with one model. Made once, at start: a faulty prompt file shows then."""

    model: LanguageModel
    prompt: Prompt = field(default_factory=answer_prompt)

    def compose(
        self,
        question: Question,
        base: Answer,
        sources: SourceLookup,
        reference: ReferenceSymbols,
        evidence: Sequence[SourceRef] = (),
        on_answer: OnAnswer | None = None,
    ) -> Answer:
        """The base answer (already checked) in better words, or the base itself.

        `evidence` are further passages that the model may use. `on_answer` receives the base answer and
        then, from another thread, the answer as far as it has arrived: it never holds an unchecked sentence.
        Takes no longer than the model's time bound and never raises ModelError.
        """
        loose = [c for c in base.claims if is_extract(c, base.sources) and not _must_stay(c.text)]
        if base.status is not Status.ANSWERED or not loose:
            return base
        task = _Task(question, base, sources, reference, loose, _shown(base, loose, evidence))
        if on_answer is not None:
            on_answer(base)  # a slow model keeps nobody waiting
        try:
            wording = self.model.write(task.messages(self.prompt), Wording, task.progress(on_answer))
        except ModelError as error:
            _log.warning("extractive answer kept: %s", error)
            return base
        return task.answer(wording.claims)


def is_extract(claim: Claim, sources: Sequence[SourceRef]) -> bool:
    """Whether a claim is a passage of one of its sources, perhaps with the commune in front."""
    if claim.style not in (ClaimStyle.PARAGRAPH, ClaimStyle.BULLET) or claim.computed:
        return False
    text = " ".join(claim.text.split())
    lead, _, rest = text.partition(": ")
    for ref in (sources[index] for index in claim.sources if index < len(sources)):
        led = ref.commune is not None and commune_key(lead) == commune_key(ref.commune)
        readings = [" ".join(reading.split()) for reading in (ref.quote, ref.readable) if reading]
        if any((rest if led else text) in reading for reading in readings):
            return True
    return False


def _shown(base: Answer, loose: Sequence[Claim], evidence: Sequence[SourceRef]) -> dict[str, SourceRef]:
    """Passages by key. What bears secrecy stamps or identity numbers is not among them."""
    own = [base.sources[index] for claim in loose for index in claim.sources]
    open_to_model = [ref for ref in dict.fromkeys((*own, *evidence)) if not _must_stay(ref.quote)]
    return {f"E{number}": ref for number, ref in enumerate(open_to_model[:MOST_EVIDENCE], 1)}


def _must_stay(text: str) -> bool:
    return confidential.stamp(text) is not None or confidential.has_personal_numbers(text)


@dataclass(frozen=True)
class _Task:
    """One answer on its way through the model."""

    question: Question
    base: Answer
    sources: SourceLookup
    reference: ReferenceSymbols
    loose: Sequence[Claim]
    shown: Mapping[str, SourceRef]

    def messages(self, prompt: Prompt) -> Messages:
        passages = [
            as_data(
                "evidence",
                _reading(ref),
                key=key,
                document=ref.document,
                unit=ref.commune or "",
                section=ref.section,
            )
            for key, ref in self.shown.items()
        ]
        return prompt.fill(
            question=as_data("question", self.question.text),
            evidence="\n".join(passages),
            draft=as_data("draft", "\n".join(claim.text for claim in self.loose)),
        )

    def progress(self, on_answer: OnAnswer | None) -> Callable[[Any], None] | None:
        """A listener that shows the sentences which have arrived whole, once they are checked."""
        if on_answer is None:
            return None

        def listen(partial: Any) -> None:
            match partial:
                case {"claims": [_, *_, _] as arrived}:  # the last may be half a sentence
                    try:
                        whole = Wording.model_validate({"claims": arrived[:-1]})
                    except ValidationError:
                        return
                    on_answer(self.answer(whole.claims))

        return listen

    def answer(self, sentences: Sequence[Sentence]) -> Answer:
        """The base with passages replaced by the sentences that carry them, and with a short synopsis of
        several passages where one was written; the base itself where no sentence is of use."""
        worded = self._checked(sentences)
        cited = [worded.sources[index] for claim in worded.claims for index in claim.sources]
        sources = list(dict.fromkeys((*self.base.sources, *cited)))
        places = {ref: index for index, ref in enumerate(sources)}
        said = [self._attributed(claim, worded.sources, places) for claim in worded.claims]
        replaced = [claim for claim in self.loose if _carried(claim, said)]
        said = _of_use(said, replaced)
        if not said:
            return self.base
        claims: list[Claim] = []
        for claim in self.base.claims:
            claims += [new for new in said if self._place(new.sources) is claim]
            if claim not in replaced:
                claims.append(claim)
        claims = ground.without_bare_headings(self.base.claims, claims)
        return self.base.model_copy(update={"claims": tuple(claims), "sources": tuple(sources)})

    def _place(self, sources: Sequence[int]) -> Claim:
        """The passage before which a sentence stands: the first that shares a source with it."""
        return next((claim for claim in self.loose if set(claim.sources) & set(sources)), self.loose[0])

    def _attributed(self, new: Claim, sources: Sequence[SourceRef], places: Mapping[SourceRef, int]) -> Claim:
        """A sentence with its communes in front, unless it names them or its passage stands without."""
        refs = [sources[index] for index in new.sources]
        indexes = tuple(places[ref] for ref in refs)
        communes = [name for name in dict.fromkeys(ref.commune for ref in refs) if name]
        named = all(mentions_of(new.text, [commune_key(commune)]) for commune in communes)
        lead = f"{', '.join(communes)}: "
        bare = len(communes) == 1 and not self._place(indexes).text.startswith(lead)
        text = new.text if named or bare else lead + new.text
        return new.model_copy(update={"text": text, "sources": indexes})

    def _checked(self, sentences: Sequence[Sentence]) -> Answer:
        """The sentences that name passages they were shown, follow from them and pass every check."""
        refs = list(self.shown.values())
        places = {key: index for index, key in enumerate(self.shown)}
        claims: list[Claim] = []
        for sentence in sentences:
            text = _in_right_style(_LIST_MARK.sub("", " ".join(sentence.text.split())))
            cited = tuple(dict.fromkeys(places[key] for key in sentence.evidence if key in places))
            communes = {refs[index].commune for index in cited}
            own = [f"{refs[index].commune or ''}: {_reading(refs[index])}" for index in cited]
            others = [_reading(ref) for ref in refs if ref.commune not in communes]
            if cited and not _must_stay(text) and follows(text, own, others):
                claims.append(Claim(text=text, sources=cited, style=ClaimStyle.BULLET))
        checked = ground.check(
            Answer(status=Status.ANSWERED, claims=tuple(claims), sources=tuple(refs)),
            self.question,
            self.sources,
            self.reference,
        )
        if checked.status is not Status.ANSWERED:
            return checked.model_copy(update={"claims": (), "sources": ()})
        return checked


def _carried(claim: Claim, said: Sequence[Claim]) -> bool:
    """Whether sentences from the same sources carry what a passage says."""
    same = [new.text for new in said if set(new.sources) & set(claim.sources)]
    return bool(same) and carries(same, claim.text)


def _of_use(said: Sequence[Claim], replaced: Sequence[Claim]) -> list[Claim]:
    """The sentences that stand for a replaced passage, and those that sum up several passages, up to
    `LONGEST_SYNOPSIS`: with anything else the answer would only grow."""
    used: list[Claim] = []
    left = LONGEST_SYNOPSIS
    for new in said:
        if any(set(new.sources) & set(claim.sources) for claim in replaced):
            used.append(new)
        elif len(new.sources) > 1 and len(new.text) <= left:
            used.append(new)
            left -= len(new.text)
    return used


_LIST_MARK = re.compile(r"^(?:\d{1,2}[.)]|\(?\w\)|[-+*•])\s+")


def _reading(ref: SourceRef) -> str:
    return ref.readable or ref.quote


def _in_right_style(text: str) -> str:
    """Symbols in their right form: a model copies "03-NQ/CP" from its passage."""
    for reading in reversed(list(find_symbols(unify(text)))):
        text = text[: reading.start] + str(reading.symbol) + text[reading.end :]
    return text
