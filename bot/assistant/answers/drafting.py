"""Drafts in the chat: a section or a whole report, and the changes asked for in the turns after it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot import texts
from bot.assistant.corpus import Corpus, document_label
from bot.assistant.draft import Draft, DraftPart, Read
from bot.assistant.drafting import draft_turn
from bot.assistant.drafting.draft_parts import DRAWN_FROM, title_of
from bot.assistant.drafting.draft_turn import Turn, View
from bot.assistant.drafting.drafted import figure_lines
from bot.assistant.models import Answer, ClaimStyle, Question, Status
from bot.assistant.understand import Understanding
from bot.assistant.writer import Writer
from knowledge.models import SectionType

_HELD = re.compile(
    r"\b(?:bao cao|ke hoach|cong van|van ban)\b.*\bviet (?:the nao|nhu the nao|sao|gi|ra sao)\b"
)
_OTHERS = re.compile(
    r"\b(?:cac|nhung|may) (?:xa|phuong|don vi|noi)(?: khac| ban| kia)? (?:viet|neu|ghi|bao cao|noi)"
    r"(?: nhung)? (?:gi|the nao|nhu the nao|ra sao|sao)\b"
)
_HELP = re.compile(r"\b(?:soan|du thao|giup|ho|dum|cho minh|cho toi|cho em|nen)\b")


def _reads(asked: Understanding) -> bool:
    """Whether "viết thế nào" asks how a document that is held, or what others, word something."""
    if _OTHERS.search(asked.folded):
        return True
    return bool(asked.codes and _HELD.search(asked.folded)) and not _HELP.search(asked.folded)


def answer(asked: Understanding, corpus: Corpus) -> Answer | None:
    """A draft, or the change of one; None where neither is asked for."""
    if _reads(asked) or (asked.asks_any("restate") and re.search(r"\d", asked.folded)):
        return None
    if asked.asks_any("indicators") and asked.asks_any("which"):  # "viết phần … thì nên nêu chỉ tiêu nào"
        return None
    cites = asked.asks_any("cite", "how_to_write", "symbol_check")
    which = asked.asks_any("which")  # "QĐ 5 với QĐ 9, viết báo cáo nên dẫn cái nào"
    if (cites and (which or asked.instruments)) or (which and asked.instruments):
        return None
    turn = draft_turn.taken(asked.question, corpus)
    if turn is None:
        return None
    return _answered(turn, asked.question, corpus).model_copy(update={"step": turn.step})


def reworded(made: Answer, draft: Draft, corpus: Corpus) -> Answer:
    """The answer that shows a draft, with the draft in other words."""
    assert made.step is not None
    first = next(n for n, claim in enumerate(made.claims) if claim.style is ClaimStyle.HEADING)
    again = shown(draft.model_copy(update={"note": ""}), corpus, number=made.step.number)
    step = made.step.model_copy(update={"content": draft})
    return again.model_copy(update={"claims": (*made.claims[:first], *again.claims), "step": step})


def _answered(turn: Turn, question: Question, corpus: Corpus) -> Answer:
    match turn.view, turn.draft:
        case View.DRAFTS, _:
            return _drafts(turn, question)
        case View.VERSIONS, _:
            return _versions(turn, question)
        case View.NOTHING_HELD, Draft() as draft:
            return _nothing(turn, draft)
        case View.FIGURES, Draft() as draft:
            return _figures(draft)
        case View.NEXT_FIGURE, Draft() as draft if draft.asked:
            return _next_figure(turn, draft)
        case _, Draft() as draft:
            return shown(draft, corpus, said=turn.said, number=turn.number)
    raise AssertionError(turn)


def shown(draft: Draft, corpus: Corpus, *, said: Sequence[str] = (), number: int = 1) -> Answer:
    """The draft as a message: what is to be told first, sentences numbered through, what is open, what to
    beware of. `number` is that of its version."""
    writer = Writer()
    for line in (*said, *filter(None, (draft.note,))):
        writer.say(line, computed=[line])
    head = texts.DRAFT_HEAD.format(mark=texts.DRAFT_MARK, title=draft.title, unit=draft.own.full_name)
    version = texts.DRAFT_VERSION.format(number=number) if number > 1 else ""
    writer.head(head + version, computed=[version] if version else ())
    at = 0
    for part, sentences in _fitting(draft.read()):
        if len(draft.parts) > 1:
            writer.head(part.title)
        for read in sentences:
            at += 1
            writer.say(f"{at}. {read.text}", *read.sentence.sources, computed=read.computed)
    left = len(draft.sentences) - at
    if left:
        line = texts.DRAFT_REST.format(count=left, last=draft.parts[-1].title)
        writer.say(line, computed=[line])
    _close(writer, draft, corpus, number)
    return writer.answer()


MOST_SHOWN = 2600
"""Characters of sentences that a message shows of a draft of several parts: with what is said around them a
message of Telegram holds 4096."""


def _fitting(parts: Sequence[tuple[DraftPart, list[Read]]]) -> list[tuple[DraftPart, list[Read]]]:
    """The first sentences of a draft of several parts that fit into one message."""
    shown: list[tuple[DraftPart, list[Read]]] = []
    length = 0
    for part, sentences in parts:
        shown.append((part, []))
        for read in sentences:
            length += len(read.text)
            if length > MOST_SHOWN and len(parts) > 1:
                return shown if shown[-1][1] else shown[:-1]
            shown[-1][1].append(read)
    return shown


def _close(writer: Writer, draft: Draft, corpus: Corpus, number: int) -> None:
    places = draft.open_slots()
    if places:
        names = "; ".join(list(dict.fromkeys(places))[:6])
        writer.say(texts.DRAFT_OPEN_PLACES.format(count=len(places), names=names), computed=[texts.COUNTED])
        writer.warn(texts.OWN_FIGURES_ONLY)
    by_word = [str(number) for number, read in enumerate(_read(draft), 1) if _by_word(draft, read)]
    if by_word:
        writer.warn(texts.FACTS_BY_WORD.format(numbers=", ".join(by_word)))
    for line in (*figure_lines(draft), *draft.warnings):
        writer.warn(line)
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
    if number > 1:
        writer.offer(texts.ACTION_UNDO, texts.ACTION_UNDO_SAYS)


def _read(draft: Draft) -> list[Read]:
    return [read for _, sentences in draft.read() for read in sentences]


def _by_word(draft: Draft, read: Read) -> bool:
    """Whether a sentence stands on the officer's word alone."""
    stated = {figure.stated for figure in draft.given}
    filled = any(line in stated for line in read.computed)
    return read.sentence.said or (read.sentence.own and not read.sentence.sources and filled)


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


