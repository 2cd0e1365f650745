"""What one turn of a conversation does to the user's drafts: begins one, changes it, goes back to a version,
asks for its figures one by one."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

from bot import texts
from bot.assistant.corpus import Corpus
from bot.assistant.draft import Draft
from bot.assistant.drafting import given, revise
from bot.assistant.drafting.bare import outlined, speaks_of
from bot.assistant.drafting.comparable import NAMES_WHOLE
from bot.assistant.drafting.drafted import supported
from bot.assistant.drafting.drafter import Drafter
from bot.assistant.drafting.instructions import Change, Instruction, instruction
from bot.assistant.drafting.kept import Drafts, KeptDraft, Replayed, Step
from bot.assistant.drafting.marks import marked
from bot.assistant.drafting.own_facts import with_facts
from bot.assistant.drafting.own_unit import of, own_unit
from bot.assistant.drafting.statements import split_off, statements
from bot.assistant.drafting.wish import Wish, begins, names_subject_of, unit_named, wish_of
from bot.assistant.models import Question
from bot.assistant.understanding.topic import topic_of
from knowledge.abbreviations import expand
from knowledge.vietnamese import fold


class View(StrEnum):
    """What is to be shown after a turn."""

    DRAFT = "draft"
    FIGURES = "figures"
    NEXT_FIGURE = "next figure"
    VERSIONS = "versions"
    DRAFTS = "drafts"
    NOTHING_HELD = "nothing held"


class Turn(NamedTuple):
    """What a turn did: `step` is to be kept (None where nothing is), `draft` and `number` are the version now
    current, `said` what is to be told first."""

    view: View
    step: Step | None = None
    draft: Draft | None = None
    number: int = 1
    said: tuple[str, ...] = ()


def taken(question: Question, corpus: Corpus) -> Turn | None:
    """The turn that the question takes; None where it is about no draft."""
    if begins(question.text):
        return _begun(question.text, question, corpus)
    asked = instruction(question.text)
    if asked is None and not _is_reply(question.text):
        return None
    drafts = question.drafts if question.drafts is not None else _replayed(question, corpus)
    return None if drafts is None else _continued(question, asked, drafts, corpus)


def concerns(question: Question) -> bool:
    """Whether a turn may be about a draft, by its words."""
    return begins(question.text) or instruction(question.text) is not None or _is_reply(question.text)


def current(question: Question, corpus: Corpus) -> Draft | None:
    """The draft that the conversation is about after this turn, else the one last worked on."""
    drafts = question.drafts
    if drafts is None:
        turns = (*question.history, question.text)
        drafts = _replayed(question.model_copy(update={"history": turns}), corpus)
    listed = drafts.listed() if drafts is not None else []
    return drafts.content(listed[0].id, listed[0].current) if drafts is not None and listed else None


def _replayed(question: Question, corpus: Corpus) -> Drafts | None:
    """The drafts of the turns before, taken again; None where these began none."""
    turns = question.history
    begun = next((n for n in range(len(turns) - 1, -1, -1) if begins(turns[n])), None)
    if begun is None:
        return None
    drafts = Replayed()
    for n in range(begun, len(turns)):
        turn = taken(question.model_copy(update={"text": turns[n], "history": (), "drafts": drafts}), corpus)
        if turn is not None and turn.step is not None:
            drafts.keep(turn.step)
    return drafts


# ---------------------------------------------------------------------- a new draft


def _begun(text: str, question: Question, corpus: Corpus) -> Turn:
    drafter, wish = _drafter(text, question, corpus)
    said = statements(marked(split_off(text)[1], corpus), drafter.own)
    draft = drafter.draft(wish.parts, topic=wish.topic, most=wish.most)
    if wish.subject and not draft.parts:
        draft = _matter_of_others(drafter, wish) or draft
    astray = wish.subject is not None and not names_subject_of(wish.subject, corpus)
    if wish.topic and not draft.parts and wish.any_part:
        draft = drafter.anywhere(wish.topic, most=wish.most) or draft
    if wish.topic and not draft.parts:
        draft, astray = drafter.draft(wish.parts, most=wish.most), True
    about = None if wish.held_subject else wish.topic or wish.subject
    if astray and about and not speaks_of(corpus, about):
        draft = outlined(drafter, wish, about)
    elif astray and about and len(wish.parts) > 1:
        draft = outlined(drafter, wish, about, draft)
    elif astray:
        note = texts.DRAFT_NOT_ON_TOPIC.format(subject=draft.subject or texts.DRAFT_OTHER_FIELD.lower())
        draft = draft.model_copy(update={"note": note})
    if not draft.parts:
        return Turn(View.NOTHING_HELD, draft=draft, said=(wish.parts[0],))
    draft, told = with_facts(draft, said, drafter.more)
    return _kept(supported(draft, corpus), None, text, told)


def _matter_of_others(drafter: Drafter, wish: Wish) -> Draft | None:
    """A draft on what one paper is about as papers on other subjects speak of it word for word: a decision
    sets up "Tổ công nghệ số cộng đồng", the reports tell what they have done."""
    assert wish.subject is not None
    if len(wish.subject.weights) < _NAMES_A_MATTER:
        return None
    others = Drafter(drafter.corpus, drafter.own, kind=wish.kind)
    draft = others.draft(wish.parts, topic=wish.subject, most=wish.most)
    named = any(wish.subject.coverage(one.template) >= NAMES_WHOLE for one in draft.sentences)
    return draft if named else None


_NAMES_A_MATTER = 4
"""Syllables from which on words name one matter, not a whole field ("y tế", "đất đai")."""


_LIKE = re.compile(r",?\s*\b(?:tham khao|dua theo|giong nhu)\s[^,.;]*")
"""Whose paper is to be looked at names neither the own unit nor a topic."""


def _drafter(text: str, question: Question, corpus: Corpus) -> tuple[Drafter, Wish]:
    if like := _LIKE.search(fold(text)):
        text = text[: like.start()] + text[like.end() :]
    text, _ = split_off(text)
    named = unit_named(text, corpus)
    wish = wish_of(text if named is None else text[: named.start] + text[named.end :], corpus)
    own = of(named.commune) if named else own_unit(question.commune, text, corpus.provinces)
    return Drafter(corpus, own, kind=wish.kind, subject=wish.subject), wish


def _kept(
    draft: Draft,
    work: KeptDraft | None,
    says: str,
    said: tuple[str, ...] = (),
    *,
    versions: int = 0,
    view: View = View.DRAFT,
) -> Turn:
    """A new version, made because of what the user says."""
    draft = draft.with_own_forms()
    step = Step(
        draft=work.id if work else None,
        title=draft.title,
        number=versions + 1,
        before=work.current if work else None,
        says=says,
        content=draft,
        shown=view is View.DRAFT,
    )
    return Turn(view, step, draft, step.number, said)


# ---------------------------------------------------------------------- drafts that are there


def _continued(question: Question, asked: Instruction | None, drafts: Drafts, corpus: Corpus) -> Turn | None:
    listed = drafts.listed()
    if asked is not None and asked.change is Change.DRAFTS:
        return Turn(View.DRAFTS)
    if asked is not None and asked.change in (Change.REOPEN, Change.SHOW):
        return _reopened(asked, drafts)
    work = next((one for one in listed if one.open), None)
    if work is None:
        named = asked is not None and (asked.change in _OF_DRAFTS or (asked.numbers and not asked.figures))
        return Turn(View.DRAFTS, said=(texts.DRAFT_WHICH,)) if named and listed else None
    draft = drafts.content(work.id, work.current)
    if asked is None or (draft.asked and _is_reply(question.text)):
        return _replied(question.text, draft, work, drafts) if draft.asked else None
    match asked.change:
        case Change.VERSIONS:
            return Turn(View.VERSIONS, draft=draft, number=work.current)
        case Change.UNDO:
            before = drafts.versions(work.id)[work.current - 1].before
            return _gone_to(before, work, drafts) if before else _unchanged(draft, work, texts.DRAFT_FIRST)
        case Change.BACK:
            return _gone_to(asked.numbers[0], work, drafts)
        case Change.OWN_ONLY:
            return _unchanged(draft, work, texts.DRAFT_OWN_ONLY)
        case Change.OPEN:
            return _asking(draft.model_copy(update={"passed": ()}), work, View.FIGURES)
    return _changed(question, asked, draft, work, drafts, corpus)


_OF_DRAFTS = (Change.UNDO, Change.VERSIONS, Change.BACK, Change.OPEN)
"""Changes that nothing but a draft can be meant by."""


def _changed(
    question: Question, asked: Instruction, draft: Draft, work: KeptDraft, drafts: Drafts, corpus: Corpus
) -> Turn:
    versions = drafts.versions(work.id)
    drafter, _ = _drafter(versions[0].says, question, corpus)
    drafter.own = draft.own
    asked = asked._replace(words=marked(asked.words, corpus))
    revised = revise.apply(draft, asked, corpus.weight, drafter.more)
    if not revised.changed:
        return _unchanged(draft, work, *(revised.told or (texts.DRAFT_UNCHANGED,)))
    forms = drafter.forms(draft.kind, revised.draft.sentences)
    after = revised.draft.model_copy(update={"forms": {**forms, **draft.forms}})
    return _kept(supported(after, corpus), work, question.text, revised.told, versions=len(versions))


def _reopened(asked: Instruction, drafts: Drafts) -> Turn | None:
    """The draft of that number in the list, or whose title the words are in; the last one without words."""
    listed = drafts.listed()
    if asked.numbers:
        listed = listed[asked.numbers[0] - 1 : asked.numbers[0]]
    elif asked.about:
        about = topic_of(fold(expand(asked.about)), lambda _: 1.0)
        listed = [one for one in listed if about.coverage(one.title) >= _NAMED]
    if not listed:
        return Turn(View.DRAFTS, said=(texts.DRAFT_NOT_KEPT,))
    return _gone_to(listed[0].current, listed[0], drafts)


_NAMED = 0.5
"""Least share of the words asked for that must stand in a draft's title."""


