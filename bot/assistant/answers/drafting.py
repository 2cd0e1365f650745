"""Drafts in the chat: a section or a whole report, and the changes asked for in the turns after it.

Nothing is kept: the turns of the conversation are read again, the first one that asks for a draft makes it
and the later ones change it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from bot import texts
from bot.assistant import given, revise, vocabulary
from bot.assistant.comparable import names_subject
from bot.assistant.corpus import Corpus, document_label
from bot.assistant.draft import Draft
from bot.assistant.draft_parts import DRAWN_FROM, PLAN, PLAN_PARTS, REPORT, REPORT_PARTS, title_of
from bot.assistant.drafter import SHORT_LENGTH, Drafter
from bot.assistant.drafting import supported
from bot.assistant.models import Answer, Question, Status
from bot.assistant.own_unit import of, own_unit
from bot.assistant.topic import Topic, topic_of
from bot.assistant.understand import Understanding
from bot.assistant.writer import Writer
from knowledge import communes
from knowledge.abbreviations import expand
from knowledge.communes import CommuneMention
from knowledge.models import SectionType
from knowledge.vietnamese import fold


class Wish(NamedTuple):
    """What a turn asks to be drafted."""

    parts: tuple[SectionType, ...]
    kind: str | None
    topic: Topic | None
    subject: Topic | None
    most: int | None


class Standing(NamedTuple):
    """A draft as the turns so far have left it; `changed` and `asked_open` say what the last one did."""

    draft: Draft
    wish: Wish
    changed: bool = True
    asked_open: bool = False


def answer(asked: Understanding, corpus: Corpus) -> Answer | None:
    """A draft, or the change of one; None where neither is asked for."""
    made = standing(asked, corpus)
    if made is None:
        return None
    if not made.draft.parts:
        return _nothing(made)
    if made.asked_open:
        return _open_places(made.draft)
    return shown(made.draft, corpus, unchanged=not made.changed)


def standing(asked: Understanding, corpus: Corpus) -> Standing | None:
    """The draft that the conversation is about; None where it is about none."""
    cites = asked.asks_any("cite", "how_to_write", "symbol_check")
    if cites and (asked.asks_any("which") or asked.instruments):
        return None
    turns = [*asked.question.history, asked.question.text]
    begun = next((n for n in range(len(turns) - 1, -1, -1) if _begins(turns[n])), None)
    if begun is None or (begun < len(turns) - 1 and revise.instruction(turns[-1]) is None):
        return None
    drafter, draft, wish = _begin(turns[begun], asked.question, corpus)
    versions = [Standing(supported(draft, corpus), wish)]
    for turn in turns[begun + 1 :] if draft.parts else ():
        change = revise.instruction(turn)
        if change is not None and change.change is revise.Change.UNDO:
            versions = versions[:-1] or versions
        elif change is not None:
            after = revise.apply(versions[-1].draft, change, corpus.weight, drafter.more)
            asked_open = change.change is revise.Change.OPEN
            versions.append(Standing(supported(after.draft, corpus), wish, after.changed, asked_open))
    return versions[-1]


_WORDS = "draft_words.toml"


def _begins(turn: str) -> bool:
    """Whether a turn asks for a draft by itself, not for a change of one."""
    folded = fold(expand(turn))
    if not vocabulary.says(_WORDS, "asking", folded):
        return False
    change = revise.instruction(turn)
    named = bool(vocabulary.section_types(folded)) or vocabulary.says(_WORDS, "whole", folded)
    if change is not None and change.change in (revise.Change.ADD, revise.Change.ONE, revise.Change.DROP):
        return named and folded.lstrip().startswith(("soan", "viet", "du thao"))
    return named or re.search(r"(?<!\w)(?:doan|phan|muc|cau)(?!\w)", folded) is not None


def _begin(turn: str, question: Question, corpus: Corpus) -> tuple[Drafter, Draft, Wish]:
    named = _unit_named(turn, corpus)
    wish = _wish(turn if named is None else turn[: named.start] + turn[named.end :], corpus)
    own = of(named.commune) if named else own_unit(question.commune, turn, corpus.provinces)
    drafter = Drafter(corpus, own, kind=wish.kind, subject=wish.subject)
    figures = given.from_message(turn)
    draft = drafter.draft(wish.parts, topic=wish.topic, most=wish.most, given=figures)
    astray = wish.subject is not None and not _names_subject(wish.subject, corpus)
    if wish.topic and not draft.parts:
        draft, astray = drafter.draft(wish.parts, most=wish.most, given=figures), True
    if astray:
        note = texts.DRAFT_NOT_ON_TOPIC.format(subject=draft.subject or texts.DRAFT_OTHER_FIELD.lower())
        draft = draft.model_copy(update={"note": note})
    return drafter, draft, wish


def _unit_named(turn: str, corpus: Corpus) -> CommuneMention | None:
    """The unit that a turn names to write for."""
    found = communes.table().find(turn, prefer=corpus.held_codes)
    return next((mention for mention in found if mention.former is None), None)


def _wish(turn: str, corpus: Corpus) -> Wish:
    folded = fold(expand(turn))
    sections = vocabulary.section_types(folded)
    kind = PLAN if re.search(r"(?<!\w)ke hoach(?!\w)", folded) else REPORT if "bao cao" in folded else None
    whole = not sections and vocabulary.says(_WORDS, "whole", folded)
    words = " ".join(filter(None, (vocabulary.section_words(folded, s) for s in sections[:1])))
    about = _content(words, corpus)
    rest = _content(vocabulary.without_section_names(folded), corpus)
    subject_named = not rest.empty and _names_subject(rest, corpus)
    topic = about if subject_named or rest.empty else about.joined(rest)
    parts = (
        (PLAN_PARTS if kind == PLAN else REPORT_PARTS) if whole else sections[:1] or (SectionType.RESULTS,)
    )
    return Wish(
        tuple(parts),
        kind,
        None if topic.empty or whole else topic,
        rest if subject_named or whole else None,
        SHORT_LENGTH if vocabulary.says(_WORDS, "short", folded) else None,
    )


def _content(folded: str, corpus: Corpus) -> Topic:
    """What is asked about: the words that neither name a part nor say how it is to be written."""
    for row in ("part", "manner"):
        folded = vocabulary.blanked(_WORDS, row, folded)
    return topic_of(_YEAR.sub(lambda match: " " * len(match[0]), folded), corpus.weight)


_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")


def _names_subject(topic: Topic, corpus: Corpus) -> bool:
    return names_subject(corpus, topic)


def shown(draft: Draft, corpus: Corpus, *, unchanged: bool = False) -> Answer:
    """The draft as a message: sentences numbered through, what is open, what to beware of."""
    writer = Writer()
    if unchanged:
        writer.say(texts.DRAFT_UNCHANGED)
    if draft.note:
        writer.say(draft.note, computed=[draft.note])
    number = 0
    title = draft.parts[0].title if len(draft.parts) == 1 else draft.kind
    writer.head(texts.DRAFT_HEAD.format(mark=texts.DRAFT_MARK, title=title, unit=draft.own.full_name))
    for part, sentences in draft.read():
        if len(draft.parts) > 1:
            writer.head(part.title)
        for read in sentences:
            number += 1
            writer.say(f"{number}. {read.text}", *read.sentence.sources, computed=read.computed)
    _close(writer, draft, corpus)
    return writer.answer()


def _close(writer: Writer, draft: Draft, corpus: Corpus) -> None:
    places = draft.open_slots()
    if places:
        writer.say(
            texts.DRAFT_OPEN_PLACES.format(
                count=len(places), names="; ".join(list(dict.fromkeys(places))[:6])
            ),
            computed=[texts.COUNTED],
        )
        writer.warn(texts.OWN_FIGURES_ONLY)
    for fault in given.faults(draft.given):
        writer.warn(fault)
    used = [line for _, sentences in draft.read() for read in sentences for line in read.computed]
    for figure in draft.given:
        if figure.stated not in used:
            writer.warn(texts.DRAFT_NO_PLACE.format(figure=figure.stated))
    for subject in dict.fromkeys(
        line for _, sentences in draft.read() for read in sentences for line in read.outside
    ):
        writer.warn(texts.SUBJECT_OUTSIDE.format(subject=subject))
    for warning in draft.warnings:
        writer.warn(warning)
    for name in _parts_elsewhere(draft):
        writer.warn(texts.DRAFT_FROM_PART.format(name=name.lower()))
    for document in _poor_sources(draft, corpus):
        writer.warn(texts.CHECK_SCAN.format(document=document))
    for symbol in draft.instruments():
        writer.instrument(symbol)
    if places:
        writer.offer(texts.ACTION_FILL, texts.ACTION_FILL_SAYS)
    writer.offer(texts.ACTION_SHORTER, texts.ACTION_SHORTER_SAYS)
    writer.offer(texts.ACTION_MORE, texts.ACTION_MORE_SAYS)
    writer.offer(texts.ACTION_WORD, texts.ACTION_WORD_SAYS)


def _parts_elsewhere(draft: Draft) -> Sequence[str]:
    """Parts of other documents that sentences come from which stand in a part of another kind here."""
    return list(
        dict.fromkeys(
            title_of(one.part, draft.kind)
            for part in draft.parts
            for one in part.sentences
            if one.part is not None and one.part not in DRAWN_FROM.get(part.type, (part.type,))
        )
    )


def _poor_sources(draft: Draft, corpus: Corpus) -> Sequence[str]:
    cited = dict.fromkeys(source.document for one in draft.sentences for source in one.sources)
    records = [corpus.snapshot.document(name) for name in cited]
    return [document_label(record) for record in records if record is not None and record.quality.poor]


def _open_places(draft: Draft) -> Answer:
    """What is still missing, to be said in one message."""
    writer = Writer()
    figures = draft.open_figures()
    if not figures:
        writer.say(texts.DRAFT_NOTHING_OPEN)
        return writer.answer()
    writer.say(texts.DRAFT_ASK_FIGURES, computed=[texts.COUNTED])
    for name in figures:
        writer.item(name, computed=[name])
    return writer.answer()


def _nothing(made: Standing) -> Answer:
    writer = Writer()
    title = title_of(made.wish.parts[0], made.draft.kind)
    writer.say(texts.DRAFT_NOT_HELD.format(title=title.lower()))
    return writer.answer(Status.INSUFFICIENT)