def _figures(draft: Draft) -> Answer:
    """What is still missing, and the first of it asked for."""
    writer = Writer()
    missing = draft.asking()
    if not missing:
        writer.say(texts.DRAFT_NOTHING_OPEN)
        return writer.answer()
    writer.say(texts.DRAFT_ASK_FIGURES, computed=[texts.COUNTED])
    for figure in missing:
        writer.item(figure.key, computed=[figure.key])
    _ask(writer, draft)
    return writer.answer()


def _next_figure(turn: Turn, draft: Draft) -> Answer:
    writer = Writer()
    for line in turn.said:
        writer.say(line, computed=[line])
    _ask(writer, draft)
    return writer.answer()


def _ask(writer: Writer, draft: Draft) -> None:
    """The figure that is asked for, with the sentence it belongs in."""
    missing = draft.asking()
    at, asked = next((n, one) for n, one in enumerate(missing) if one.key == draft.asked)
    sources = draft.sentences[asked.number - 1].sources
    said = texts.DRAFT_SENTENCE.format(number=asked.number, text=asked.sentence)
    writer.say(said, *sources, computed=[texts.COUNTED, *(figure.stated for figure in draft.given)])
    unit = texts.ASK_UNIT.format(unit=asked.unit) if asked.unit else ""
    question = texts.ASK_FIGURE.format(name=asked.key, unit=unit, left=len(missing) - at)
    writer.say(question, computed=[question])


def _versions(turn: Turn, question: Question) -> Answer:
    """The versions of the draft, with what each was made for."""
    writer = Writer()
    for line in turn.said:
        writer.say(line, computed=[line])
    work = next((one for one in question.drafts.listed() if one.open), None) if question.drafts else None
    if work is None or question.drafts is None:
        writer.say(texts.DRAFT_NONE_KEPT)
        return writer.answer()
    writer.head(texts.DRAFT_VERSIONS.format(title=work.title))
    for version in question.drafts.versions(work.id):
        mark = texts.DRAFT_CURRENT if version.number == work.current else ""
        line = texts.DRAFT_VERSION_LINE.format(number=version.number, says=version.says, mark=mark)
        writer.item(line, computed=[line])
    writer.say(texts.DRAFT_GO_BACK)
    return writer.answer()


def _drafts(turn: Turn, question: Question) -> Answer:
    """The drafts that the user has kept."""
    writer = Writer()
    for line in turn.said:
        writer.say(line, computed=[line])
    kept = question.drafts.listed() if question.drafts else ()
    if not kept:
        writer.say(texts.DRAFT_NONE_KEPT)
        return writer.answer()
    writer.head(texts.DRAFTS_KEPT)
    for number, one in enumerate(kept[:MOST_LISTED], 1):
        line = texts.DRAFT_LINE.format(number=number, title=one.title, version=one.current)
        writer.item(line, computed=[line])
        writer.offer(
            texts.ACTION_REOPEN.format(number=number), texts.ACTION_REOPEN_SAYS.format(number=number)
        )
    return writer.answer()


MOST_LISTED = 8
"""Drafts that a list shows, the last ones."""


def _nothing(turn: Turn, draft: Draft) -> Answer:
    writer = Writer()
    title = title_of(SectionType(turn.said[0]), draft.kind)
    writer.say(texts.DRAFT_NOT_HELD.format(title=title.lower()))
    return writer.answer(Status.INSUFFICIENT)
