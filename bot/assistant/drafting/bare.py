"""A paper on a subject that no document is about: its headings, with what is said of the subject elsewhere
and a place to write where nothing is."""

from __future__ import annotations

from bot import texts
from bot.assistant.corpus import Corpus
from bot.assistant.draft import Draft, DraftPart, DraftSentence
from bot.assistant.drafting.draft_parts import OF_PLANS, PLAN, REPORT, title_of
from bot.assistant.drafting.drafter import Drafter
from bot.assistant.drafting.wish import Wish
from bot.assistant.understanding.topic import Topic
from knowledge.models import SectionType as T

SPOKEN_OF = 0.67
"""Least weighted share of a topic that some passage, with the headings above it, must hold for the corpus
to speak of it at all; in a base on science blood donation gets .54, food safety .61, new rural areas .87."""

_RUN, _WORD_FOR_WORD = 3, 0.95
"""A run of so many syllables that a passage has word for word is spoken of, too: beside it a word may be
mistyped ("vướn mắc về chuyển đổi số")."""
_NEAREST = 10


def speaks_of(corpus: Corpus, topic: Topic) -> bool:
    """Whether any document speaks of a topic."""
    found = corpus.searcher.search(" ".join(topic.weights), communes=(), limit=_NEAREST).evidence
    chunks = (evidence.chunk for evidence in found)
    passages = [f"{c.readable or c.text} {corpus.heading(c.document, c.section)}" for c in chunks]
    words = list(topic.weights)
    runs = [topic.of(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)]
    return any(
        topic.coverage(passage) >= SPOKEN_OF or any(run.coverage(passage) >= _WORD_FOR_WORD for run in runs)
        for passage in passages
    )


def outlined(drafter: Drafter, wish: Wish, topic: Topic, said: Draft | None = None) -> Draft:
    """The headings that are wished for, over the sentences of `said` on the topic; nothing of other subjects
    is put under them."""
    kind = drafter.kind or (PLAN if wish.parts[0] in OF_PLANS else REPORT)
    parts = []
    for part in wish.parts:
        sentences = drafter.part(part, kind, topic, wish.most) if said and part is not T.OPENING else ()
        sentences = sentences or (_place(drafter, part, kind),)
        parts.append(DraftPart(type=part, title=title_of(part, kind), sentences=sentences))
    note = texts.DRAFT_MENTIONED_ONLY.format(subject=said.subject) if said else texts.DRAFT_NOT_SPOKEN_OF
    made = drafter.assembled(kind, parts, ())
    return made.model_copy(update={"note": note, "subject": "", "warnings": ()})


def _place(drafter: Drafter, part: T, kind: str) -> DraftSentence:
    if part is T.OPENING:
        what = texts.DRAFT_REPORTS if kind == REPORT else texts.DRAFT_PLANS
        end = what.format(committee=drafter.own.committee)
        return DraftSentence(template=texts.DRAFT_REQUEST_OPEN + end, own=True)
    title = title_of(part, kind).lower()
    return DraftSentence(template=texts.DRAFT_TO_WRITE.format(title=title), own=True)