def _gone_to(number: int, work: KeptDraft, drafts: Drafts) -> Turn:
    if not 0 < number <= len(drafts.versions(work.id)):
        return Turn(View.VERSIONS, number=work.current, said=(texts.DRAFT_NO_VERSION.format(number=number),))
    draft = drafts.content(work.id, number)
    return Turn(View.DRAFT, Step(draft=work.id, title=work.title, number=number), draft, number)


def _unchanged(draft: Draft, work: KeptDraft, *said: str) -> Turn:
    return Turn(View.DRAFT, None, draft, work.current, said)


# ---------------------------------------------------------------------- figures asked for one by one


_FIGURE = r"-?\d[\d.,]*(?:\s?/\s?\d[\d.,]*)?\s*%?(?:\s+\w+){0,4}"
_NUMBER = re.compile(rf"(?:là |la |khoảng )?(?P<figure>{_FIGURE})[.!]?")
_PASS = re.compile(r"(?:bo qua|chua co|khong co|khong ro)(?: so(?: lieu)?)?(?: nay)?[.!]?")
_STOP = re.compile(r"(?:dung|dung lai|de sau|thoi|xong)(?: nhe)?[.!]?")


def _is_reply(text: str) -> bool:
    said = fold(text.strip())
    return any(pattern.fullmatch(said) for pattern in (_NUMBER, _PASS, _STOP))


