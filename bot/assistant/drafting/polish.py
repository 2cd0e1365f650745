"""A language model words a draft smoother, sentence by sentence.

The rules have made the draft already, and a sentence of theirs stays unless the model's proves as good: each
open place and instrument must stand as it was and in its order, no figure, name or local feature may come
in, the sense must stay. Where the model is slow, dead or lying, all stays as the rules made it.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from bot.assistant import prompts
from bot.assistant.compose import Wording
from bot.assistant.corpus import Corpus
from bot.assistant.draft import Draft, DraftPart, DraftSentence
from bot.assistant.drafting import local_names
from bot.assistant.drafting.drafted import supported
from bot.assistant.grounding.follow import carries, follows
from bot.assistant.grounding.phrases import DEED
from bot.assistant.grounding.stated import read
from bot.assistant.llm import LanguageModel
from bot.assistant.prompts import Prompt, as_data
from knowledge import confidential
from knowledge.errors import ModelError
from knowledge.vietnamese import nfc

_log = logging.getLogger(__name__)

_KEPT = re.compile(r"\[… .+? …\]|⟦[^⟧]+⟧")
"""Open places and instruments."""
LONGEST = 1.5
"""How much longer than the sentence its rewording may be."""
AT_ONCE = 4
"""Parts of a draft that are worded at the same time."""


def draft_prompt() -> Prompt:
    """The prompt of this task. Raises ConfigurationError where its variables are not those filled here."""
    return prompts.load()["draft"].needs({"unit", "part", "sentences"})


@dataclass(frozen=True)
class Polisher:
    """Words drafts with one model."""

    model: LanguageModel
    prompt: Prompt = field(default_factory=draft_prompt)

    def polish(self, draft: Draft, corpus: Corpus) -> Draft:
        """The draft with its sentences in better words where these pass every check. Never raises
        ModelError; what was tried once is not tried again."""
        waiting = [part for part in draft.parts if any(_may_be_worded(one) for one in part.sentences)]
        if not waiting:
            return draft
        with ThreadPoolExecutor(AT_ONCE) as pool:
            worded = dict(
                zip(
                    (id(part) for part in waiting),
                    pool.map(lambda part: self._worded(draft, part), waiting),
                    strict=True,
                )
            )
        after = draft.with_parts([worded.get(id(part), part) for part in draft.parts])
        return _with_what_holds(draft, after, corpus)

    def _worded(self, draft: Draft, part: DraftPart) -> DraftPart:
        keyed = {f"E{n}": one for n, one in enumerate(part.sentences, 1) if _may_be_worded(one)}
        shown = "\n".join(as_data("evidence", one.template, key=key) for key, one in keyed.items())
        messages = self.prompt.fill(
            unit=as_data("unit", draft.own.full_name), part=as_data("part", part.title), sentences=shown
        )
        try:
            said = self.model.write(messages, Wording).claims
        except ModelError as error:
            _log.warning("sentences of the rules kept: %s", error)
            said = []
        better: dict[int, str] = {}
        for claim in said:
            old = keyed.get(claim.evidence[0]) if len(claim.evidence) == 1 else None
            if old is not None and says_the_same(claim.text, old.template):
                better.setdefault(id(old), _as_sentence(claim.text))
        tried = {id(one) for one in keyed.values()}
        return part.model_copy(
            update={
                "sentences": tuple(
                    one.model_copy(update={"template": better.get(id(one), one.template), "worded": True})
                    if id(one) in tried
                    else one
                    for one in part.sentences
                )
            }
        )


def _may_be_worded(sentence: DraftSentence) -> bool:
    plain = sentence.sources and not sentence.own and not sentence.worded
    return bool(plain) and not confidential.has_personal_numbers(sentence.template)


def says_the_same(text: str, template: str) -> bool:
    """Whether a rewording keeps the open places, the instruments and the sense of a sentence, and brings in
    no figure, name or local feature."""
    new = _as_sentence(text)
    if _KEPT.findall(new) != _KEPT.findall(template) or len(new) > LONGEST * len(template) + 20:
        return False
    said, held = _KEPT.sub(" ", new), _KEPT.sub(" ", template)
    if re.search(r"[\[\]⟦⟧<>{}…\n]", said) or re.findall(r"\d+", said) != re.findall(r"\d+", held):
        return False
    stated, before = read(said), read(held)
    if not (stated.symbols <= before.symbols and stated.mentions <= before.mentions):
        return False
    if len(stated.communes) > len(before.communes) or len(stated.amounts) > len(before.amounts):
        return False
    if local_names.local_name(said) != local_names.local_name(held) or local_names.local_feature(said):
        return False
    if DEED.within(said) and not DEED.within(held):
        return False
    return follows(said, [held]) and carries([said], held)


def _as_sentence(text: str) -> str:
    plain = " ".join(nfc(text).split()).strip(" -•")
    return plain if plain.endswith((".", ":")) else plain + "."


def _with_what_holds(before: Draft, after: Draft, corpus: Corpus) -> Draft:
    """The reworded draft, where its sources support it; elsewhere the sentences as they were."""
    held = {one.template for one in supported(after, corpus).sentences}

    def chosen(old: Sequence[DraftSentence], new: Sequence[DraftSentence]) -> tuple[DraftSentence, ...]:
        return tuple(
            b if b.template in held else a.model_copy(update={"worded": True})
            for a, b in zip(old, new, strict=True)
        )

    return before.with_parts(
        [
            old.model_copy(update={"sentences": chosen(old.sentences, new.sentences)})
            for old, new in zip(before.parts, after.parts, strict=True)
        ]
    )
