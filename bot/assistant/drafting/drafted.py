"""A draft for an officer's wish: composed, changed as the note says, reckoned with, and checked against its
sources. What `baocao draft` and other faces call."""

from __future__ import annotations

from bot import texts
from bot.assistant import ground
from bot.assistant.corpus import Corpus
from bot.assistant.draft import Draft
from bot.assistant.drafting import given, revise
from bot.assistant.drafting.draft_parts import PLAN, PLAN_PARTS, REPORT_PARTS
from bot.assistant.drafting.drafter import Drafter
from bot.assistant.drafting.given import Given
from bot.assistant.drafting.impossible import sifted
from bot.assistant.drafting.instructions import Change, instruction
from bot.assistant.drafting.own_unit import own_unit
from bot.assistant.drafting.request import Request
from bot.assistant.drafting.requested import requested
from bot.assistant.models import Answer, Claim, Question, Status
from bot.assistant.understanding.topic import topic_of
from knowledge.abbreviations import expand
from knowledge.models import Fact, SectionType
from knowledge.vietnamese import fold


class OfficersWish(Fact):
    """What is to be drafted for which unit. `part` None is the whole paper; `note` may say a change ("ngắn
    thôi"), figures, or that a plan is wanted."""

    commune: str
    part: SectionType | None = None
    note: str = ""
    figures: tuple[Given, ...] = ()
    request: Request | None = None


def drafted(corpus: Corpus, wish: OfficersWish) -> Draft:
    """The draft, every sentence supported by its sources or marked as the officer's own."""
    own = own_unit(wish.commune, near=corpus.provinces)
    plan = "ke hoach" in fold(wish.note)
    about = fold(expand(wish.request.subject)) if wish.request and wish.request.subject else ""
    subject = topic_of(about, corpus.weight) if about else None
    drafter = Drafter(corpus, own, kind=PLAN if plan else None, subject=subject)
    figures, refused = sifted((*wish.figures, *given.from_message(wish.note)))
    if wish.request is not None and wish.part is None:
        draft = requested(drafter, wish.request, given=figures)
    else:
        parts = (wish.part,) if wish.part else PLAN_PARTS if plan else REPORT_PARTS
        draft = drafter.draft(parts, given=figures)
    change = instruction(wish.note) if wish.note else None
    if change is not None and change.change is not Change.FILL:
        draft = revise.apply(draft, change, corpus.weight, drafter.more).draft
    draft = supported(revise.with_lines(draft), corpus)
    return draft.model_copy(update={"warnings": (*refused, *figure_lines(draft), *draft.warnings)})


def supported(draft: Draft, corpus: Corpus) -> Draft:
    """The draft without sentences that their sources do not support (ground.py); the officer's own stay."""
    question = Question(text="", commune=draft.own.full_name if draft.own.name else None)
    known = ground.reference_symbols()

    def holds(text: str, sentence_sources: tuple[object, ...], computed: tuple[str, ...]) -> bool:
        answer = Answer(
            status=Status.ANSWERED,
            claims=(Claim(text=text, sources=tuple(range(len(sentence_sources))), computed=computed),),
            sources=sentence_sources,
        )
        return any(claim.text == text for claim in ground.check(answer, question, corpus, known).claims)

    parts = []
    for part, sentences in draft.read():
        kept = tuple(
            read.sentence
            for read in sentences
            if read.sentence.own or holds(read.text, read.sentence.sources, read.computed)
        )
        parts.append(part.model_copy(update={"sentences": kept}))
    return draft.with_parts(parts)


def figure_lines(draft: Draft) -> list[str]:
    """How numbers were reckoned, which figures found no place, and which subjects are from outside the
    corpus."""
    lines = [texts.RECKONED.format(formula=g.formula) for g in draft.figures if g.formula]
    lines += [texts.DRAFT_NO_PLACE.format(figure=g.stated) for g in draft.unplaced()]
    outside = dict.fromkeys(
        line for _, sentences in draft.read() for read in sentences for line in read.outside
    )
    return lines + [texts.SUBJECT_OUTSIDE.format(subject=subject) for subject in outside]