def _asking(draft: Draft, work: KeptDraft, view: View, *said: str) -> Turn:
    """The same version, its first missing figure asked for."""
    missing = draft.asking()
    draft = draft.model_copy(update={"asked": missing[0].key if missing else None})
    step = Step(draft=work.id, title=work.title, number=work.current, content=draft)
    return Turn(view, step, draft, work.current, said)


def _replied(text: str, draft: Draft, work: KeptDraft, drafts: Drafts) -> Turn | None:
    """What the user says when asked for a figure; None where it is no reply."""
    said = fold(text.strip())
    missing = draft.asking()
    wanted = next((one for one in missing if one.key == draft.asked), None)
    if wanted is None or _STOP.fullmatch(said):
        silent = draft.model_copy(update={"passed": tuple(one.key for one in missing)})
        return _asking(silent, work, View.DRAFT)
    if _PASS.fullmatch(said):
        later = draft.model_copy(update={"passed": (*draft.passed, wanted.key)})
        return _asking(later, work, View.NEXT_FIGURE)
    number = _NUMBER.fullmatch(text.strip().lower())
    figures = given.from_message(f"{wanted.name}: {number['figure']}") if number else ()
    if number is None or len(figures) != 1:
        return None
    unit = given.unit_of(number["figure"]) or wanted.unit or ""
    figure = figures[0].model_copy(update={"name": wanted.name, "unit": unit, "target": wanted.target})
    revised = revise.fill(draft, figure)
    if revised.told:
        return _unchanged(draft, work, *revised.told)._replace(view=View.NEXT_FIGURE)
    missing = revised.draft.asking()
    after = revised.draft.model_copy(update={"asked": missing[0].key if missing else None})
    view = View.NEXT_FIGURE if missing else View.DRAFT
    told = (texts.FIGURE_TAKEN.format(figure=figure.stated),)
    return _kept(after, work, text, told, versions=len(drafts.versions(work.id)), view=view)
